"""When: the date of the clause, else of the sentence, else of the entry or the occasion that the text tells of.

The day of publication is never the date of an event by default; only "today" makes it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from extract.agreements.reading import Place, Reading, within
from extract.agreements.sides import Name

NOT_THEN = re.compile(
    r"\b(?:until|till|through|to|valid|(?<!planned )(?<!scheduled )(?<!foreseen )(?<!expected )(?<!fixed )(?<!set )for|before|(?<!morning )(?<!afternoon )(?<!evening )(?<!day )(?<!as )of"
    r"|(?:period|term|years)(?:\s(?:of|from))?)\s(?:the\s)?$"
    r"|(?:said|says|announced|told|reported|reports|statement|learned|noted)[^.;,]{0,40}$",
    re.IGNORECASE,
)
"""Before a date that is not the date of the act."""
REPORTED = re.compile(r",?\sthat\b")
"""After a date on which something was only said."""
SIGNED_THEN = re.compile(
    r"\b(?:(?:sign|conclud|establish|found|open|launch)\w*\s(?:in|on)"
    r"|(?:agreement|memorandum|mo[uca]|contract|protocol|declaration|letter|is|are|dates)\sof)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Before a date that is that of the beginning, not the one of a renewal or an end."""
SINCE_THEN = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)
"""Before the date of a beginning that has no other sign."""
FROM_THEN = re.compile(
    r"\b(?:from|starting|beginning|commencing|effective|as of)\s(?:in\s|on\s)?(?:the\s)?$", re.IGNORECASE
)
"""Before a date from which something is valid."""
BY_THEN = re.compile(r"\b(?:by|after)\s(?:the\s)?$", re.IGNORECASE)
"""Before a date at which something is due."""
TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon))\b", re.IGNORECASE)
CEREMONY = re.compile(
    r"\b(?:signing|ceremony|opening|inauguration|signed|it happened|it was adopted|forum|summit|convention)\b",
    re.IGNORECASE,
)
"""In a sentence that tells when that of the sentence before it took place."""
PERFECT = re.compile(r"\b(?:has|have)\s(?:\w+\s)?(?:been\s)?\w+(?:ed|en)\b|\bis agreed\b", re.IGNORECASE)
"""Tenses of news without a day: the occasion told of before is another one."""
PAGE = re.compile(r"(?i:.{0,60}\b(?:publish\w*|posted|updated|editors?|date|status|version)\b.{0,12})")
"""Before the date of a page."""
PLACE = re.compile(r"[^a-z]*[A-Z][^a-z]*|[A-Z]\w+[.,:] ")
"""Before the date of a line of place and date: `ROME, 9 May`."""
CITY = re.compile(r"[A-Z][^.;\n]{1,60}[,:(] ?")
DASH = re.compile(r"\)?(?: \([^)\n]{1,30}\))?[.:,]? ?[–—-]")
NEXT_DAY = re.compile(r"\bthe (?:(?P<next>next|following) day|day before|previous day)\b", re.IGNORECASE)
NUMBERING = re.compile(r"[\s*#(•·▪■—–-]*(?:\(?\w{1,3}[.)/]\s*)?")
"""Before the date that an entry of a list begins with."""
HEADS = re.compile(r"[\s\ue005]*(?:[|:–—]|-\s|,\s\d|  |\n|$)")
"""After such a date."""
ENDING = re.compile(r"\b(?:terminat|withdr[ae]w|effect|notice|expir|suspen|cancel|end(?:s|ed)\b)", re.IGNORECASE)
DUE = re.compile(r"\b(?:open|start|beg[ia]n|launch|sign|ready|first|operat)", re.IGNORECASE)
LEAD = 500
EDGE = 300
"""Characters from the start of a text within which a line of place and date stands."""
RECENT = timedelta(days=90)
"""An occasion that a news item tells of is not older, when the item is published."""
LONGEST = timedelta(days=31)
"""An occasion does not take longer."""
TO_COME = ("planned", "negotiating")
FRESH = ("agreed", "launched", "signed", "renewed")
WHEN = {"ended": ENDING, "planned": DUE, "negotiating": DUE, "in_force": CEREMONY} | dict.fromkeys(FRESH, CEREMONY)


def date_of(reading: Reading, clause: Place, index: int, status: str, at: int) -> tuple[str | None, str]:
    """The date (ISO) of an act that stands at an offset, and the id of the rule; null and "" where none is told."""
    sentence = reading.sentences[index]
    for place, rule in ((clause, "date.clause"), (sentence, "date.sentence")):
        dates = [d for d in _dates(reading, place) if _fits(reading, d, place[0], status)]
        if dates:
            return min(dates, key=lambda d: abs(d.start - at)).value, rule
    entry = _entry(reading, clause[0])
    if entry and _in_time(reading, entry, status):
        return entry.value, "date.entry"
    if later := _timing(reading, index, status):
        return later.value, "date.following"
    occasion = _occasion(reading, clause, index) if status in FRESH else None
    return (occasion.value, "date.occasion") if occasion else (None, "")


def _timing(reading: Reading, index: int, status: str) -> Name | None:
    """The date of one of the next sentences that tells when it was or will be."""
    if not (pattern := WHEN.get(status)):
        return None
    near = (i for i in range(index + 1, min(index + 4, len(reading.sentences))) if status != "in_force" or reading.same_paragraph(index, i))
    following = (reading.sentences[i] for i in near if pattern.search(reading.text, *reading.sentences[i]))
    dates = (d for s in following for d in _dates(reading, s) if _fits(reading, d, s[0], status))
    return next((d for d in dates if status not in FRESH or _can_be_occasion(d, reading.published)), None)


