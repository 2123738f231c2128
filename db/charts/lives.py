"""How far agreements have got, by what is arranged."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from db.charts.seen import Row, Seen, agreements, level, steps
from db.site.wording import STATUSES, TYPES, plain


def seen(rows: Iterable[Row], *, agreements_table: str = "") -> Seen:
    """`rows` have `type`, `status`, `agreements`. `agreements_table` is the address of the table, from the site's root."""
    counts = {(row["type"], row["status"]): row["agreements"] for row in rows if row["agreements"]}
    bounds = steps(max(counts.values(), default=0))
    marks = []
    for (type_, status), count in sorted(counts.items()):
        asked = urlencode({"type": type_, "status": status})
        marks.append(
            {
                "type": plain(type_),
                "status": plain(status),
                "count": count,
                "level": level(count, bounds),
                "said": f"{plain(type_)}, {plain(status)}: {agreements(count)}",
                "href": f"{agreements_table}?{asked}" if agreements_table else None,
            }
        )
    table = [
        {"type": type_, "all": sum(row.values()), **row}
        for type_ in TYPES
        if (row := {status: counts.get((type_, status), 0) for status in STATUSES}) and any(row.values())
    ]
    columns = {"type": "Type", **{status: plain(status).capitalize() for status in STATUSES}, "all": "All"}
    total = sum(counts.values())
    ended = sum(count for (_, status), count in counts.items() if status == "ended")
    talk = sum(count for (_, status), count in counts.items() if status in ("planned", "negotiating"))
    finding = (
        f"Of {agreements(total)} {talk:,} {_is(talk)} planned or negotiated, {ended:,} {_has(ended)} ended."
        if total
        else ""
    )
    return Seen(marks, finding, columns, table)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"
