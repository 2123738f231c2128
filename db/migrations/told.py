"""m016: the first report of each status of an agreement is marked, and more of what pages ask is read from indexes.

What is in derived tables is made anew by whoever brings the schema up to date (`db.upgrade`).
"""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run

SCRIPT = """
alter table reports add column told_first integer not null default 0;

drop index reports_agreement;

create index reports_agreement on reports (agreement_id, published, evidence_start, event_id, status, type, duplicate_of, told_first);

create index reports_date on reports (date);

create index reports_type_date on reports (type, date);

create index reports_type_place on reports (type, place_country);

drop table country_pair_years;

create table country_pair_years (
  country text not null references countries(code),
  partner_country text not null references countries(code),
  year text not null,
  type text not null,
  agreements integer not null,
  primary key (country, partner_country, year, type)
) strict, without rowid;

create index agreement_months_agreements on agreement_months (country, month, type, agreements);

create index agreements_of_instrument_type on agreements (instrument, type);

create index agreements_of_instrument_status on agreements (instrument, status)
"""


def m016_first_reports(db: Database) -> None:
    run(db, SCRIPT)
