"""Values of the database in words that people read: filters of the templates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

STATUSES = ("planned", "negotiating", "agreed", "signed", "launched", "in_force", "renewed", "ended")
"""In the order of an agreement's life."""
TYPES = ("cooperation", "programme", "mobility", "unit", "office", "membership", "project")
INSTRUMENTS = ("memorandum", "agreement", "contract", "protocol", "roadmap", "declaration", "letter")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?$", re.ASCII)


def number(value: float | int | None) -> str:
    """1234567 → 1,234,567; nothing for null."""
    return "" if value is None else f"{value:,}"


def day(value: str | None) -> str:
    """An ISO 8601 day, month, year or `first/last` as people write it: 2024-03-01 → 1 March 2024.

    What is none of these stands as it is.
    """
    if not value:
        return ""
    first, slash, last = value.partition("/")
    if slash and all(not part or _DAY.match(part) for part in (first, last)):
        return f"{day(first) or '…'} – {day(last) or '…'}"
    found = _DAY.match(value)
    if not found:
        return value
    year, month, of_month = (int(part) if part else None for part in found.groups())
    if month is None:
        return str(found[1])
    if of_month is None:
        return f"{_MONTHS[month - 1]} {year}" if 1 <= month <= 12 else value
    try:
        known = date(year or 0, month, of_month)
    except ValueError:
        return value
    return f"{known.day} {_MONTHS[known.month - 1]} {known.year}"


def plain(value: str | None) -> str:
    """`in_force` → in force."""
    return (value or "").replace("_", " ")


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 agreement, 2 agreements, 0 agreements."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def named(value: object, otherwise: str = "without a name") -> str:
    """A name or title, or other words where it has no sign that can be seen: a link needs something to be clicked on."""
    text = "" if value is None else str(value)
    return text if any(unicodedata.category(sign)[0] in "LNPS" for sign in text) else otherwise


FILTERS = {"named": named, "number": number, "day": day, "plain": plain, "plural": plural}
