"""What a data package says of itself: descriptor, README and citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from db.exporting.reading import Moment
from db.exporting.tables import INSTRUMENTS, Table, about, about_column, allowed, described, kind
from db.migrations import STEPS

FIELDS = {
    "text": {"type": "string"}, "day": {"type": "date"}, "time": {"type": "datetime"}, "integer": {"type": "integer"},
    "number": {"type": "number"}, "boolean": {"type": "boolean"}, "list": {"type": "array"},
}  # fmt: skip
REQUIRED = ("type", "status", "evidence", "sentence", "url", "name", "label", "surface", "body")
"""Columns that are never empty, beside those of a key."""
LICENCE = "other-at"
"""Other, with attribution; the list is that of opendefinition.org."""
LICENCE_OF_TEXTS = {"name": "other-closed", "title": "The texts of the articles belong to their publishers"}


@dataclass(frozen=True, slots=True)
class Edition:
    """What dates and names a package."""

    day: datetime
    uniaccord: str
    """Version of the program."""

    @property
    def version(self) -> str:
        return f"{self.day.year}.{self.day.month}.{self.day.day}"


@dataclass(frozen=True, slots=True)
class File:
    """A file of data in the package."""

    path: str
    bytes: int
    sha256: str
    table: Table | None = None
    """Null for the database."""
    rows: int = 0


def descriptor(moment: Moment, edition: Edition, files: list[File]) -> dict[str, Any]:
    """`datapackage.json`."""
    data = described()
    chosen = " where articles.id in chosen_articles" if moment.choice else ""
    sources = moment.connection.execute(
        "select distinct sources.name, homepage from sources join articles on articles.source_id = sources.id"  # noqa: S608
        f"{chosen} order by sources.name, homepage"
    ).fetchall()
    schemas = dict(moment.connection.execute("select name, sql from sqlite_master where type = 'table'").fetchall())
    codes = moment.connection.execute("select type, status from event_codes order by 1, 2").fetchall()
    types, statuses = zip(*codes, strict=True)
    values = {
        "type": sorted(set(types)),
        "status": sorted(set(statuses)),
        "instrument": list(INSTRUMENTS),
    }
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "uniaccord",
        "title": data["title"],
        "description": f"{data['description']}{_conditions(moment)}",
        "version": edition.version,
        "created": f"{edition.day:%Y-%m-%dT%H:%M:%SZ}",
        "homepage": data["about_url"],
        "licenses": [{"name": LICENCE, "title": data["license"]}],
        "contributors": [{"title": data["about"], "path": data["about_url"], "roles": ["creator"]}],
        **({"sources": [{"title": name, **({"path": page} if page else {})} for name, page in sources]} if sources else {}),
        "keywords": ["universities", "agreements", "international cooperation", "news"],
        "uniaccord": edition.uniaccord,
        "schema": STEPS[-1].__name__,
        "resources": [
            _resource(file, {**values, **allowed(schemas.get(file.table.name, ""))}) if file.table else _database(file)
            for file in files
        ],
    }  # fmt: skip


def _measured(file: File) -> dict[str, Any]:
    return {"path": file.path, "bytes": file.bytes, "hash": f"sha256:{file.sha256}"}


def _database(file: File) -> dict[str, Any]:
    return {
        "name": "database",
        **_measured(file),
        "description": "The whole database, as SQLite",
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
    }


def _resource(file: File, values: Mapping[str, list[str]]) -> dict[str, Any]:
    assert file.table
    table = file.table
    return {
        "name": table.name,
        "type": "table",
        **_measured(file),
        "title": described()["tables"][table.name].get("title"),
        "description": about(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **({"licenses": [LICENCE_OF_TEXTS]} if table.on_demand == "texts" else {}),
        "schema": {
            "fields": [_field(table, name, values) for name in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": "" if to == table.name else to, "fields": [_key(to)]}}
                for column, to in table.refers.items()
            ],
        },
    }


def _key(table: str) -> str:
    return {"countries": "code", "reports": "event_id"}.get(table, "id")


def _field(table: Table, column: str, values: Mapping[str, list[str]]) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column in table.key or column in REQUIRED:
        constraints["required"] = True
    if table.key == (column,):
        constraints["unique"] = True
    if column in values:
        constraints["enum"] = values[column]
    if column == "confidence":
        constraints |= {"minimum": 0, "maximum": 1}
    return {
        "name": column,
        **FIELDS[kind(column)],
        "description": about_column(table, column),
        **({"constraints": constraints} if constraints else {}),
    }


def citation(moment: Moment, edition: Edition, digest: str) -> str:
    """`CITATION.cff` (Citation File Format 1.2.0)."""
    data = described()
    return yaml.safe_dump(
        {
            "cff-version": "1.2.0",
            "message": "If you use these data, please cite them with their version and digest.",
            "type": "dataset",
            "title": f"{data['title']}: {data['description']}{_conditions(moment)}",
            "authors": [{"name": data["about"]}],
            "version": edition.version,
            "date-released": edition.day.date(),
            "url": data["about_url"],
            "identifiers": [
                {"type": "other", "value": f"sha256:{digest}", "description": "SHA-256 of datapackage.json, which has those of all files of data"}
            ],
        },
        sort_keys=False,
        allow_unicode=True,
        width=1000,
    )  # fmt: skip


def readme(moment: Moment, edition: Edition, files: list[File], digest: str) -> str:
    """`README.md` of the package."""
    data = described()
    rows = "\n".join(
        f"| `{file.path}` | {f'{file.rows:,}' if file.table else ''} | {about(file.table) if file.table else 'The whole database, as SQLite.'} |"
        for file in files
    )
    texts = any(file.table and file.table.on_demand == "texts" for file in files)
    return f"""\
# {data["title"]}, {edition.day:%Y-%m-%d}

{data["description"]}{_conditions(moment)}

Rows are made by a program from news pages. Every report has the sentence that says so (`evidence`) and the address of
the article: read them before you rely on a row.

| file | rows | what |
| --- | --- | --- |
{rows}

`datapackage.json` tells what each column is (Table Schema), how the tables belong together, and the size and SHA-256 of each
file. `frictionless validate datapackage.json` checks all of it.

## Known limits

- Agreements are found by rules and a small language model in texts in English. Some are missed and some are invented;
  `confidence` is how often events like this one were right on annotated documents.
- Organisations and agreements are joined by cautious rules, and what is doubtful stays apart: counts are rather too high.
- What was announced is here, not what was done; and only where news pages were read. Compare years by the number of articles
  (`articles.csv`): growing coverage is not growing partnership.
- Dates are as coarse as the text tells. `date`, `published`, `first_report` and `latest_report` may be a month or a year; columns of
  whole days are beside them. An empty cell means that nothing tells.
- Two people of one name are one row of `people`.

## Licence

{data["license"]}. {"The texts are here for reading by machine, not for publishing them again." if texts else "Full texts of articles are not in this package."}

## How to cite

> {data["about"]} ({edition.day.year}): {data["title"]}. {data["description"]} Version {edition.version}. {data["about_url"]}.
> SHA-256 of `datapackage.json`: `{digest}`

Whoever has a `datapackage.json` with this SHA-256, and files with the ones that it names, has the same data. Made by uniaccord {edition.uniaccord},
database schema {STEPS[-1].__name__}. `CITATION.cff` says the same for programs.
"""


def _conditions(moment: Moment) -> str:
    return f" Only agreements chosen by: {moment.choice}." if moment.choice else ""
