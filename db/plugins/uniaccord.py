"""Datasette's hooks. What they do stands in `db/site`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

from db import questions
from db.serving import PRAGMAS
from db.site import asking, feed, headers, links, wording
from db.site.routes import ROUTES


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


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    env.filters.update(wording.FILTERS)
    env.filters["safe_url"] = links.safe_url
    env.filters["shortened"] = links.shortened
    # Globals, since the page of an error has no other variables.
    root = datasette.setting("base_url")
    env.globals["base_url"] = root
    env.globals["served"] = asking.database(datasette).name
    env.globals["address"] = lambda kind, id: root + links.address(kind, id).lstrip("/")


@hookimpl
def extra_template_vars(request: Request | None) -> dict[str, Any]:
    return {"searched_for": request.args.get("q") if request else None}


@hookimpl
def render_cell(value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
    return links.cell(value, column, table, datasette.setting("base_url"))
