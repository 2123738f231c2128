"""Backups, snapshots to cite, and the copies that are made before something may go wrong.

All lie in one folder, `<name>-backups/` beside the database unless another is given; which of them are ever deleted
is told by their names.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import copies
from db.errors import explained
from db.migrations import STEPS

KEPT = 14
"""Backups that are kept unless told otherwise."""
KEPT_BEFORE = 3
"""Copies made before a change of the schema or a restoring that are kept."""
ABANDONED = timedelta(days=1)
"""Half a copy that nobody has written to for so long was left by a process that was killed."""

TIME = r"\d{4}-\d\d-\d\dT\d{6}Z"
COUNTED = ("sources", "articles", "versions", "organisations", "events", "agreements", "agreement_reports")


def folder_of(database: Path) -> Path:
    return database.parent / f"{database.stem}-backups"


def backup(database: Path, folder: Path, *, now: datetime, keep: int) -> Path:
    """A copy with its checksum; of earlier ones the newest `keep`, this one included, stay."""
    made = _make(database, folder, database.stem, now)
    _prune(folder, database.stem, "", keep, now)
    return made


def before(database: Path, what: str, *, now: datetime, of: Path | None = None) -> Path:
    """A copy of the database, or of its working copy, that is made before `what`, a word for its name."""
    folder = folder_of(database)
    made = _make(of or database, folder, f"{database.stem}-before-{what}", now)
    _prune(folder, database.stem, r"before-\w+-", KEPT_BEFORE, now)
    return made


def snapshot(database: Path, folder: Path, *, now: datetime, uniaccord: str) -> Path:
    """A copy to cite, never deleted, read-only; the table `snapshot` in it says what it is."""

    def add(connection: sqlite3.Connection) -> None:
        about: dict[str, object] = {
            "made": now.astimezone(UTC).isoformat(timespec="seconds"),
            "uniaccord": uniaccord,
            "schema": STEPS[-1].__name__,
        }
        about |= {table: connection.execute(f"select count(*) from {table}").fetchone()[0] for table in COUNTED}  # noqa: S608
        read_by = "select distinct extractor_id from extractions join articles using (version_id) order by 1"
        about["extractors"] = " ".join(name for (name,) in connection.execute(read_by))
        connection.execute("drop table if exists snapshot")  # of a snapshot that was restored
        connection.execute("create table snapshot (what text primary key, value text not null) strict")
        connection.executemany(
            "insert into snapshot values (?, ?)", [(key, str(value)) for key, value in about.items()]
        )

    made = _make(database, folder, f"{database.stem}-snapshot", now, add=add)
    made.chmod(0o444)
    return made


def about(made: Path) -> dict[str, str]:
    """What the table `snapshot` of a snapshot says."""
    connection = copies.read_only(made)
    try:
        return dict(connection.execute("select what, value from snapshot").fetchall())
    finally:
        connection.close()


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_whole(path: Path) -> bool:
    """Whether a copy is what its checksum says, if there is one beside it."""
    file = checksum_file(path)
    return not file.exists() or file.read_text(encoding="utf-8").split()[0] == checksum(path)


def checksum_file(path: Path) -> Path:
    """Where the checksum of a copy is, in the format of `sha256sum`."""
    return path.with_name(path.name + ".sha256")


def _make(
    database: Path,
    folder: Path,
    name: str,
    now: datetime,
    *,
    add: Callable[[sqlite3.Connection], None] = lambda connection: None,
) -> Path:
    while (target := folder / f"{name}-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.db").exists():
        now += timedelta(seconds=1)  # one was made in this very second
    with explained(target):
        folder.mkdir(parents=True, exist_ok=True)

    def sign(part: Path) -> None:
        file = checksum_file(target)
        file.write_text(f"{checksum(part)}  {target.name}\n", encoding="utf-8")
        copies.flush(file)

    try:
        copies.copy(database, target, add=add, before=sign)
    except BaseException:
        checksum_file(target).unlink(missing_ok=True)
        raise
    return target


def _prune(folder: Path, stem: str, what: str, keep: int, now: datetime) -> None:
    """Deletes the oldest of the copies that are named so, and halves of copies that a killed process has left."""
    stem = re.escape(stem)
    names = [path.name for path in folder.iterdir()]
    for name in sorted(filter(re.compile(rf"{stem}-{what}{TIME}\.db").fullmatch, names), key=_time)[:-keep]:
        (folder / name).unlink()
        checksum_file(folder / name).unlink(missing_ok=True)
    for name in filter(
        re.compile(rf"{stem}-(before-\w+-|snapshot-)?{TIME}\.db{re.escape(copies.PART)}").fullmatch, names
    ):
        half = folder / name
        if now.timestamp() - half.stat().st_mtime > ABANDONED.total_seconds():
            copies.forget(half)
            checksum_file(half.with_suffix("")).unlink(missing_ok=True)


def _time(name: str) -> str:
    return str(re.findall(TIME, name)[-1])
