"""Agreements are made anew each time; what was read can always be had back."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db import agreements, derived, names, readings, store
from db.migrations import migrations
from tests.db.test_store import SOURCE, article, extraction

FIELDS = {"type": "cooperation", "instrument": None, "status": "signed", "date": None, "first_day": None,
          "last_day": None, "not_before": None, "not_after": None, "subject": None}  # fmt: skip
FIELDS_OF_BEFORE = {name: value for name, value in FIELDS.items() if not name.startswith("not_")}
EVENT = {"id": "e", "version_id": 1, **FIELDS, "evidence": "Coop", "evidence_start": 0, "evidence_end": 4,
         "confidence": 0.5, "rules": "[]", "extractor_id": "e1"}  # fmt: skip


def organisation(id: str) -> dict[str, Any]:
    return {"id": id, "name": id.title(), "country": None, "country_basis": None}


@pytest.fixture
def db(fresh_db: Database) -> Database:
    store.save_source(fresh_db, **SOURCE)
    store.save_article(fresh_db, **article())
    sides = [{"event_id": "e", "organisation_id": id, "position": place} for place, id in enumerate(("coop", "lab"))]
    mention = {"id": "m1", "version_id": 1, "label": "ORG", "start": 0, "end": 4, "surface": "Coop", "person_id": None,
               "organisation_id": "coop", "country": None, "rule": "r", "extractor_id": "e1"}  # fmt: skip
    made = {"organisations": [organisation("coop"), organisation("lab")], "mentions": [mention], "events": [EVENT],
            "event_parties": sides}  # fmt: skip
    readings.save_extraction(fresh_db, 1, made, extraction("e1"))
    return fresh_db


def test_a_changed_event_keeps_what_was_read_and_gets_it_back(db: Database) -> None:
    agreements.change_event(db, "e", {**FIELDS, "status": "ended"}, ["lab", "lab"], dropped=True)
    agreements.change_event(db, "e", {**FIELDS, "status": "renewed"}, ["lab"], dropped=True)
    assert db.execute("select status, dropped from events").fetchall() == [("renewed", 1)]
    assert (agreements.sides(db), list(agreements.events_in_force(db))) == ({"e": ["lab"]}, [])
    assert db.execute("select count(*) from coded_events").fetchone() == (0,)
    agreements.restore_events(db)
    assert db.execute("select status, dropped, as_read from events").fetchall() == [("signed", 0, None)]
    assert agreements.sides(db) == {"e": ["coop", "lab"]}


def test_a_joined_name_is_moved_and_moved_back(db: Database) -> None:
    join = {"read_id": "coop", "source_id": "", "name": "Coop", "country": None, "country_basis": None,
            "organisation_id": "lab", "rule": "key", "evidence": ""}  # fmt: skip
    names.make_join(db, join)
    names.note_joins(db, [join])
    pointing = "select organisation_id, organisation_read from mentions"
    assert db.execute(pointing).fetchall() == [("lab", "coop")]
    names.undo_join(db, join)
    assert db.execute(pointing).fetchall() == [("coop", None)]
    assert names.joins(db) == []


def test_a_join_on_the_pages_of_another_source_moves_nothing_here(db: Database) -> None:
    join = {"read_id": "coop", "source_id": "yy_other", "organisation_id": "lab"}
    names.make_join(db, join)
    assert db.execute("select organisation_id from mentions").fetchall() == [("coop",)]
    assert names.events_with(db, "coop", "yy_other") == []
    assert names.events_with(db, "coop", "xx_test") == ["e"]


def test_a_report_that_joins_no_agreement_is_shown_without_one(db: Database) -> None:
    derived.rebuild(db)
    assert db.execute("select event_id, agreement_id, parties from reports").fetchall() == [("e", None, "Coop · Lab")]


def test_a_database_of_before_keeps_its_events(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    older = Database(sqlite3.connect(path))
    migrations.apply(older, stop_before="m008_agreements_over_time")
    older.execute("insert into organisations (id, name) values ('coop', 'Coop')")
    older.conn.commit()
    older.close()
    db = store.open_db(path)
    assert db.execute("select id, parent_id, read_name from organisations").fetchall() == [("coop", None, None)]
    assert db.execute("select count(*) from agreements").fetchone() == (0,)
    db.close()


def test_what_a_correction_of_before_put_aside_can_be_had_back(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    older = Database(sqlite3.connect(path))
    migrations.apply(older, stop_before="m013_days_and_places_of_events")
    store.save_source(older, **SOURCE)
    store.save_article(older, **article())
    older.execute("insert into extractors values ('e1', '2024')")
    older.execute(
        "insert into events (id, version_id, type, status, evidence, evidence_start, evidence_end, confidence, rules,"
        " extractor_id, as_read) values ('e', 1, 'unit', 'ended', 'Coop', 0, 4, 0.5, '[]', 'e1', ?)",
        [json.dumps({**FIELDS_OF_BEFORE, "parties": []})],
    )
    older.conn.commit()
    older.close()
    db = store.open_db(path)
    agreements.restore_events(db)
    assert db.execute("select type, status, not_after, as_read from events").fetchall() == [
        ("cooperation", "signed", None, None)
    ]
    db.close()
