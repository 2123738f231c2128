"""Which address is which page."""

import re

import pytest

from db.site.links import NAMES
from db.site.routes import ROUTES
from tests.site.pages import PAGES

NO_PAGES = (r"^/article/(?P<id>[^/]+)\.json$", r"^/article/(?P<id>[^/]+)/archived$")
"""Routes that answer with data."""


def test_the_names_of_pages_are_known_to_serve() -> None:
    """A database of such a name could not be reached."""
    firsts = {pattern.removeprefix("^/").split("/")[0].rstrip("$") for pattern, _ in ROUTES}
    assert {first for first in firsts if not first.startswith("(")} - {""} == NAMES


@pytest.mark.parametrize("route", [pattern for pattern, _ in ROUTES if pattern not in NO_PAGES])
def test_every_page_of_ours_is_among_the_kinds_that_are_tested(route: str) -> None:
    paths = [pattern.replace("{}", "x").split("?")[0] for pattern, _ in PAGES.values()]
    assert any(re.match(route, path) for path in paths)
