"""The page of all questions, and what the forms of questions offer to choose from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.charts import lives, matrix
from db.charts.paper import SEEN
from db.questions import questions
from db.site.asking import ask, page, table_address
from db.site.pictures import Picture, shown
from db.site.standing import AS_OF
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


async def drawn(
    datasette: Datasette, name: str | None, asked: Mapping[str, str], answer: Iterable[sqlite3.Row]
) -> Picture | None:
    """The picture of an answer, without the table of numbers, since the answer is that; None for most questions."""
    question = questions().get(name or "", {})
    if name is None or "picture" not in question:
        return None
    rows = [dict(row) for row in answer]
    if question["picture"] == "country_matrix":
        seen = matrix.seen(rows, question=table_address(datasette, "between_countries"))
    elif question["picture"] == "statuses":
        seen = lives.seen(rows, agreements_table=table_address(datasette, "agreements"))
    else:
        [stands] = await ask(datasette, AS_OF)
        seen = SEEN[question["picture"]](rows, asked, (stands["as_of"] or "")[:10])
    return replace(await shown(datasette, question["picture"], seen, parameters=asked), rows=()) if seen.marks else None


async def show(datasette: Datasette, request: Request) -> Response:
    return await page(datasette, request, "questions.html", groups=groups())
