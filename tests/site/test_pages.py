"""What holds for every kind of page: it can be read by all, on any screen, in the dark, on paper, and with keys alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Demo
from tests.site.looking import PHONE, assert_well, barriers, quiet_page
from tests.site.pages import PAGES, path_of

OUTLINED = "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"
TOO_MUCH = "with+recursive+n(x)+as+(select+1+union+all+select+x%2B1+from+n)+select+count(*)+from+n"


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    with quiet_page(browser) as page:
        yield page


@pytest.mark.parametrize("name", PAGES)
def test_each_kind_of_page_can_be_read(shared: Page, site: str, demo: Demo, name: str) -> None:
    assert_well(shared, site + path_of(demo.database, name))
    expect(shared.locator("h1")).to_have_count(1)
    title = shared.title()
    assert title.endswith(" · uniaccord")
    assert len(title) > len("X · uniaccord")

    shared.emulate_media(color_scheme="dark")
    assert barriers(shared, only="color-contrast") == []
    shared.emulate_media(color_scheme="light", media="print")
    expect(shared.locator("main h1")).to_be_visible()
    expect(shared.get_by_role("navigation", name="Main")).to_be_hidden()
    shared.emulate_media(media="screen")


@pytest.mark.parametrize("name", ["front", "article", "table", "question"])
def test_keys_alone_reach_the_content_and_the_search(shared: Page, site: str, demo: Demo, name: str) -> None:
    shared.goto(site + path_of(demo.database, name))
    shared.keyboard.press("Tab")
    skip = shared.get_by_role("link", name="To the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    for _ in range(7):
        shared.keyboard.press("Tab")
        assert shared.evaluate(OUTLINED)
    expect(shared.locator("#search-all")).to_be_focused()
    skip.press("Enter")
    shared.keyboard.press("Tab")
    assert shared.evaluate("document.querySelector('#main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/agreement/nothing", "There is no such agreement"),
        ("/demo/nothing", "Not found"),
        ("/demo/agreements/nothing", "Not found"),
        ("/demo?sql=selec", "Statement must be a SELECT"),
        ("/demo?sql=select+nothing", "syntax error"),
        (f"/demo?sql={TOO_MUCH}", "This took too long"),
    ],
)
def test_what_cannot_be_answered_is_said(browser: Browser, site: str, path: str, words: str) -> None:
    with quiet_page(browser, refused=True) as page:
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        response = page.goto(site + path)
        assert response is not None
        assert response.status in (400, 404)
        expect(page.locator("main")).to_contain_text(words)
        assert barriers(page) == []


@pytest.mark.parametrize("path", ["/-/versions", "/-/plugins", "/-/settings"])
def test_what_is_installed_can_be_looked_up(shared: Page, site: str, path: str) -> None:
    assert_well(shared, site + path)


def test_every_answer_tells_the_browser_to_run_nothing_else(shared: Page, site: str, demo: Demo) -> None:
    paths = [path_of(demo.database, name) for name in PAGES]
    others = [
        "/nothing",
        "/demo/agreements.json",
        "/demo/agreements.csv",
        "/demo/feed.atom",
        "/static/uniaccord.css",
        "/robots.txt",
    ]
    for path in paths + others:
        headers = shared.request.get(site + path).headers_array
        said = {header["name"].lower(): header["value"] for header in headers}
        assert "script-src 'self';" in said["content-security-policy"], path
        assert said["x-content-type-options"] == "nosniff"
        assert [h["value"] for h in headers if h["name"].lower() == "referrer-policy"] == ["no-referrer"], path


def test_search_engines_are_asked_to_stay_away(shared: Page, site: str) -> None:
    """The texts belong to their publishers."""
    assert shared.request.get(f"{site}/robots.txt").text().splitlines() == ["User-agent: *", "Disallow: /"]
