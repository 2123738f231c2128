"""What is asked of the record for a review: which events there are, and what it says of one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.rows import Row


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the record; null is no limit. Days are days, months or years (ISO 8601), and their own are within."""

    since: str | None = None
    until: str | None = None
    source: str | None = None
    type: str | None = None

    def __str__(self) -> str:
        told = (
            ("published since", self.since),
            ("published until", self.until),
            ("source", self.source),
            ("type", self.type),
        )
        return ", ".join(f"{what} {value}" for what, value in told if value)


def events_of(db: Database, part: Part) -> Iterator[Row]:
    """`id` and `confidence` of the events of the versions in force: not those that a correction dropped, not those of
    articles that are copies of another one."""
    yield from db.query(
        "select events.id, events.confidence from events join articles on articles.version_id = events.version_id"
        " left join agreement_reports on agreement_reports.event_id = events.id"
        " where not events.dropped and agreement_reports.duplicate_of is null"
        " and (:since is null or substr(articles.published, 1, length(:since)) >= :since)"
        " and (:until is null or substr(articles.published, 1, length(:until)) <= :until)"
        " and (:source is null or articles.source_id = :source) and (:type is null or events.type = :type)"
        " order by events.id",
        {"since": part.since, "until": part.until, "source": part.source, "type": part.type},
    )


def is_source(db: Database, source_id: str) -> bool:
    return db.execute("select 1 from sources where id = ?", [source_id]).fetchone() is not None


def event(db: Database, event_id: str) -> dict[str, Any] | None:
    """What the record says of an event of a version in force, corrected or dropped as it may be; null if there is none.

    `parties` are (id, name) in order. `read` is null, or for an event that a correction changed the fields as they were
    read, with `parties` as names.
    """
    sql = (
        "select events.id, events.version_id, events.type, events.instrument, events.status, events.date, events.subject,"
        " events.evidence, events.evidence_start, events.evidence_end, events.confidence, events.dropped, events.as_read,"
        " articles.id as article_id, articles.url, articles.title, substr(articles.published, 1, 10) as published"
        " from events join articles on articles.version_id = events.version_id where events.id = ?"
    )
    found = next(iter(db.query(sql, [event_id])), None)
    if found is None:
        return None
    sides = db.execute(
        "select organisations.id, organisations.name from event_parties"
        " join organisations on organisations.id = organisation_id where event_id = ? order by position",
        [event_id],
    )
    read = json.loads(found.pop("as_read") or "null")
    if read is not None:
        names = db.execute(
            "select name from json_each(?) left join organisations on organisations.id = value order by key",
            [json.dumps(read["parties"])],
        )
        read["parties"] = [name for (name,) in names.fetchall()]
    return {**found, "parties": sides.fetchall(), "read": read}
