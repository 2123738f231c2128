"""In which countries the partners of an organisation sit, and those of a country year by year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from db.charts.seen import Row, Seen, agreements, level, listed, steps
from db.charts.timeline import all_years
from db.site.wording import plural, shorten

BARS = 10
LINES = 12
YEARS = 12
"""Countries, and the last years, in the pictures; the tables have them all."""


def partners(rows: Iterable[Row], *, ties: str = "") -> Seen:
    """`rows` have `partner_country`, `partner_country_name`, `partners`, `ties`, the most first; without a country those
    of whose side it is not known. A bar leads to `ties`, a table with a filter, narrowed down to the country."""
    table = [{**row, "name": _name(row), "href": _page(row["partner_country"])} for row in rows]
    known = [row for row in table if row["partner_country"]]
    marks = [
        {
            "country": row["name"],
            "partners": row["partners"],
            "said": f"{row['name']}: {plural(row['partners'], 'partner')}",
            "href": f"{ties}&{urlencode({'partner_country': row['partner_country']})}" if ties else row["href"],
        }
        for row in known[:BARS]
    ]
    return Seen(
        marks=marks,
        finding=_most("partners in", "partners", known, BARS) or "The countries of its partners are not known.",
        columns={"name": "Country", "partners": "Partners", "ties": "Ties"},
        rows=table,
        values={"height": 20 + 24 * len(marks)},
    )


def by_year(rows: Iterable[Row], *, ties: str = "") -> Seen:
    """`rows` have `country`, `partner_country`, `partner_country_name`, `year`, `agreements` of one country; those of the country
    with itself are in the table alone. A cell leads to `ties`, narrowed down to country and year."""
    table: dict[str, dict[str, Any]] = {}
    counts = [row for row in rows if row["agreements"]]
    country = counts[0]["country"] if counts else None
    totals: dict[str, int] = {}
    years = all_years(row["year"] for row in counts)
    last = years[-YEARS:]
    for row in counts:
        code = row["partner_country"]
        totals[code] = totals.get(code, 0) + row["agreements"]
        line = table.setdefault(
            code, {"name": _name(row), "partner_country": code, "href": _page(code), **dict.fromkeys(years)}
        )
        line |= {row["year"]: row["agreements"], "agreements": totals[code]}
    order = sorted(table, key=lambda code: (code == country, -totals[code], str(table[code]["name"])))
    shown = [code for code in order if code != country][:LINES]
    bounds = steps(max((row["agreements"] for row in counts if row["partner_country"] in shown), default=0))
    marks = [
        {
            "country": table[row["partner_country"]]["name"],
            "order": shown.index(row["partner_country"]),
            "year": row["year"],
            "agreements": row["agreements"],
            "level": level(row["agreements"], bounds),
            "said": f"{table[row['partner_country']]['name']}, {row['year']}: {agreements(row['agreements'])}",
            "href": f"{ties}&{_asked(row)}" if ties else _page(row["partner_country"]),
        }
        for row in counts
        if row["partner_country"] in shown and row["year"] in last
    ]
    return Seen(
        marks=marks,
        finding=_most("agreements with", "agreements", [table[code] for code in order if code != country], LINES)
        or "No partner in another country is known.",
        columns={"name": "Country", "agreements": "In all", **{year: year for year in years}},
        rows=[table[code] for code in order],
        values={"height": 40 + 24 * len(shown), "years": last},
    )


def _most(what: str, column: str, rows: list[dict[str, Any]], shown: int) -> str:
    """In words, of rows with a `name`, the most first; empty if there are none."""
    if not rows:
        return ""
    most = [f"{row['name']} ({row[column]:,})" for row in rows[:3]]
    told = f"Most {what} {listed(most)}."
    return f"{told} Shown are the first {shown} of {len(rows):,} countries." if len(rows) > shown else told


def _asked(row: Row) -> str:
    return urlencode({"partner_country": row["partner_country"], "first_report__startswith": row["year"]})


def _name(row: Row) -> str:
    return shorten(row["partner_country_name"], 40) or row["partner_country"] or "not known"


def _page(code: str | None) -> str | None:
    return f"/country/{code}" if code else None
