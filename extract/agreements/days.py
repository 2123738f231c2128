"""The days that a text tells of: its dates, "today", "the next day", the dates that head entries; not that of the page."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extract.agreements.reading import Place, Reading, within
from extract.agreements.sides import Name

EDGE = 300
"""Characters from the start of a text within which a line of place and date stands."""
TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon))\b", re.IGNORECASE)
NEXT_DAY = re.compile(r"\bthe (?:(?P<next>next|following) day|day before|previous day)\b", re.IGNORECASE)
PAGE = re.compile(r"(?i:.{0,60}\b(?:publish\w*|posted|updated|editors?|date|status|version)\b.{0,12})")
"""Before the date of a page."""
PLACE = re.compile(r"[^a-z]*[A-Z][^a-z]*|[A-Z]\w+[.,:] ")
"""Before the date of a line of place and date: `ROME, 9 May`, `Rome, 9 May`."""
LONG_PLACE = re.compile(r"[A-Z][^.;\n]{1,60}[,:(] ?")
"""The same, `Rio de Janeiro, 9 May (Efe) –`, if `DASH` stands after the date."""
DASH = re.compile(r"\)?(?: \([^)\n]{1,30}\))?[.:,]? ?[–—-]")
NUMBERING = re.compile(r"[\s*#(•·▪■—–-]*(?:\(?\w{1,3}[.)/]\s*)?")
"""Before the date that an entry of a list, a paragraph or a page begins with."""
HEADING = re.compile(r"[\s\ue005]*(?:[|:–—]|-\s|,\s\d|  |\n|$)")
"""After the date of an entry."""
BREAK = " :|.–—-\n"
"""Between the date of an entry and what it tells."""


def days_in(reading: Reading, place: Place) -> list[Name]:
    """The dates told in a place, "today" and "the next day" among them, in order; without that of the page."""
    told = [name for name in within(reading.dates, place) if not is_of_page(reading, name)]
    if today := _today(reading):
        told += [Name(match.start(), match.end(), today, "today") for match in TODAY.finditer(reading.text, *place)]
    for match in NEXT_DAY.finditer(reading.text, *place):
        before = [name.value for name in within(reading.dates, (0, match.start())) if _is_day(name.value)]
        if before:
            day = date.fromisoformat(before[-1]) + timedelta(days=1 if match["next"] else -1)
            told.append(Name(match.start(), match.end(), day.isoformat(), "date"))
    return sorted(told, key=lambda name: name.start)


def is_of_page(reading: Reading, name: Name) -> bool:
    """Whether a date, by what stands around it in its sentence, belongs to the page and not to what it tells."""
    before = (reading.text, reading.sentence_at(name.start)[0], name.start)
    if PAGE.fullmatch(*before) or (name.value == reading.published and NUMBERING.fullmatch(*before)):
        return True
    if name.start > EDGE:
        return False
    return bool(PLACE.fullmatch(*before) or (LONG_PLACE.fullmatch(*before) and DASH.match(reading.text, name.end)))


def entry_of(reading: Reading, at: int) -> Name | None:
    """The date that heads the entry of an offset: it begins its paragraph, or stands alone in the line above."""
    before = within(reading.dates, (0, at))
    return next((name for name in reversed(before[-3:]) if _heads(reading, name, at)), None)


def first_day(value: str) -> date:
    """The first day of an ISO day, month, year or interval."""
    first = value.partition("/")[0]
    return date.fromisoformat(first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first)


def _today(reading: Reading) -> str | None:
    """The day of the line of place and date, else that of publication."""
    lead = (name for name in within(reading.dates, (0, EDGE)) if _is_day(name.value) and is_of_page(reading, name))
    return next((name.value for name in lead), reading.published)


def _is_day(value: str) -> bool:
    return len(value) == len("2020-01-01")


def _heads(reading: Reading, name: Name, at: int) -> bool:
    start = max(reading.sentence_at(name.start)[0], reading.text.rfind("\n", 0, name.start) + 1)
    return bool(
        NUMBERING.fullmatch(reading.text, start, name.start)
        and HEADING.match(reading.text, name.end)
        and "\n\n" not in reading.text[name.end : at].lstrip(BREAK)
        and not is_of_page(reading, name)
    )
