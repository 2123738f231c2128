"""The map of the world of `world.txt`, with the strongest ties between its tiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import hypot
from pathlib import Path
from typing import Any

from db.charts.seen import Row, Seen, agreements, level, listed, named, ranges, steps

LINES = 30
"""Ties that are drawn, the strongest."""


@cache
def tiles() -> Mapping[str, tuple[int, int]]:
    """Country → column and row of its tile, from the north-west."""
    grid = _parts()[0]
    return {code: (x, y) for y, line in enumerate(grid) for x, code in enumerate(line.split()) if code != ".."}


@cache
def names() -> Mapping[str, str]:
    """Names of the countries that have tiles."""
    return {line[:2]: line[3:] for line in _parts()[1]}


@cache
def _parts() -> tuple[list[str], list[str]]:
    lines = Path(__file__).with_name("world.txt").read_text(encoding="utf-8").splitlines()
    grid = lines.index("") + 1
    end = lines.index("", grid)
    return lines[grid:end], lines[end + 1 :]


def seen(rows: Iterable[Row], *, country: str | None = None) -> Seen:
    """`rows` have `country`, `country_name`, `partner_country`, `partner_country_name`, `agreements`; those without a partner count the
    agreements of a country. With `country` the map is that country's: its partners, and its ties alone."""
    pairs = [
        {
            **row,
            "country_name": named(row["country_name"], row["country"]),
            "partner_country_name": named(row["partner_country_name"], row["partner_country"] or ""),
        }
        for row in rows
    ]
    totals = {row["country"]: row for row in pairs if not row["partner_country"]}
    pairs = [row for row in pairs if row["partner_country"]]
    if country:
        told = [
            {
                "country": row["partner_country"],
                "country_name": row["partner_country_name"],
                "agreements": row["agreements"],
            }
            for row in pairs
            if row["country"] == country
        ]
    else:
        told = [{key: row[key] for key in ("country", "country_name", "agreements")} for row in totals.values()]
    table = sorted(told, key=lambda row: (-row["agreements"], row["country_name"]))
    for row in table:
        row["href"] = f"/country/{row['country']}"
    return Seen(
        marks=_marks(table, pairs, country) if table else [],
        finding=_finding(table, pairs, country),
        columns={"country_name": "Country", "country": "Code", "agreements": "Agreements"},
        rows=table,
    )


def _finding(table: Sequence[Row], pairs: Sequence[Row], country: str | None) -> str:
    others = [row for row in table if row["country"] != country]
    if not others:
        return ""
    most = [f"{row['country_name']} ({row['agreements']:,})" for row in others[:3]]
    said = f"Most agreements: {listed(most)}." if not country else f"Most agreements with {listed(most)}."
    across = [row for row in pairs if row["country"] != row["partner_country"]]
    if across and not country:
        top = max(across, key=lambda row: row["agreements"])
        said += f" The strongest tie is between {top['country_name']} and {top['partner_country_name']} ({top['agreements']:,})."
    untiled = [f"{row['country_name']} ({row['agreements']:,})" for row in table if row["country"] not in tiles()]
    return f"{said} Without a tile: {listed(untiled)}." if untiled else said


def _marks(table: Sequence[Row], pairs: Sequence[Row], country: str | None) -> list[dict[str, Any]]:
    known = {row["country"]: row for row in table}
    bounds = steps(max((row["agreements"] for row in table if row["country"] != country), default=0))
    marks = []
    for code, (x, y) in tiles().items():
        row = known.get(code)
        count = row["agreements"] if row else 0
        said = f"{row['country_name'] if row else names()[code]}: {agreements(count)}"
        tile = {"kind": "tile", "x": x, "y": y, "text": code, "level": level(count, bounds), "said": said}
        marks.append(tile | {"chosen": code == country, "href": row["href"] if row else None})
    return marks + _lines(pairs) + _key(bounds)


def _key(bounds: Sequence[int]) -> list[dict[str, Any]]:
    short = dict(ranges(bounds, short=True))
    return [
        {"kind": "key", "place": place, "level": step, "said": said, "short": short[step]}
        for place, (step, said) in enumerate(ranges(bounds))
    ]


def _lines(pairs: Iterable[Row]) -> list[dict[str, Any]]:
    """Each of the strongest pairs once, as three points that a curve follows."""
    counts: dict[tuple[str, str], tuple[int, str]] = {}
    for row in pairs:
        one, other = sorted((row["country"], row["partner_country"]))
        if one != other and one in tiles() and other in tiles():
            said = f"{row['country_name']} – {row['partner_country_name']}: {agreements(row['agreements'])}"
            counts[one, other] = (row["agreements"], said)
    strongest = sorted(counts, key=lambda pair: (-counts[pair][0], pair))[:LINES]
    largest = max((count for count, _ in counts.values()), default=1)
    marks = []
    for one, other in reversed(strongest):
        (x1, y1), (x2, y2) = tiles()[one], tiles()[other]
        bend = min(0.35, 1.2 / hypot(x2 - x1, y2 - y1))
        bend = bend if x1 <= x2 else -bend  # to the north
        middle = ((x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend)
        count, said = counts[one, other]
        line = {"kind": "tie", "tie": one + other, "width": 1 + 4 * (count / largest) ** 0.5, "said": said}
        marks += [line | {"step": step, "x": x, "y": y} for step, (x, y) in enumerate(((x1, y1), middle, (x2, y2)))]
    return marks
