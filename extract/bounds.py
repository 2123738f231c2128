"""The first and the last day of dates, and between which days an event lies. Pure functions over ISO 8601."""

from __future__ import annotations

from calendar import monthrange

Days = tuple[str | None, str | None]
"""First and last ISO day; null where nothing is known."""

DONE = ("agreed", "signed", "launched", "in_force", "renewed", "ended")
"""What an article of a day tells of as done had happened on that day."""
PAST = ("signed", "in_force", "renewed")
"""Those of which a date is never that of something still to come."""


def days(value: str | None) -> Days:
    """First and last day of an ISO day, month, year or `first/last`."""
    if not value:
        return None, None
    first, _, last = value.partition("/")

    def edge(part: str, end: bool) -> str:
        year, *rest = part.split("-")
        month = int(rest[0]) if rest else (12 if end else 1)
        if len(rest) == 2:
            return part
        return f"{year}-{month:02}-{monthrange(int(year), month)[1] if end else 1:02}"

    return edge(first, end=False), edge(last or first, end=True)


def bounds(status: str, date: str | None, published: str | None) -> Days:
    """The days before and after which an event did not happen, or is not due: those of its date, and those of
    publication (ISO day, month or year) as far as its status tells."""
    first, last = days(date)
    earliest, latest = days(published)
    if first and last:
        begun = latest and first <= latest < last
        return first, latest if begun and status in PAST else last
    if status in DONE:
        return None, latest
    return (earliest, None) if status == "planned" else (None, None)
