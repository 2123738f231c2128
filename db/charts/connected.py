"""The organisations with the most partners."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from db.charts.seen import Row, Seen, agreements, listed, named

BARS = 15


def seen(rows: Iterable[Row]) -> Seen:
    """`rows` have `organisation_id`, `organisation`, `country`, `agreements`, `partners`, `partner_countries`."""
    table = [
        {
            **row,
            "organisation": named(row["organisation"], "an organisation without a name"),
            "href": f"/organisation/{quote(str(row['organisation_id']), safe='')}",
        }
        for row in list(rows)[:BARS]
    ]
    marks = [
        {
            **row,
            "place": place,
            "said": f"{row['organisation']}: {row['partners']:,} partners, {agreements(row['agreements'])}",
        }
        for place, row in enumerate(table)
    ]
    names = [f"{row['organisation']}, {row['country']}" if row["country"] else row["organisation"] for row in table]
    most = [f"{row['organisation']} ({row['partners']:,})" for row in table[:3]]
    columns = {
        "organisation": "Organisation",
        "country": "Country",
        "partners": "Partners",
        "partner_countries": "Countries of partners",
        "agreements": "Agreements",
    }
    return Seen(marks, f"Most partners: {listed(most)}." if most else "", columns, table, {"names": names})
