"""The page of a person."""

from playwright.sync_api import Page, expect

from tests.site.looking import assert_well


def test_it_shows_roles_agreements_and_articles(page: Page, site: str) -> None:
    assert_well(page, f"{site}/person/grace-wanjala")
    role = page.locator("section[aria-labelledby=roles] li").first
    expect(role).to_contain_text("Vice-Chancellor, Kilima University")
    expect(role).to_contain_text("organisation stated beside the name")
    assert page.locator("section[aria-labelledby=signed] blockquote").count() > 0
    page.locator("section[aria-labelledby=signed] h3 a").first.click()
    expect(page.locator(".kind")).to_have_text("Agreement")


def test_it_warns_of_namesakes_and_says_how_to_object(page: Page, site: str) -> None:
    page.goto(f"{site}/person/grace-wanjala")
    expect(page.locator(".note")).to_contain_text("two people of one name are one row")
    expect(page.locator("section[aria-labelledby=wrong]")).to_contain_text("should not be here")


def test_search_engines_are_asked_to_leave_people_out(page: Page, site: str) -> None:
    page.goto(f"{site}/person/grace-wanjala")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")


def test_one_that_is_not_there_is_said_so(page: Page, site: str) -> None:
    answer = page.request.get(f"{site}/person/nobody")
    assert answer.status == 404
    assert "There is no such person" in answer.text()
