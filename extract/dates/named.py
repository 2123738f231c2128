"""Dates that name a day, month, season or year; what they leave open, a year mostly, the context fills in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from extract.dates.values import (
    SEASONS,
    STEPS,
    UNKNOWN,
    Context,
    NoDateError,
    Value,
    academic_year,
    day_of,
    days,
    interval,
    month_number,
    nearest,
    season_value,
    weekday_number,
)

CLOSE = timedelta(days=31)
"""An ambiguous date such as 10/9/2024 is read as the day this near to that of publication, if only one is."""
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _year(parts: dict[str, str], context: Context) -> int | None:
    """The year that the words themselves give."""
    if "year" in parts:
        return int(parts["year"])
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
    return days(day_of(year, month, day), day_of(year, month, last))


def resolve_month(parts: dict[str, str], context: Context) -> Value:
    month, year = month_number(parts["month"]), _year(parts, context)
    if year is None:
        years = _years_around(context)
        index = nearest([(date(y, month, 1), date(y, month, monthrange(y, month)[1])) for y in years], context)
        if index is None:
            return Value(None, f"XXXX-{month:02}")
        year = years[index]
    return interval(f"{year}-{month:02}", f"{year}-{month:02}")


def resolve_ymd(parts: dict[str, str], context: Context) -> Value:
    day = day_of(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    return days(day, day)


def resolve_numeric(parts: dict[str, str], context: Context) -> Value:
    """Day or month first? A number above 12, full stops, the weekday, the day of publication tell, in this order;
    where none does, EDTF has both days."""
    one, two, year = int(parts["one"]), int(parts["two"]), int(parts["year"])
    readings = []
    for month, day in ((two, one), (one, two)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            readings.append(date(year, month, day))
    if not readings:
        raise NoDateError(str(parts))
    if "weekday" in parts:
        weekday = weekday_number(parts["weekday"])
        readings = [d for d in readings if d.isoweekday() == weekday] or readings
    if parts["sign"] == "/" and len(set(readings)) > 1:
        published = context.published
        near = [d for d in readings if published and abs(d - published) <= CLOSE]
        if len(near) != 1:
            first, last = sorted(readings)
            return Value(None, f"[{first},{last}]")
        readings = near
    return days(readings[0], readings[0])


def resolve_year(parts: dict[str, str], context: Context) -> Value:
    year, part = parts["year"], parts.get("part", "").lower()
    month = {"beginning": "-01", "start": "-01", "end": "-12"}.get(part, "")
    return interval(year + month, year + month)


def resolve_years(parts: dict[str, str], context: Context) -> Value:
    """`2017-2018` are calendar years, `2020/21` and `2020-21` an academic year."""
    first, last = int(parts["first"]), _end_year(parts["first"], parts["last"])
    if parts["sign"] == "/" or (len(parts["last"]) == 2 and last == first + 1):
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
    season, year = SEASONS[parts["season"].lower()], int(parts["year"])
    if "last" in parts:
        year = _end_year(parts["year"], parts["last"]) if season == 24 else year
    return season_value(season, year)


def resolve_quarter(parts: dict[str, str], context: Context) -> Value:
    ordinal = _ORDINALS.get(parts["ordinal"]) or int(parts["ordinal"][0])
    year = context.published.year if "this" in parts and context.published else _year(parts, context)
    length, code = (3, 32) if parts["unit"] in ("quarter", "Q") else (6, 39)
    if ordinal * length > 12:
        raise NoDateError(str(parts))
    if year is None:
        return UNKNOWN
    last = ordinal * length
    return Value(f"{year}-{last - length + 1:02}/{year}-{last:02}", f"{year}-{code + ordinal}")


def resolve_decade(parts: dict[str, str], context: Context) -> Value:
    decade = parts["decade"]
    return Value(f"{decade}0/{decade}9", f"{decade}X")


RESOLVERS = {
    "day": resolve_day,
    "month-day": resolve_day,
    "month": resolve_month,
    "ymd": resolve_ymd,
    "numeric": resolve_numeric,
    "year": resolve_year,
    "years": resolve_years,
    "academic-year": resolve_academic_year,
    "academic-year-after": resolve_academic_year,
    "season": resolve_season,
    "quarter": resolve_quarter,
    "quarter-sign": resolve_quarter,
    "decade": resolve_decade,
}
"""By rule of the grammar."""
