"""A small record with what is hard to export: partial dates, hostile texts, an end, a copy, people."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.exporting.export import Made, Wanted, export
from db.store import open_db
from pipelines.corrections import Corrections
from pipelines.importing import save_sources
from pipelines.link import link_all
from tests.pipelines.test_link import read

HOSTILE = 'Ünïon "of" <Arts> & ]]>, \x01\x02University'
TEXT = (
    f'=HYPERLINK("http://x.example";"{HOSTILE}") and Oslo Technical University\r\n\tsigned; \x00 it said '
    "\u2028\u202eעברית\u202c ]]> <!-- 'quoted', \"twice\" \\n -- 😀" + " very long" * 20_000
)
END = "What Oslo Technical University and Lund University had agreed on expired a year later, both said."


def make(path: Path, *, more: Callable[[Database], None] = lambda db: None) -> Path:
    db = open_db(path)
    save_sources(db, {})
    db.execute("insert into countries values ('NO', 'Norway'), ('SE', 'Sweden'), ('FI', 'Finland')")
    read(db, "2023-04-05", "Oslo Technical University", "Lund University")
    read(db, "2023-04-06", "Oslo Technical University", "Lund University")
    read(db, "2024-05-05", "Oslo Technical University", "Lund University", status="ended", body=END)
    read(db, "2024-09-01", "Oslo Technical University", HOSTILE, body=TEXT)
    read(db, "2025-01-01", "Lund University", "Turku School", "Oslo Technical University")
    for name, country in (("oslo-technical-university", "NO"), ("lund-university", "SE"), ("turku-school", "FI")):
        db.execute("update organisations set country = ?, country_basis = 'city' where id = ?", [country, name])
    db.execute(
        "update events set date = '2024-09', first_day = '2024-09-01', last_day = '2024-09-30'"
        " where date = '2024-09-01'"
    )
    db.execute("update articles set published = '2025-01' where published = '2025-01-01'")
    db.execute("insert into people values ('ada', '-Ada Lund'), ('bo', 'Bo')")
    db.execute("insert into event_people select id, 'ada' from events where date = '2023-04-05'")
    db.execute("insert into event_people select id, 'bo' from events where date = '2025-01-01'")
    db.execute("insert into person_roles (id, version_id, person_id, role, organisation_id, organisation_basis,"
               " extractor_id) select 'r' || version_id, version_id, 'ada', '@Rector', 'lund-university', 'stated', extractor_id"
               " from events where date = '2023-04-05'")  # fmt: skip
    db.execute("insert into runs (kind, state, started, ended, uniaccord) values"
               " ('import', 'finished', '2026-10-05T01:00:00+00:00', '2026-10-05T02:00:00+00:00', '0')")  # fmt: skip
    more(db)
    link_all(db, Corrections())
    db.execute(
        "update texts set body = body || char(10) || char(10) || 'Quenby is told of here alone.' where version_id = 1"
    )
    db.execute('update versions set changes = \'{"body": {"removed": ["Quenby"], "added": []}}\' where id = 1')
    db.close()
    return path


def exported(database: Path, target: Path, format: str, *, force: bool = False, **wanted: Any) -> Made:
    return export(database, target, Wanted(format, **wanted), uniaccord="0.1.0", force=force)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
