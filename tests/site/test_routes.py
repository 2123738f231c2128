"""Which address is which page."""

from db.site.links import NAMES
from db.site.routes import ROUTES


def test_the_names_of_pages_are_known_to_serve() -> None:
    """A database of such a name could not be reached."""
    firsts = {pattern.removeprefix("^/").split("/")[0].rstrip("$") for pattern, _ in ROUTES}
    assert firsts - {""} == NAMES
