"""The pages ask the database here, and only here."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_encode
from datasette.utils.asgi import NotFound, Request, Response

from db.questions import questions

Row = dict[str, Any]


def database(datasette: Datasette) -> Database:
    """The one database that is served."""
    return datasette.get_database()


async def ask(datasette: Datasette, sql: str, /, **parameters: Any) -> list[Row]:
    """The rows of a query, whole: a page sets its own `limit`. Raises QueryInterrupted after the time limit."""
    results = await database(datasette).execute(sql, parameters)
    return [dict(row) for row in results.rows]


async def answer(datasette: Datasette, name: str, /, **parameters: str) -> list[Row]:
    """The answer to a question of `questions.yml`; parameters that are not given are empty."""
    question = questions()[name]
    return await ask(datasette, question["sql"], **(dict.fromkeys(question["parameters"], "") | parameters))


async def ask_one(datasette: Datasette, what: str, sql: str, /, **parameters: Any) -> Row:
    """The only row of a query. Raises NotFound, with a line for the visitor that names `what`, if there is none."""
    rows = await ask(datasette, sql, **parameters)
    if not rows:
        raise NotFound(
            f"There is no such {what} in this database. Search for its name: ids change when names are joined."
        )
    return rows[0]


def table_address(datasette: Datasette, table: str, /, **filters: str) -> str:
    """Datasette's page of a table's rows that `filters` leave, relative to the site's root."""
    asked = "?" + urlencode(filters) if filters else ""
    return f"/{tilde_encode(database(datasette).name)}/{tilde_encode(table)}{asked}"


async def page(datasette: Datasette, request: Request, template: str, **context: Any) -> Response:
    """A page from a template of `db/templates/`."""
    html = await datasette.render_template(template, context, request=request, view_name=template.removesuffix(".html"))
    return Response.html(html)
