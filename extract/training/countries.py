"""Refreshes the rows of kind `cldr` in extract/lexicons/countries.csv from babel's copy of Unicode CLDR.

Rows of other kinds are our own and stay as they are. Run from a checkout, with babel installed:

    python -m extract.training.countries
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from babel import Locale

TABLE = Path(__file__).parents[1] / "lexicons" / "countries.csv"

KINDS = ("cldr", "official", "other", "former")
NO_COUNTRIES = "AC AQ BV CP CQ DG EA EU EZ GS HK HM IC IO MO QO SJ TA TF UM UN XA XB ZZ"
"""Codes of CLDR that are not in ISO 3166-1, or stand for places without a population of their own;
and Hong Kong and Macao, which the annotation guidelines leave out."""


def cldr_names() -> list[tuple[str, str, str]]:
    """(code, name, "cldr") for every country; names that CLDR qualifies with brackets or dashes are left out."""
    territories = cast("Mapping[str, str]", Locale("en").territories)
    left_out = {*NO_COUNTRIES.split(), *(code for code, name in territories.items() if "(" in name or " - " in name)}
    return [
        (code, name.replace("’", "'").replace(" & ", " and "), "cldr")
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in left_out
    ]


def refresh(table: Path) -> None:
    """Rewrites the table, sorted by code, CLDR's name first."""
    with table.open(encoding="utf-8", newline="") as file:
        own = [(row["code"], row["name"], row["kind"]) for row in csv.DictReader(file) if row["kind"] != "cldr"]
    cldr = cldr_names()
    known = {(code, name) for code, name, _ in cldr}
    rows = [*cldr, *(row for row in own if row[:2] not in known)]
    rows.sort(key=lambda row: (row[0], KINDS.index(row[2])))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "kind"])
        writer.writerows(rows)


if __name__ == "__main__":
    refresh(TABLE)
