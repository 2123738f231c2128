"""The page of the database: its tables by what they are for, with their sizes, and a field for SQL."""

from __future__ import annotations

from typing import Any

from datasette.app import Datasette
from datasette.utils import escape_sqlite, tilde_decode
from datasette.utils.asgi import NotFound, Request, Response
from datasette.views.database import DatabaseView

from db.site.asking import ask, database, page

COUNTED = 10_000
"""Rows of a table that are counted: a table of millions would be read as a whole."""


async def show(datasette: Datasette, request: Request, send: Any) -> Response:
    """Datasette's own page of a database asks six permissions for each table, each time with a copy of all
    descriptions; that takes a second. An answer to SQL has the same address, and is Datasette's."""
    if tilde_decode(request.url_vars["database"]) != database(datasette).name:
        raise NotFound("There is no such page here.")
    if "sql" in request.args:
        request.url_vars["format"] = None  # which the pattern of Datasette's address has, too
        return await DatabaseView.as_view(datasette)(request, send)
    return await page(datasette, request, "tables.html", sizes=await sizes(datasette), counted=COUNTED)


async def sizes(datasette: Datasette) -> dict[str, int | None]:
    """Tables and views that are shown → rows, at most one more than `COUNTED`; None for a view."""
    db = database(datasette)
    hidden = set(await db.hidden_table_names())
    tables = [name for name in await db.table_names() if name not in hidden]
    counts = " union all ".join(
        f"select '{number}' as number, (select count(*) from (select 1 from {escape_sqlite(table)} limit {COUNTED + 1})) as rows"  # noqa: S608
        for number, table in enumerate(tables)
    )
    found: dict[str, int | None] = {tables[int(row["number"])]: row["rows"] for row in await ask(datasette, counts)}
    return found | dict.fromkeys(await db.view_names())
