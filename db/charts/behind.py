"""The rows behind a picture, outside of the site: its question, asked of a database file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from db import copies
from db.errors import explained

QUESTIONS = Path(__file__).parents[1] / "metadata.yml"


@cache
def questions() -> Mapping[str, Mapping[str, Any]]:
    """All canned queries by name."""
    data = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    found: Mapping[str, Mapping[str, Any]] = data["databases"]["uniaccord"]["queries"]
    return found


def rows(database: Path, sql: str, parameters: Mapping[str, str | None]) -> list[dict[str, Any]]:
    """The rows of a query, whole; the file is only read. Raises StoreError if it can't be."""
    with explained(database), closing(copies.read_only(database)) as connection:
        asked = connection.execute(sql, dict(parameters))
        names = [column[0] for column in asked.description]
        return [dict(zip(names, row, strict=True)) for row in asked]
