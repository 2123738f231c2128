"""Rows enter whole or not at all, and nothing that was stored is lost."""

import os
import sqlite3
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db import readings, store
from db.migrations import migrations

SOURCE = {
    "source": {"id": "xx_test", "name": "Test", "organisation_id": "test-university", "homepage": "https://t.example/",
               "language": "en", "timezone": "UTC", "checked": "never", "disabled": None},
    "organisation": {"id": "test-university", "name": "Test University", "country": "PT", "country_basis": "declared"},
    "aliases": [
        {"organisation_id": "test-university", "alias": "TU", "basis": "declared", "source_id": "xx_test", "scoped": 0},
        {"organisation_id": "test-university", "alias": "the Test", "basis": "declared", "source_id": "xx_test",
         "scoped": 1},
    ],
    "countries": [{"code": "PT", "name": "Portugal"}],
}  # fmt: skip


def article(url: str = "https://t.example/1", body: str = "Cooperação em Lisboa.", sha: str = "a") -> dict[str, Any]:
    return {
        "article": {"id": url[-8:], "source_id": "xx_test", "url": url, "title": "Title", "published": "2024-05-01",
                    "published_basis": "meta", "language": "en", "first_seen": "2024-05-02T00:00:00+00:00",
                    "last_seen": "2024-05-02T00:00:00+00:00", "listed_modified": None},
        "version": {"article_id": url[-8:], "fetched": "2024-05-02T00:00:00+00:00", "run_id": None, "sha256": sha,
                    "published": "2024-05-01", "published_basis": "meta", "modified": None, "language": "en",
                    "author": None, "tags": "[]"},
        "text": {"title": "Title", "body": body, "kinds": '["paragraph"]'},
        "addresses": [url, url + "?utm_source=x"],
    }  # fmt: skip


def mention(version_id: int, **more: Any) -> dict[str, Any]:
    return {"id": "m1", "version_id": version_id, "label": "ORG", "start": 0, "end": 4, "surface": "Coop",
            "organisation_id": "coop", "person_id": None, "country": None, "rule": "r", "extractor_id": "e1",
            **more}  # fmt: skip


COOP = {"id": "coop", "name": "Coop", "country": None, "country_basis": None}


@pytest.fixture
def db(fresh_db: Database) -> Database:
    store.save_source(fresh_db, **SOURCE)
    return fresh_db


def extraction(extractor: str) -> dict[str, Any]:
    return {"extractor_id": extractor, "run_id": None, "made": "2024-05-03T00:00:00+00:00"}


def test_the_same_article_is_stored_once(db: Database) -> None:
    assert [store.save_article(db, **article()), store.save_article(db, **article())] == ["new", "unchanged"]
    assert db.table("versions").count == 1


def test_a_changed_article_becomes_another_version_and_the_old_one_stays(db: Database) -> None:
    store.save_article(db, **article())
    assert store.save_article(db, **article(body="Now it is signed.", sha="b")) == "changed"
    assert [row["body"] for row in db.table("texts").rows] == ["Cooperação em Lisboa.", "Now it is signed."]
    assert db.execute("select versions, version_id from articles").fetchone() == (2, 2)


def test_every_address_that_led_to_an_article_is_known(db: Database) -> None:
    store.save_article(db, **article())
    assert set(store.known(db, "xx_test")) == {"https://t.example/1", "https://t.example/1?utm_source=x"}


def test_full_text_search_folds_diacritics(db: Database) -> None:
    store.save_article(db, **article())
    found = db.execute("select rowid from texts_fts where texts_fts match 'cooperacao'").fetchall()
    assert found == [(1,)]


def test_a_version_is_pending_until_this_very_extractor_has_read_it(db: Database) -> None:
    store.save_article(db, **article())
    assert [row["version_id"] for row in readings.pending(db, "e1", 10)] == [1]
    readings.save_extraction(db, 1, {}, extraction("e1"))
    assert readings.pending(db, "e1", 10) == []
    assert readings.count_pending(db, "e2") == 1


def test_reading_again_replaces_what_was_read_and_forgets_names_that_are_gone(db: Database) -> None:
    store.save_article(db, **article())
    readings.save_extraction(db, 1, {"organisations": [COOP], "mentions": [mention(1)]}, extraction("e1"))
    assert db.table("mentions").count == 1
    readings.save_extraction(db, 1, {}, extraction("e2"))
    readings.prune(db)
    assert db.table("mentions").count == 0
    assert [row["id"] for row in db.table("organisations").rows] == ["test-university"]


def test_an_extraction_that_breaks_half_way_leaves_the_one_before(db: Database) -> None:
    store.save_article(db, **article())
    readings.save_extraction(db, 1, {"organisations": [COOP], "mentions": [mention(1)]}, extraction("e1"))
    bad = {"mentions": [mention(1, id="m2", end=9), mention(1, id="m3", label="CAT")]}
    with pytest.raises(sqlite3.IntegrityError):
        readings.save_extraction(db, 1, bad, extraction("e2"))
    assert [row["id"] for row in db.table("mentions").rows] == ["m1"]
    assert readings.count_pending(db, "e2") == 1


