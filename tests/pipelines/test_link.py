"""Linking the whole database: the same pages give the same agreements, and nothing of an older reading stays."""

from typing import Any

import pytest
from sqlite_utils import Database

from crawler.items import Article
from db import readings, store
from extract.records import Event, Evidence, Extraction, Mention
from pipelines.corrections import Corrections
from pipelines.findings import Names, extraction_rows
from pipelines.importing import save_sources
from pipelines.link import Done, link_all, tell
from pipelines.rows import article_rows

TABLES = ("agreements", "agreement_parties", "agreement_reports", "organisations", "organisation_merges", "proposals",
          "events", "event_parties")  # fmt: skip


@pytest.fixture
def db(fresh_db: Database) -> Database:
    save_sources(fresh_db, {})
    return fresh_db


def read(db: Database, day: str, *sides: str, extractor: str = "e1", status: str = "signed", body: str = "") -> None:
    """An article of that day says that the sides signed a memorandum on that day, and is read."""
    body = body or f"{' and '.join(sides)} signed a memorandum."
    article = Article(f"https://t.example/{day}", "import", "T", body, ("paragraph",), "en", day, "file")
    rows = article_rows(article, fetched="2024-05-06T00:00:00+00:00", run_id=None, listed_modified=None)
    store.save_article(db, **rows, addresses=[article.url])
    starts = [body.index(side) for side in sides]
    mentions = tuple(Mention(at, at + len(side), "ORG", rule="r") for at, side in zip(starts, sides, strict=True))
    event = Event("cooperation", "memorandum", status, sides, (), day, None, Evidence(0, len(body)), 0.7)
    made = Extraction("a", extractor, mentions, events=(event,))
    version, number = db.execute("select version_id, versions from articles where url = ?", [article.url]).fetchone()
    place: dict[str, Any] = {"version_id": version, "number": number, "article_id": rows["article"]["id"]}
    found = extraction_rows(made, text=body, source_id="import", names=Names([]), **place)
    readings.save_extraction(db, version, found, {"extractor_id": extractor, "run_id": None, "made": "2024"})


def contents(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    return {table: db.execute(f"select * from {table} order by 1, 2").fetchall() for table in TABLES}


def test_linking_again_changes_nothing(db: Database) -> None:
    read(db, "2024-05-05", "Oslo Technical University", "St Olav University")
    read(db, "2024-06-05", "Oslo Technical University", "Saint Olav University", status="in_force")
    read(db, "2025-05-05", "Oslo Technical University", "Lund University")
    link_all(db, Corrections())
    once = contents(db)
    assert len(once["organisations"]) == 3
    assert len(once["organisation_merges"]) == 1
    link_all(db, Corrections())
    assert contents(db) == once


def test_a_side_named_twice_is_one_side(db: Database) -> None:
    read(db, "2024-05-05", "Oslo Technical University", "St Olav University", "Saint Olav University")
    link_all(db, Corrections())
    assert db.execute("select count(*) from agreement_parties").fetchone() == (2,)
    assert db.execute("select count(*) from event_parties").fetchone() == (2,)


def test_a_name_that_is_read_no_more_is_forgotten_with_its_join(db: Database) -> None:
    text = "Oslo Technical University and St Olav University, or Saint Olav University, signed a memorandum."
    read(db, "2024-05-05", "Oslo Technical University", "St Olav University")
    read(db, "2024-06-05", "Oslo Technical University", "Saint Olav University", body=text)
    link_all(db, Corrections())
    read(db, "2024-06-05", "Oslo Technical University", "St Olav University", body=text, extractor="e2")
    link_all(db, Corrections())
    assert db.execute("select * from organisation_merges").fetchall() == []
    assert [row["id"] for row in db.table("organisations").rows] == ["oslo-technical-university", "st-olav-university"]
    assert db.execute("pragma foreign_key_check").fetchall() == []


def test_a_joined_name_keeps_its_country_when_a_later_page_does_not_tell_it(db: Database) -> None:
    read(db, "2024-05-05", "Oslo University", "Lund University")
    read(db, "2024-06-05", "University of Oslo", "Lund University")
    db.execute("insert into countries values ('NO', 'Norway')")
    db.execute("update organisations set country = 'NO', country_basis = 'city' where id like '%oslo%'")
    joined = "select read_id, organisation_id, country, country_basis from organisation_merges"
    link_all(db, Corrections())
    assert db.execute(joined).fetchall() == [("oslo-university", "university-of-oslo", "NO", "city")]
    read(db, "2024-07-05", "Oslo University", "Lund University")
    link_all(db, Corrections())
    assert db.execute(joined).fetchall() == [("oslo-university", "university-of-oslo", "NO", "city")]


def test_an_acronym_of_the_registry_moves_to_what_the_pages_explain_and_back(db: Database) -> None:
    for day, name in enumerate(("HIT", "Harbin Institute of Technology", "Hefei Institute of Technology"), 10):
        read(db, f"2024-05-{day}", name, "Lund University")
    for name in ("hit", "harbin-institute-of-technology"):
        db.execute("insert into ror_links values (?, 'r1', 'short', 'Harbin', null, '[]', null)", [name])

    def meant() -> tuple[str, ...]:
        link_all(db, Corrections())
        (mention,) = db.execute("select organisation_id from mentions where surface = 'HIT'").fetchone()
        sql = "select organisation_id from event_parties join events on id = event_id where evidence like 'HIT%'"
        sides = [side for (side,) in db.execute(sql).fetchall() if side != "lund-university"]
        return (mention, *sides)

    assert meant() == ("harbin-institute-of-technology",) * 2
    db.execute("insert into organisation_aliases (organisation_id, alias, basis, source_id, scoped)"
               " values ('hefei-institute-of-technology', 'HIT', 'text', 'import', 1)")  # fmt: skip
    assert meant() == ("hefei-institute-of-technology",) * 2
    assert meant() == ("hefei-institute-of-technology",) * 2
    db.execute("delete from organisation_aliases")
    assert meant() == ("harbin-institute-of-technology",) * 2


def test_what_was_done_is_told_in_a_line() -> None:
    assert tell(Done(2, 1, 0, [])) == ["linked 2 reports into 1 agreement"]
    assert tell(Done(3, 2, 1, [])) == ["linked 3 reports into 2 agreements, 1 join to decide"]
