"""The questions that Datasette shows have answers, and these are right."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlite_utils import Database

from db import agreements, store
from db.migrations import migrations

ROOT = Path(__file__).parents[2]
QUERIES = yaml.safe_load((ROOT / "db/metadata.yml").read_text(encoding="utf-8"))["databases"]["uniaccord"]["queries"]
PARAMETERS = dict.fromkeys(("organisation", "since", "country", "partner_country", "words"), "")
MEMORANDUM = {"type": "cooperation", "instrument": "memorandum", "status": "signed"}
PROGRAMME = {"type": "programme", "instrument": None, "status": "launched"}


@pytest.fixture
def db(fresh_db: Database) -> Database:
    fresh_db.conn.create_function("escape_fts", 1, lambda words: words)  # Datasette's own
    fresh_db.execute("insert into countries values ('PT', 'Portugal'), ('KE', 'Kenya')")
    for name, country in (("a", "PT"), ("b", "KE"), ("c", None)):
        row = {"id": name, "name": name.upper(), "country": country, "country_basis": country and "name"}
        fresh_db.table("organisations").insert(row)
    return fresh_db


def arrange(db: Database, *told: tuple[str, str, dict[str, Any]]) -> None:
    """Agreements: sides in letters, the day of the only report, what is arranged."""
    tables: dict[str, list[dict[str, Any]]] = {table: [] for table in agreements.LINKED}
    countries = dict(db.execute("select id, country from organisations").fetchall())
    for number, (sides, day, what) in enumerate(told):
        row = {"id": str(number), "parties": sides, "countries": "", "date": day, "reports": 1, "articles": 1, **what}
        tables["agreements"].append(row | {"first_report": day, "latest_report": day})
        tables["agreement_parties"] += [
            {"agreement_id": str(number), "organisation_id": side, "position": place, "reports": 1, "country": countries[side]}
            for place, side in enumerate(sides)
        ]  # fmt: skip
    agreements.save_agreements(db, tables)


def answer(db: Database, query: str, **parameters: str) -> list[tuple[Any, ...]]:
    return db.execute(QUERIES[query]["sql"], PARAMETERS | parameters).fetchall()


@pytest.mark.parametrize("query", QUERIES)
def test_every_question_can_be_asked_of_an_empty_database(db: Database, query: str) -> None:
    assert answer(db, query) == []


def test_a_memorandum_is_followed_by_what_the_same_two_do_later(db: Database) -> None:
    arrange(
        db,
        ("ab", "2020-01-01", MEMORANDUM),
        ("ab", "2021-01-01", PROGRAMME),
        ("ac", "2020-02-02", MEMORANDUM),
        ("bc", "2019-01-01", PROGRAMME),
        ("bc", "2020-03-03", MEMORANDUM),
        ("bc", "2020-04-04", MEMORANDUM),
        ("ab", "2022-01-01", MEMORANDUM),
    )
    assert answer(db, "memoranda_without_programme") == [
        ("A", "C", "2020-02-02", "2"),
        ("B", "C", "2020-03-03", "4"),
        ("A", "B", "2022-01-01", "6"),
    ]


def test_countries_are_tied_by_the_agreements_of_their_organisations(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("abc", "2021-01-01", PROGRAMME), ("ac", "2022-01-01", PROGRAMME))
    assert answer(db, "country_pairs") == [("KE", "PT", 2, 1)]
    found = answer(db, "between_countries", country="pt", partner_country="ke")
    assert [(row[0], row[1], row[-1]) for row in found] == [("A", "B", "1"), ("A", "B", "0")]


def test_partners_are_counted_by_agreements(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("abc", "2021-01-01", PROGRAMME), ("ac", "2022-01-01", PROGRAMME))
    assert answer(db, "partners_of", organisation="a") == [
        ("A", "C", None, 2, 2, "programme", "2021-01-01", "2022-01-01"),
        ("A", "B", "KE", 2, 2, "cooperation,programme", "2020-01-01", "2021-01-01"),
    ]


def test_sides_of_before_get_the_countries_of_their_organisations(tmp_path: Path) -> None:
    older = Database(sqlite3.connect(tmp_path / "older.db"))
    migrations.apply(older, stop_before="m012_ties_of_agreements")
    older.execute("insert into countries values ('PT', 'Portugal')")
    older.execute("insert into organisations (id, name, country) values ('a', 'A', 'PT'), ('c', 'C', null)")
    older.execute("insert into agreements (id, parties, countries, type, status, reports, articles)"
                  " values ('1', 'A · C', 'PT', 'unit', 'signed', 1, 1)")  # fmt: skip
    older.execute("insert into agreement_parties values ('1', 'a', 0, 1), ('1', 'c', 1, 1)")
    older.close()
    db = store.open_db(tmp_path / "older.db")
    query = "select organisation, country, partner, partner_country, agreement_id from ties order by organisation"
    assert db.execute(query).fetchall() == [("A", "PT", "C", None, "1"), ("C", None, "A", "PT", "1")]
    db.close()
