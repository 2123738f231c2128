"""m015: tables that are derived from agreements and their reports, so that pages need not join them when asked."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run

TOLD = """
drop view histories;

drop view coded_events;

drop view reports;

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
  confidence real not null
) strict;

create index reports_agreement on reports (agreement_id, published, evidence_start, event_id, status, type, duplicate_of);

create index reports_published on reports (published);

create index reports_source on reports (source_id, published, type, status);

create index reports_article on reports (article_id);

create index reports_status on reports (status, published, type);

create index reports_type on reports (type, published, status);

create view histories as
select
  reports.agreement_id, reports.agreement as parties,
  reports.published, reports.status, reports.date, reports.not_before, reports.not_after,
  reports.evidence as sentence,
  reports.title, reports.url, reports.source_id, reports.basis, reports.duplicate_of,
  reports.event_id, reports.article_id
from reports where reports.agreement_id is not null;

create view coded_events as
select reports.event_id, reports.type, reports.status, event_codes.cameo, event_codes.plover,
  reports.date, reports.first_day, reports.last_day, reports.not_before, reports.not_after,
  reports.place_country, reports.published, reports.url
from reports left join event_codes on event_codes.type = reports.type and event_codes.status = reports.status
"""

TIED = """
create table sides (
  agreement_id text not null references agreements(id) on delete cascade,
  organisation_id text not null references organisations(id) on delete cascade,
  country text references countries(code),
  type text not null,
  instrument text,
  status text not null,
  first_report text,
  latest_report text,
  reports integer not null,
  primary key (agreement_id, organisation_id)
) strict;

create index sides_organisation_first on sides (organisation_id, first_report, agreement_id, type, status);

create index sides_organisation_latest on sides (organisation_id, latest_report, agreement_id, type, status);

create index sides_country_first on sides (country, first_report, agreement_id, type, status);

create index sides_country_latest on sides (country, latest_report, agreement_id, type, status);

drop view ties;

create table ties (
  organisation_id text not null,
  organisation text not null,
  country text references countries(code),
  partner_id text not null,
  partner text not null,
  partner_country text references countries(code),
  agreement_id text not null references agreements(id) on delete cascade,
  type text not null,
  instrument text,
  status text not null,
  subject text,
  date text,
  first_report text,
  latest_report text,
  reports integer not null,
  primary key (organisation_id, partner_id, agreement_id)
) strict;

create index ties_agreement on ties (agreement_id);

create index ties_latest on ties (latest_report);

create index ties_organisation on ties (organisation_id, latest_report);

create index ties_country on ties (country, latest_report);

create index ties_partner_country on ties (partner_country, latest_report);

create index ties_countries on ties (country, partner_country, latest_report);

create table partners (
  organisation_id text not null references organisations(id) on delete cascade,
  partner_id text not null references organisations(id) on delete cascade,
  agreements integer not null,
  reports integer not null,
  types text not null,
  first_report text,
  latest_report text,
  memorandum_id text references agreements(id) on delete cascade,
  memorandum_reported text,
  primary key (organisation_id, partner_id)
) strict;

create index partners_partner on partners (partner_id);

create index partners_agreements on partners (agreements);

create index partners_memorandum on partners (memorandum_reported) where memorandum_id is not null;

create index partners_memorandum_id on partners (memorandum_id) where memorandum_id is not null;

create table memberships (
  network_id text not null references organisations(id) on delete cascade,
  member_id text not null references organisations(id) on delete cascade,
  agreement_id text not null references agreements(id) on delete cascade,
  basis text not null check (basis in ('name', 'members')),
  primary key (network_id, member_id, agreement_id)
) strict;

create index memberships_member on memberships (member_id);

create index memberships_agreement on memberships (agreement_id)
"""

COUNTED = """
create table country_pairs (
  country text not null references countries(code),
  partner_country text not null references countries(code),
  agreements integer not null,
  organisations integer not null,
  first_report text,
  latest_report text,
  primary key (country, partner_country)
) strict;

create table country_pair_years (
  country text not null references countries(code),
  partner_country text not null references countries(code),
  year text not null,
  type text not null,
  agreements integer not null,
  primary key (country, partner_country, year, type)
) strict;

create table country_totals (
  country text primary key references countries(code),
  organisations integer not null,
  agreements integer not null,
  ended integer not null,
  partner_countries integer not null,
  reports integer not null,
  first_report text,
  latest_report text
) strict;

create table organisation_totals (
  organisation_id text primary key references organisations(id) on delete cascade,
  country text references countries(code),
  agreements integer not null,
  ended integer not null,
  partners integer not null,
  partner_countries integer not null,
  reports integer not null,
  first_report text,
  latest_report text
) strict;

create index organisation_totals_agreements on organisation_totals (agreements);

create index organisation_totals_country on organisation_totals (country, agreements);

create table person_totals (
  person_id text primary key references people(id) on delete cascade,
  agreements integer not null,
  reports integer not null,
  first_report text,
  latest_report text
) strict;

create index person_totals_agreements on person_totals (agreements);

create table signings (
  organisation_id text not null references organisations(id) on delete cascade,
  person_id text not null references people(id) on delete cascade,
  agreements integer not null,
  reports integer not null,
  first_report text,
  latest_report text,
  primary key (organisation_id, person_id)
) strict;

create index signings_person on signings (person_id);

create table months (
  month text not null,
  source_id text not null references sources(id),
  articles integer not null,
  primary key (month, source_id)
) strict;

create index months_source on months (source_id, month);

create table agreement_months (
  country text references countries(code),
  month text not null,
  type text not null,
  status text not null,
  agreements integer not null,
  reports integer not null
) strict;

create unique index agreement_months_country on agreement_months (country, month, type, status);

create table status_months (
  country text references countries(code),
  month text not null,
  type text not null,
  status text not null,
  agreements integer not null,
  reports integer not null
) strict;

create unique index status_months_country on status_months (country, month, type, status)
"""

NAMED = """
create table organisation_names (
  id integer primary key,
  organisation_id text not null references organisations(id) on delete cascade,
  name text not null,
  basis text not null check (basis in ('name', 'ror', 'alias', 'joined'))
) strict;

create index organisation_names_organisation on organisation_names (organisation_id);

create virtual table organisation_names_fts using fts5 (
  name, content='organisation_names', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

create index agreements_first on agreements (first_report);

create index agreements_of_type on agreements (type, latest_report, status);

create index agreements_of_status on agreements (status, latest_report, type);

drop index agreements_type;

create index agreements_of_instrument on agreements (instrument, latest_report, type, status);

create index texts_number on texts (version_id);

create index articles_language on articles (language, source_id);

create index extractions_not_read on extractions (language, version_id desc) where language <> 'en'
"""


def m015_derived_tables(db: Database) -> None:
    # They are filled by whoever brings the schema up to date (`db.upgrade`), with the rules in force.
    # The index of numbers is for counting texts, which would have all of them read.
    for script in (TOLD, TIED, COUNTED, NAMED):
        run(db, script)
