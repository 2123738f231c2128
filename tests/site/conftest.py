"""The demo's database, served, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Demo
from tests.site.looking import CHROMIUM, chromium, quiet_page, served

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that ask for a browser are skipped where there is no Chromium."""
    reason = "there is no Chromium here: install Debian's chromium or set CHROMIUM"
    for item in items:
        if HERE in item.path.parents and "browser" in getattr(item, "fixturenames", ()) and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def site(demo: Demo) -> Iterator[str]:
    """The address of the served demo; its tables are under /demo."""
    assert demo.run.returncode == 0, demo.run.stderr
    with served(demo.database) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with quiet_page(browser) as page:
        yield page
