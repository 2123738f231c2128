"""Datasette's hooks. What they do stands in `db/site`."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from functools import cache
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

from db import questions
from db.serving import PRAGMAS
from db.site import asking, browsing, described, feed, headers, links, refusals, wording
from db.site.questions import drawn, options
from db.site.routes import ROUTES


@hookimpl
def startup() -> None:
    # What lasts as long as the server does need not be looked through, for a tenth of a second, by each whole collection.
    gc.collect()
    gc.freeze()


@hookimpl
def prepare_connection(conn: Any) -> None:
    questions.add_functions(conn)
    for pragma in PRAGMAS:
        conn.execute(pragma)


@hookimpl
def register_magic_parameters(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    return [("site", feed.magic(datasette))]


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    return ROUTES


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    return headers.with_policy


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Generator[None, Any, None]:
    outcome = yield
    if refusals.status(exception) is not None:
        outcome.force_result([lambda: refusals.answer(datasette, request, exception)])


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    env.filters.update(wording.FILTERS)
    env.filters["safe_url"] = links.safe_url
    env.filters["shortened"] = links.shortened
    # Globals, since the page of an error has no other variables.
    root = datasette.setting("base_url")
    env.globals["base_url"] = root
    env.globals["served"] = asking.database(datasette).name
    env.globals["described"] = described.table
    env.globals["question"] = lambda name: questions.questions().get(name, {})
    env.globals["purposes"] = described.PURPOSES
    env.globals["options"] = lambda kind: options(datasette, kind)
    env.globals["drawn"] = lambda name, asked, rows: drawn(datasette, name, asked, rows)
    env.globals["browsing"] = browsing
    env.globals["page_of"] = links.page_of
    env.globals["address"] = lambda kind, id: root + links.address(kind, id).lstrip("/")


@hookimpl
def extra_template_vars(request: Request | None) -> dict[str, Any]:
    return {"searched_for": request.args.get("q") if request else None}


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Markup | None:
    return links.cell(value, column, table, *_roots(datasette, database), row)


@cache
def _roots(datasette: Datasette, database: str) -> tuple[str, str]:
    """Where the site is and where its tables are, which each cell of a page wants to know."""
    return datasette.setting("base_url"), str(datasette.urls.database(database))
