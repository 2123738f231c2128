"""A generated record is one of ours, and what is asked of it reads no table that grows from end to end."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bench.large import make
from bench.serving_large import cases
from db import questions, store

GROWN = {"mentions", "texts", "articles", "versions", "events", "event_parties", "event_people", "extractions", "reports",
         "ties", "sides", "partners", "agreements", "agreement_parties", "signings", "organisation_names"}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "record.db"
    make(path, 2000)
    return path


@pytest.fixture
def db(record: Path) -> Iterator[Database]:
    with closing(store.open_to_read(record)) as db:
        questions.add_functions(db.conn)
        yield db


def test_it_is_whole_and_has_what_an_article_has(db: Database) -> None:
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert db.execute("select count(*) from mentions").fetchone() == (10_000,)
    assert db.execute("select count(*) from reports where agreement_id is not null").fetchone() == (600,)
    assert db.execute("select count(*) from versions").fetchone() > (2000,)


@pytest.mark.parametrize("question", [name for name in questions.questions() if name not in ("not_read",)])
def test_every_question_has_an_answer(db: Database, question: str) -> None:
    assert questions.ask(db.conn, question).fetchone()


@pytest.mark.parametrize("question", questions.questions())
def test_no_question_reads_a_table_that_grows_from_end_to_end(db: Database, question: str) -> None:
    names = {"_site_address": None, **dict.fromkeys(questions.questions()[question]["parameters"], "")}
    for row in db.execute(f"explain query plan {questions.questions()[question]['sql']}", names).fetchall():
        scanned = re.match(r"SCAN (\w+)(?! USING)(?:$| .*AUTOMATIC)", row[3])
        assert not (scanned and scanned[1] in GROWN), row[3]


def test_every_kind_of_page_is_measured_with_other_parameters_each_time(record: Path) -> None:
    found = dict(cases(record, 5))
    assert {f"question: {name}" for name in questions.questions()} <= set(found)
    assert len(set(found["page: agreement"])) == 5
    assert all(path.startswith("/") for paths in found.values() for path in paths)
