"""Agreements as JSON lines: one a line, with its sides and its reports inside."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, BinaryIO

from db.exporting.reading import Moment
from db.exporting.tables import TABLES

AGREEMENT = ("id", "type", "instrument", "status", "subject", "date", "first_day", "last_day", "first_report",
             "latest_report")  # fmt: skip
PARTIES = """
select organisation_id, name, p.country, ror_id, wikidata_id, p.reports
from agreement_parties p join organisations on organisations.id = organisation_id
where agreement_id = ? order by position, organisation_id
"""
REPORTS = """
select e.id as event_id, e.status, e.date, e.first_day, e.last_day, e.not_before, e.not_after, e.place_country, e.subject,
  e.instrument, e.evidence, e.evidence_start, e.evidence_end,
  (select json_group_array(name) from (select name from event_people join people on people.id = person_id
     where event_id = e.id order by name, people.id)) as signatories,
  e.confidence, r.basis, r.duplicate_of, a.id as article_id, a.title, a.url, a.source_id, a.published
from agreement_reports r join events e on e.id = r.event_id join articles a on a.version_id = e.version_id
where r.agreement_id = ? and not e.dropped order by a.published, e.evidence_start, e.id
"""


def write(moment: Moment, file: BinaryIO) -> dict[str, int]:
    """All agreements, the earliest first, and how many agreements and reports there are."""
    table = TABLES[0]
    counts = {"agreements": 0, "reports": 0}
    for row in moment.connection.execute(table.sql(some=bool(moment.choice))):
        values = dict(zip(table.columns, row, strict=True))
        agreement = {
            **{name: values[name] for name in AGREEMENT},
            "parties": _rows(moment.connection, PARTIES, values["id"]),
            "reports": _rows(moment.connection, REPORTS, values["id"]),
            "counted": {name: values[name] for name in ("reports", "articles")},
        }
        for report in agreement["reports"]:
            report["signatories"] = json.loads(report["signatories"])
        file.write(_line(agreement))
        counts["agreements"] += 1
        counts["reports"] += len(agreement["reports"])
    return counts


def _rows(connection: sqlite3.Connection, sql: str, agreement: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, [agreement])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _line(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False)
    for code in (0x85, 0x2028, 0x2029):  # ends of lines for some readers, and only ever inside strings
        text = text.replace(chr(code), f"\\u{code:04x}")
    return text.encode() + b"\n"
