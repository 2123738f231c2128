"""The questions behind pictures."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

QUESTIONS = Path(__file__).parents[1] / "metadata.yml"


@cache
def questions() -> Mapping[str, Mapping[str, Any]]:
    """All canned queries by name."""
    data = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    found: Mapping[str, dict[str, Any]] = data["databases"]["uniaccord"]["queries"]
    return {
        name: question | {"parameters": dict.fromkeys(re.findall(r":(\w+)", question["sql"]))}
        for name, question in found.items()
    }


def ask(connection: sqlite3.Connection, name: str, **parameters: str) -> sqlite3.Cursor:
    question = questions()[name]
    unknown = set(parameters) - set(question["parameters"])
    if unknown:
        raise ValueError(f"{name} has no {', '.join(sorted(unknown))}")
    return connection.execute(question["sql"], dict.fromkeys(question["parameters"], "") | parameters)
