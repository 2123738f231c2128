"""What a thing's id becomes: an address on this site, and a link where a table shows it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

PAGES = {
    "agreement_id": "agreement",
    "organisation_id": "organisation",
    "partner_id": "organisation",
    "person_id": "person",
    "article_id": "article",
    "duplicate_of": "article",
    "country": "country",
    "partner_country": "country",
    "place_country": "country",
}
"""Column of a table or an answer → the kind of page that its values have."""

ROWS = {"agreements": "agreement", "organisations": "organisation", "people": "person", "articles": "article"}
"""Table → the kind of page that its ids have."""

NAMES = frozenset({"agreement", "article", "search"})
"""First parts of the addresses of our pages (`db.site.routes`): a database can't be served under such a name."""


def address(kind: str, id: object) -> str:
    """The address of a page on this site, relative to its root."""
    return f"/{kind}/{quote(str(id), safe='')}"


def safe_url(url: object) -> str | None:
    """An address if it is one of the web; None for anything else, such as `javascript:`."""
    try:
        parts = urlsplit(str(url))
    except ValueError:
        return None
    return str(url) if parts.scheme in ("http", "https") and parts.netloc else None


def link(href: str, text: object) -> Markup:
    return Markup('<a href="{}">{}</a>').format(href, text)


def cell(value: Any, column: str, table: str | None, base: str) -> Markup | None:
    """A value of a table as a link, or None to show it as it is. `base` is where the site's root is."""
    if value is None or value == "":
        return None
    kind = PAGES.get(column) or (ROWS.get(table or "") if column in ("id", "code") else None)
    if kind is None and column == "code" and table == "countries":
        kind = "country"
    if kind:
        return link(base + address(kind, value).lstrip("/"), value)
    if column == "url" or column.endswith("_url"):
        url = safe_url(value)
        return (
            Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, shortened(url)) if url else Markup.escape(value)
        )
    if isinstance(value, str):
        return Markup.escape(value) if value.startswith(("http://", "https://", "data:")) else None
    return None


def shortened(url: str, longest: int = 60) -> str:
    """An address as people say it: without `https://www.` and the end of what is long."""
    text = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return text if len(text) <= longest else text[: longest - 1] + "…"
