"""How many agreements were first told of in each year, and how far they have got since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from db.charts.seen import Row, Seen, agreements
from db.site.wording import STATUSES, plain

FEWEST_YEARS = 6


def seen(rows: Iterable[Row], *, singly: Iterable[Row] = (), ties: str = "") -> Seen:
    """`rows` have `year`, `kind` (the status) and `agreements`. `singly`: `year`, `kind`, `id` and `parties` of each
    agreement, if each is to be a block with a link of its own; else the blocks lead to `ties`, the address of a table
    with a filter, from the site's root."""
    counted = [row for row in rows if row["agreements"]]
    marks = [
        _mark(row, 1, f"{row['parties']}, {row['year']}: {plain(row['kind'])}", f"/agreement/{row['id']}")
        for row in singly
    ] or [
        _mark(
            row,
            row["agreements"],
            f"{row['year']}, {plain(row['kind'])}: {agreements(row['agreements'])}",
            f"{ties}&{urlencode({'status': row['kind'], 'first_report__startswith': row['year']})}" if ties else None,
        )
        for row in counted
    ]
    years = Counter[str]()
    for row in counted:
        years[row["year"]] += row["agreements"]
    present = {row["kind"] for row in counted}
    return Seen(
        marks=marks,
        finding=_finding(years, sum(row["agreements"] for row in counted if row["kind"] == "ended")),
        columns={"year": "Year", "kind": "Status now", "agreements": "Agreements"},
        rows=[{**row, "kind": plain(row["kind"])} for row in counted],
        values={
            "height": 110 + min(150, 18 * max(years.values(), default=0)),
            "years": all_years(years, FEWEST_YEARS),
            "present": [plain(status) for status in STATUSES if status in present],
        },
    )


def _mark(row: Row, count: int, said: str, href: str | None) -> Row:
    order = STATUSES.index(row["kind"]) if row["kind"] in STATUSES else len(STATUSES)
    shown = {"year": row["year"], "status": plain(row["kind"]), "order": order}
    return {**shown, "agreements": count, "said": said, "href": href}


def _finding(years: Counter[str], ended: int) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    told = f"{agreements(sum(years.values()))} first told of in {first}".capitalize()
    if first != last:
        most, many = min(years.items(), key=lambda item: (-item[1], item[0]))
        told += f" to {last}, most in {most} ({many:,})"
    return f"{told}; {ended:,} of them ended." if ended else f"{told}."


def all_years(told: Iterable[str], fewest: int = 1) -> list[str]:
    """All years between the first and the last, and some before if these are fewer."""
    known = [int(year) for year in told if year.isdecimal() and len(year) == 4]
    if not known:
        return []
    first = min(min(known), max(known) - fewest + 1)
    return [f"{year:04}" for year in range(max(first, 0), max(known) + 1)]
