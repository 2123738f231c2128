"""Names of countries for people; apart from the component, so that who only writes rows loads no spaCy."""

from __future__ import annotations

import csv
from functools import lru_cache

from extract.lexicon import FOLDER

_NOT_MARKED = {
    "HK": "Hong Kong",
    "MO": "Macao",
    "AQ": "Antarctica",
    "BV": "Bouvet Island",
    "GS": "South Georgia & South Sandwich Islands",
    "HM": "Heard & McDonald Islands",
    "IO": "British Indian Ocean Territory",
    "SJ": "Svalbard & Jan Mayen",
    "TF": "French Southern Territories",
    "UM": "U.S. Outlying Islands",
}
"""No countries in a text (corpus/GUIDELINES.md), but organisations sit there."""


@lru_cache
def _names() -> dict[str, str]:
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["kind"] != "cldr")  # else the table's first name
    names = dict(_NOT_MARKED)
    for row in rows:
        names.setdefault(row["code"], row["name"])
    return names


def country_name(code: str) -> str:
    """The English name (CLDR) of a country by its ISO 3166-1 alpha-2 code. Raises KeyError if there is none."""
    return _names()[code]
