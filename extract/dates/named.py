"""Dates that name a day, month, season or year; what they leave open, a year mostly, the context fills in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from extract.dates.grammar import LEXICON
from extract.dates.values import (
    SEASONS,
    STEPS,
    Context,
    NoDateError,
    Value,
    academic_year,
    day_of,
    days,
    holiday,
    interval,
    month_number,
    nearest,
    season_value,
    weekday_number,
)

_BUDDHIST = 543
"""Years that the Buddhist era is ahead."""
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _year(parts: dict[str, str], context: Context) -> int | None:
    """The year that the words themselves give."""
    if "year" in parts:
        return int(parts["year"])
    if "buddhist" in parts:
        return int(parts["buddhist"]) - _BUDDHIST
    if "relative" in parts and context.published:
        return context.published.year + STEPS[parts["relative"].split()[0].lower()]
    if "same" in parts:
        return context.year
    return None


def _years_around(context: Context) -> list[int]:
    return [context.published.year + step for step in (-1, 0, 1)] if context.published else []


def resolve_day(parts: dict[str, str], context: Context) -> Value:
    month, day = month_number(parts["month"]), int(parts["day"])
    last = int(parts.get("last", day))
    if last < day or last > monthrange(2024, month)[1]:
        raise NoDateError(str(parts))
    year = _year(parts, context)
    if year is None:
        years = [y for y in _years_around(context) if last <= monthrange(y, month)[1]]
        if "weekday" in parts and len(parts["weekday"]) > 3:
            weekday = weekday_number(parts["weekday"])
            years = [y for y in years if date(y, month, day).isoweekday() == weekday] or years
        index = nearest([(date(y, month, day), date(y, month, last)) for y in years], context)
        if index is None:
            first = f"XXXX-{month:02}-{day:02}"
            return Value(None, first if last == day else f"{first}/XXXX-{month:02}-{last:02}")
        year = years[index]
    first_day = day_of(year, month, day)
    if "week" in parts:
        monday = first_day - timedelta(days=first_day.weekday())
        return days(monday, monday + timedelta(days=6))
    return days(first_day, day_of(year, month, last))


def resolve_month(parts: dict[str, str], context: Context) -> Value:
    month, year = month_number(parts["month"]), _year(parts, context)
    if year is None:
        years = _years_around(context)
        index = nearest([(date(y, month, 1), date(y, month, monthrange(y, month)[1])) for y in years], context)
        if index is None:
            return Value(None, f"XXXX-{month:02}")
        year = years[index]
    return interval(f"{year}-{month:02}", f"{year}-{month:02}")


def resolve_year(parts: dict[str, str], context: Context) -> Value:
    year, part = parts["year"], parts.get("part", "").lower()
    month = {"beginning": "-01", "start": "-01", "end": "-12"}.get(part, "")
    return interval(year + month, year + month)


def resolve_years(parts: dict[str, str], context: Context) -> Value:
    """`2017-2018` are calendar years, `2020/21` and `2020-21` an academic year."""
    first, last = int(parts["first"]), _end_year(parts["first"], parts["last"])
    if parts["sign"] == "/" or (last == first + 1 and (len(parts["last"]) == 2 or context.studies)):
        return _study_year(first, last)
    return interval(str(first), str(last))


def _end_year(first: str, last: str) -> int:
    year = int(first[: 4 - len(last)] + last)
    return year if year > int(first) or len(last) == 4 else year + 100


def _study_year(first: int, last: int) -> Value:
    if last != first + 1:
        raise NoDateError(f"an academic year {first}/{last}")
    return academic_year(first)


def resolve_academic_year(parts: dict[str, str], context: Context) -> Value:
    if "single" in parts:
        return academic_year(int(parts["single"]))
    return _study_year(int(parts["first"]), _end_year(parts["first"], parts["last"]))


def resolve_season(parts: dict[str, str], context: Context) -> Value:
    season, year = SEASONS[parts["season"].lower()], _year(parts, context)
    if year is None:
        return Value(None, f"XXXX-{season}")
    if "last" in parts:
        year = _end_year(parts["year"], parts["last"]) if season == 24 else year
    return season_value(season, year)


def resolve_quarter(parts: dict[str, str], context: Context) -> Value:
    ordinal = _ORDINALS.get(parts["ordinal"].lower()) or int(parts["ordinal"][0])
    year = context.published.year if "this" in parts and context.published else _year(parts, context)
    length, code = (3, 32) if parts["unit"] in ("quarter", "Q") else (6, 39)
    if ordinal * length > 12:
        raise NoDateError(str(parts))
    last = ordinal * length
    if year is None:
        years = _years_around(context)
        spans = [(date(y, last - length + 1, 1), date(y, last, monthrange(y, last)[1])) for y in years]
        index = nearest(spans, context)
        if index is None:
            return Value(None, f"XXXX-{code + ordinal}")
        year = years[index]
    if "part" in parts and parts["part"].lower() in ("end", "beginning", "start"):
        month = last if parts["part"].lower() == "end" else last - length + 1
        return interval(f"{year}-{month:02}", f"{year}-{month:02}")
    return Value(f"{year}-{last - length + 1:02}/{year}-{last:02}", f"{year}-{code + ordinal}")


def resolve_half_month(parts: dict[str, str], context: Context) -> Value:
    month = resolve_month(parts, context)
    first_half = parts["ordinal"].lower() == "first"
    if month.iso is None:
        return month
    year, number = (int(part) for part in month.iso.split("-"))
    last = 15 if first_half else monthrange(year, number)[1]
    return days(date(year, number, 1 if first_half else 16), date(year, number, last))


def resolve_decade(parts: dict[str, str], context: Context) -> Value:
    decade = parts["decade"]
    return Value(f"{decade}0/{decade}9", f"{decade}X")


def resolve_buddhist(parts: dict[str, str], context: Context) -> Value:
    year = f"{int(parts['buddhist']) - _BUDDHIST}"
    return interval(year, year)


def resolve_holiday(parts: dict[str, str], context: Context) -> Value:
    day = LEXICON["holidays"][parts["holiday"]]
    found = [holiday(day, year) for year in _years_around(context)]
    index = nearest([(d, d) for d in found], context)
    if index is None:
        return Value(None, f"XXXX-{day}" if day[0].isdigit() else None)
    return days(found[index], found[index])


RESOLVERS = {
    "day": resolve_day,
    "month-day": resolve_day,
    "month": resolve_month,
    "year": resolve_year,
    "years": resolve_years,
    "academic-year": resolve_academic_year,
    "academic-year-after": resolve_academic_year,
    "season": resolve_season,
    "half-month": resolve_half_month,
    "quarter": resolve_quarter,
    "bare-quarter": resolve_quarter,
    "quarter-sign": resolve_quarter,
    "buddhist": resolve_buddhist,
    "holiday": resolve_holiday,
    "decade": resolve_decade,
}
"""By rule of the grammar."""
