"""What is derived from agreements says what they say, and is there after an upgrade."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db import derived, store
from db.migrations import migrations
from tests.db.arranged import MEMBER, MEMORANDUM, OVER, PROGRAMME, add_organisations, arrange


@pytest.fixture
def db(fresh_db: Database) -> Database:
    add_organisations(fresh_db)
    return fresh_db


def found(db: Database, sql: str) -> list[tuple[Any, ...]]:
    return list(db.execute(sql).fetchall())


def test_every_pair_of_sides_is_there_both_ways(db: Database) -> None:
    arrange(db, ("abc", "2020-01-01", PROGRAMME))
    pairs = found(db, "select organisation, partner, partner_country from ties order by organisation, partner")
    assert pairs == [("A", "B", "KE"), ("A", "C", None), ("B", "A", "PT"), ("B", "C", None), ("C", "A", "PT"), ("C", "B", "KE")]  # fmt: skip


def test_partners_are_counted_with_the_memorandum_of_which_nothing_came(db: Database) -> None:
    arrange(
        db,
        ("ab", "2020-01-01", MEMORANDUM),
        ("ab", "2021-01-01", PROGRAMME),
        ("ac", "2020-02-02", MEMORANDUM),
        ("ac", "2020-03-03", MEMORANDUM),
    )
    rows = found(db, "select partner_id, agreements, memorandum_id, memorandum_reported from partners where organisation_id = 'a'")  # fmt: skip
    assert rows == [("b", 2, None, None), ("c", 2, "2", "2020-02-02")]


def test_the_network_is_the_side_whose_name_says_so(db: Database) -> None:
    arrange(db, ("anb", "2020-01-01", MEMBER), ("ab", "2021-01-01", MEMBER))
    rows = found(db, "select network_id, member_id, agreement_id, basis from memberships order by member_id")
    assert rows == [("n", "a", "0", "name"), ("n", "b", "0", "name")]


def test_without_a_name_the_side_of_many_memberships_is_the_network(db: Database) -> None:
    arrange(db, ("cb", "2020-01-01", MEMBER), ("ca", "2021-01-01", MEMBER), ("cn", "2022-01-01", MEMBER))
    rows = found(db, "select network_id, member_id, agreement_id, basis from memberships order by agreement_id")
    assert rows == [("c", "b", "0", "members"), ("c", "a", "1", "members"), ("n", "c", "2", "name")]


def test_countries_and_organisations_are_counted_once_an_agreement(db: Database) -> None:
    arrange(db, ("abc", "2020-01-01", PROGRAMME), ("ab", "2021-03-01", OVER))
    assert found(db, "select country, partner_country, agreements, organisations, first_report from country_pairs") == [
        ("KE", "PT", 2, 1, "2020-01-01"),
        ("PT", "KE", 2, 1, "2020-01-01"),
    ]
    assert found(db, "select country, organisations, agreements, ended, partner_countries from country_totals") == [
        ("KE", 1, 2, 1, 1),
        ("PT", 1, 2, 1, 1),
    ]
    totals = (
        "select organisation_id, agreements, ended, partners, partner_countries from organisation_totals order by 1"
    )
    assert found(db, totals) == [("a", 2, 1, 2, 1), ("b", 2, 1, 2, 1), ("c", 1, 0, 2, 2)]


def test_months_have_a_row_for_all_agreements_and_one_for_each_country(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", PROGRAMME), ("ac", "2020-01-31", PROGRAMME), ("ab", "2020-02-01", MEMBER))
    rows = found(db, "select country, month, type, agreements from agreement_months order by country, month")
    assert rows == [
        (None, "2020-01", "programme", 2),
        (None, "2020-02", "membership", 1),
        ("KE", "2020-01", "programme", 1),
        ("KE", "2020-02", "membership", 1),
        ("PT", "2020-01", "programme", 2),
        ("PT", "2020-02", "membership", 1),
    ]


def test_the_first_report_of_a_status_is_marked_copies_and_unknown_days_left_out(db: Database) -> None:
    days = ("2020-05-01", "2020-02-01", "2020-01-01", "2021-01-01", "2020-02-01")
    arrange(db, *(("ab", day, OVER if day[:4] == "2021" else MEMBER) for day in days), ("ab", "2019-01-01", MEMBER))
    db.execute("update agreement_reports set agreement_id = '0'")
    db.execute("update agreement_reports set duplicate_of = '0' where event_id = '2'")
    db.execute("update articles set published = null where id = '5'")
    with db.atomic():
        derived.clear(db)
        derived.rebuild(db)
    rows = found(db, "select event_id, told_first from reports order by event_id")
    assert rows == [("0", 0), ("1", 1), ("2", 0), ("3", 1), ("4", 0), ("5", 0)]
    told = found(
        db, "select month, status, agreements, reports from status_months where country is null order by month"
    )
    assert told == [
        ("2020-02", "in_force", 1, 2),
        ("2020-05", "in_force", 0, 1),
        ("2021-01", "ended", 1, 1),
    ]


def test_organisations_are_found_by_words_of_any_of_their_names_without_accents(db: Database) -> None:
    db.execute("insert into sources (id, name) values ('s', 'S')")
    db.execute("insert into organisation_aliases values ('a', 'Universität Łódź', 'text', 's', 0, null)")
    arrange(db)
    sql = (
        "select organisation_id from organisation_names_fts join organisation_names on id = organisation_names_fts.rowid"
        " where organisation_names_fts match 'universitat'"
    )
    assert found(db, sql) == [("a",)]


def test_a_database_of_before_has_them_after_its_upgrade(tmp_path: Path) -> None:
    older = Database(sqlite3.connect(tmp_path / "older.db"))
    migrations.apply(older, stop_before="m015_derived_tables")
    older.execute("insert into organisations (id, name) values ('a', 'A'), ('c', 'C')")
    older.execute("insert into agreements (id, parties, countries, type, status, reports, articles)"
                  " values ('1', 'A · C', '', 'unit', 'signed', 1, 1)")  # fmt: skip
    older.execute("insert into agreement_parties values ('1', 'a', 0, 1, null), ('1', 'c', 1, 1, null)")
    older.conn.commit()
    older.close()
    db = store.open_db(tmp_path / "older.db")
    assert found(db, "select organisation, partner, agreement_id from ties") == [("A", "C", "1"), ("C", "A", "1")]
    assert found(db, "select organisation_id, partners from organisation_totals") == [("a", 1), ("c", 1)]
    db.close()


def test_a_database_with_other_derived_tables_has_those_of_now_after_its_upgrade(tmp_path: Path) -> None:
    older = Database(sqlite3.connect(tmp_path / "older.db"))
    migrations.apply(older, stop_before="m016_first_reports")
    older.conn.commit()
    older.close()
    db = store.open_db(tmp_path / "older.db")
    add_organisations(db)
    arrange(db, ("ab", "2020-01-01", PROGRAMME))
    assert found(db, "select event_id, told_first from reports") == [("0", 1)]
    db.close()
