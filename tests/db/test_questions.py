"""The questions have answers, and these are right. `tests/test_large_record.py` looks at how they are found."""

import re
from typing import Any

import pytest
from sqlite_utils import Database

from db import derived, questions
from tests.db.arranged import MEMBER, MEMORANDUM, OVER, PROGRAMME, add_organisations, arrange

KINDS = {"organisation", "country", "date", "words", "type", "status", "source", "number"}
GROUPS = {"Partners", "Agreements over time", "People", "Networks", "Texts", "Upkeep"}


@pytest.fixture
def db(fresh_db: Database) -> Database:
    questions.add_functions(fresh_db.conn)
    add_organisations(fresh_db)
    return fresh_db


def answer(db: Database, question: str, *columns: str, **parameters: str) -> list[tuple[Any, ...]]:
    """All columns, or those that are named."""
    found = questions.ask(db.conn, question, **parameters)
    names = [column[0] for column in found.description]
    return [tuple(row[names.index(column)] for column in columns or names) for row in found.fetchall()]


def test_every_question_says_what_it_asks_for() -> None:
    for name, question in questions.questions().items():
        used = set(re.findall(r"[^\w]:([a-z]\w*)", question["sql"]))
        assert used == set(question["parameters"]), name
        assert question["title"] and question["group"] in GROUPS
        for parameter in question["parameters"].values():
            assert parameter["kind"] in KINDS and parameter["label"], name


def test_ten_questions_are_those_of_the_front_page() -> None:
    places = [question["front"] for question in questions.questions().values() if "front" in question]
    assert sorted(places) == list(range(1, 11))


@pytest.mark.parametrize("question", questions.questions())
def test_every_question_can_be_asked_of_an_empty_database(db: Database, question: str) -> None:
    assert answer(db, question) == [] or question == "feed"


@pytest.mark.parametrize("question", questions.questions())
@pytest.mark.parametrize("hostile", ['"', '""', "'", "*", 'a"b c*', "(", "x" * 5000, "NEAR(", "-1", "🎓", " "])
def test_no_parameter_is_an_error(db: Database, question: str, hostile: str) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM))
    parameters = questions.questions()[question]["parameters"]
    answer(db, question, **{name: hostile for name in parameters if name != "limit"})
    answer(db, question, **dict.fromkeys(parameters, hostile))


def test_an_organisation_is_that_of_an_id_or_all_that_have_the_words(db: Database) -> None:
    db.execute("insert into organisations (id, name) values ('new-a', 'New Ä Polytechnic')")
    arrange(db, ("ab", "2020-01-01", MEMORANDUM))
    db.execute("insert into partners values ('new-a', 'c', 1, 1, 'unit', '2020', '2020', null, null)")
    assert answer(db, "partners_of", "organisation_id", organisation="a") == [("a",)]
    assert answer(db, "partners_of", "organisation_id", organisation="A poly") == [("new-a",)]
    assert answer(db, "partners_of", "organisation_id", organisation="polytechnic") == [("new-a",)]
    assert answer(db, "partners_of", organisation="nobody") == []


def test_partners_are_counted_by_agreements(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("abc", "2021-01-01", PROGRAMME), ("ac", "2022-01-01", PROGRAMME))
    columns = ("organisation", "partner", "partner_country", "agreements", "types", "first_report", "latest_report")
    expected = [
        ("A", "C", None, 2, "programme", "2021-01-01", "2022-01-01"),
        ("A", "B", "KE", 2, "cooperation,programme", "2020-01-01", "2021-01-01"),
    ]
    assert answer(db, "partners_of", *columns, organisation="a") == expected
    assert answer(db, "partners_of", *columns) == expected  # it has most agreements
    assert answer(db, "partners_of", *columns, organisation="a", country="ke") == expected[1:]


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
    columns = ("organisation", "partner", "memorandum_reported", "agreement_id")
    assert answer(db, "memoranda_without_programme", *columns) == [
        ("A", "C", "2020-02-02", "2"),
        ("B", "C", "2020-03-03", "4"),
        ("A", "B", "2022-01-01", "6"),
    ]
    assert answer(db, "memoranda_without_programme", *columns, country="ke") == [
        ("B", "C", "2020-03-03", "4"),
        ("B", "A", "2022-01-01", "6"),
    ]
    assert answer(db, "memoranda_without_programme", "partner_id", organisation="c") == [("a",), ("b",)]


