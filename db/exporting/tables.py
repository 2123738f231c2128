"""The tables that are exported: names and columns are those of the database where it has them (`db/metadata.yml`).

One name is one kind of value in all of them. Dates that may be coarse (a month, a year, first/last) are text; beside
them `…_day` is the day where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

METADATA = Path(__file__).parents[1] / "metadata.yml"
Kind = Literal["text", "day", "time", "integer", "number", "boolean", "list"]

KINDS: dict[str, Kind] = {
    "first_day": "day", "last_day": "day", "not_before": "day", "not_after": "day",
    "published_day": "day", "first_report_day": "day", "latest_report_day": "day",
    "first_seen": "time", "last_seen": "time", "gone": "time",
    "position": "integer", "reports": "integer", "articles": "integer", "versions": "integer",
    "start": "integer", "end": "integer",
    "confidence": "number", "scoped": "boolean", "told_first": "boolean", "ror_types": "list", "kinds": "list",
}  # fmt: skip
"""Of columns that are not text. A day is ISO 8601, a time UTC, a list holds texts."""

MORE = {
    "published_day": "The day of published; empty if that is only a month or a year",
    "first_report_day": "The day of first_report; empty if that is only a month or a year",
    "latest_report_day": "The day of latest_report; empty if that is only a month or a year",
    "article_id": "The article, in its version in force",
    "first_day": "First day of date",
    "last_day": "Last day of date",
    "value": "DATE - what it means: ISO 8601 day, month, year or first/last; empty if the text does not let one tell",
    "edtf": "DATE - the same in EDTF (ISO 8601-2), which can also say XXXX-12-23",
}
"""What columns are that the table of the database has not."""

INSTRUMENTS = ("memorandum", "agreement", "contract", "protocol", "roadmap", "declaration", "letter")
"""Those of the extractor."""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[str, ...]
    source: str
    """What follows `from`; the table itself is `t`."""
    order: str
    """Total, so that the same database gives the same file."""
    key: tuple[str, ...]
    chosen: str | None = None
    """Which rows belong to chosen agreements (`db.exporting.choice`); all if null."""
    refers: Mapping[str, str] = field(default_factory=dict)
    """Column → the table whose key it holds."""
    where: str | None = None
    made: Mapping[str, str] = field(default_factory=dict)
    """Columns that are not simply those of `t`, in SQL."""
    on_demand: Literal["texts", "mentions"] | None = None

    def sql(self, *, some: bool) -> str:
        """All rows, or `some`: those that belong to chosen agreements."""
        columns = ", ".join(f'{self.made.get(name, _column(name))} as "{name}"' for name in self.columns)
        conditions = [condition for condition in (self.where, self.chosen if some else None) if condition]
        where = f" where {' and '.join(conditions)}" if conditions else ""
        return f"select {columns} from {self.source}{where} order by {self.order}"  # noqa: S608


def _column(name: str) -> str:
    if name.endswith("_day") and name not in ("first_day", "last_day"):
        coarse = f't."{name.removesuffix("_day")}"'
        return f"case when length({coarse}) >= 10 then substr({coarse}, 1, 10) end"
    return f't."{name}"'


IN_FORCE = "join articles a on a.version_id = t.version_id"

TABLES = (
    Table(
        "agreements",
        ("id", "parties", "countries", "type", "instrument", "status", "subject", "date", "first_day", "last_day",
         "first_report", "first_report_day", "latest_report", "latest_report_day", "reports", "articles"),
        "agreements t",
        order="t.first_report, t.id",
        key=("id",),
        chosen="t.id in chosen_agreements",
    ),
    Table(
        "agreement_parties",
        ("agreement_id", "organisation_id", "position", "reports", "country"),
        "agreement_parties t",
        order="t.agreement_id, t.position, t.organisation_id",
        key=("agreement_id", "organisation_id"),
        chosen="t.agreement_id in chosen_agreements",
        refers={"agreement_id": "agreements", "organisation_id": "organisations", "country": "countries"},
    ),
    Table(
        "ties",
        ("organisation_id", "organisation", "country", "partner_id", "partner", "partner_country", "agreement_id",
         "type", "instrument", "status", "subject", "date", "first_report", "first_report_day", "latest_report",
         "latest_report_day", "reports"),
        "ties t",
        order="t.organisation_id, t.partner_id, t.agreement_id",
        key=("organisation_id", "partner_id", "agreement_id"),
        chosen="t.agreement_id in chosen_agreements",
        refers={"organisation_id": "organisations", "partner_id": "organisations", "agreement_id": "agreements",
                "country": "countries", "partner_country": "countries"},
    ),
    Table(
        "reports",
        ("event_id", "agreement_id", "parties", "type", "status", "instrument", "date", "first_day", "last_day",
         "not_before", "not_after", "place_country", "subject", "evidence", "signatories", "countries", "published",
         "published_day", "title", "url", "source_id", "article_id", "duplicate_of", "confidence", "told_first"),
        "reports t join events e on e.id = t.event_id",
        order="t.published, t.event_id",
        key=("event_id",),
        chosen="t.event_id in chosen_events",
        made={"first_day": "e.first_day", "last_day": "e.last_day"},
        refers={"agreement_id": "agreements", "article_id": "articles", "duplicate_of": "articles",
                "source_id": "sources", "place_country": "countries"},
    ),
    Table(
        "event_parties",
        ("event_id", "organisation_id", "position"),
        "event_parties t join events e on e.id = t.event_id join articles a on a.version_id = e.version_id",
        order="t.event_id, t.position, t.organisation_id",
        key=("event_id", "organisation_id"),
        where="not e.dropped",
        chosen="t.event_id in chosen_events",
        refers={"event_id": "reports", "organisation_id": "organisations"},
    ),
    Table(
        "event_people",
        ("event_id", "person_id"),
        "event_people t join events e on e.id = t.event_id join articles a on a.version_id = e.version_id",
        order="t.event_id, t.person_id",
        key=("event_id", "person_id"),
        where="not e.dropped",
        chosen="t.event_id in chosen_events",
        refers={"event_id": "reports", "person_id": "people"},
    ),
    Table(
        "histories",
        ("agreement_id", "parties", "published", "published_day", "status", "date", "not_before", "not_after",
         "sentence", "title", "url", "source_id", "basis", "duplicate_of", "event_id"),
        "histories t",
        order="t.agreement_id, t.published, t.event_id",
        key=("event_id",),
        chosen="t.agreement_id in chosen_agreements",
        refers={"agreement_id": "agreements", "event_id": "reports", "source_id": "sources",
                "duplicate_of": "articles"},
    ),
    Table(
        "organisations",
        ("id", "name", "country", "country_basis", "ror_id", "ror_basis", "ror_name", "ror_country", "ror_types",
         "wikidata_id", "parent_id", "read_name"),
        "organisations t",
        order="t.id",
        key=("id",),
        chosen="t.id in chosen_organisations",
        refers={"country": "countries", "ror_country": "countries", "parent_id": "organisations"},
    ),
    Table(
        "organisation_aliases",
        ("organisation_id", "alias", "basis", "source_id", "scoped", "organisation_read"),
        "organisation_aliases t",
        order="t.organisation_id, t.alias, t.basis, t.source_id",
        key=("organisation_id", "alias", "basis", "source_id"),
        chosen="t.organisation_id in chosen_organisations",
        refers={"organisation_id": "organisations", "source_id": "sources"},
    ),
    Table(
        "people",
        ("id", "name"),
        "people t",
        order="t.id",
        key=("id",),
        chosen="t.id in chosen_people",
    ),
    Table(
        "person_roles",
        ("id", "article_id", "person_id", "role", "organisation_id", "organisation_read", "organisation_basis",
         "extractor_id"),
        f"person_roles t {IN_FORCE}",
        order="t.person_id, t.id",
        key=("id",),
        chosen="a.id in chosen_articles",
        made={"article_id": "a.id"},
        refers={"article_id": "articles", "person_id": "people", "organisation_id": "organisations"},
    ),
    Table(
        "articles",
        ("id", "source_id", "url", "title", "published", "published_day", "published_basis", "language", "first_seen",
         "last_seen", "listed_modified", "versions", "gone"),
        "articles t",
        order="t.id",
        key=("id",),
        chosen="t.id in chosen_articles",
        refers={"source_id": "sources"},
    ),
    Table(
        "texts",
        ("article_id", "title", "body", "kinds"),
        f"texts t {IN_FORCE}",
        order="a.id",
        key=("article_id",),
        chosen="a.id in chosen_articles",
        made={"article_id": "a.id"},
        refers={"article_id": "articles"},
        on_demand="texts",
    ),
    Table(
        "mentions",
        ("id", "article_id", "label", "start", "end", "surface", "organisation_id", "person_id", "country", "value",
         "edtf", "first_day", "last_day", "rule", "confidence", "organisation_read", "extractor_id"),
        f"mentions t {IN_FORCE} left join dates d on d.mention_id = t.id",
        order="t.id",
        key=("id",),
        chosen="a.id in chosen_articles",
        made={"article_id": "a.id", **{name: f"d.{name}" for name in ("value", "edtf", "first_day", "last_day")}},
        refers={"article_id": "articles", "organisation_id": "organisations", "person_id": "people",
                "country": "countries"},
        on_demand="mentions",
    ),
    Table(
        "sources",
        ("id", "name", "organisation_id", "homepage", "language", "timezone", "checked", "disabled"),
        "sources t",
        order="t.id",
        key=("id",),
        refers={"organisation_id": "organisations"},
    ),
    Table("countries", ("code", "name"), "countries t", order="t.code", key=("code",)),
)  # fmt: skip


def kind(column: str) -> Kind:
    return KINDS.get(column, "text")


@cache
def described() -> dict[str, Any]:
    """`db/metadata.yml`: of the record as a whole, and of each table by its name."""
    data = yaml.safe_load(METADATA.read_text(encoding="utf-8"))
    return {**data, "tables": data["databases"]["uniaccord"]["tables"]}


def about(table: Table) -> str:
    text: str = described()["tables"][table.name]["description"]
    return text


def about_column(table: Table, column: str) -> str:
    columns: dict[str, str] = described()["tables"][table.name]["columns"]
    return columns.get(column) or MORE[column]


def allowed(schema: str) -> dict[str, list[str]]:
    """Column → its possible values, where the SQL that made a table lists them."""
    checks = re.findall(r"check \((\w+) in \(('[^)]*')\)\)", schema)
    return {column: re.findall(r"'([^']*)'", values) for column, values in checks}
