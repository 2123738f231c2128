"""Dates in figures: 30.11.2023, 18-20/07/2011, 25/6, 2025.9.28-10.2."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from extract.dates.grammar import Candidate
from extract.dates.named import resolve_day
from extract.dates.values import Context, NoDateError, Value, day_of, days, weekday_number

CLOSE = timedelta(days=31)
"""An ambiguous date such as 10/9/2024 is read as the day this near to that of publication, if only one is."""


def is_day_first(candidates: list[Candidate]) -> bool | None:
    """How the dates of one document are written, by those that leave no doubt; null if none or both ways are seen."""
    ways = set()
    for candidate in candidates:
        parts = candidate.parts
        if candidate.rule == "numeric-days" or (candidate.rule == "numeric-range" and parts["sign"] == "/"):
            ways.add(True)
        elif "one" in parts and "two" in parts and parts.get("sign", "/") == "/":
            one, two = int(parts["one"]), int(parts["two"])
            if max(one, two) <= 31 and (one > 12) != (two > 12):
                ways.add(one > 12)
    return ways.pop() if len(ways) == 1 else None


def resolve_ymd(parts: dict[str, str], context: Context) -> Value:
    day = day_of(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    return days(day, day)


def resolve_ymd_range(parts: dict[str, str], context: Context) -> Value:
    year, month, last_month = (int(parts[key]) for key in ("year", "month", "month"))
    last_month = int(parts.get("last_month", last_month))
    first = day_of(year, month, int(parts["day"]))
    return days(first, day_of(year + (last_month < month), last_month, int(parts["last"])))


def resolve_numeric(parts: dict[str, str], context: Context) -> Value:
    """Day or month first? A number above 12, full stops, the weekday, the day of publication, the other dates of the
    document tell, in this order; where none does, EDTF has both days."""
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
        if len(near) != 1 and context.day_first is not None:
            near = readings[:1] if context.day_first else readings[1:]
        if len(near) != 1:
            first, last = sorted(readings)
            return Value(None, f"[{first},{last}]")
        readings = near
    return days(readings[0], readings[0])


def resolve_numeric_days(parts: dict[str, str], context: Context) -> Value:
    return resolve_day(parts, context)


def resolve_numeric_range(parts: dict[str, str], context: Context) -> Value:
    month, last_month = int(parts.get("month") or parts["single"]), int(parts["last_month"])
    day, last = int(parts["day"]), int(parts["last"])
    if "year" in parts:
        end = day_of(int(parts["year"]), last_month, last)
        return days(day_of(end.year - (last_month < month), month, day), end)
    low = resolve_day({"day": parts["day"], "month": str(month)}, context)
    if low.iso is None:
        return Value(None, f"{low.edtf}/XXXX-{last_month:02}-{last:02}")
    first = date.fromisoformat(low.iso)
    return days(first, day_of(first.year + (last_month < month), last_month, last))


def resolve_numeric_short(parts: dict[str, str], context: Context) -> Value:
    """A day and a month without year: the day first, unless the document says else."""
    if "month" in parts:
        return resolve_day({**parts, "day": parts["one"]}, context)
    day, month = int(parts["one"]), int(parts["two"])
    if month > 12 or (context.day_first is False and day <= 12):
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]):
        raise NoDateError(str(parts))
    return resolve_day({**parts, "day": str(day), "month": str(month)}, context)


RESOLVERS = {
    "ymd": resolve_ymd,
    "ymd-range": resolve_ymd_range,
    "numeric": resolve_numeric,
    "numeric-days": resolve_numeric_days,
    "numeric-range": resolve_numeric_range,
    "numeric-head": resolve_numeric_short,
    "numeric-weekday": resolve_numeric_short,
    "numeric-after": resolve_numeric_short,
}
"""By rule of the grammar."""