def test_names_scoped_to_a_source_are_told_apart(db: Database) -> None:
    assert set(readings.declared_names(db)) == {
        ("Test University", "test-university", None),
        ("TU", "test-university", None),
        ("the Test", "test-university", "xx_test"),
    }
    assert readings.aliases(db, "xx_test") == ("Test University", ("TU", "the Test"))


def test_a_crashed_run_is_marked_when_the_next_one_starts(db: Database) -> None:
    arguments = {"kind": "crawl", "source_id": "xx_test", "uniaccord": "0"}
    store.start_run(db, started="2024-01-01", **arguments)
    second = store.start_run(db, started="2024-01-02", **arguments)
    store.end_run(db, second, state="finished", ended="2024-01-02", requests=3)
    assert [row["state"] for row in db.table("runs").rows] == ["interrupted", "finished"]


def test_a_missing_database_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(store.StoreError, match="there is no such database"):
        store.open_db(tmp_path / "none.db", create=False)


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_text("This is a diary, not a database, and it is long enough to be read as a header.\n" * 20)
    with pytest.raises(store.StoreError, match="not a SQLite database"):
        store.open_db(path)


def test_a_surer_country_takes_the_place_of_another(db: Database) -> None:
    store.save_article(db, **article())

    def told(country: str, basis: str) -> tuple[str, str]:
        row = {**COOP, "country": country, "country_basis": basis}
        countries = [{"code": country, "name": country}]
        made = {"countries": countries, "organisations": [row], "mentions": [mention(1)]}
        readings.save_extraction(db, 1, made, extraction("e1"))
        query = "select country, country_basis from organisations where id = 'coop'"
        country, basis = db.execute(query).fetchone()
        return country, basis

    assert told("PT", "city") == ("PT", "city")
    assert told("US", "city") == ("PT", "city")  # of equals the first by its code
    assert told("ES", "city") == ("ES", "city")
    assert told("ES", "demonym") == ("ES", "demonym")
    assert told("PT", "name") == ("PT", "name")
    assert told("ES", "bracket") == ("PT", "name")


def test_what_a_file_or_a_correction_calls_an_organisation_stays(db: Database) -> None:
    store.save_article(db, **article())
    spelt = {**COOP, "name": "COOP"}

    def read() -> tuple[str, str | None]:
        readings.save_extraction(db, 1, {"organisations": [spelt], "mentions": [mention(1)]}, extraction("e1"))
        return tuple(db.execute("select name, read_name from organisations where id = 'coop'").fetchone())

    db.table("organisations").insert({**COOP, "name": "Our Coop", "read_name": "Coop"})
    assert read() == ("Our Coop", "COOP")
    db.table("organisations").update("coop", {"name": "Coop", "read_name": None})
    db.execute("update sources set organisation_id = 'coop'")
    assert read() == ("Coop", None)


def test_a_database_of_an_older_schema_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    older = Database(sqlite3.connect(path))
    migrations.apply(older, stop_before="m004_language_read")
    older.execute("insert into countries values ('PT', 'Portugal')")
    older.execute("insert into organisations values ('coop', 'Coop', 'PT', 'bracket'), ('lab', 'Lab', null, null)")
    older.conn.commit()
    older.close()
    db = store.open_db(path)
    query = "select id, country, country_basis from organisations order by id"
    assert db.execute(query).fetchall() == [("coop", "PT", "bracket"), ("lab", None, None)]
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("update organisations set country_basis = 'guessed'")
    db.close()


def test_a_database_of_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    db = store.open_db(path)
    row = {"migration_set": "uniaccord", "name": "m999_future", "applied_at": "2030-01-01"}
    db.table("_sqlite_migrations").insert(row)
    db.close()
    with pytest.raises(store.StoreError, match=r"newer uniaccord .*m999_future"):
        store.open_db(path)


def test_a_locked_database_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    other = store.open_db(path)
    other.conn.execute("begin immediate")
    with pytest.raises(store.StoreError, match="another program is writing"):
        store.open_db(path, timeout=0.05)
    other.close()


def test_a_transaction_waits_for_another_program_even_if_it_reads_before_it_writes(tmp_path: Path) -> None:
    db = store.open_db(tmp_path / "x.db")
    store.save_source(db, **SOURCE)
    other = sqlite3.connect(tmp_path / "x.db", check_same_thread=False)
    other.execute("begin immediate")
    release = threading.Timer(0.2, other.rollback)
    release.start()
    assert store.save_article(db, **article()) == "new"
    release.join()
    other.close()
    db.close()


def test_a_read_only_database_is_told_before_any_work() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        store.open_db(path).close()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        user = os.geteuid()
        if user == 0:  # root may write anywhere
            os.seteuid(65534)
        try:
            with pytest.raises(store.StoreError, match="can't be written; give yourself write permission"):
                store.open_db(path)
        finally:
            os.seteuid(user)
            Path(folder).chmod(0o755)
