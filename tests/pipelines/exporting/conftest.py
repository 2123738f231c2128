"""One record for all tests of exports; none of them changes it."""

from pathlib import Path

import pytest

from tests.pipelines.exporting.record import make


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("record") / "record.db")
