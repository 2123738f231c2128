"""Every event has its codes of event data, as text."""

from itertools import product

from sqlite_utils import Database

from db import derived, readings, store
from extract.records import STATUSES, TYPES

ROOTS = {"03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "16": "SANCTION"}
"""What CAMEO's two-digit categories became in PLOVER."""


def test_every_type_has_codes_in_every_status_and_no_other_has(fresh_db: Database) -> None:
    rows = fresh_db.execute("select type, status from event_codes").fetchall()
    assert sorted(rows) == sorted(product(TYPES, STATUSES))


def test_codes_are_text_and_keep_their_leading_zero(fresh_db: Database) -> None:
    rows = fresh_db.execute("select distinct typeof(cameo), length(cameo), typeof(plover) from event_codes").fetchall()
    assert rows == [("text", 3, "text")]
    assert fresh_db.execute("select count(*) from event_codes where cameo = '057'").fetchone() == (2 * len(TYPES),)


def test_both_vocabularies_say_the_same(fresh_db: Database) -> None:
    for cameo, plover in fresh_db.execute("select cameo, plover from event_codes").fetchall():
        assert ROOTS[cameo[:2]] == plover


def test_an_event_in_force_is_shown_with_its_codes(fresh_db: Database) -> None:
    store.save_import_source(fresh_db, "import")
    facts = {"published": "2024-05-06T10:00:00Z", "published_basis": "meta", "language": "en"}
    seen = {"first_seen": "2024", "last_seen": "2024", "listed_modified": None}
    store.save_article(
        fresh_db,
        article={"id": "a", "source_id": "import", "url": "https://x.example/", "title": None, **facts, **seen},
        version={"article_id": "a", "fetched": "2024", "run_id": None, "sha256": "s", **facts},
        text={"title": None, "body": "They signed.", "kinds": "[]"},
        addresses=[],
    )
    event = {
        "id": "e", "version_id": 1, "type": "unit", "instrument": None, "status": "signed", "date": "2024-05",
        "first_day": "2024-05-01", "last_day": "2024-05-31", "subject": None, "evidence": "They signed.",
        "evidence_start": 0, "evidence_end": 12, "confidence": 0.5, "rules": "[]", "extractor_id": "x",
    }  # fmt: skip
    readings.save_extraction(fresh_db, 1, {"events": [event]}, {"extractor_id": "x", "run_id": None, "made": "2024"})
    derived.rebuild(fresh_db)
    rows = fresh_db.execute("select event_id, cameo, plover, first_day, published from coded_events").fetchall()
    assert rows == [("e", "057", "SUPPORT", "2024-05-01", "2024-05-06")]
