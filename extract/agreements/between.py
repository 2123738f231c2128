"""Between which days an event lies: by its date and status, and by days that its sentence sets as limits."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.agreements.dates import SIGNED_THEN, SINCE
from extract.agreements.merging import Report
from extract.agreements.reading import Place, Reading, within
from extract.bounds import DONE, Days, bounds, days

LATER = ("renewed", "ended")
"""What happens only to what had begun before."""
ANNOUNCED = re.compile(
    r"\b(?:said|announce[ds]?|announcement|reported|reports|took\snote|noted|confirmed|informed|made\sknown)"
    r"(?:\b[^.;,]{0,30}\s(?:on|in))?\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Before a day on which the act was known of."""


def bounded(event: Report, reading: Reading) -> Report:
    """With the days between which it lies."""
    first, last = bounds(event.status, event.date, reading.published)
    if not event.date and event.status in DONE:
        sentence = reading.sentence_at(event.evidence[0])
        known = [day for _, day in _days_behind((ANNOUNCED,), reading, sentence) if day]
        last = min([day for day in known if not last or day < last], default=last)
        begun = [day for day, _ in _days_behind((SINCE, SIGNED_THEN), reading, sentence) if day]
        if event.status in LATER:
            first = max([day for day in begun if not last or day <= last], default=None)
    return replace(event, not_before=first, not_after=last)


def _days_behind(patterns: tuple[re.Pattern[str], ...], reading: Reading, sentence: Place) -> list[Days]:
    """Of the dates of a sentence before which one of the patterns stands."""
    return [
        days(name.value)
        for name in within(reading.dates, sentence)
        if any(pattern.search(reading.text, sentence[0], name.start) for pattern in patterns)
    ]
