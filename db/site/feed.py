"""Where the site is, for the entries of the feed of new agreements."""

from __future__ import annotations

from collections.abc import Callable

from datasette.app import Datasette
from datasette.utils.asgi import Request


def magic(datasette: Datasette) -> Callable[[str, Request | None], str]:
    """The parameter `:_site_address` of canned queries: the address of the front page as the visitor wrote it, without
    the last slash."""

    def of_site(key: str, request: Request | None) -> str:
        if key != "address" or request is None:
            raise KeyError(key)
        return str(datasette.absolute_url(request, datasette.urls.instance())).rstrip("/")

    return of_site
