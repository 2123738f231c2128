"""What the templates of Datasette's own pages (tables, rows, answers) compute: addresses, and which columns to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from datasette.utils.asgi import Request

from db.site.links import NAMED

Pair = tuple[str, str]

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?", re.ASCII)


def pairs(request: Request, *dropped: str) -> list[Pair]:
    """The arguments of an address but those of these names and the place in the rows, which holds for one order only."""
    found = parse_qsl(request.query_string, keep_blank_values=True)
    return [(name, value) for name, value in found if name not in (*dropped, "_next")]


def changed(request: Request, **values: str | None) -> str:
    """The address of the same page with other arguments, from its first row on; None takes one away."""
    kept = pairs(request, *values)
    kept += [(name, value) for name, value in values.items() if value is not None]
    return "?" + urlencode(kept)


def added(request: Request, name: str, value: str) -> str:
    """The same page with one more argument of a name, beside others of it."""
    return "?" + urlencode([*pairs(request), (name, value)])


def from_first_row(url: str) -> str:
    """An address of Datasette's without the place in the rows."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "_next"]
    return parts._replace(query=urlencode(kept)).geturl() if kept else parts._replace(query="").geturl() or "?"


def applied(request: Request, lookups: Iterable[tuple[str, str, bool]]) -> list[dict[str, str]]:
    """The conditions in an address in words, each with the address of the page without it.

    `lookups`: name, sign and whether it takes no value, as Datasette's filters give them.
    """
    signs = {name: (sign, bare) for name, sign, bare in lookups}
    arguments = pairs(request)
    found = []
    for at, (name, value) in enumerate(arguments):
        if name.startswith("_") and "__" not in name:
            continue
        column, _, lookup = name.partition("__") if not name.startswith("_") else name.rpartition("__")
        sign, bare = signs.get(lookup or "exact", (lookup, False))
        rest = "?" + urlencode(arguments[:at] + arguments[at + 1 :])
        found.append({"column": column, "sign": sign, "value": "" if bare else value, "without": rest})
    return found


def is_number(value: Any) -> bool:
    """Whether a shown value is a number, which stands to the right in its column."""
    return _NUMBER.fullmatch(str(value)) is not None


def shown(columns: Sequence[str]) -> Sequence[str]:
    """The columns of an answer without those that have ids of what another column names, and links to."""
    redundant = {id for name, ids in NAMED.items() if name in columns for id in ids}
    return [column for column in columns if column not in redundant]
