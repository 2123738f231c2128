"""Agreements over time, beside the number of articles read: growing coverage looks like growing partnership."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.charts.seen import Row, Seen
from db.site.wording import STATUSES, TYPES, plain

FEW = 20
"""Fewer articles than these make no rate that means much."""

COUNTED = (
    "By the year of the first report; a status is the one that an agreement has reached since. The more is read of the"
    " more sources (below), the more agreements are found: numbers alone don't tell whether universities make more."
)


def seen(rows: Iterable[Row], *, by: str = "type", of: str = "rate", until: str | None = None) -> Seen:
    """`rows` have `year`, `kind` (a type or, `by` status, a status), `agreements`, `articles_read`; a year in which
    nothing was told has a row without kind. `of` is rate (per 100 articles read) or count; `until` the day on which
    the record ends (ISO 8601), whose year is shown as one of which a part is missing."""
    told = sorted(rows, key=lambda row: row["year"])
    if not any(row["agreements"] for row in told):
        return Seen([], "", {}, [])
    read = {row["year"]: row["articles_read"] or 0 for row in told}
    counts = {(row["year"], row["kind"]): row["agreements"] for row in told if row["kind"]}
    first, last = int(min(read)), int(max(read))
    years = [str(year) for year in range(max(first, last - 24), last + 1)]
    order = STATUSES if by == "status" else TYPES
    shown = []
    marks: list[Row] = []
    for year in years:
        articles = read.get(year, 0)
        part = bool(until) and str(until).startswith(year) and not str(until).endswith("-12-31")
        name = f"{year}*" if part else year
        shown.append(name)
        weak = part or articles < FEW
        marks.append(
            {"year": name, "what": "read", "articles": articles, "said": f"{year}: {articles:,} articles read"}
        )
        for place, kind in enumerate(order):
            count = counts.get((year, kind), 0)
            if not count or (of == "rate" and not articles):
                continue
            rate = 100 * count / articles if articles else 0
            said = f"{year}, {plain(kind)}: {count:,}, {rate:.1f} per 100 articles read"
            value = rate if of == "rate" else count
            marks.append({"year": name, "what": kind, "place": place, "value": value, "weak": weak, "said": said})
    table = [
        {
            "year": year,
            "agreements": sum(counts.get((year, kind), 0) for kind in order),
            "articles": read.get(year, 0),
            "rate": 100 * sum(counts.get((year, kind), 0) for kind in order) / read[year] if read.get(year) else None,
            **{kind: counts.get((year, kind), 0) for kind in order},
        }
        for year in years
    ]
    headings = {"year": "Year", "agreements": "All", **{kind: plain(kind).capitalize() for kind in order}}
    values = {
        "kinds": [kind for kind in order if any(kind == row["what"] for row in marks)],
        "rated": of == "rate",
        "years": shown,
    }
    columns = {**headings, "articles": "Articles read", "rate": "Per 100 articles"}
    return Seen(marks, _finding(table, until), columns, table, values, COUNTED if of == "count" else None)


def _finding(table: Sequence[Row], until: str | None) -> str:
    whole = [row for row in table if row["articles"] >= FEW and not str(until or "").startswith(row["year"])]
    said = ""
    if len(whole) > 1:
        one, other = whole[0], whole[-1]
        said = (
            f"{one['year']}: {one['rate']:.1f} agreements per 100 articles read; {other['year']}: {other['rate']:.1f}."
            f" Articles read: {one['articles']:,} and {other['articles']:,}."
        )
    elif table:
        row = max(table, key=lambda row: row["agreements"])
        said = f"Most in {row['year']}: {row['agreements']:,}, with {row['articles']:,} articles read."
    if any(row["articles"] < FEW for row in table):
        said += f" Pale: years of which fewer than {FEW} articles were read."
    if until and any(until.startswith(row["year"]) for row in table) and not until.endswith("-12-31"):
        said += f" * {until[:4]} as far as {until}."
    return said.strip()
