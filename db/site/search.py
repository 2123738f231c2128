"""`/search`: organisations, people and countries by name, articles by what they say."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from math import ceil
from typing import TypeVar
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request, Response

from db.site import finding, named
from db.site.asking import Row, ask, page
from db.site.words import LONGEST, expression

T = TypeVar("T")
SOURCES = "select id, name from sources order by name limit 1000"


async def show(datasette: Datasette, request: Request) -> Response:
    told = {key: (request.args.get(key) or "").strip() for key in ("q", "source", "since", "until", "order", "page")}
    query, words = told["q"][:LONGEST], expression(told["q"])
    filters = finding.Filters(told["source"], _year(told["since"]), _year(told["until"]))
    order = "newest" if told["order"] == "newest" else "best"
    number = max(int(told["page"]) if re.fullmatch("[0-9]{1,4}", told["page"]) else 1, 1)
    names_too = bool(words) and number == 1 and filters == finding.Filters()
    organisations: list[Row] = []
    countries: list[Row] = []
    if names_too:
        organisations = await named.organisations(datasette, query)
        countries = await named.countries(datasette, query)
    people, found = await asyncio.gather(
        in_time(named.people(datasette, query, words)) if names_too else nothing(),
        in_time(finding.articles(datasette, words, filters, order=order, page=number)) if words else nothing(),
    )
    kept = {
        "q": query,
        "source": filters.source,
        "since": filters.since,
        "until": filters.until,
        "order": told["order"],
    }
    return await page(
        datasette,
        request,
        "search.html",
        query=query,
        words=words,
        filters=filters,
        order=order,
        sources=await ask(datasette, SOURCES),
        organisations=organisations,
        people=people or [],
        countries=countries,
        found=found,
        slow=bool(words) and found is None,
        number=number,
        pages=ceil(found.total / finding.PAGE) if found else 0,
        looked_at=finding.LOOKED_AT,
        passed=finding.PASSED,
        this="?" + urlencode({key: value for key, value in kept.items() if value}),
    )


async def in_time(answer: Awaitable[T]) -> T | None:
    """None if it took longer than an answer may: the beginning of a word, in very many texts."""
    try:
        return await answer
    except QueryInterrupted:
        return None


async def nothing() -> None:
    return None


def _year(text: str) -> str:
    return text if re.fullmatch("[0-9]{4}", text) else ""
