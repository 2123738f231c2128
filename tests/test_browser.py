"""Datasette on the demo's database, in a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import Demo

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium here: install Debian's chromium or set CHROMIUM"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
METADATA = yaml.safe_load((Path(__file__).parent.parent / "db/metadata.yml").read_text(encoding="utf-8"))
QUERIES = METADATA["databases"]["uniaccord"]["queries"]


@pytest.fixture(scope="module")
def site(demo: Demo) -> Iterator[str]:
    assert demo.run.returncode == 0, demo.run.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipelines", "serve", "--db", str(demo.database), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            break
        except OSError:
            assert server.poll() is None, server.stderr.read() if server.stderr else ""
            time.sleep(0.1)  # until a process of ours listens: there is nothing to wait on
    yield f"{address}/demo"
    server.terminate()
    server.communicate(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page on which no script may fail and from which no request may leave the machine."""
    problems: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1", "data:")) else problems.append(r.url))
    yield page
    context.close()
    assert problems == []


def test_the_first_page_tells_where_to_begin(page: Page, site: str) -> None:
    page.goto(site)
    assert "Start with agreements" in page.inner_text("body")
    page.get_by_role("link", name="With whom does an organisation work?").click()
    expect(page.get_by_label("organisation")).to_be_visible()


def test_agreements_show_their_sides_and_lead_to_their_history(page: Page, site: str) -> None:
    page.goto(f"{site}/agreements?_facet=type&reports__gt=1")
    first = page.locator("table.rows-and-columns tbody tr").first
    assert " · " in first.locator("td.col-parties").inner_text()
    page.goto(f"{site}/histories?agreement_id={first.locator('td.col-id').inner_text()}")
    assert page.locator("table.rows-and-columns tbody tr").count() > 1


def test_reports_show_parties_and_the_words_that_say_so(page: Page, site: str) -> None:
    page.goto(f"{site}/reports?_facet=type&status=signed")
    first = page.locator("table.rows-and-columns tbody tr").first
    assert " · " in first.locator("td.col-parties").inner_text()
    assert len(first.locator("td.col-evidence").inner_text()) > 30


def test_a_word_of_a_text_finds_its_article(page: Page, site: str) -> None:
    page.goto(f"{site}/articles?_search=memorandum")
    assert page.locator("table.rows-and-columns tbody tr").count() > 3


@pytest.mark.parametrize("query", QUERIES)
def test_every_question_answers_without_parameters(page: Page, site: str, query: str) -> None:
    response = page.goto(f"{site}/{query}")
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
    page.goto(f"{site}/{query}?{parameters}")
    assert page.locator("table.rows-and-columns tbody tr").count() > 0
