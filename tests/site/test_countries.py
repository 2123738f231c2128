"""The pages of countries: all of them, and one."""

import sqlite3

from playwright.sync_api import Page, expect

from tests.conftest import Demo
from tests.site.looking import assert_well


def test_all_countries_with_agreements_are_listed(page: Page, site: str, demo: Demo) -> None:
    with sqlite3.connect(demo.database) as db:
        rows = db.execute("select agreements from country_totals order by agreements desc").fetchall()
    assert_well(page, f"{site}/countries")
    table = page.get_by_role("region", name=f"All {len(rows)}")
    shown = [int(text) for text in table.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert shown == [count for (count,) in rows]
    table.get_by_role("link", name="Portugal").click()
    expect(page.locator("h1")).to_have_text("Portugal")


def test_one_shows_its_partners_organisations_and_agreements(page: Page, site: str) -> None:
    assert_well(page, f"{site}/country/PT")
    expect(page.locator("#partners_by_year .wide svg")).to_be_visible()
    expect(page.locator("section[aria-labelledby=connected]")).to_contain_text("University of Ribeira")
    assert page.locator("section[aria-labelledby=latest] blockquote").count() > 5
    for text in page.locator("section[aria-labelledby=latest] blockquote").all_inner_texts()[:5]:
        assert len(text) > 20


def test_a_cell_leads_to_the_agreements_that_it_counts(page: Page, site: str) -> None:
    page.goto(f"{site}/country/PT")
    cell = page.locator("#partners_by_year .wide a", has_text="Brazil, 2024: 4 agreements")
    address = cell.get_attribute("href") or ""
    rows = page.request.get(site + address.replace("/ties?", "/ties.json?_shape=array&")).json()
    assert len({row["agreement_id"] for row in rows}) == 4
    assert {(row["country"], row["partner_country"], row["first_report"][:4]) for row in rows} == {("PT", "BR", "2024")}


def test_what_took_place_there_is_told(page: Page, site: str, demo: Demo) -> None:
    with sqlite3.connect(demo.database) as db:
        (code,) = db.execute("select place_country from reports where place_country is not null").fetchone()
    page.goto(f"{site}/country/{code}")
    expect(page.locator("section[aria-labelledby=there]")).to_contain_text("it took place in")


def test_a_code_in_small_letters_leads_to_the_country(page: Page, site: str) -> None:
    page.goto(f"{site}/country/pt")
    assert page.url == f"{site}/country/PT"


def test_one_without_agreements_says_so(page: Page, site: str, demo: Demo) -> None:
    with sqlite3.connect(demo.database) as db:
        code, name = db.execute(
            "select code, name from countries where code not in (select country from country_totals)"
        ).fetchone()
    assert_well(page, f"{site}/country/{code}")
    expect(page.locator("main")).to_contain_text(f"No agreement with a side in {name} has been read")


def test_an_unknown_code_is_said_so(page: Page, site: str) -> None:
    answer = page.request.get(f"{site}/country/XX")
    assert answer.status == 404
    assert "a country with the code XX" in answer.text()
