"""Whatever the web says, a page shows it and does nothing else."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from db.questions import questions
from tests.site.hostile import ADDRESSES, PAYLOADS, build
from tests.site.looking import PHONE, barriers, quiet_page, served
from tests.site.pages import PAGES, addresses

MADE_FROM_DATA = """() => {
  const is = (address) => { try { return ['http:', 'https:'].includes(new URL(address, location).protocol) } catch { return false } };
  const all = [...document.querySelectorAll('*')];
  return [
    ...(window.hurt === undefined ? [] : ['a script ran: ' + window.hurt]),
    ...all.filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).map(e => 'a handler: ' + e.outerHTML.slice(0, 200)),
    ...[...document.querySelectorAll('script:not([src]), iframe, object, embed, base, meta[http-equiv]')].map(e => 'an element: ' + e.outerHTML.slice(0, 200)),
    ...[...document.querySelectorAll('[href], [src], [action], [formaction]')]
      .map(e => e.getAttribute('href') ?? e.getAttribute('src') ?? e.getAttribute('action') ?? e.getAttribute('formaction'))
      .filter(address => !is(address)).map(address => 'a link: ' + address.slice(0, 200)),
    ...(document.documentElement.scrollWidth > innerWidth ? ['wider than a phone by ' + (document.documentElement.scrollWidth - innerWidth)] : []),
  ];
}"""
"""What a page has that no page of ours has by itself."""


class Hostile(NamedTuple):
    database: Path
    address: str


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    database = build(tmp_path_factory.mktemp("hostile") / "hostile.db")
    with served(database) as address:
        yield Hostile(database, address)


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    with quiet_page(browser) as page:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        yield page


def assert_harmless(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, address
    assert page.evaluate(MADE_FROM_DATA) == [], address


@pytest.mark.parametrize("name", PAGES)
def test_each_kind_of_page_shows_it_and_does_nothing(phone: Page, hostile: Hostile, name: str) -> None:
    paths = addresses(hostile.database, name)
    for path in paths:
        assert_harmless(phone, hostile.address + path)
    assert barriers(phone) == []


def test_each_table_shows_it_and_does_nothing(phone: Page, hostile: Hostile) -> None:
    with sqlite3.connect(hostile.database) as db:
        tables = [name for (name,) in db.execute("select name from pragma_table_list where type in ('table', 'view')")]
    for table in tables:
        if not table.startswith("sqlite_"):
            assert_harmless(phone, f"{hostile.address}/hostile/{table}")


@pytest.mark.parametrize("name", questions())
def test_each_question_may_be_asked_anything(phone: Page, hostile: Hostile, name: str) -> None:
    parameters = questions()[name]["parameters"]
    for payload in (PAYLOADS[2] + "W" * 2_000, PAYLOADS[15]):
        assert_harmless(phone, f"{hostile.address}/hostile/{name}?{urlencode(dict.fromkeys(parameters, payload))}")


ASKED = {
    "/": ("by", "absolute"),
    "/search": ("q", "page", "order", "source", "from", "to"),
    "/organisations": ("q", "by", "country", "page"),
    "/article/0000000000000000": ("version",),
    "/country/AA": ("year",),
    "/hostile/articles": (
        "type",
        "title__contains",
        "_search",
        "_col",
        "_facet",
        "_facet_size",
        "_sort",
        "_next",
        "nothing",
    ),
    "/hostile/feed": ("country", "since", "limit", "nothing"),
    "/hostile": ("sql",),
}
"""Address → what may be asked there, and what may not."""


@pytest.mark.parametrize("path", ASKED)
def test_what_an_address_asks_is_shown_as_it_is(phone: Page, hostile: Hostile, path: str) -> None:
    for payload in (PAYLOADS[0], PAYLOADS[2], PAYLOADS[15], "9" * 400):
        for argument in ASKED[path]:
            answer = phone.request.get(f"{hostile.address}{path}?{urlencode({argument: payload})}")
            assert answer.status in (200, 400, 404), (argument, payload)
            assert "<" not in payload or payload not in answer.text()


@pytest.mark.parametrize(
    "kind", ["agreement", "organisation", "person", "country", "article", "hostile", "hostile/events"]
)
def test_what_is_not_there_is_said_without_harm(phone: Page, hostile: Hostile, kind: str) -> None:
    for payload in (PAYLOADS[0], PAYLOADS[2], PAYLOADS[5], PAYLOADS[8], "%00", "%ff"):
        written = payload if payload.startswith("%") else quote(payload, safe="")
        answer = phone.request.get(f"{hostile.address}/{kind}/{written}")
        assert answer.status == 404 or kind == "organisation", payload  # which may be found by its name
        assert "<" not in payload or payload not in answer.text()


def test_braces_are_no_template(phone: Page, hostile: Hostile) -> None:
    phone.goto(f"{hostile.address}/hostile/texts")
    assert "{{ 7 * 7 }} ${7 * 7} {% for x in y %}" in phone.inner_text("main")


def test_json_is_json_and_nothing_else(phone: Page, hostile: Hostile) -> None:
    answer = phone.request.get(f"{hostile.address}/hostile/articles.json?_shape=objects&_size=max")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert {row["title"] for row in json.loads(answer.text())["rows"]} == set(PAYLOADS)


def test_an_article_as_json_says_the_same(phone: Page, hostile: Hostile) -> None:
    answer = phone.request.get(f"{hostile.address}/article/0000000000000000.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert json.loads(answer.text())["title"] == PAYLOADS[0]


def test_the_feed_can_be_read(phone: Page, hostile: Hostile) -> None:
    feed = ElementTree.fromstring(phone.request.get(f"{hostile.address}/hostile/feed.atom?since=1900-01-01").body())
    links = [link.get("href", "") for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert len(links) > len(PAYLOADS) - 2
    assert all(link.startswith(hostile.address) for link in links)


def test_harm_would_be_seen(browser: Browser) -> None:
    """The look at a page finds what these payloads do where nothing keeps them from it."""
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_content("<p>" + "</p><p>".join((PAYLOADS[8], *PAYLOADS)) + f"</p><a href={ADDRESSES[0]}>x</a>")
    found = "\n".join(page.evaluate(MADE_FROM_DATA))
    context.close()
    for harm in (
        "a script ran",
        "a handler: <img",
        "a handler: <svg",
        "an element: <iframe",
        "a link: javascript",
        "wider than a phone",
    ):
        assert harm in found