def test_countries_are_tied_by_the_agreements_of_their_organisations(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("abc", "2021-01-01", PROGRAMME), ("ac", "2022-01-01", PROGRAMME))
    pair = ("country", "partner_country", "agreements")
    assert answer(db, "country_pairs", *pair, "organisations") == [("KE", "PT", 2, 1)]
    assert answer(db, "world_ties", *pair) == [("PT", None, 3), ("KE", None, 2), ("KE", "PT", 2)]
    assert answer(db, "world_ties", *pair, since="2021")[-1] == ("KE", "PT", 1)
    assert answer(db, "world_ties", *pair, country="pt", type="cooperation") == [("PT", "KE", 1)]
    assert answer(db, "country_matrix", *pair) == [("KE", "PT", 2), ("PT", "KE", 2)]
    columns = ("organisation", "partner", "agreement_id")
    assert answer(db, "between_countries", *columns, country="pt", partner_country="ke") == [("A", "B", "1"), ("A", "B", "0")]  # fmt: skip
    assert answer(db, "between_countries", *columns, country="ke") == [("B", "C", "1"), ("B", "A", "1"), ("B", "A", "0")]  # fmt: skip


def test_new_agreements_are_those_first_told_of_since_a_day_by_side_country_and_kind(db: Database) -> None:
    arrange(
        db,
        ("ab", "2020-01-01", MEMORANDUM),
        ("abc", "2023-06-01", PROGRAMME),
        ("c", "2023-07-01", OVER),
        ("bc", "2023-12-01", PROGRAMME),
    )

    def found(**parameters: str) -> list[str]:
        return [id for (id,) in answer(db, "new_since", "agreement_id", **parameters)]

    assert found() == ["3", "2", "1"]
    assert found(since="2023-06-15") == ["3", "2"]
    assert found(country="pt") == ["1"]
    assert found(country="ke", since="2000") == ["3", "1", "0"]
    assert found(organisation="c") == ["3", "2", "1"]
    assert found(organisation="c", country="pt") == ["1"]
    assert found(type="membership", status="ended") == ["2"]
    assert found(limit="1") == ["3"]
    existing = [id for (id,) in answer(db, "in_force", "agreement_id")]
    assert existing == ["3", "1", "0"]
    assert answer(db, "in_force", "agreement_id", organisation="a", type="programme") == [("1",)]


def test_what_ended_is_told_with_its_words(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("ac", "2021-01-01", OVER))
    assert answer(db, "ended", "parties", "evidence", "agreement_id", "article_id") == [("A · C", "Told of ac.", "1", "1")]  # fmt: skip
    assert answer(db, "ended", "agreement_id", country="pt", organisation="c") == [("1",)]
    assert answer(db, "ended", "agreement_id", country="ke") == []


def test_an_end_is_that_of_all_sides_of_an_agreement_whomever_its_report_names(db: Database) -> None:
    arrange(db, ("abc", "2021-01-01", OVER))
    db.execute("delete from event_parties where organisation_id in ('b', 'c')")
    derived.rebuild(db)
    for asked in ({"organisation": "c"}, {"country": "ke"}, {"organisation": "c", "country": "ke"}):
        assert answer(db, "ended", "agreement_id", **asked) == [("0",)]
    assert answer(db, "ended", organisation="n") == answer(db, "ended", organisation="c", country="us") == []


def test_the_life_of_agreements_is_told_report_by_report(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("ac", "2021-01-01", OVER), ("bc", "2022-01-01", OVER))
    told = answer(db, "lives", "parties", "published", "status", "sentence", organisation="a")
    assert told == [("ac", "2021-01-01", "ended", "Told of ac."), ("ab", "2020-01-01", "signed", "Told of ab.")]


def test_agreements_stand_beside_the_number_of_articles_read(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("ac", "2020-03-01", PROGRAMME), ("bc", "2021-01-01", OVER))
    columns = ("year", "kind", "agreements", "articles_read", "agreements_per_1000_articles")
    assert answer(db, "agreements_by_year", *columns) == [
        ("2020", "cooperation", 1, 2, 500.0),
        ("2020", "programme", 1, 2, 500.0),
        ("2021", "membership", 1, 1, 1000.0),
    ]
    assert answer(db, "agreements_by_year", "year", "kind", country="ke", by="status") == [("2020", "signed"), ("2021", "ended")]  # fmt: skip
    assert answer(db, "agreements_by_year", "year", "kind", organisation="c", country="pt") == [
        ("2020", "programme"),
        ("2021", None),
    ]
    assert answer(db, "agreements_by_month", "month", "agreements", since="2020-03") == [("2020-03", 1), ("2021-01", 1)]
    statuses = ("year", "status", "agreements", "reports", "articles_read")
    assert answer(db, "statuses_over_time", *statuses) == [
        ("2020", "launched", 1, 1, 2),
        ("2020", "signed", 1, 1, 2),
        ("2021", "ended", 1, 1, 1),
    ]
    assert answer(db, "statuses_over_time", "year", "status", organisation="a", type="programme") == [("2020", "launched")]  # fmt: skip
    assert answer(db, "statuses_over_time", "year", "status", country="ke") == [("2020", "signed"), ("2021", "ended")]


