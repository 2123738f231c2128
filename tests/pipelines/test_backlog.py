"""The backlog can be stopped anywhere and started again."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from sqlite_utils import Database

from crawler.items import Article
from db import readings, store
from extract.pipeline import extract, load
from extract.records import Document, Extraction
from pipelines.backlog import work_off
from pipelines.importing import save_sources
from pipelines.rows import article_rows

BODY = "The University of Oslo and Lund University signed a memorandum on 5 May 2024. It is about number {}."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture
def db(fresh_db: Database) -> Database:
    return import_texts(fresh_db, [BODY.format(number) for number in range(5)])


def import_texts(db: Database, bodies: list[str]) -> Database:
    save_sources(db, {})
    for number, body in enumerate(bodies):
        article = Article(f"https://t.example/{number}", "import", "T", body, ("paragraph",), "en", None, None)
        rows = article_rows(article, fetched="2024-05-06T00:00:00+00:00", run_id=None, listed_modified=None)
        store.save_article(db, **rows, addresses=[article.url])
    return db


def contents(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("organisations", "people", *readings.EXTRACTED)
    return {table: sorted(db.execute(f"select * from {table}").fetchall(), key=repr) for table in tables}


def test_what_was_interrupted_is_taken_up_where_it_stopped_and_nothing_is_doubled(db: Database, nlp: Language) -> None:
    def stops(nlp: Language, documents: Iterable[Document]) -> Iterator[Extraction]:
        for number, extraction in enumerate(extract(nlp, documents)):
            if number == 3:
                raise KeyboardInterrupt
            yield extraction

    with pytest.raises(KeyboardInterrupt):
        work_off(db, nlp, engine=stops)
    assert db.table("extractions").count == 3
    assert work_off(db, nlp) == 2
    assert [row["state"] for row in db.table("runs").rows] == ["interrupted", "finished"]
    once = contents(db)
    assert len(once["events"]) == 5
    assert work_off(db, nlp) == 0
    assert contents(db) == once


def test_another_extractor_reads_everything_again_with_the_same_ids(db: Database, nlp: Language) -> None:
    work_off(db, nlp)
    once = contents(db)
    db.execute("insert into extractors (id, first_used) values ('older', '2020')")
    db.execute("update extractions set extractor_id = 'older'")
    assert work_off(db, nlp) == 5
    assert contents(db) == once


def test_two_processes_that_read_ahead_store_the_same_as_one(db: Database, nlp: Language) -> None:
    assert work_off(db, nlp, engine=partial(extract, processes=2, batch_size=2)) == 5
    both = contents(db)
    db.execute("insert into extractors (id, first_used) values ('older', '2020')")
    db.execute("update extractions set extractor_id = 'older'")
    assert work_off(db, nlp) == 5
    assert contents(db) == both


SPELT_ONE_WAY = """Grace WANJALA, Vice-Chancellor of Kilima University, visited the UNIVERSITY OF OSLO.

She signed a memorandum with Lund University (Sweden)."""
SPELT_ANOTHER = """Grace Wanjala, Vice-Chancellor of Kilima University, welcomed a guest from the University of Oslo.

She signed a memorandum with Lund University (Norway)."""


def test_names_and_countries_do_not_depend_on_which_page_came_first(tmp_path: Path, nlp: Language) -> None:
    found = []
    for name, bodies in (("one", [SPELT_ONE_WAY, SPELT_ANOTHER]), ("other", [SPELT_ANOTHER, SPELT_ONE_WAY])):
        db = import_texts(store.open_db(tmp_path / f"{name}.db"), bodies)
        work_off(db, nlp)
        tables = ("organisations", "people", "countries")
        found.append({table: sorted(db.execute(f"select * from {table}").fetchall()) for table in tables})
        assert dict(db.execute("select id, name from people").fetchall()) == {"grace-wanjala": "Grace Wanjala"}
        assert (
            dict(db.execute("select id, name from organisations").fetchall())["university-of-oslo"]
            == "University of Oslo"
        )
        assert dict(db.execute("select id, country from organisations").fetchall())["lund-university"] == "NO"
        db.close()
    assert found[0] == found[1]


RUSSIAN = "Ректор Мерроуского университета подписал меморандум о сотрудничестве с коллегами из города Лагос."


def test_texts_in_other_languages_are_told_and_give_nothing(db: Database, nlp: Language) -> None:
    db.execute("update texts set body = ? where version_id < 3", [RUSSIAN])
    assert work_off(db, nlp) == 5
    query = (
        "select extractions.language, count(*), sum((select count(*) from mentions m"
        " where m.version_id = extractions.version_id) > 0) from extractions group by language"
    )
    assert db.execute(query).fetchall() == [("en", 3, 3), ("ru", 2, 0)]
