"""What several rooms' tests need."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.store import open_db


@pytest.fixture
def fresh_db(tmp_path: Path) -> Iterator[Database]:
    """An empty database with the schema in force, in a file."""
    db = open_db(tmp_path / "uniaccord.db")
    yield db
    db.close()


def uniaccord(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a verb as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pipelines", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


@dataclass(frozen=True)
class Demo:
    """One run of `uniaccord demo`."""

    database: Path
    run: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    database = folder / "demo.db"
    return Demo(database, uniaccord("demo", "--db", database, cwd=folder))
