"""What has become of judged events since they were drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.reviewing.judged import Judged
from pipelines.reviewing.sheet import state

Event = Mapping[str, Any]


def left_out(rows: Iterable[Judged], events: Mapping[str, Event | None]) -> dict[str, str]:
    """Judged event → why it does not count: it is not there any more, or not what it was.

    What only a correction has changed or dropped still counts: the review is of what the program had said. If it did
    not, a record would seem the better for each mistake that is found.
    """
    found: dict[str, str] = {}
    for row in rows:
        event = events.get(row.event)
        if not row.verdict:
            continue
        if event is None:
            found[row.event] = "is not in the record any more: its page changed, or was read otherwise"
        elif row.state not in _states(event):
            found[row.event] = "has changed since it was drawn"
    return found


def is_as_drawn(row: Judged, event: Event) -> bool:
    """Whether an event says today what was judged: not if it was corrected."""
    return row.state == state(event, [name for _, name in event["parties"]]) and not event["dropped"]


def _states(event: Event) -> set[str]:
    states = {state(event, [name for _, name in event["parties"]])}
    if event["read"]:
        as_read = {**event, **event["read"]}
        states.add(state(as_read, [name or "" for name in as_read["parties"]]))
    return states
