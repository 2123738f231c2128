"""The verbs of linking: events and names out, agreements in. Every verb runs within the caller's transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from db import derived
from db.rows import Row, insert_many, rows_of

LINKED = ("agreements", "agreement_parties", "agreement_reports", "proposals")
"""Tables that linking fills, in the order in which they can be."""


def events_in_force(db: Database) -> Iterator[Row]:
    """The events of the versions in force that no correction drops."""
    yield from db.query(
        "select events.id, events.version_id, events.type, events.instrument, events.status, events.date,"
        " events.first_day, events.last_day, events.subject, events.evidence, events.evidence_start,"
        " articles.id as article_id, articles.source_id, articles.url, substr(articles.published, 1, 10) as published"
        " from events join articles on articles.version_id = events.version_id where not events.dropped",
    )


def sides(db: Database) -> dict[str, list[str]]:
    """Event → its sides, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for event, organisation in db.execute(
        "select event_id, organisation_id from event_parties order by event_id, position"
    ):
        found[event].append(organisation)
    return found


def body(db: Database, version_id: int) -> str:
    return str(db.execute("select body from texts where version_id = ?", [version_id]).fetchone()[0])


def save_agreements(db: Database, tables: Mapping[str, Sequence[Row]]) -> None:
    """Replaces all agreements and proposals, and what is derived from them."""
    derived.clear(db)
    for table in reversed(LINKED):
        db.execute(f"delete from {table}")  # noqa: S608
    for table in LINKED:
        insert_many(db, table, tables[table])
    derived.rebuild(db)


# --- what the reader said ------------------------------------------------------------------------------------

FIELDS = ("type", "instrument", "status", "date", "first_day", "last_day", "not_before", "not_after", "subject")
"""Of an event: what a correction may change, besides its sides."""


def restore_events(db: Database) -> None:
    """Every event as it was read."""
    for event_id, text in db.execute("select id, as_read from events where as_read is not null").fetchall():
        read = json.loads(text)
        _write_event(db, event_id, read, read["parties"])
    db.execute("update events set as_read = null, dropped = 0 where as_read is not null or dropped")


def change_event(db: Database, event_id: str, fields: Mapping[str, Any], parties: Sequence[str], dropped: bool) -> None:
    """Other values for an event; what was read is kept beside them. `fields` has all of `FIELDS`."""
    columns = ", ".join(FIELDS)
    row = next(db.query(f"select {columns}, as_read from events where id = ?", [event_id]))  # noqa: S608
    if row.pop("as_read") is None:
        row["parties"] = sides_of(db, event_id)
        db.execute("update events set as_read = ? where id = ?", [json.dumps(row, ensure_ascii=False), event_id])
    _write_event(db, event_id, fields, parties)
    db.execute("update events set dropped = ? where id = ?", [int(dropped), event_id])


def sides_of(db: Database, event_id: str) -> list[str]:
    found = db.execute("select organisation_id from event_parties where event_id = ? order by position", [event_id])
    return [organisation for (organisation,) in found.fetchall()]


def _write_event(db: Database, event_id: str, fields: Mapping[str, Any], parties: Sequence[str]) -> None:
    names = ", ".join(f"{name} = ?" for name in FIELDS)
    db.execute(f"update events set {names} where id = ?", [*(fields[name] for name in FIELDS), event_id])  # noqa: S608
    db.execute("delete from event_parties where event_id = ?", [event_id])
    db.conn.executemany(
        "insert into event_parties (event_id, organisation_id, position) values (?, ?, ?)",
        [(event_id, organisation, place) for place, organisation in enumerate(dict.fromkeys(parties))],
    )


def fields_of(db: Database, event_id: str) -> dict[str, Any]:
    """The columns `FIELDS` of an event as they are now."""
    return dict(next(db.query(f"select {', '.join(FIELDS)} from events where id = ?", [event_id])))  # noqa: S608


def published(db: Database, event_id: str) -> str | None:
    """The day on which the version was published that tells of an event; a month or year where no more is known."""
    sql = (
        "select substr(versions.published, 1, 10) from events join versions on versions.id = version_id"
        " where events.id = ?"
    )
    day: str | None = db.execute(sql, [event_id]).fetchone()[0]
    return day


def is_in_force(db: Database, event_id: str) -> bool:
    """Whether there is such an event in the version in force of its article."""
    sql = "select 1 from events join articles on articles.version_id = events.version_id where events.id = ?"
    return db.execute(sql, [event_id]).fetchone() is not None


def events_of_page(db: Database, url: str) -> list[tuple[str, str]]:
    """(id, evidence) of the events told by the article to which an address leads."""
    return list(
        db.execute(
            "select events.id, events.evidence from events join articles on articles.version_id = events.version_id"
            " where articles.url = :url or articles.id = (select article_id from addresses where url = :url)",
            {"url": url},
        ).fetchall()
    )


def organisations(db: Database) -> list[Row]:
    return rows_of(db, "select id, name, country from organisations")


def names_of(db: Database, ids: Sequence[str]) -> list[str]:
    return [str(db.execute("select name from organisations where id = ?", [id]).fetchone()[0]) for id in ids]


def add_organisation(db: Database, organisation_id: str, name: str) -> None:
    """An organisation, if it is not there yet."""
    db.execute("insert or ignore into organisations (id, name) values (?, ?)", [organisation_id, name])


def save_corrections(db: Database, rows: Sequence[Row]) -> None:
    """Replaces the list of what was corrected."""
    db.execute("delete from corrections")
    insert_many(db, "corrections", rows)


def replace_issues(db: Database, codes: str, issues: Sequence[Row]) -> None:
    """The issues whose code is like `codes`: those that there are now, in place of earlier ones."""
    db.execute("delete from issues where code like ?", [codes])
    insert_many(db, "issues", issues)
