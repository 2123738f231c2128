"""Datasette's own pages on the demo's database."""

import pytest
from playwright.sync_api import Page, expect

from db.questions import questions


def test_the_first_page_tells_where_to_begin(page: Page, site: str) -> None:
    page.goto(f"{site}/demo")
    assert "Start with agreements" in page.inner_text("body")
    page.get_by_role("link", name="With whom does an organisation work?").click()
    expect(page.get_by_label("organisation", exact=True)).to_be_visible()


def test_agreements_show_their_sides_and_lead_to_their_history(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/agreements?_facet=type&reports__gt=1")
    first = page.locator("table.rows-and-columns tbody tr").first
    assert " · " in first.locator("td.col-parties").inner_text()
    page.goto(f"{site}/demo/histories?agreement_id={first.locator('td.col-id').inner_text()}")
    assert page.locator("table.rows-and-columns tbody tr").count() > 1


def test_reports_show_parties_and_the_words_that_say_so(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/reports?_facet=type&status=signed")
    first = page.locator("table.rows-and-columns tbody tr").first
    assert " · " in first.locator("td.col-parties").inner_text()
    assert len(first.locator("td.col-evidence").inner_text()) > 30


def test_a_word_of_a_text_finds_its_article(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/articles?_search=memorandum")
    assert page.locator("table.rows-and-columns tbody tr").count() > 3


@pytest.mark.parametrize("query", questions())
def test_every_question_answers_without_parameters(page: Page, site: str, query: str) -> None:
    response = page.goto(f"{site}/demo/{query}")
    assert response is not None
    assert response.status == 200
    assert page.locator(".message-error").count() == 0


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("partners_of", "organisation=ribeira"),
        ("lives", "organisation=ribeira"),
        ("new_since", "since=2024-01-01"),
        ("between_countries", "country=pt&partner_country="),
        ("search", "words=memorandum"),
        ("country_pairs", ""),
        ("statuses_over_time", ""),
        ("networks", ""),
        ("who_signs", ""),
        ("health", ""),
    ],
)
def test_a_question_with_its_parameter_has_an_answer(page: Page, site: str, query: str, parameters: str) -> None:
    page.goto(f"{site}/demo/{query}?{parameters}")
    assert page.locator("table.rows-and-columns tbody tr").count() > 0
