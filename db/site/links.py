"""What a thing's id becomes: an address on this site, and a link where a table shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from db.site.wording import STATUSES, TYPES, named, plain

PAGES = {
    "agreement_id": "agreement",
    "organisation_id": "organisation",
    "partner_id": "organisation",
    "parent_id": "organisation",
    "network_id": "organisation",
    "member_id": "organisation",
    "memorandum_id": "agreement",
    "person_id": "person",
    "article_id": "article",
    "duplicate_of": "article",
    "country": "country",
    "partner_country": "country",
    "place_country": "country",
    "ror_country": "country",
}
"""Column of a table or an answer → the kind of page that its values have."""

ROWS = {
    "agreements": "agreement",
    "organisations": "organisation",
    "people": "person",
    "articles": "article",
    "countries": "country",
}
"""Table → the kind of page that its ids have."""

RECORDS = {"source_id": "sources", "event_id": "events", "version_id": "versions", "run_id": "runs"}
"""Column → the table of the row that its values lead to, where there is no page of ours."""

LABELS = {"agreements": "parties", "organisations": "name", "people": "name", "articles": "title", "countries": "name"}
"""Table → the column that names its rows."""

NAMED = {
    "parties": ("agreement_id",),
    "organisation": ("organisation_id",),
    "partner": ("partner_id",),
    "network": ("network_id",),
    "member": ("member_id",),
    "person": ("person_id",),
    "name": ("organisation_id", "person_id"),
    "title": ("article_id",),
    "country_name": ("country",),
    "partner_country_name": ("partner_country",),
}
"""Column with a name → columns beside it that may have the id of what it names."""

PROPOSED = {"a": "a", "b": "b", "one": "a", "other": "b"}
"""Column of proposals → column with the id of what is proposed, whose kind another column tells."""

NAMES = frozenset(
    {"agreement", "article", "countries", "country", "organisation", "organisations", "person", "questions", "search"}
)
"""First parts of the addresses of our pages (`db.site.routes`): a database can't be served under such a name."""

LONGEST = 400
"""Characters of a cell, as in Datasette's own (`truncate_cells_html`)."""


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
    return Markup('<a href="{}">{}</a>').format(href, named(text))


def cell(value: Any, column: str, table: str | None, root: str, rows: str, row: Any = None) -> Markup | None:
    """A value of a table as a link or a tag, or None to show it as it is.

    `root` is where the site is, `rows` where the tables are; `row` the whole row, by whose ids a name becomes a link.
    Where Datasette has looked up the name of an id, the value is a dict with `value` and `label`.
    """
    id, text = (value["value"], value["label"]) if isinstance(value, Mapping) else (value, None)
    if id is None or id == "":
        return None
    target = page_of(id, column, table, row)
    if target:
        kind, of = target
        if text is None and table is None and PAGES.get(column) in ("agreement", "article"):
            text = "open"
        if text is not None and any(
            column in ids and of_row(row, name) for name, ids in NAMED.items() if name != "name"
        ):
            text = None  # the name stands in a column beside it
        return link(root + address(kind, of).lstrip("/"), cut(id if text in (None, "") else text))
    if column in RECORDS:
        return link(f"{rows}/{RECORDS[column]}/{quote(str(id), safe='')}", cut(id if text in (None, "") else text))
    if text is not None or not isinstance(id, str):
        return None
    if column == "url" or column.endswith("_url"):
        url = safe_url(id)
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, shortened(url)) if url else escaped(id)
    if (column == "status" and id in STATUSES) or (column == "type" and id in TYPES):
        return Markup('<span class="tag {}">{}</span>').format(id, plain(id))
    # Datasette makes a link of what looks like an address.
    return escaped(id) if id.strip().startswith(("http://", "https://", "data:")) else None


def page_of(id: object, column: str, table: str | None, row: Any = None) -> tuple[str, object] | None:
    """The page that a value leads to, as its kind and id: that of the id that it is, or of the thing that it names."""
    if column in PAGES:
        return PAGES[column], id
    if table in ROWS:
        key = "code" if table == "countries" else "id"
        if column in (key, LABELS[table]):
            of = id if column == key else of_row(row, key)
            return None if of in (None, "") else (ROWS[table], of)
    if column in PROPOSED and of_row(row, "kind") in ("agreement", "organisation"):
        return of_row(row, "kind"), of_row(row, PROPOSED[column])
    for key in NAMED.get(column, ()) if table is None or column != "name" else ():
        of = of_row(row, key)
        if of not in (None, ""):
            return PAGES[key], of
    return None


def of_row(row: Any, column: str) -> Any:
    """A value of a row, without the name that Datasette has looked up for it; None if there is no such column."""
    if row is None or column not in row.keys():  # noqa: SIM118 - rows of SQLite are no mappings
        return None
    value = row[column]
    return value["value"] if isinstance(value, Mapping) else value


def cut(text: object) -> str:
    return str(text) if len(str(text)) <= LONGEST else str(text)[: LONGEST - 1] + "…"


def escaped(text: str) -> Markup:
    return Markup.escape(cut(text))


def shortened(url: str, longest: int = 60) -> str:
    """An address as people say it: without `https://www.` and the end of what is long."""
    text = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return text if len(text) <= longest else text[: longest - 1] + "…"
