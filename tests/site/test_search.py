"""Searching names and texts."""

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from playwright.sync_api import Page, expect

from db import store
from db.site import finding
from db.site.finding import Filters, Found
from db.site.search import in_time
from tests.conftest import Demo
from tests.site.articles import MARKUP, add, make_record
from tests.site.looking import assert_well, served


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = tmp_path_factory.mktemp("record") / "record.db"
    make_record(database)
    with served(database) as address:
        yield address


def test_an_organisation_is_found_by_the_beginning_of_a_word(page: Page, site: str) -> None:
    assert_well(page, f"{site}/search?q=kilim")
    link = page.get_by_role("link", name="Kilima University")
    assert link.first.get_attribute("href") == "/organisation/kilima-university"


def test_a_name_is_found_without_its_accents_and_by_a_name_that_was_joined(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=universidad+autonoma")
    expect(page.get_by_role("link", name="Autonomous University of Valle Claro")).to_be_visible()


def test_a_person_is_found_by_the_last_name(page: Page, site: str, demo: Demo) -> None:
    with sqlite3.connect(demo.database) as db:
        ((id, name),) = db.execute(
            "select id, name from people where id like '%-%' and id in (select person_id from mentions) limit 1"
        ).fetchall()
    page.goto(f"{site}/search?q={name.split()[-1]}")
    assert f"/person/{id}" in [link.get_attribute("href") for link in page.locator(".chips a").all()]


def test_a_country_is_found(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=portu")
    assert page.get_by_role("link", name="Portugal").first.get_attribute("href") == "/country/PT"


def test_a_phrase_is_marked_where_it_stands(page: Page, site: str) -> None:
    assert_well(page, f"{site}/search?q=%22memorandum of understanding%22&order=newest")
    marked = page.locator(".hit p mark").all_inner_texts()
    assert marked
    assert {text.casefold() for text in marked} == {"memorandum of understanding"}


def test_filters_leave_the_articles_that_pass(page: Page, site: str, demo: Demo) -> None:
    page.goto(f"{site}/search?q=university&source=pt_ribeira&since=2024&until=2024")
    days = page.locator(".hit .small").all_inner_texts()
    assert days
    assert all("University of Ribeira" in day and "2024" in day for day in days)
    expect(page.get_by_label("Published by")).to_have_value("pt_ribeira")


def test_pages_lead_on_with_the_same_query(page: Page, site: str) -> None:
    page.goto(f"{site}/search?q=university&order=newest")
    first = page.locator(".hit h3 a").evaluate_all("links => links.map(link => link.href)")
    page.get_by_role("link", name="Next").click()
    second = page.locator(".hit h3 a").evaluate_all("links => links.map(link => link.href)")
    assert "order=newest" in page.url
    assert len(first) == finding.PAGE
    assert not set(first) & set(second)


def test_no_query_and_no_hit_say_what_to_do(page: Page, site: str) -> None:
    assert_well(page, f"{site}/search")
    expect(page.locator("main")).to_contain_text("Search for an organisation")
    assert_well(page, f"{site}/search?q=qwxyz&since=2024")
    expect(page.locator("main")).to_contain_text("Nothing was found for qwxyz")
    page.get_by_role("link", name="The same without filters").click()
    assert page.url.endswith("?q=qwxyz")


@pytest.mark.parametrize(
    "query", ['"', "NEAR(", "a AND NOT b", "title:x", "*", "%00x", "^a", "{a}", "-", "%", "_", "\\", "a" * 3000, "é*"]
)
def test_no_query_is_an_error(page: Page, site: str, query: str) -> None:
    answer = page.request.get(f"{site}/search", params={"q": query, "page": "x", "since": "y", "order": "z"})
    assert answer.status == 200


def test_what_is_hostile_is_only_text(page: Page, record: str) -> None:
    assert_well(page, f"{record}/search?q=memorandum")
    assert page.locator("main img").count() == 0
    expect(page.locator(".hit h3").filter(has_text=MARKUP).first).to_be_visible()
    assert_well(page, f"{record}/search?q={'%3Cimg src=x onerror=alert(1)%3E'}")
    assert page.locator("main img").count() == 0


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty articles, one a month, that all say `agreed`; every eighth says `rarely` too."""
    database = tmp_path_factory.mktemp("many") / "many.db"
    db = store.open_db(database)
    store.save_import_source(db, "import")
    for n in range(40):
        add(db, f"a{n}", "They agreed." + " Rarely." * (n % 8 == 0), published=f"{2020 + n // 12}-{n % 12 + 1:02}-01")
    db.close()
    return database


def find(database: Path, words: str, filters: Filters, order: str = "best") -> Found:
    async def ask() -> Found:
        datasette = Datasette([str(database)])
        return await finding.articles(datasette, f'"{words}"', filters, order=order, page=1)

    with ThreadPoolExecutor(1) as own:  # the browser's loop runs in this thread
        return own.submit(asyncio.run, ask()).result()


def test_few_texts_are_ranked_and_counted(many: Path) -> None:
    found = find(many, "rarely", Filters())
    assert (found.kind, found.order, found.total) == ("all", "best", 5)


def test_of_many_texts_the_last_stored_are_shown_and_it_is_said(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "LOOKED_AT", 10)
    found = find(many, "agreed", Filters())
    assert (found.kind, found.order, found.total) == ("last", "newest", 10)
    assert [article["id"] for article in found.articles] == [f"a{n}" for n in range(39, 29, -1)]


def test_of_many_texts_those_that_pass_a_filter_are_found(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "LOOKED_AT", 10)
    found = find(many, "agreed", Filters(source="import", since="2020", until="2020"))
    assert (found.kind, found.total) == ("passed", 12)
    assert [article["id"] for article in found.articles] == [f"a{n}" for n in range(11, -1, -1)]


def test_what_takes_too_long_is_no_error() -> None:
    async def late() -> int:
        raise QueryInterrupted(sqlite3.OperationalError("interrupted"), "select", {})

    with ThreadPoolExecutor(1) as own:
        assert own.submit(asyncio.run, in_time(late())).result() is None
