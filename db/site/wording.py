"""Values of the database in words that people read: filters of the templates."""

from __future__ import annotations

from datetime import date

STATUSES = ("planned", "negotiating", "agreed", "signed", "launched", "in_force", "renewed", "ended")
"""In the order of an agreement's life."""
TYPES = ("cooperation", "programme", "mobility", "unit", "office", "membership", "project")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


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
    if slash:
        return f"{day(first)} – {day(last)}" if first and last else f"{day(first) or '…'} – {day(last) or '…'}"
    parts = value[:10].split("-")
    try:
        if len(parts) == 3:
            known = date(int(parts[0]), int(parts[1]), int(parts[2]))
            return f"{known.day} {_MONTHS[known.month - 1]} {known.year}"
        if len(parts) == 2:
            return f"{_MONTHS[int(parts[1]) - 1]} {int(parts[0])}"
    except (ValueError, IndexError):
        return value
    return value


def plain(value: str | None) -> str:
    """`in_force` → in force."""
    return (value or "").replace("_", " ")


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 agreement, 2 agreements, 0 agreements."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def shorten(value: str | None, longest: int = 120) -> str:
    """A text cut where nobody would read on, at a word if there is one near."""
    text = " ".join((value or "").split())
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head[: head.rfind(" ")] if head.rfind(" ") > longest // 2 else head) + "…"


FILTERS = {"number": number, "day": day, "plain": plain, "plural": plural, "shorten": shorten}
