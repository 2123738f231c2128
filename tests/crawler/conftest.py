"""What several tests of this room need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crawler.small_web import Web


@pytest.fixture(scope="session")
def web() -> Iterator[Web]:
    """One web for all tests; each uses hosts of its own."""
    web = Web()
    yield web
    web.close()