def test_a_year_of_which_articles_were_read_is_told_even_if_none_tells_of_an_agreement(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM))
    db.execute("insert into months select '2021-05', id, 3 from sources")
    columns = ("year", "kind", "agreements", "articles_read")
    assert answer(db, "agreements_by_year", *columns)[-1] == ("2021", None, 0, 3)


def test_statuses_are_counted_by_type(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("ac", "2020-03-01", PROGRAMME), ("bc", "2021-01-01", OVER))
    assert answer(db, "statuses") == [("cooperation", "signed", 1), ("membership", "ended", 1), ("programme", "launched", 1)]  # fmt: skip


def test_who_signs_is_counted_by_agreements_in_all_or_of_one_organisation(db: Database) -> None:
    arrange(db)
    db.execute("insert into people values ('p', 'Ana Pinto'), ('q', 'Tom Quist')")
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("ac", "2021-01-01", PROGRAMME))
    db.execute("insert into event_people values ('0', 'p'), ('1', 'p'), ('1', 'q')")
    derived.rebuild(db)
    assert answer(db, "who_signs", "name", "agreements", "person_id") == [("Ana Pinto", 2, "p"), ("Tom Quist", 1, "q")]
    assert answer(db, "who_signs", "name", "agreements", organisation="b") == [("Ana Pinto", 1)]


def test_members_stand_under_their_network(db: Database) -> None:
    arrange(db, ("an", "2020-01-01", MEMBER), ("bn", "2021-01-01", OVER))
    columns = ("network", "members", "member", "status", "agreement_id")
    everyone = [("Open Alliance", 2, "A", "in_force", "0"), ("Open Alliance", 2, "B", "ended", "1")]
    assert answer(db, "networks", *columns) == everyone
    assert answer(db, "networks", *columns, organisation="open all") == everyone
    assert answer(db, "networks", *columns, organisation="b") == everyone[1:]


def test_the_most_connected_have_most_partners(db: Database) -> None:
    arrange(db, ("ab", "2020-01-01", MEMORANDUM), ("ab", "2020-02-01", MEMORANDUM), ("ac", "2021-01-01", OVER))
    assert answer(db, "most_connected", "organisation_id", "partners", "agreements") == [("a", 2, 3), ("b", 1, 2), ("c", 1, 1)]  # fmt: skip
    assert answer(db, "most_connected", "organisation_id", country="ke") == [("b",)]
    assert answer(db, "unresolved", "organisation_id") == [("a",), ("b",), ("c",)]


def test_words_are_found_best_first_and_newest_first_where_all_texts_have_them(db: Database) -> None:
    arrange(db, *[("ab", f"2020-{month:02}-01", MEMORANDUM) for month in range(1, 4)])
    assert answer(db, "search", "article_id", "passage", words="2") == [("2", "Both sides told of it [2].")]
    assert len(answer(db, "search", words="sides told")) == 3
    assert answer(db, "search", "article_id", words="sides", since="2020-03") == [("2",)]
    before = [(number,) for number in range(10, 2010)]
    db.conn.executemany(
        "insert into versions (id, article_id, number, fetched, sha256) values (?1, '0', ?1, '', '')", before
    )
    db.conn.executemany("insert into texts (version_id, body, kinds) values (?, 'sides of before', '[]')", before)
    assert [id for (id,) in answer(db, "search", "article_id", words="sides")] == ["2", "1", "0"]
    assert answer(db, "search", "article_id", words="sides", source="other") == []


def test_event_data_has_a_row_for_each_pair_of_sides(db: Database) -> None:
    arrange(db, ("abc", "2020-01-01", MEMORANDUM))
    columns = ("day", "organisation", "partner", "cameo", "agreement_id")
    assert answer(db, "event_data", *columns) == [("2020-01-01", one, other, "057", "0") for one, other in ("AB", "AC", "BC")]  # fmt: skip
