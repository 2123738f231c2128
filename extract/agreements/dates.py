"""When: the date of the clause, else of the sentence, else of the occasion that the text has just told of.

The day of publication is never the date of an event by default; only "today" makes it so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain

from extract.agreements.reading import Reading, within
from extract.agreements.sides import Name

NOT_THEN = re.compile(
    r"(?:until|till|through|by|to|valid|for|of|before|after)\s(?:the\s)?$"
    r"|(?:said|says|announced|told|reported|reports|statement|learned|noted)[^.;,]{0,40}$",
    re.IGNORECASE,
)
"""Before a date that is not the date of the act."""
TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon))\b", re.IGNORECASE)
CEREMONY = re.compile(r"\b(?:signing|ceremony|opening|inauguration|signed|it happened)\b", re.IGNORECASE)
DATELINE = re.compile(r"(?:[^a-z]*|[A-Z]\w+[,:] |(?i:.*(?:publish|posted|updated|editor|date).*))")
"""Before the date of a line of place and date; see `_is_dateline`."""
RECENT = timedelta(days=60)
"""An occasion that a news item tells of is not older, when the item is published."""
LONGEST = timedelta(days=31)
"""An occasion does not take longer."""
SIGNED_THEN = re.compile(r"\b(?:sign|conclud|establish|found|open|launch)\w*\s(?:in|on)\s(?:the\s)?$", re.IGNORECASE)
"""Before a date that, where something is renewed or ended, is that of its beginning."""
FRESH = ("agreed", "launched", "signed", "renewed")


def date_of(reading: Reading, clause: tuple[int, int], index: int, status: str, at: int) -> tuple[str | None, str]:
    """The date (ISO) of an act that stands at an offset, and the id of the rule; null and "" where none is told."""
    sentence = reading.sentences[index]
    for place, rule in ((clause, "date.clause"), (sentence, "date.sentence")):
        dates = [d for d in within(reading.dates, place) if not NOT_THEN.search(reading.text[place[0] : d.start])]
        if status in ("planned", "negotiating"):
            dates = [d for d in dates if reading.published and _first(d.value) > date.fromisoformat(reading.published)]
        if status in ("renewed", "ended"):
            dates = [d for d in dates if not SIGNED_THEN.search(reading.text[place[0] : d.start])]
        if dates:
            return min(dates, key=lambda d: abs(d.start - at)).value, rule
    if status not in FRESH:
        return None, ""
    if reading.published and TODAY.search(reading.text[slice(*sentence)]):
        return reading.published, "date.today"
    occasion = _occasion(reading, index)
    return (occasion.value, "date.occasion") if occasion else (None, "")


def _occasion(reading: Reading, index: int) -> Name | None:
    """The date of the ceremony in the next sentence, else the latest date before that can be the day of a visit."""
    following = reading.sentences[index + 1 : index + 2]
    ceremony = [d for s in following if CEREMONY.search(reading.text, *s) for d in within(reading.dates, s)]
    before = within(reading.dates, (0, reading.sentences[index][0]))
    told = (d for d in reversed(before) if not _is_dateline(reading, d))
    return next((d for d in chain(ceremony, told) if _can_be_occasion(d, reading.published)), None)


def _is_dateline(reading: Reading, name: Name) -> bool:
    """Whether a date, by what stands before it in the sentence, belongs to the page and not to what it tells."""
    start, _ = reading.sentence_at(name.start)
    return bool(DATELINE.fullmatch(reading.text, start, name.start))


def _can_be_occasion(name: Name, published: str | None) -> bool:
    ends = name.value.partition("/")[::2]
    if not published or any(len(end) not in (0, len("2020-01-01")) for end in ends):
        return False  # only days can be told apart from the day of publication
    news = date.fromisoformat(published[:10])
    first, last = _first(name.value), date.fromisoformat(ends[1] or ends[0])
    return news - RECENT <= first <= last <= news and last - first <= LONGEST


def _first(value: str) -> date:
    """The first day of an ISO day, month, year or interval."""
    first = value.partition("/")[0]
    return date.fromisoformat(first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first)
