"""The page of an agreement."""

import sqlite3

from playwright.sync_api import Page, expect

from tests.conftest import Demo
from tests.site.looking import assert_well


def most_told(demo: Demo) -> tuple[str, int]:
    with sqlite3.connect(demo.database) as db:
        found: tuple[str, int] = db.execute("select id, reports from agreements order by reports desc").fetchone()
    return found


def test_it_shows_each_report_with_its_sentence(page: Page, site: str, demo: Demo) -> None:
    agreement, reports = most_told(demo)
    assert_well(page, f"{site}/agreement/{agreement}")
    entries = page.locator(".life > li")
    assert entries.count() >= reports
    for text in entries.locator("blockquote").all_inner_texts():
        assert len(text) > 20


def test_its_sides_lead_to_their_pages(page: Page, site: str, demo: Demo) -> None:
    page.goto(f"{site}/agreement/{most_told(demo)[0]}")
    href = page.locator("h1 a").first.get_attribute("href")
    assert href is not None
    assert href.startswith("/organisation/")


def test_one_that_is_not_there_is_said_so(page: Page, site: str) -> None:
    answer = page.request.get(f"{site}/agreement/nothing")
    assert answer.status == 404
    assert "There is no such agreement" in answer.text()


def test_every_answer_has_a_policy(page: Page, site: str) -> None:
    for path in ("/agreement/nothing", "/demo/agreements", "/demo/agreements.json", "/static/uniaccord.css"):
        policy = page.request.get(site + path).headers["content-security-policy"]
        assert "script-src 'self';" in policy


def test_dark_is_dark(page: Page, site: str, demo: Demo) -> None:
    page.emulate_media(color_scheme="dark")
    assert_well(page, f"{site}/agreement/{most_told(demo)[0]}")
    expect(page.locator("html")).to_have_css("background-color", "rgb(18, 23, 28)")
