"""m010: codes of event data, from `db/codes.csv`."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlite_utils import Database

from db.migrations.script import run

CODES = Path(__file__).parents[1] / "codes.csv"


def m010_codes_of_event_data(db: Database) -> None:
    run(
        db,
        """
create table event_codes (
  type text not null,
  status text not null,
  cameo text not null,
  plover text not null,
  note text,
  primary key (type, status)
) strict;

create view coded_events as
select events.id as event_id, events.type, events.status, event_codes.cameo, event_codes.plover,
  events.date, events.first_day, events.last_day, substr(articles.published, 1, 10) as published, articles.url
from events join articles on articles.version_id = events.version_id
join event_codes on event_codes.type = events.type and event_codes.status = events.status
""",
    )
    load_codes(db)


def load_codes(db: Database) -> None:
    """Fills `event_codes` anew; whoever changes the file adds a migration that calls this."""
    with CODES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    db.execute("delete from event_codes")
    db.conn.executemany("insert into event_codes values (:type, :status, :cameo, :plover, :note)", rows)
