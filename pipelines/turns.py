"""When a page is asked for again. Pure functions of days; a night counts as a day, whenever it begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from pipelines.ids import digest

STEPS = (1, 3, 10, 30, 90)
"""Days after its publication, or its last change, on which an article is read again; then every `STEPS[-1]` days."""
UNDATED = 10
"""So many days old is taken to be what has no date."""
PATIENCE = (1, 1, 1, 3, 10, 30)
"""Days until the next try, by how many tries in a row have failed."""


def day(value: str | None) -> date | None:
    """The first day of an ISO date as coarse as it may be; null for what is none."""
    if not value:
        return None
    parts = [int(part) for part in value[:10].split("-") if part.isdecimal()]
    try:
        return date(*[*parts, 1, 1][:3]) if parts else None
    except ValueError:
        return None


def stamp(moment: datetime) -> str:
    """As the database has it: ISO 8601, UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def next_reading(url: str, now: datetime, *, since: str | None, first: bool) -> str:
    """When a page that was read `now` is read again.

    `since` is when it was published or last changed. Old pages that are read for the `first` time would all fall due
    in one night: they are spread over the nights by their addresses.
    """
    today = now.astimezone(UTC).date()
    born = day(since) or today - timedelta(days=UNDATED)
    age = max(0, (today - born).days)
    step = next((step for step in STEPS if step > age), None)
    rare = 1 + int(digest(url), 16) % STEPS[-1] if first else STEPS[-1]
    return stamp(now + timedelta(days=rare if step is None else step - age))


def next_try(now: datetime, failures: int) -> str:
    """When a page that could not be had is asked for again; `failures` in a row, from 1."""
    return stamp(now + timedelta(days=PATIENCE[min(failures, len(PATIENCE)) - 1]))


def is_due(due: str | None, now: datetime) -> bool:
    """Whether the day has come. What lies too far ahead was written under a clock that was wrong."""
    moment = day(due)
    today = now.astimezone(UTC).date()
    return moment is not None and not today < moment <= today + timedelta(days=STEPS[-1] + 1)
