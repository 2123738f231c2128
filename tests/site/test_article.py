"""The page of an article."""

import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Demo
from tests.site.articles import HOSTILE, LONG, MARKUP, make_record
from tests.site.looking import assert_well, served


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    database = tmp_path_factory.mktemp("record") / "record.db"
    make_record(database)
    with served(database) as address:
        yield address


def one(demo: Demo, sql: str) -> tuple[str, ...]:
    with sqlite3.connect(demo.database) as db:
        found: tuple[str, ...] = db.execute(sql).fetchone()
    return found


def most_told(demo: Demo) -> str:
    return one(
        demo,
        "select article_id from versions where id = (select version_id from events group by 1 order by count(*) desc)",
    )[0]


def test_the_text_of_the_page_is_the_text_that_was_stored(page: Page, site: str, demo: Demo) -> None:
    id = most_told(demo)
    (body,) = one(demo, f"select body from articles join texts using (version_id) where id = '{id}'")
    assert_well(page, f"{site}/article/{id}")
    page.evaluate("document.querySelectorAll('.text a.told').forEach(number => number.remove())")
    shown = page.locator(".text").evaluate(
        "text => [...text.querySelectorAll('p,li,h3,blockquote')].map(p => p.textContent)"
    )
    assert shown == body.split("\n\n")


def test_each_report_leads_to_its_words_and_back(page: Page, site: str, demo: Demo) -> None:
    page.goto(f"{site}/article/{most_told(demo)}")
    report = page.locator(".report").nth(1)
    report.get_by_role("link", name="The words that say so").click()
    found = page.locator("mark.found")
    expect(found.first).to_be_visible()
    id = report.get_attribute("id")
    assert id is not None
    assert {element.get_attribute("data-events") for element in found.all()} == {id.removeprefix("event-")}
    page.locator(".text a.told").nth(1).click()
    assert page.url.endswith(id)


def test_a_kind_can_be_hidden(page: Page, site: str, demo: Demo) -> None:
    page.goto(f"{site}/article/{most_told(demo)}")
    date = page.locator(".text .date").first
    expect(date).to_have_css("text-decoration-style", "dashed")
    page.get_by_label("dates").uncheck()
    expect(date).to_have_css("text-decoration-line", "none")


def test_the_lines_of_a_correction_can_be_copied(page: Page, site: str, demo: Demo) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/article/{most_told(demo)}")
    report = page.locator(".report").first
    report.get_by_text("Correct it").click()
    report.get_by_role("button", name="Copy the lines").click()
    expect(report.get_by_role("button")).to_have_text("Copied")
    assert "[[event]]\nid = " in page.evaluate("navigator.clipboard.readText()")


def test_a_version_shows_what_changed_and_an_older_one_can_be_read(page: Page, site: str, demo: Demo) -> None:
    (id,) = one(demo, "select id from articles where versions > 1 order by id")
    assert_well(page, f"{site}/article/{id}")
    assert page.locator(".difference del").count() > 0
    assert page.locator(".difference ins").count() > 0
    page.get_by_role("link", name="Version 1").click()
    expect(page.locator(".warning")).to_contain_text("This is version 1")


def test_what_the_server_sent_is_shown_as_text_alone(page: Page, site: str, demo: Demo) -> None:
    (id,) = one(
        demo,
        "select article_id from versions join responses on responses.id = response_id where media_type = 'text/html'",
    )
    answer = page.request.get(f"{site}/article/{id}/archived")
    assert answer.headers["content-type"].startswith("text/plain; charset=")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "<html" in answer.text().casefold()
    saved = page.request.get(f"{site}/article/{id}/archived?download=1")
    assert saved.headers["content-disposition"] == f'attachment; filename="{id}-1.html"'


def test_a_document_is_only_to_be_saved(page: Page, site: str, demo: Demo) -> None:
    (id,) = one(
        demo,
        "select article_id from versions join responses on responses.id = response_id where media_type like '%pdf'",
    )
    answer = page.request.get(f"{site}/article/{id}/archived")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.body().startswith(b"%PDF")


def test_what_is_not_archived_is_said_so(page: Page, record: str) -> None:
    answer = page.request.get(f"{record}/article/long/archived")
    assert answer.status == 404
    assert "not archived" in answer.text()


def test_the_json_is_that_of_extract_with_ids(page: Page, site: str, demo: Demo) -> None:
    id = most_told(demo)
    told = page.request.get(f"{site}/article/{id}.json").json()
    assert {"id", "url", "title", "published", "text", "mentions", "people", "events"} <= told.keys()
    for event in told["events"]:
        assert told["text"][event["evidence"]["start"] : event["evidence"]["end"]]
        assert len(event["parties"]) == len(event["party_ids"])
    words = {told["text"][m["start"] : m["end"]] for m in told["mentions"] if m["label"] == "DATE"}
    assert words


def test_hostile_text_stays_text(page: Page, record: str) -> None:
    assert_well(page, f"{record}/article/hostile")
    assert page.locator("main img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert MARKUP in page.locator("h1").inner_text()
    page.evaluate("document.querySelectorAll('.text a.told').forEach(number => number.remove())")
    shown = page.locator(".text").evaluate(
        "text => [...text.querySelectorAll('p,li,h3,blockquote')].map(p => p.textContent)"
    )
    assert shown == HOSTILE.split("\n\n")


def test_evidence_that_overlaps_and_goes_on_is_marked_as_both(page: Page, record: str) -> None:
    page.goto(f"{record}/article/hostile#event-two")
    assert [mark.get_attribute("data-events") for mark in page.locator(".text mark").all()] == [
        "one",
        "one two",
        "two",
        "two",
        "two",
    ]
    assert page.locator("mark.found").count() == 4


def test_a_change_of_title_and_date_is_told(page: Page, record: str) -> None:
    assert_well(page, f"{record}/article/changed")
    changed = page.locator(".difference").inner_text()
    assert MARKUP in changed
    assert "2 May 2024no date" in re.sub(r"\s*no date", "no date", changed)
    assert "status: planned → signed" in page.locator(".report").inner_text()
    assert "Copied" in page.locator("aside").inner_text()


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("copy", "Nearly the same as"),
        ("gone", "The page has been gone since 5 October 2026"),
        ("foreign", "The text is in Russian"),
        ("unread", "has not been read yet"),
    ],
)
def test_what_is_special_is_said(page: Page, record: str, article: str, said: str) -> None:
    assert_well(page, f"{record}/article/{article}")
    expect(page.locator("main")).to_contain_text(said)


def test_a_version_that_is_not_there_is_said_so(page: Page, record: str) -> None:
    for number in ("0", "9", "-1", "one", "1" * 40, "²"):
        answer = page.request.get(f"{record}/article/changed", params={"version": number})
        assert answer.status == 404
        assert "no such version" in answer.text()


def test_a_long_text_takes_no_longer_than_a_page_may(page: Page, record: str) -> None:
    assert len(LONG) > 200_000
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        body = page.request.get(f"{record}/article/long").text()
        taken.append(time.perf_counter() - began)
    assert body.count('class="mention') > 5000
    assert min(taken) < 1  # 0.2 s on a quiet machine


def test_the_archive_may_be_missing(page: Page, demo: Demo, tmp_path: Path) -> None:
    copy = tmp_path / "alone.db"
    with sqlite3.connect(demo.database) as db:
        db.execute("vacuum into ?", [str(copy)])
    with served(copy) as address:
        answer = page.request.get(f"{address}/article/{most_told(demo)}/archived")
    assert answer.status == 404
    assert "The archive does not have it" in answer.text()
