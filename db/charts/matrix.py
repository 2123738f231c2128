"""The busiest countries with one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from db.charts.seen import Row, Seen, agreements, level, listed, named, steps

LETTERS = 18
"""Countries on a side, at most."""


def seen(rows: Iterable[Row], *, question: str = "") -> Seen:
    """`rows` have `country`, `country_name`, `partner_country`, `partner_country_name`, `agreements`, each pair once or both ways.
    `question` is the address, from the site's root, of the answer on two countries."""
    counts: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    for row in rows:
        one, other = row["country"], row["partner_country"]
        names |= {one: named(row["country_name"], one), other: named(row["partner_country_name"], other)}
        counts[one, other] = counts[other, one] = row["agreements"]
    total = {code: sum(count for (one, _), count in counts.items() if one == code) for code in names}
    order = sorted(names, key=lambda code: (-total[code], code))[:LETTERS]
    bounds = steps(max(counts.values(), default=0))
    table: list[dict[str, Any]] = []
    for (one, other), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if one <= other and one in order and other in order:
            href = f"{question}?{urlencode({'country': one, 'partner_country': other})}" if question else None
            pair = names[one] if one == other else f"{names[one]} – {names[other]}"
            table.append({"one": one, "other": other, "pair": pair, "agreements": count, "href": href})
    marks = [
        {
            "row": row,
            "column": column,
            "count": pair["agreements"],
            "level": level(pair["agreements"], bounds),
            "said": f"{pair['pair']}{' among themselves' * (row == column)}: {agreements(pair['agreements'])}",
            "href": pair["href"],
        }
        for pair in table
        for row, column in sorted({(pair["one"], pair["other"]), (pair["other"], pair["one"])})
    ]
    most = [f"{row['pair']} ({row['agreements']:,})" for row in table if row["one"] != row["other"]][:3]
    finding = f"Most agreements: {listed(most)}." if most else ""
    return Seen(marks, finding, {"pair": "Countries", "agreements": "Agreements"}, table, {"order": order})