def _dates(reading: Reading, place: Place, *, today: bool = True) -> list[Name]:
    """The dates told in a place, "today" among them, in order; without that of the page."""
    told = [d for d in within(reading.dates, place) if not _is_of_page(reading, d)]
    if today and (day := _today(reading)):
        told += [Name(m.start(), m.end(), day, "date") for m in TODAY.finditer(reading.text, *place)]
    for other in NEXT_DAY.finditer(reading.text, *place):
        days = [d for d in within(reading.dates, (0, other.start())) if len(d.value) == 10]
        if days:
            day = date.fromisoformat(days[-1].value) + timedelta(days=1 if other["next"] else -1)
            told.append(Name(other.start(), other.end(), day.isoformat(), "date"))
    return sorted(told, key=lambda d: d.start)


def _today(reading: Reading) -> str | None:
    """The day of the line of place and date, else that of publication."""
    lead = (d for d in within(reading.dates, (0, EDGE)) if _is_of_page(reading, d) and len(d.value) == 10)
    return next((d.value for d in lead), reading.published)


def _is_of_page(reading: Reading, name: Name) -> bool:
    """Whether a date, by what stands before it in the sentence, belongs to the page and not to what it tells."""
    start, _ = reading.sentence_at(name.start)
    if PAGE.fullmatch(reading.text, start, name.start):
        return True
    if name.start > EDGE:
        return bool(NUMBERING.fullmatch(reading.text, start, name.start)) and name.value == reading.published
    if PLACE.fullmatch(reading.text, start, name.start):
        return True
    if CITY.fullmatch(reading.text, start, name.start) and DASH.match(reading.text, name.end):
        return True
    return bool(NUMBERING.fullmatch(reading.text, start, name.start)) and name.value == reading.published


def _fits(reading: Reading, name: Name, start: int, status: str) -> bool:
    """Whether a date can be that of an act, by the words around it; `start` is where its clause begins."""
    words = reading.text[start : name.start]
    if REPORTED.match(reading.text, name.end) or not _in_time(reading, name, status):
        return False
    if SIGNED_THEN.search(words):
        return status not in ("renewed", "ended")
    unfit = [NOT_THEN]
    unfit += [BY_THEN] if status not in (*TO_COME, "ended") else []
    unfit += [SINCE_THEN] if status in ("signed", "agreed", "renewed", "ended") else []
    unfit += [FROM_THEN] if status in ("signed", "agreed", "renewed") else []
    return not any(pattern.search(words) for pattern in unfit)


def _in_time(reading: Reading, name: Name, status: str) -> bool:
    """Whether a date is after the day of publication if and only if the status tells of things to come."""
    if not reading.published:
        return status not in TO_COME
    later = _first(name.value) > date.fromisoformat(reading.published)
    if status in TO_COME:
        return later
    return not later or status in ("agreed", "ended", "launched")


def _entry(reading: Reading, at: int) -> Name | None:
    """The date that begins the paragraph of an offset, or stands alone in the line or paragraph above."""
    start = reading.text.rfind("\n\n", 0, at) + 2 if "\n\n" in reading.text[:at] else 0
    before = within(reading.dates, (max(0, start - 60), at))
    return next((d for d in reversed(before) if _is_heading(reading, d) and _reaches(reading, d, at)), None)


def _is_heading(reading: Reading, name: Name) -> bool:
    start, end = reading.sentence_at(name.start)
    begins = max(start, reading.text.rfind("\n", 0, name.start) + 1)
    return (
        bool(NUMBERING.fullmatch(reading.text, begins, name.start))
        and bool(HEADS.match(reading.text, name.end))
        and not _is_of_page(reading, name)
    )


def _reaches(reading: Reading, name: Name, at: int) -> bool:
    return "\n\n" not in reading.text[name.end : at].lstrip(" :|.–—-\n")


def _occasion(reading: Reading, clause: Place, index: int) -> Name | None:
    """The date of the ceremony in the next sentence, else the latest date before that can be the day of a visit."""
    told: Iterator[Name] = iter(())
    if not PERFECT.search(reading.text, *clause):
        told = (
            d
            for s in reversed(reading.sentences[:index])
            for d in reversed(_dates(reading, s, today=bool(CEREMONY.search(reading.text, *s))))
        )
    return next((d for d in told if _can_be_occasion(d, reading.published)), None)


def _can_be_occasion(name: Name, published: str | None) -> bool:
    ends = name.value.partition("/")[::2]
    if published and len(name.value) == 7 and name.start < LEAD:
        return date.fromisoformat(published) - RECENT <= _first(name.value) and name.value <= published[:7]
    if not published or any(len(end) not in (0, len("2020-01-01")) for end in ends):
        return False  # only days can be told apart from the day of publication
    news = date.fromisoformat(published[:10])
    first, last = _first(name.value), date.fromisoformat(ends[1] or ends[0])
    return news - RECENT <= first <= last <= news and last - first <= LONGEST


def _first(value: str) -> date:
    """The first day of an ISO day, month, year or interval."""
    first = value.partition("/")[0]
    return date.fromisoformat(first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first)
