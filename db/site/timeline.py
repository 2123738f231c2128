"""The picture of how many agreements were first told of in each year, and how far they have got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from datasette.app import Datasette

from db.site.asking import Row, table_address
from db.site.pictures import Picture, picture
from db.site.wording import STATUSES, plain, plural

SINGLY = 80
"""Up to so many agreements are drawn one by one, each with a link of its own."""
FEWEST_YEARS = 6


async def timeline(
    datasette: Datasette,
    rows: Sequence[Row],
    *,
    whose: Mapping[str, str],
    parameters: Mapping[str, str],
    singly: Sequence[Row] = (),
) -> Picture:
    """`rows`: year, status, agreements. `singly`: year, status, id and parties of each agreement, if it is to be a mark
    of its own. `whose` are the filters that find the ties of the one whose page it is; `parameters` those of the question.
    """
    if singly:
        drawn: list[Row] = [
            _mark(row, 1, f"{row['parties']}, {row['year']}: {plain(row['status'])}", f"/agreement/{row['id']}")
            for row in singly
        ]
    else:
        drawn = [
            _mark(
                row,
                row["agreements"],
                f"{row['year']}, {plain(row['status'])}: {plural(row['agreements'], 'agreement')}",
                table_address(datasette, "ties", **whose, status=row["status"], first_report__startswith=row["year"]),
            )
            for row in rows
        ]
    by_year = Counter[str]()
    for row in rows:
        by_year[row["year"]] += row["agreements"]
    present = {row["status"] for row in rows}
    return await picture(
        datasette,
        "timeline",
        [{**row, "status": plain(row["status"])} for row in rows],
        drawn=drawn,
        finding=_finding(by_year, rows),
        columns={"year": "Year", "status": "Status now", "agreements": "Agreements"},
        parameters=parameters,
        height=110 + min(150, 18 * max(by_year.values(), default=0)),
        years=all_years(by_year, FEWEST_YEARS),
        present=[plain(status) for status in STATUSES if status in present],
    )


def _mark(row: Row, agreements: int, said: str, href: str) -> Row:
    order = STATUSES.index(row["status"]) if row["status"] in STATUSES else len(STATUSES)
    return {
        "year": row["year"],
        "status": plain(row["status"]),
        "order": order,
        "agreements": agreements,
        "said": said,
        "href": href,
    }


def _finding(by_year: Counter[str], rows: Sequence[Row]) -> str:
    if not by_year:
        return ""
    total = sum(by_year.values())
    (most, many), *_ = sorted(by_year.items(), key=lambda item: (-item[1], item[0]))
    told = f"{plural(total, 'agreement')} first told of in {_span(by_year)}"
    told += f"; most in {most} ({many:,})" if len(by_year) > 1 else ""
    ended = sum(row["agreements"] for row in rows if row["status"] == "ended")
    return f"{told}; {ended:,} of them ended." if ended else f"{told}."


def _span(by_year: Counter[str]) -> str:
    first, last = min(by_year), max(by_year)
    return first if first == last else f"{first} to {last}"


def all_years(told: Iterable[str], fewest: int = 1) -> list[str]:
    """All years between the first and the last, and some before if these are fewer."""
    known = [int(year) for year in told if year.isdecimal() and len(year) == 4]
    if not known:
        return []
    first = min(min(known), max(known) - fewest + 1)
    return [f"{year:04}" for year in range(max(first, 0), max(known) + 1)]
