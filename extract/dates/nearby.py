"""Dates told relative to the day of publication: last week, this spring, two years ago, on Sunday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from extract.dates.grammar import NUMBERS
from extract.dates.named import resolve_year
from extract.dates.values import (
    SEASONS,
    SLACK,
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
    season_days,
    season_value,
    weekday_number,
)


def resolve_nearby_month(parts: dict[str, str], context: Context) -> Value:
    month, published = month_number(parts["month"]), context.published
    if published is None:
        return Value(None, f"XXXX-{month:02}")
    step = STEPS[parts["direction"].lower()]
    year = published.year
    if step < 0 and month >= published.month:
        year -= 1
    if step > 0 and month <= published.month:
        year += 1
    return interval(f"{year}-{month:02}", f"{year}-{month:02}")


def resolve_nearby_academic_year(parts: dict[str, str], context: Context) -> Value:
    if context.published is None:
        return UNKNOWN
    running = context.published.year - (context.published.month < 9)
    first = running + STEPS[parts["direction"].lower()]
    return academic_year(first)


def resolve_nearby_season(parts: dict[str, str], context: Context) -> Value:
    season, published = SEASONS[parts["season"].lower()], context.published
    if published is None:
        return Value(None, f"XXXX-{season}")
    years = [published.year + step for step in (-1, 0, 1, 2)]
    spans = [season_days(season, year) for year in years]
    step = STEPS[parts["direction"].lower()] if "direction" in parts else None
    if step is None:
        index = nearest(spans, context)
        return season_value(season, years[index]) if index is not None else UNKNOWN
    if step < 0:
        return season_value(season, max(y for y, (_, last) in zip(years, spans, strict=True) if last < published))
    if step > 0:
        return season_value(season, min(y for y, (first, _) in zip(years, spans, strict=True) if first > published))
    return season_value(season, _this_season(season, dict(zip(years, spans, strict=True)), context, published))


def _this_season(season: int, spans: dict[int, tuple[date, date]], context: Context, published: date) -> int:
    """The year of `this autumn`: the running one, unless the tense tells that it is over or yet to come. `This
    winter` told in November is to come, told in March is over: the one whose middle is nearest."""
    if season == 24:
        open_ = {y: span for y, span in spans.items() if not context.future or span[1] >= published}
        distance = {y: abs(first + (last - first) / 2 - published) for y, (first, last) in open_.items()}
        return min(distance, key=distance.__getitem__)
    first, last = spans[published.year]
    if context.future is False and first > published + SLACK:
        return published.year - 1
    return published.year + 1 if context.future and last < published else published.year


def resolve_nearby(parts: dict[str, str], context: Context) -> Value:
    """`last week`, `this month`, `the end of the year`."""
    if context.published is None:
        return UNKNOWN
    return _unit_away(
        context.published, parts["unit"].lower(), STEPS[parts.get("direction", "this").lower()], parts.get("part", "")
    )


def _unit_away(published: date, unit: str, steps: int, part: str = "") -> Value:
    if unit == "day":
        day = published + timedelta(days=steps)
        return days(day, day)
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=steps)
        return days(monday, monday + timedelta(days=6))
    if unit == "month":
        months = published.year * 12 + published.month - 1 + steps
        value = f"{months // 12}-{months % 12 + 1:02}"
        return interval(value, value)
    return resolve_year({"year": f"{published.year + steps:04}", "part": part}, Context(published))


def resolve_ago(parts: dict[str, str], context: Context) -> Value:
    if context.published is None:
        return UNKNOWN
    count = parts["count"].lower()
    return _unit_away(context.published, parts["unit"], -(NUMBERS.get(count) or int(count)))


def resolve_yesterday(parts: dict[str, str], context: Context) -> Value:
    if context.published is None:
        return UNKNOWN
    return _unit_away(context.published, "day", -1 if parts["near"].lower() == "yesterday" else 1)


def resolve_weekend(parts: dict[str, str], context: Context) -> Value:
    published = context.published
    if published is None:
        return UNKNOWN
    saturday = published + timedelta(days=5 - published.weekday())
    step = STEPS[parts["direction"].lower()] if "direction" in parts else 0
    if step == 0 and "direction" not in parts and not context.future and published < saturday:
        step = -1
    saturday += timedelta(weeks=step)
    return days(saturday, saturday + timedelta(days=1))


def resolve_weekday(parts: dict[str, str], context: Context) -> Value:
    published = context.published
    if published is None:
        return UNKNOWN
    weekday = weekday_number(parts["weekday"])
    if "direction" not in parts and context.span and not context.future:
        within = _within(context.span, weekday)
        if within:
            return days(within, within)
    back = timedelta(days=(published.isoweekday() - weekday) % 7)
    step = STEPS[parts["direction"].lower()] if "direction" in parts else None
    if step == -1 or (step is None and not context.future):
        day = published - (back if back or step is None else timedelta(weeks=1))
    else:
        ahead = timedelta(days=(weekday - published.isoweekday()) % 7)
        day = published + (ahead if ahead or step in (None, 0) else timedelta(weeks=1))
    return days(day, day)


def _within(span: tuple[date, date], weekday: int) -> date | None:
    """The day of the week in the interval, if there is only one."""
    first, last = span
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    return day if day <= last < day + timedelta(weeks=1) else None


def resolve_weekdays(parts: dict[str, str], context: Context) -> Value:
    """`from Friday to Sunday`: the last one is told as past or to come."""
    if context.published is None:
        return UNKNOWN
    length = timedelta(days=(weekday_number(parts["last"]) - weekday_number(parts["weekday"])) % 7)
    if context.future:
        first = resolve_weekday({"weekday": parts["weekday"]}, context)
        return days(date.fromisoformat(first.iso or ""), date.fromisoformat(first.iso or "") + length)
    last = resolve_weekday({"weekday": parts["last"]}, context)
    return days(date.fromisoformat(last.iso or "") - length, date.fromisoformat(last.iso or ""))


def resolve_ordinal(parts: dict[str, str], context: Context) -> Value:
    """`on the 8th`: of the month of the date before it, else of the month that is nearest to the day of publication."""
    day, last = int(parts["day"]), int(parts.get("last", parts["day"]))
    if last < day:
        raise NoDateError(str(parts))
    published = context.published
    if context.month:
        first = day_of(*context.month, day)
        if published is None or context.future is not False or first <= published + SLACK:
            return days(first, day_of(*context.month, last))
    if published is None:
        return Value(None, f"XXXX-XX-{day:02}" if last == day else None)
    months = [published.year * 12 + published.month - 1 + step for step in (-1, 0, 1)]
    spans = [
        (date(m // 12, m % 12 + 1, day), date(m // 12, m % 12 + 1, last))
        for m in months
        if last <= monthrange(m // 12, m % 12 + 1)[1]
    ]
    index = nearest(spans, context)
    return days(*spans[index]) if index is not None else UNKNOWN


RESOLVERS = {
    "nearby-month": resolve_nearby_month,
    "nearby-academic-year": resolve_nearby_academic_year,
    "nearby-season": resolve_nearby_season,
    "bare-season": resolve_nearby_season,
    "edge": resolve_nearby,
    "nearby": resolve_nearby,
    "nearby-weekend": resolve_weekend,
    "weekend": resolve_weekend,
    "nearby-weekday": resolve_weekday,
    "weekday": resolve_weekday,
    "weekdays": resolve_weekdays,
    "ordinal": resolve_ordinal,
    "yesterday": resolve_yesterday,
    "ago": resolve_ago,
}
"""By rule of the grammar."""
