"""When: the date of the clause, else of the sentence, of the entry, of a sentence that tells when, of the occasion.

The day of publication is never the date of an event by default; only "today" makes it so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from extract.agreements.days import days_in, entry_of, first_day
from extract.agreements.reading import Place, Reading
from extract.agreements.sides import Name

TO_COME = ("planned", "negotiating")
FRESH = ("agreed", "launched", "signed", "renewed")

NOT_THEN = re.compile(
    r"\b(?:until|till|through|to|valid|before"
    r"|(?<!planned )(?<!scheduled )(?<!foreseen )(?<!expected )(?<!fixed )(?<!set )for"
    r"|(?<!morning )(?<!afternoon )(?<!evening )(?<!day )(?<!as )of"
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
"""Before the date of a beginning; not that of a renewal or an end."""
SINCE = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)
VALID_FROM = re.compile(
    r"\b(?:from|starting|beginning|commencing|effective|as of)\s(?:in\s|on\s)?(?:the\s)?$", re.IGNORECASE
)
DUE_BY = re.compile(r"\b(?:by|after)\s(?:the\s)?$", re.IGNORECASE)
UNFIT = {
    "signed": (NOT_THEN, DUE_BY, SINCE, VALID_FROM),
    "agreed": (NOT_THEN, DUE_BY, SINCE, VALID_FROM),
    "renewed": (NOT_THEN, DUE_BY, SINCE, VALID_FROM),
    "ended": (NOT_THEN, SINCE),
    "launched": (NOT_THEN, DUE_BY),
    "in_force": (NOT_THEN, DUE_BY),
    "planned": (NOT_THEN,),
    "negotiating": (NOT_THEN,),
}
"""By status: what stands before a date that is none of the act's."""
CEREMONY = re.compile(
    r"\b(?:signing|ceremony|opening|inauguration|signed|it happened|it was adopted|forum|summit|convention)\b",
    re.IGNORECASE,
)
ENDING = re.compile(r"\b(?:terminat|withdr[ae]w|effect|notice|expir|suspen|cancel|end(?:s|ed)\b)", re.IGNORECASE)
DUE = re.compile(r"\b(?:open|start|beg[ia]n|launch|sign|ready|first|operat)", re.IGNORECASE)
WHEN = dict.fromkeys((*FRESH, "in_force"), CEREMONY) | dict.fromkeys(TO_COME, DUE) | {"ended": ENDING}
"""By status: in one of the next sentences that tells when it was or will be."""
NEXT = 3
"""Sentences after that of the act in which this may be told."""
PERFECT = re.compile(r"\b(?:has|have)\s(?:\w+\s)?(?:been\s)?\w+(?:ed|en)\b|\bis agreed\b", re.IGNORECASE)
"""The tense of news without a day: not of the occasion told of before."""
LEAD = 500
"""Characters from the start of a text within which a month can be that of an occasion."""
RECENT = timedelta(days=90)
"""An occasion that a news item tells of is not older, when the item is published."""
LONGEST = timedelta(days=31)
"""An occasion does not take longer."""


def date_of(reading: Reading, clause: Place, index: int, status: str, at: int) -> tuple[str | None, str]:
    """The date (ISO) of an act that stands at an offset, and the id of the rule; null and "" where none is told."""
    for place, rule in ((clause, "date.clause"), (reading.sentences[index], "date.sentence")):
        dates = [name for name in days_in(reading, place) if _fits(reading, name, place[0], status)]
        if dates:
            return min(dates, key=lambda name: abs(name.start - at)).value, rule
    entry = entry_of(reading, clause[0])
    if entry and _in_time(entry.value, reading.published, status):
        return entry.value, "date.entry"
    if following := _following(reading, index, status):
        return following.value, "date.following"
    if status in FRESH and not PERFECT.search(reading.text, *clause) and (before := _occasion(reading, index)):
        return before.value, "date.occasion"
    return None, ""


def _fits(reading: Reading, name: Name, start: int, status: str) -> bool:
    """Whether a date can be that of an act, by its time and the words around it; `start` is where its clause begins."""
    words = reading.text[start : name.start]
    if REPORTED.match(reading.text, name.end) or not _in_time(name.value, reading.published, status):
        return False
    if SIGNED_THEN.search(words):
        return status not in ("renewed", "ended")
    return not any(pattern.search(words) for pattern in UNFIT[status])


def _in_time(value: str, published: str | None, status: str) -> bool:
    """Whether a date lies after the day of publication where the status tells of things to come, else not after it."""
    if not published:
        return status not in TO_COME
    later = first_day(value) > date.fromisoformat(published)
    return later if status in TO_COME else not later or status in ("agreed", "ended", "launched")


def _following(reading: Reading, index: int, status: str) -> Name | None:
    """The date of one of the next sentences that tells when it was or will be; for background in the paragraph only."""
    for later in range(index + 1, min(index + 1 + NEXT, len(reading.sentences))):
        sentence = reading.sentences[later]
        if not WHEN[status].search(reading.text, *sentence):
            continue
        if status == "in_force" and not reading.same_paragraph(index, later):
            return None
        for name in days_in(reading, sentence):
            recent = status not in FRESH or _can_be_occasion(name, reading.published)
            if recent and _fits(reading, name, sentence[0], status):
                return name
    return None


def _occasion(reading: Reading, index: int) -> Name | None:
    """The latest date before the sentence that can be the day of a visit or a ceremony; "today" only of a ceremony."""
    for sentence in reversed(reading.sentences[:index]):
        for name in reversed(days_in(reading, sentence)):
            told = name.kind != "today" or CEREMONY.search(reading.text, *sentence)
            if told and _can_be_occasion(name, reading.published):
                return name
    return None


def _can_be_occasion(name: Name, published: str | None) -> bool:
    if not published:
        return False
    news = date.fromisoformat(published)
    start, _, end = name.value.partition("/")
    if len(name.value) == len("2020-01") and name.start < LEAD:
        return news - RECENT <= first_day(start) and start <= published[: len(start)]
    if any(len(day) not in (0, len("2020-01-01")) for day in (start, end)):
        return False  # only days can be told apart from the day of publication
    first, last = first_day(start), first_day(end or start)
    return news - RECENT <= first <= last <= news and last - first <= LONGEST
