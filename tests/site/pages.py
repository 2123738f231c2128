"""Every kind of page that the site has, with an address of one: what tests visit, benchmarks ask for and guides show."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

BEST_KNOWN = "select organisation_id from organisation_totals order by agreements desc, organisation_id"

PAGES: Mapping[str, tuple[str, str]] = {
    "front": ("/", ""),
    "search": ("/search?q=university", ""),
    "search of nothing": ("/search", ""),
    "search without a hit": ("/search?q=nothinghasthisname", ""),
    "agreement": ("/agreement/{}", "select id from agreements order by reports desc, id"),
    "organisations": ("/organisations", ""),
    "organisation": ("/organisation/{}", BEST_KNOWN),
    "countries": ("/countries", ""),
    "country": ("/country/{}", "select country from country_totals order by agreements desc, country"),
    "person": ("/person/{}", "select person_id from person_totals order by agreements desc, person_id"),
    "article": ("/article/{}", "select article_id from reports group by 1 order by count(*) desc, 1"),
    "questions": ("/questions", ""),
    "data": ("/{database}", ""),
    "table": ("/{database}/agreements?_size=10", ""),
    "narrowed table": (
        "/{database}/reports?type={}&_facet=place_country&_sort=date&_size=10",
        "select distinct type from reports",
    ),
    "words in a table": ("/{database}/articles?_search=agreement&_size=10", ""),
    "columns hidden": ("/{database}/organisations?_nocol=ror_id&_nocol=ror_types&name__contains=e&_size=10", ""),
    "row": ("/{database}/events/{}", "select id from events"),
    "row with a page": ("/{database}/organisations/{}", BEST_KNOWN),
    "question": ("/{database}/new_since?since=1900-01-01&limit=10", ""),
    "question with a picture": ("/{database}/country_matrix", ""),
    "question without an answer": ("/{database}/partners_of?organisation=nothinghasthisname", ""),
    "SQL": ("/{database}?sql=select+*+from+ties+where+type+%3D+:type+limit+10&type=cooperation", ""),
}
"""Name → pattern of the path and SQL that gives what belongs in its place, the best known first, or nothing."""


def addresses(database: Path, name: str) -> list[str]:
    """All paths of a kind of page, the best known first."""
    pattern, sql = PAGES[name]
    pattern = pattern.replace("{database}", database.stem)
    if not sql:
        return [pattern]
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return [pattern.replace("{}", quote(str(value), safe="")) for (value,) in db.execute(sql)]


def path_of(database: Path, name: str) -> str:
    """The best known page of a kind. Raises IndexError if this database has none."""
    return addresses(database, name)[0]
