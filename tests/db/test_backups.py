"""A backup is whole or is not there, and what is deleted is only what backups were called before."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import backups, copies, store
from db.errors import StoreError
from tests.db.kept import allow_no_growth, articles, fill, is_whole, killed_somewhere, older, record, rows, schema

NOON = datetime(2026, 10, 5, 12, 0, 0, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_holds_what_is_stored_while_others_write_and_read(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db", articles=3)
    writer = store.open_db(database)
    reader = sqlite3.connect(database)
    reader.execute("begin")
    reader.execute("select count(*) from articles").fetchone()
    writer.conn.execute("begin immediate")
    fill(writer, range(3, 6))
    made = backups.backup(database, tmp_path / "kept", now=NOON, keep=1)
    writer.conn.execute("commit")
    assert made.name == "x-2026-10-05T120000Z.db"
    assert articles(made) == 3
    assert is_whole(made)
    assert articles(database) == 6
    reader.close()
    writer.close()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_sha256sum_finds_a_backup_right_and_a_changed_one_wrong(tmp_path: Path) -> None:
    made = backups.backup(record(tmp_path / "x.db"), tmp_path, now=NOON, keep=1)
    check = ["sha256sum", "-c", f"{made.name}.sha256"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0
    assert backups.is_whole(made)
    made.write_bytes(made.read_bytes()[:-1] + b"x")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 1
    assert not backups.is_whole(made)


def test_the_newest_backups_stay_and_nothing_of_another_name_is_touched(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db")
    folder = tmp_path / "kept"
    folder.mkdir()
    others = [
        "thesis.db",
        "x-2020.db",
        "x-final-2020-01-01T000000Z.db",
        "y-2020-01-01T000000Z.db",
        "x-2020-01-01T000000Z.csv",
    ]
    for name in others:
        (folder / name).write_text("mine")
    backups.snapshot(database, folder, now=NOON - timedelta(days=9), uniaccord="0")
    for hour in range(4):
        backups.backup(database, folder, now=NOON + timedelta(hours=hour), keep=2)
    kept = [f"x-2026-10-05T{hour}0000Z.db" for hour in (14, 15)]
    snapshot = "x-snapshot-2026-09-26T120000Z.db"
    assert names(folder) == sorted([*others, *kept, snapshot, *(f"{name}.sha256" for name in (*kept, snapshot))])


def test_half_a_copy_of_a_killed_process_is_cleared_away_a_day_later(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db")
    half = tmp_path / "kept" / "x-2026-10-04T000000Z.db.part"
    half.parent.mkdir()
    half.write_text("half")
    now = datetime.now(UTC)
    backups.backup(database, half.parent, now=now, keep=2)
    assert half.exists()  # it may be under way
    backups.backup(database, half.parent, now=now + timedelta(days=2), keep=2)
    assert not half.exists()


def test_a_snapshot_says_what_it_is_and_opens_where_nothing_can_be_written(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db", articles=4)
    made = backups.snapshot(database, tmp_path / "kept", now=NOON, uniaccord="1.2.3")
    said = backups.about(made)
    assert said["made"] == "2026-10-05T12:00:00+00:00"
    assert (said["uniaccord"], said["articles"], said["agreements"]) == ("1.2.3", "4", "0")
    assert said["schema"] == schema(database)
    assert rows(made, "pragma journal_mode") == [("delete",)]
    digest = backups.checksum(made)
    (tmp_path / "kept").chmod(0o555)
    store.prepare_serving(made)
    assert articles(made) == 4
    assert backups.checksum(made) == digest
    assert made.stat().st_mode & 0o222 == 0
    (tmp_path / "kept").chmod(0o755)


def test_a_damaged_database_gives_no_backup_and_one_line(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db", articles=200)
    page = rows(database, "select rootpage from sqlite_master where name = 'articles'")[0][0]
    size = rows(database, "pragma page_size")[0][0]
    with database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with pytest.raises(StoreError, match=r"x\.db: is .*damaged.*keeping\.md"):
        backups.backup(database, tmp_path / "kept", now=NOON, keep=1)
    assert names(tmp_path / "kept") == []


def test_a_copy_that_can_not_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db")

    def full(connection: sqlite3.Connection) -> None:
        allow_no_growth(connection)
        connection.execute("create table more (text text)")

    with pytest.raises(StoreError, match="the disk is full"):
        copies.copy(database, tmp_path / "copy.db", add=full)
    assert not list(tmp_path.glob("copy.db*"))


def test_a_change_of_the_schema_makes_a_copy_first(tmp_path: Path) -> None:
    database = older(tmp_path / "x.db")
    before = schema(database)
    store.open_db(database, clock=lambda: NOON).close()
    assert schema(database) > before
    (saved,) = (tmp_path / "x-backups").glob("*.db")
    assert saved.name.endswith("-2026-10-05T120000Z.db")
    assert saved.name.startswith("x-before-m0")
    assert schema(saved) == before
    assert rows(saved, "select id from organisations") == [("coop",)]
    store.open_db(database).close()
    assert len(list((tmp_path / "x-backups").glob("*.db"))) == 1


def test_three_such_copies_stay(tmp_path: Path) -> None:
    for hour in range(5):
        database = older(tmp_path / "x.db")
        store.open_db(database, clock=lambda hour=hour: NOON + timedelta(hours=hour)).close()  # type: ignore[misc]
        copies.forget(database)
    assert [name[-10:-6] for name in names(tmp_path / "x-backups") if name.endswith(".db")] == ["1400", "1500", "1600"]


def test_a_new_database_needs_no_copy(tmp_path: Path) -> None:
    record(tmp_path / "x.db")
    assert not (tmp_path / "x-backups").exists()


def test_a_change_of_the_schema_that_fails_changes_nothing_and_names_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = older(tmp_path / "x.db", before="m013_days_and_places_of_events")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("create table pages (url text)")  # what the last change wants to make itself
    before = schema(database)
    with pytest.raises(StoreError, match=r"pages already exists.*nothing was changed.*x-backups/x-before-m0"):
        store.open_db(database)
    assert schema(database) == before == "m012_ties_of_agreements"
    assert rows(database, "select count(*) from organisations") == [(1,)]


def test_of_two_processes_that_open_an_older_database_at_once_one_changes_it_and_none_breaks_it(tmp_path: Path) -> None:
    database = older(tmp_path / "x.db", before="m004_language_read")
    code = f"from pathlib import Path; from db.store import open_db; open_db(Path({str(database)!r})).close()"
    both = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    errors = [process.communicate()[1] for process in both]
    for process, error in zip(both, errors, strict=True):
        assert process.returncode == 0 or "is writing to it" in error
    assert min(process.returncode for process in both) == 0
    store.open_db(database).close()
    assert is_whole(database)


OPEN = """
import sys
from pathlib import Path
from db import store
print("ready", flush=True)
store.open_db(Path(sys.argv[1]))
"""


def test_killed_at_any_moment_the_schema_is_the_old_or_the_new_one_and_every_copy_is_whole(tmp_path: Path) -> None:
    newest = schema(record(tmp_path / "new.db"))
    for attempt in range(5):
        database = older(tmp_path / f"{attempt}.db", before="m008_agreements_over_time")
        with closing(sqlite3.connect(database)) as connection:
            connection.executemany(
                "insert into organisations (id, name) values (?, ?)", [(f"o{n}", "x" * 200) for n in range(20_000)]
            )
            connection.commit()
        before = schema(database)
        killed_somewhere(OPEN, database, 0.5)
        assert schema(database) in (before, newest)
        assert is_whole(database)
        for copy in (tmp_path / f"{attempt}-backups").glob("*.db"):
            assert schema(copy) == before
            assert backups.is_whole(copy)
            assert backups.checksum_file(copy).exists()
        store.open_db(database).close()
        assert schema(database) == newest
        assert rows(database, "select count(*) from organisations") == [(20_001,)]
