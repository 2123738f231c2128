"""m016: the first report of each status of an agreement is marked, and more of what pages ask is read from indexes.

Derived tables hold nothing of their own, so they are made again rather than changed; `db.upgrade` fills them.
"""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run

SCRIPT = """
drop table reports;

create table reports (
  event_id text primary key references events(id) on delete cascade,
  agreement_id text references agreements(id) on delete cascade,
  agreement text,
  parties text,
  type text not null,
  status text not null,
  instrument text,
  date text,
  first_day text,
  last_day text,
  not_before text,
  not_after text,
  place_country text references countries(code),
  subject text,
  evidence text not null,
  evidence_start integer not null,
  signatories text,
  countries text,
  published text,
  title text,
  url text not null,
  source_id text not null references sources(id),
  article_id text not null references articles(id) on delete cascade,
  basis text,
  duplicate_of text,
  told_first integer not null,
  confidence real not null
) strict;

create index reports_agreement on reports (agreement_id, published, evidence_start, event_id, status, type, duplicate_of, told_first);

create index reports_published on reports (published);

create index reports_source on reports (source_id, published, type, status);

create index reports_article on reports (article_id);

create index reports_status on reports (status, published, type);

create index reports_type on reports (type, published, status);

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
