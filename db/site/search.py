"""`/search`: organisations, people and countries by name, articles by what they say."""

from __future__ import annotations

import asyncio
import re
from math import ceil
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request, Response

from db.site import finding, named
from db.site.asking import Row, ask, page
from db.site.words import LONGEST, expression

SOURCES = "select id, name from sources order by name limit 1000"


async def show(datasette: Datasette, request: Request) -> Response:
    told = {key: (request.args.get(key) or "").strip() for key in ("q", "source", "since", "until", "order", "page")}
    query, words = told["q"][:LONGEST], expression(told["q"])
    filters = finding.Filters(told["source"], _year(told["since"]), _year(told["until"]))
    order = "newest" if told["order"] == "newest" else "best"
    number = max(int(told["page"]) if re.fullmatch("[0-9]{1,4}", told["page"]) else 1, 1)
    names_too = bool(words) and number == 1 and filters == finding.Filters()
    slow = False
    organisations: list[Row] = []
    people: list[Row] = []
    countries: list[Row] = []
    found = None
    try:
        if names_too:
            organisations, people, countries = await asyncio.gather(
                named.organisations(datasette, query),
                named.people(datasette, query, words),
                named.countries(datasette, query),
            )
        if words:
            found = await finding.articles(datasette, words, filters, order=order, page=number)
    except QueryInterrupted:
        slow = True
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
        people=people,
        countries=countries,
        found=found,
        slow=slow,
        number=number,
        pages=ceil(found.total / finding.PAGE) if found else 0,
        looked_at=finding.LOOKED_AT,
        passed=finding.PASSED,
        this="?" + urlencode({key: value for key, value in kept.items() if value}),
    )


def _year(text: str) -> str:
    return text if re.fullmatch("[0-9]{4}", text) else ""
