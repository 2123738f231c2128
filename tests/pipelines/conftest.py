"""What several tests of the corridor need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.small_web import Web
from tests.pipelines.test_verbs import Place


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """A web for the tests of a file; each uses hosts of its own."""
    web = Web()
    yield web
    web.close()


@pytest.fixture
def place(tmp_path: Path, web: Web) -> Place:
    """A folder with source files and a database, and the verbs run there."""
    return Place(tmp_path, web)
