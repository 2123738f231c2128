"""The front page."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from db.site import standing
from db.store import open_db
from tests.conftest import Demo
from tests.site.looking import assert_well, barriers, served


def test_it_says_what_the_record_is_and_how_much_it_holds(page: Page, site: str, demo: Demo) -> None:
    assert_well(page, f"{site}/")
    with sqlite3.connect(demo.database) as db:
        agreements, articles = db.execute(
            "select (select count(*) from agreements), (select count(*) from articles)"
        ).fetchone()
    held = page.locator(".figures").inner_text()
    assert re.search(rf"\b{agreements}\b\s+agreements", held)
    assert re.search(rf"\b{articles}\b\s+articles read", held)
    assert page.locator("form[action='/search']").count() == 2
    assert page.locator(".hero + .picture").evaluate("node => node.getBoundingClientRect().top") < 500


def test_its_latest_agreements_have_their_sentences(page: Page, site: str) -> None:
    page.goto(f"{site}/")
    entries = page.locator(".entries > li")
    assert entries.count() == 6
    assert entries.locator("blockquote").count() == 6
    href = entries.first.locator("h3 a").get_attribute("href")
    assert href is not None
    assert page.request.get(site + href).ok


def test_a_tile_and_a_cell_lead_where_they_say(page: Page, site: str) -> None:
    page.goto(f"{site}/")
    tile = page.locator("#world .wide a").first
    assert (tile.get_attribute("href") or "").startswith("/country/")
    assert re.match(r".+: [\d,]+ agreements?$", tile.locator("title").text_content() or "")
    cell = page.locator("#country_matrix .wide a").first.get_attribute("href")
    assert cell is not None
    assert page.request.get(site + cell).ok


def test_each_picture_has_its_numbers_and_the_question_behind_it(page: Page, site: str) -> None:
    page.goto(f"{site}/")
    pictures = page.locator("figure.picture")
    assert pictures.count() == 5
    for picture in pictures.all():
        assert picture.locator("tbody tr").count() > 0
        for link in picture.locator("figcaption > .links a").all():
            assert page.request.get(f"{site}{link.get_attribute('href')}").ok


def test_agreements_over_time_are_told_by_status_and_as_numbers_too(page: Page, site: str) -> None:
    page.goto(f"{site}/")
    over_time = page.locator("#agreements_over_time")
    rate = over_time.locator(".wide text", has_text="per 100 articles read")
    expect(rate).to_have_count(1)
    over_time.get_by_role("link", name="by status").click()
    over_time.get_by_role("link", name="as numbers").click()
    expect(over_time.locator(".wide")).to_contain_text("in force")
    expect(rate).to_have_count(0)
    assert "by=status&of=count" in page.url


def test_it_tells_how_to_cite_with_the_day_and_the_reader(page: Page, site: str, demo: Demo) -> None:
    page.goto(f"{site}/#cite")
    with sqlite3.connect(demo.database) as db:
        (extractor,) = db.execute("select id from extractors").fetchone()
        (ended,) = db.execute("select max(ended) from runs").fetchone()
    assert extractor in page.locator("#citation").inner_text()
    assert ended[:10] in page.locator("#bibtex").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()


def test_ten_questions_are_offered(page: Page, site: str) -> None:
    page.goto(f"{site}/")
    links = page.locator(".asked a").all()
    assert len(links) == 10
    for link in links:
        assert page.request.get(f"{site}{link.get_attribute('href')}").ok


def test_in_the_dark_it_is_well_too(page: Page, site: str) -> None:
    page.emulate_media(color_scheme="dark")
    assert_well(page, f"{site}/?by=status&of=count")


def test_an_empty_record_says_what_to_do(page: Page, tmp_path: Path) -> None:
    open_db(tmp_path / "empty.db").close()
    with served(tmp_path / "empty.db") as address:
        assert_well(page, f"{address}/")
        assert "This record is empty." in page.locator("main").inner_text()
        assert page.locator("figure").count() == 0
        with sqlite3.connect(tmp_path / "empty.db") as db:
            db.execute("insert into sources (id, name) values ('s', 'S')")
            db.execute(
                "insert into articles (id, source_id, url, title, first_seen, last_seen) values"
                " ('a', 's', 'https://s.example/', '<b>A', '2024-01-01', '2024-01-01')"
            )
        page.goto(f"{address}/")
        assert page.locator("figure .note").count() == 5
        assert "they have not been read yet" in page.locator("main").inner_text()
        assert barriers(page) == []


NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def night(state: str, started: str, ended: str | None = None, reason: str | None = None) -> dict[str, str | None]:
    return {"id": "1", "state": state, "started": started, "ended": ended, "reason": reason}


@pytest.mark.parametrize(
    ("nights", "said", "well"),
    [
        ([], "It has not been refreshed as a whole yet.", True),
        (
            [night("finished", "2026-03-05T02:00:00+00:00", "2026-03-05T03:10:00+00:00")],
            "Refreshed on 5 March 2026 at 03:10 UTC.",
            True,
        ),
        (
            [night("failed", "2026-03-05T02:00:00+00:00", "2026-03-05T03:10:00+00:00", "the disk is full")],
            "The last refresh, on 5 March 2026 at 03:10 UTC, failed: the disk is full.",
            False,
        ),
        (
            [night("running", "2026-03-05T11:00:00+00:00"), night("finished", "2026-03-04T02:00:00+00:00")],
            "A refresh that began on 5 March 2026 at 11:00 UTC is running.",
            True,
        ),
        ([night("running", "2026-03-03T11:00:00+00:00")], "it was probably cut off", False),
        (
            [night("finished", "2026-03-01T02:00:00+00:00", "2026-03-01T03:00:00+00:00")],
            "The last refresh ended on 1 March 2026 at 03:00 UTC, 4 days ago.",
            False,
        ),
    ],
)
def test_the_last_refresh_is_told_as_it_was(nights: list[dict[str, str | None]], said: str, well: bool) -> None:
    words, is_well = standing.of_nights(nights, NOW)
    assert said in words
    assert is_well is well


def test_sources_of_which_the_last_crawl_failed_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "unwell.db"
    open_db(path).close()
    with sqlite3.connect(path) as db:
        for source, state, error in (("a", "finished", None), ("b", "failed", None), ("c", "finished", "moved")):
            db.execute("insert into sources (id, name) values (?, ?)", [source, source])
            run = db.execute(
                "insert into runs (kind, source_id, state, started, uniaccord) values ('crawl', ?, ?, '2026-03-05T02:00:00+00:00', '1')",
                [source, state],
            ).lastrowid
            if error:
                db.execute(
                    "insert into issues (run_id, source_id, level, code, detail, noticed) values (?, ?, 'error', ?, '', '')",
                    [run, source, error],
                )
        found = [row[0] for row in db.execute(standing.UNWELL)]
    assert found == ["b", "c"]
