"""A record made before the nights were kept opens with all that it had."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from db import store
from db.migrations import STEPS, core, nights
from tests.db.test_store import SOURCE, article


def test_articles_stored_before_fall_due_one_after_another(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    db = Database(sqlite3.connect(path))
    before = Migrations("uniaccord")
    before(transactional=False)(core.m001_wal)
    for step in STEPS[: STEPS.index(nights.m014_nights)]:
        before()(step)
    before.apply(db)
    store.save_source(db, **SOURCE)
    db.execute("insert into runs (kind, source_id, started, uniaccord) values ('import', 'xx_test', '2024', '0')")
    columns = {"id", "source_id", "url", "title", "published", "first_seen", "last_seen"}
    for number in range(3):
        row = article(f"https://t.example/n/{number}")["article"]
        db.table("articles").insert({key: value for key, value in row.items() if key in columns})
    db.conn.commit()
    db.close()

    db = store.open_db(path)
    pages = list(db.query("select role, asked, status, due from pages order by url"))
    assert [page["role"] for page in pages] == ["article"] * 3
    assert len({page["due"] for page in pages}) == 3
    assert all(page["due"] > page["asked"] and page["status"] == 200 for page in pages)
    assert db.execute("select kind, part_of from runs").fetchall() == [("import", None)]
    db.close()
