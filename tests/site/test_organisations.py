"""The pages of organisations: all of them, and one."""

import sqlite3

from playwright.sync_api import Page, expect

from tests.conftest import Demo
from tests.site.looking import assert_well


def first(demo: Demo, sql: str) -> tuple[str, ...]:
    with sqlite3.connect(demo.database) as db:
        found: tuple[str, ...] = db.execute(sql).fetchone()
    return found


def busiest(demo: Demo) -> tuple[str, ...]:
    return first(
        demo,
        "select id, name, agreements, partners from organisation_totals join organisations on id = organisation_id"
        " order by agreements desc",
    )


# --- all ------------------------------------------------------------------------------------------------------------


def test_the_most_connected_come_first(page: Page, site: str, demo: Demo) -> None:
    assert_well(page, f"{site}/organisations")
    top = page.locator("tbody tr").first
    expect(top.get_by_role("link").first).to_have_text(busiest(demo)[1])
    counts = [int(text) for text in page.locator("tbody td:nth-child(3)").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)


def test_words_of_a_name_find_it_by_their_beginnings_and_without_accents(page: Page, site: str) -> None:
    page.goto(f"{site}/organisations")
    page.get_by_label("Name, or words of one").fill("autonoma valle")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody")).to_contain_text("Autonomous University of Valle Claro")


def test_a_name_that_nobody_has_is_said_so(page: Page, site: str) -> None:
    assert_well(page, f"{site}/organisations?q=%22%29+OR+nothing%2A")
    expect(page.locator("main")).to_contain_text("No organisation is called so")


def test_they_can_be_had_by_letter_and_country(page: Page, site: str) -> None:
    page.goto(f"{site}/organisations?letter=U")
    names = page.locator("tbody td:first-child").all_inner_texts()
    assert names
    assert all(name.upper().startswith("U") for name in names)
    assert names == sorted(names, key=str.casefold)
    page.goto(f"{site}/organisations?country=pt")
    assert set(page.locator("tbody td:nth-child(2)").all_inner_texts()) == {"Portugal"}


def test_pages_follow_each_other_and_end(page: Page, site: str, demo: Demo) -> None:
    (count,) = first(demo, "select count(*) from organisation_totals")
    page.goto(f"{site}/organisations?order=name")
    seen = page.locator("tbody tr").count()
    while page.get_by_role("link", name="Next page").count():
        page.get_by_role("link", name="Next page").click()
        assert "order=name" in page.url
        seen += page.locator("tbody tr").count()
    assert seen == count
    page.goto(f"{site}/organisations?page=999")
    expect(page.locator("main")).to_contain_text("There is no page 999")


# --- one ------------------------------------------------------------------------------------------------------------


def test_it_shows_with_whom_it_works(page: Page, site: str, demo: Demo) -> None:
    organisation, name, agreements, partners = busiest(demo)
    assert_well(page, f"{site}/organisation/{organisation}")
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(".figures li").first).to_have_text(f"{agreements} agreements")
    ties = page.locator("li.tie")
    assert 0 < ties.count() <= int(partners)
    for tie in ties.all():
        assert tie.locator("svg.strip").get_attribute("aria-label")
    page.locator("li.tie h3 a").first.click()
    expect(page.locator(".kind")).to_have_text("Organisation")


def test_a_tie_leads_to_the_agreements_of_the_two(page: Page, site: str, demo: Demo) -> None:
    page.goto(f"{site}/organisation/{busiest(demo)[0]}")
    link = page.locator("li.tie").first.get_by_role("link", name="agreement").first
    address = link.get_attribute("href") or ""
    rows = page.request.get(site + address.replace("/ties?", "/ties.json?_shape=array&")).json()
    assert f"{len(rows)} agreements" == link.inner_text()


def test_blocks_of_the_picture_lead_to_agreements(page: Page, site: str, demo: Demo) -> None:
    page.goto(f"{site}/organisation/{busiest(demo)[0]}")
    addresses = page.locator("#timeline svg a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert addresses
    assert all(address.startswith("/agreement/") for address in addresses)
    page.goto(site + addresses[0])
    expect(page.locator(".kind")).to_have_text("Agreement")


def test_the_numbers_of_a_picture_are_a_table(page: Page, site: str, demo: Demo) -> None:
    organisation, _, agreements, _ = busiest(demo)
    page.goto(f"{site}/organisation/{organisation}")
    page.locator("#timeline summary").click()
    told = sum(int(text) for text in page.locator("#timeline tbody td:nth-child(3)").all_inner_texts())
    assert told <= int(agreements)


def test_it_names_who_speaks_for_it_and_what_that_rests_on(page: Page, site: str, demo: Demo) -> None:
    page.goto(f"{site}/organisation/kilima-university")
    person = page.locator("section[aria-labelledby=people] li").first
    expect(person).to_contain_text("Grace Wanjala")
    expect(person).to_contain_text("Vice-Chancellor")
    expect(person).to_contain_text("stated beside the name")
    expect(page.locator("section[aria-labelledby=people]")).to_contain_text("guessed")


def test_its_other_names_say_how_they_are_known(page: Page, site: str) -> None:
    page.goto(f"{site}/organisation/haldern-university-of-applied-sciences")
    names = page.locator("aside")
    expect(names).to_contain_text("HSH declared by de_haldern")
    expect(names).to_contain_text("Haldern met on pages of de_haldern, int_oha, ke_kilima, meant there only")


def test_an_unresolved_one_says_what_is_missing(page: Page, site: str, demo: Demo) -> None:
    (unknown,) = first(demo, "select organisation_id from organisation_totals where country is null")
    assert_well(page, f"{site}/organisation/{unknown}")
    expect(page.locator("aside")).to_contain_text("No text says in which country it sits")
    page.get_by_text("The lines for corrections.toml").click()
    expect(page.locator("#line")).to_contain_text(f'name = "{unknown}"')


def test_one_without_agreements_has_a_page(page: Page, site: str, demo: Demo) -> None:
    (alone,) = first(
        demo, "select id from organisations where id not in (select organisation_id from organisation_totals)"
    )
    assert_well(page, f"{site}/organisation/{alone}")
    expect(page.locator("main")).to_contain_text("No agreement of")


def test_a_joined_name_leads_to_the_organisation(page: Page, site: str) -> None:
    page.goto(f"{site}/organisation/universidad-autonoma-de-valle-claro")
    assert page.url == f"{site}/organisation/autonomous-university-of-valle-claro"
    expect(page.locator("aside")).to_contain_text("Universidad Autónoma de Valle Claro a researcher said so")


def test_one_that_is_not_there_is_said_so(page: Page, site: str) -> None:
    answer = page.request.get(f"{site}/organisation/nothing")
    assert answer.status == 404
    assert "There is no such organisation" in answer.text()
