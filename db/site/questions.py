"""The page of all questions, and what the forms of questions offer to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.questions import questions
from db.site.asking import ask, page
from db.site.wording import INSTRUMENTS, STATUSES, TYPES, plain

FIXED: Mapping[str, Sequence[str]] = {"type": TYPES, "status": STATUSES, "instrument": INSTRUMENTS}
"""Kind of parameter → the few values that it has."""

KNOWN = {
    "country": "select code as value, name as label from countries order by name limit 300",
    "source": "select id as value, name as label from sources order by name limit 1000",
}
"""Kind of parameter → the values that the record knows, of more of which there may be."""


async def options(datasette: Datasette, kind: str | None) -> list[tuple[str, str]]:
    """The values of a kind of parameter, each with its name; none where anything may be written."""
    if kind is None:
        return []
    if kind in FIXED:
        return [(value, plain(value)) for value in FIXED[kind]]
    if kind in KNOWN:
        return [(row["value"], row["label"]) for row in await ask(datasette, KNOWN[kind])]
    return []


def groups() -> dict[str, dict[str, Mapping[str, Any]]]:
    """Group → its questions by name, in the order of `questions.yml`."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for name, question in questions().items():
        found.setdefault(question["group"], {})[name] = question
    return found


async def show(datasette: Datasette, request: Request) -> Response:
    return await page(datasette, request, "questions.html", groups=groups())
