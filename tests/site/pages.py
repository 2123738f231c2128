"""Every kind of page that the site has, with an address of one: what tests visit, benchmarks ask for and guides show."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

PAGES: Mapping[str, tuple[str, str]] = {
    "agreement": ("/agreement/{}", "select id from agreements order by reports desc, id"),
    "questions": ("/questions", ""),
    "data": ("/{database}", ""),
    "table": ("/{database}/agreements", ""),
    "narrowed table": ("/{database}/reports?type={}&_facet=instrument&_sort=date", "select distinct type from reports"),
    "words in a table": ("/{database}/articles?_search=agreement", ""),
    "columns hidden": ("/{database}/organisations?_nocol=ror_id&_nocol=ror_types&name__contains=e", ""),
    "row": ("/{database}/events/{}", "select id from events"),
    "row with a page": ("/{database}/organisations/{}", "select id from organisations"),
    "question": ("/{database}/new_since", ""),
    "question with an answer": (
        "/{database}/partners_of?organisation={}",
        "select substr(name, 1, 20) from organisations",
    ),
    "question without an answer": ("/{database}/partners_of?organisation=nobody-has-this-name", ""),
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


def paths(database: Path) -> dict[str, str]:
    """One path of each kind of page of which this database has one."""
    found = {name: addresses(database, name) for name in PAGES}
    return {name: paths[0] for name, paths in found.items() if paths}
