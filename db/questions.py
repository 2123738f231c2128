"""The questions of `questions.yml`: canned queries with a description of each parameter."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("questions.yml")

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@cache
def questions() -> Mapping[str, Mapping[str, Any]]:
    """Name → title, description, group, sql, parameters and perhaps front, in the order of the file."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: _complete(question, data) for name, question in data["questions"].items()}


def _complete(question: Mapping[str, Any], data: Mapping[str, Any]) -> Mapping[str, Any]:
    parameters = {
        name: {**data["shared"].get(name, {}), **(own or {})} for name, own in question.get("parameters", {}).items()
    }
    sql = _filled(question["sql"], {**data["parts"], **question.get("parts", {})})
    return {**question, "parameters": parameters, "sql": sql}


def _filled(sql: str, parts: Mapping[str, str]) -> str:
    """Parts may hold parts. Raises KeyError for one that is not there."""
    while re.search(r"\{\w+\}", sql):
        sql = re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], sql)
    return sql


def canned_queries() -> dict[str, dict[str, Any]]:
    """The questions as Datasette's metadata has them; it passes over keys that it does not know."""
    return {
        name: {**question, "hide_sql": True, "params": list(question["parameters"])}
        for name, question in questions().items()
    }


def add_functions(connection: sqlite3.Connection) -> None:
    """What the questions use besides SQLite's own functions. Datasette has an `escape_fts` already, the same."""
    from datasette.utils import escape_fts  # large, and most verbs ask no question

    connection.create_function("escape_fts", 1, lambda words: escape_fts(words or ""), deterministic=True)
    connection.create_function("plain_text", 1, plain_text, deterministic=True)


def plain_text(text: str | None) -> str | None:
    """Without the characters that XML can't hold, which texts of the web may have."""
    return None if text is None else _NOT_IN_XML.sub("", str(text))


def ask(connection: sqlite3.Connection, name: str, **parameters: str) -> sqlite3.Cursor:
    """The answer to a question, outside Datasette; parameters that are not given are empty."""
    question = questions()[name]
    unknown = set(parameters) - set(question["parameters"])
    if unknown:
        raise ValueError(f"{name} has no {', '.join(sorted(unknown))}")
    empty: dict[str, str | None] = {"_site_address": None, **dict.fromkeys(question["parameters"], "")}
    return connection.execute(question["sql"], empty | parameters)
