"""Values of dates: ISO 8601 beside EDTF (ISO 8601-2), and the choice among the years that a date may mean."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from extract.dates.grammar import LEXICON

SEASONS: dict[str, int] = LEXICON["seasons"]
"""The month number that EDTF gives a season, by name."""
STEPS = {"last": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1}
_WEEKDAYS: dict[str, int] = {**LEXICON["weekdays"], **LEXICON["weekday_abbreviations"]}
_MONTHS: dict[str, int] = {**LEXICON["months"], **LEXICON["month_abbreviations"]}

SLACK = timedelta(days=2)
"""A date told as past may be this much after the day of publication, which is sometimes that of a draft."""
AHEAD = timedelta(days=320)
"""A yearless date told as future is not further ahead: nobody would leave out the year."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the text around a candidate tells."""

    published: date | None
    future: bool | None = None
    """Whether its clause speaks of things to come (true) or past (false); null if it does not tell."""
    year: int | None = None
    """The year of the date before it in the text: `the same year`."""
    month: tuple[int, int] | None = None
    """Year and month of the date before it: `from the 15th to the 18th`."""
    span: tuple[date, date] | None = None
    """The last interval of some days, of an event mostly: `the session was closed on Friday`."""
    after: tuple[date, date] | None = None
    """A day that a list or a paragraph goes on from, and how far."""
    day_first: bool | None = None
    """How the dates of the document are written in figures."""
    studies: bool = False
    """Whether two years in a row are an academic year."""
    listed: bool = False
    """Whether it heads a line in a section of things to come."""


@dataclass(frozen=True, slots=True)
class Value:
    """`iso` is null where a part is unknown, `edtf` then says what is known: `XXXX-12-23`."""

    iso: str | None
    edtf: str | None


UNKNOWN = Value(None, None)


class NoDateError(ValueError):
    """The candidate is no date at all: 31 June, or an interval that ends before it starts."""


def interval(first: str, last: str) -> Value:
    """Of two ISO dates, months or years."""
    if last < first:
        raise NoDateError(f"{first}/{last}")
    value = first if first == last else f"{first}/{last}"
    return Value(value, value)


def days(first: date, last: date) -> Value:
    return interval(first.isoformat(), last.isoformat())


def day_of(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoDateError(str(error)) from None


def nearest(candidates: Iterable[tuple[date, date]], context: Context) -> int | None:
    """Index of the (first, last) day that a reader takes; null without a day of publication."""
    published = context.published
    if published is None:
        return None
    spans = list(candidates)
    if context.after:
        low, high = context.after
        following = [i for i, (first, last) in enumerate(spans) if last >= low and first <= high]
        if following:
            return following[0]
    past = [i for i, (first, _) in enumerate(spans) if first <= published + (timedelta() if context.future else SLACK)]
    coming = [i for i, (_, last) in enumerate(spans) if last >= published]
    before, after = (past[-1] if past else None), (coming[0] if coming else None)
    if before is None or after is None or before == after:
        return after if before is None else before
    ahead, behind = spans[after][0] - published, published - spans[before][1]
    if context.future is False:
        return before
    if context.future:
        return after if ahead < AHEAD or context.listed else before
    return after if ahead * 3 < behind else before


def month_number(name: str) -> int:
    """Of a name or of the number itself."""
    return int(name) if name.isdigit() else _MONTHS[name.rstrip(".").title()]


def weekday_number(name: str) -> int:
    """ISO 8601: Monday is 1."""
    return _WEEKDAYS[name.rstrip(".").title()]


def holiday(day: str, year: int) -> date:
    """The day of the lexicon in a year: `12-25`, `easter+1`, `thanksgiving`."""
    if day == "thanksgiving":  # of the USA, the fourth Thursday
        return date(year, 11, 22 + (3 - date(year, 11, 22).weekday()) % 7)
    if day.startswith("easter"):
        return _easter(year) + timedelta(days=int(day.removeprefix("easter") or 0))
    month, number = day.split("-")
    return date(year, int(month), int(number))


def _easter(year: int) -> date:
    """Western Easter, by the algorithm of Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    golden = year % 19
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - shift + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def season_days(season: int, year: int) -> tuple[date, date]:
    """Northern; winter is named after the year in which it ends."""
    if season == 24:
        return date(year - 1, 12, 1), date(year, 2, monthrange(year, 2)[1])
    month = 3 * (season - 20)
    return date(year, month, 1), date(year, month + 2, monthrange(year, month + 2)[1])


def season_value(season: int, year: int) -> Value:
    first, last = season_days(season, year)
    return Value(f"{first}/{last}", f"{year}-{season}")


def academic_year(first: int) -> Value:
    """1 September to 30 June of the next year."""
    return interval(f"{first}-09-01", f"{first + 1}-06-30")
