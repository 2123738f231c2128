"""Tables, rows and answers on the demo's database."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from db.questions import questions
from db.site import tables
from tests.conftest import Demo
from tests.site.asking import ask

WITH_EXAMPLES = {
    "partners_of": "organisation=ribeira",
    "lives": "organisation=ribeira",
    "new_since": "since=2024-01-01",
    "between_countries": "country=pt",
    "search": "words=memorandum",
}


def rows(page: Page) -> list[str]:
    return page.locator(".rows tbody tr").all_inner_texts()


def test_the_data_page_shows_tables_by_what_they_are_for(page: Page, site: str) -> None:
    page.goto(f"{site}/demo")
    section = page.get_by_role("region", name="Organisations and people")
    expect(section).to_contain_text(re.compile(r"Organisations\s+\d+ rows"))
    section.get_by_role("link", name="People", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")


def test_sql_is_asked_on_the_data_page_and_answered_at_its_address(page: Page, site: str) -> None:
    page.goto(f"{site}/demo")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("columnheader", name="agreements")).to_be_visible()
    assert rows(page)


def test_a_table_is_not_counted_to_its_end(
    page: Page, demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "COUNTED", 3)
    shutil.copy(demo.database, tmp_path / "copy.db")
    [answer] = ask(tmp_path / "copy.db", ("/copy", {}))
    page.set_content(answer.text)
    expect(page.get_by_role("region", name="Articles and texts")).to_contain_text("more than 3 rows")
    expect(page.get_by_role("region", name="Upkeep")).to_contain_text(re.compile(r"Extractors\s+1 row"))


def test_a_value_beside_the_rows_narrows_them_and_keeps_the_rest(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/agreements?reports__gt=1&_sort=first_report")
    before = len(rows(page))
    page.get_by_role("complementary", name="Narrow down").get_by_role("link", name="programme", exact=True).click()
    assert "reports__gt=1" in page.url
    assert "_sort=first_report" in page.url
    assert 0 < len(rows(page)) < before
    page.get_by_role("link", name="Without the condition on reports").click()
    assert "reports__gt" not in page.url
    assert "type=programme" in page.url


def test_a_condition_is_chosen_in_a_form(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/agreements?type=cooperation")
    page.get_by_label("Column").select_option("parties")
    page.get_by_role("combobox", name="Condition").select_option("contains")
    page.get_by_label("Value").fill("Ribeira")
    page.get_by_role("button", name="Apply").click()
    assert "parties__contains=Ribeira" in page.url
    assert rows(page)
    assert all("Ribeira" in row and "cooperation" in row for row in rows(page))
    expect(page.get_by_role("list", name="Conditions")).to_contain_text("parties contains Ribeira")


def test_a_head_sorts_and_says_how(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/agreements")
    head = page.get_by_role("columnheader", name="latest report")
    expect(head).to_have_attribute("aria-sort", "descending")
    head.get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="latest report")).to_have_attribute("aria-sort", "ascending")


def test_pages_of_rows_follow_one_another(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/mentions")
    first = rows(page)
    page.get_by_role("link", name="Next 50 rows").click()
    assert not set(first) & set(rows(page))
    page.get_by_role("link", name="First rows").click()
    assert rows(page) == first


def test_a_column_can_be_hidden_and_counted(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/articles")
    page.get_by_text("What the columns mean").click()
    page.locator("#columns dd", has_text="ISO 639-1").get_by_role("link", name="Hide").click()
    expect(page.get_by_role("columnheader", name="language")).to_have_count(0)
    page.get_by_text("What the columns mean").click()
    page.get_by_role("link", name="Show all columns").click()
    expect(page.get_by_role("columnheader", name="language")).to_have_count(1)


def test_csv_has_all_rows(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/mentions?label=ORG")
    total = page.locator("main .links b").first.inner_text()
    href = page.get_by_role("link", name="CSV, all rows").get_attribute("href")
    read = list(csv.DictReader(io.StringIO(page.request.get(f"{site}{href}").text())))
    assert f"{len(read):,} rows" == total
    assert len(read) > 50
    assert {row["label"] for row in read} == {"ORG"}


def test_names_in_a_table_lead_to_their_pages(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/ties")
    cells = page.locator(".rows tbody tr").first.locator("td")
    expect(cells.locator("a[href^='/organisation/']").first).to_be_visible()
    expect(cells.locator("a[href^='/agreement/']").first).to_be_visible()


def test_a_word_of_a_text_finds_its_article(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/articles")
    page.get_by_label("Words").fill("memorandum")
    page.get_by_role("button", name="Apply").click()
    assert len(rows(page)) > 3


def test_a_row_is_told_as_facts(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/organisations/kilima-university")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kilima University")
    expect(page.get_by_role("link", name="Open the organisation's page")).to_have_attribute(
        "href", "/organisation/kilima-university"
    )
    expect(page.locator("dl")).to_contain_text("ISO 3166-1")
    expect(page.get_by_role("link", name=re.compile(r"\d+ rows?$")).first).to_be_visible()


def test_all_questions_stand_on_one_page(page: Page, site: str) -> None:
    page.goto(f"{site}/questions")
    for name, question in questions().items():
        expect(page.get_by_role("link", name=question["title"], exact=True)).to_have_attribute("href", f"/demo/{name}")


def test_a_question_is_asked_in_a_form(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/new_since")
    page.get_by_label("Since").fill("2024-01-01")
    page.get_by_label("Type").select_option("programme")
    page.get_by_role("button", name="Ask").click()
    assert "type=programme" in page.url
    expect(page.get_by_label("Type")).to_have_value("programme")
    assert rows(page)
    assert all("programme" in row for row in rows(page))


def test_an_answer_leads_to_pages_and_shows_no_ids(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/partners_of?organisation=ribeira")
    heads = page.get_by_role("columnheader").all_inner_texts()
    assert "partner" in heads
    assert not [head for head in heads if head.endswith("id")]
    href = page.locator(".rows tbody tr").first.get_by_role("link").nth(1).get_attribute("href")
    assert href is not None
    assert href.startswith("/organisation/")


def test_an_answer_has_the_same_rows_as_sql_csv_and_json(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/partners_of?organisation=ribeira")
    found = len(rows(page))
    hrefs = {
        name: page.get_by_role("link", name=name, exact=True).get_attribute("href")
        for name in ("CSV", "JSON", "Edit SQL")
    }
    assert len(list(csv.reader(io.StringIO(page.request.get(f"{site}{hrefs['CSV']}").text())))) == found + 1
    assert len(page.request.get(f"{site}{hrefs['JSON']}").json()["rows"]) == found
    page.goto(f"{site}{hrefs['Edit SQL']}")
    assert len(rows(page)) == found


def test_a_question_without_an_answer_says_what_to_try(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/partners_of?organisation=nobody")
    note = page.locator("main .note")
    expect(note).to_contain_text("No rows")
    note.get_by_role("link").first.click()
    assert "organisation=polytechnic" in page.url
    assert rows(page)


def test_the_feed_is_offered_where_there_is_one(page: Page, site: str) -> None:
    page.goto(f"{site}/demo/feed")
    href = page.get_by_role("link", name="Atom feed").get_attribute("href")
    assert page.request.get(f"{site}{href}").headers["content-type"].startswith("application/xml")


@pytest.mark.parametrize("name", questions())
def test_every_question_has_an_answer(page: Page, site: str, name: str) -> None:
    response = page.goto(f"{site}/demo/{name}?{WITH_EXAMPLES.get(name, '')}")
    assert response is not None
    assert response.status == 200
    if name != "not_read":
        assert rows(page)
