"""What the dates and headings before a candidate tell about it: its year, its month, the event it is a day of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from extract.dates.context import is_study_year
from extract.dates.grammar import Candidate
from extract.dates.numeric import is_day_first
from extract.dates.sections import Section, Sections
from extract.dates.values import SLACK, Context, Value

_EVENT = timedelta(days=14)
"""An interval up to this long is an event whose days may go by their weekdays alone."""
_RECENT = timedelta(days=45)
_IN_PARAGRAPH = timedelta(days=120)
_IN_LIST = timedelta(days=300)
"""So far may a date without year be after the one that it follows."""
_YEARLESS = frozenset(("day", "month-day", "month", "bare-quarter", "numeric-head", "numeric-range"))
_WITH_YEAR = frozenset(("year", "relative", "same", "buddhist"))
_STUDY_YEARS = frozenset(("years", "academic-year", "academic-year-after", "nearby-academic-year"))
_BUSY = frozenset(("month", "day", "month-day", "ymd", "numeric", "numeric-days", "numeric-range", "numeric-head"))


class Told:
    """The state of reading one text from front to back."""

    def __init__(self, text: str, published: date | None, found: list[Candidate]) -> None:
        self._text, self._published = text, published
        self._sections = Sections(text, published, [c.start for c in found if c.rule in _BUSY])
        self._day_first = is_day_first(found)
        self._year: int | None = None
        self._month: tuple[int, int] | None = None
        self._span: tuple[date, date] | None = None
        self._last: tuple[Candidate, date] | None = None
        self._heading_year: tuple[Section, int] | None = None
        self._line_year: tuple[int, int] | None = None

    def completed(self, candidate: Candidate, future: bool | None) -> Candidate:
        """With the year at the head of its line or of its section: `2014 - opened in May`, `1. New in 2013`."""
        if candidate.rule not in _YEARLESS or candidate.until or candidate.parts.keys() & _WITH_YEAR:
            return candidate
        section = self._sections.at(candidate.start)
        year: int | None = None
        if self._line_year and self._text.find("\n", self._line_year[0], candidate.start) < 0:
            year = self._line_year[1]
        elif self._heading_year and not section.coming:
            below, of = self._heading_year
            if self._sections.heads_line(candidate.start) or (below == section and future is not True):
                year = of
        return replace(candidate, parts={**candidate.parts, "year": str(year)}) if year else candidate

    def context(self, candidate: Candidate, future: bool | None) -> Context:
        """What is told of a candidate; `future` is what its sentence says."""
        section = self._sections.at(candidate.start)
        heads = self._sections.heads_line(candidate.start)
        listed = section.coming and heads and candidate.start > section.heading_end
        if section.coming and (listed or future is None):
            future = True
        return Context(
            published=self._published,
            future=future,
            year=self._year,
            month=self._month,
            span=self._span,
            after=self._after(candidate, heads) if future is not False else None,
            day_first=self._day_first,
            studies=candidate.rule == "years" and is_study_year(self._text, candidate),
            listed=listed,
        )

    def _after(self, candidate: Candidate, heads: bool) -> tuple[date, date] | None:
        if self._last is None:
            return None
        before, day = self._last
        between = self._text[before.end : candidate.start]
        if "\n" not in between:
            return day, day + _IN_PARAGRAPH
        if heads and between.count("\n") <= 2 and self._sections.heads_line(before.start):
            return day, day + _IN_LIST
        return None

    def add(self, candidate: Candidate, value: Value) -> None:
        """Takes note of a date."""
        if not value.iso:
            return
        first, last = value.iso.split("/")[0], value.iso.split("/")[-1]
        self._year = int(first[:4])
        if len(first) > 4 and candidate.rule not in _STUDY_YEARS:
            self._month = int(last[:4]), int(last[5:7])
            self._last = candidate, date.fromisoformat(first if len(first) == 10 else f"{first}-01")
        if len(first) == 10 and candidate.rule not in ("nearby", "weekend", "nearby-weekend", "ago"):
            self._note_event(date.fromisoformat(first), date.fromisoformat(last))
        if candidate.rule == "year" and "part" not in candidate.parts:
            self._note_year(candidate)

    def _note_event(self, first: date, last: date) -> None:
        if first < last <= first + _EVENT and self._published and -SLACK <= self._published - last <= _RECENT:
            self._span = first, last

    def _note_year(self, candidate: Candidate) -> None:
        year = int(candidate.parts["year"])
        if self._sections.is_heading(candidate.start):
            self._heading_year = self._sections.at(candidate.start), year
        elif self._sections.heads_line(candidate.start):
            self._line_year = candidate.end, year
