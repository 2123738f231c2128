"""m008: agreements over time, the joins that make them, and what a researcher corrected; m012: their ties."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run

TABLES = """
drop view agreements;

drop view ties;

alter table organisations add column parent_id text references organisations(id) on delete set null;

alter table organisations add column read_name text;

create index organisations_parent on organisations (parent_id) where parent_id is not null;

alter table mentions add column organisation_read text;

create index mentions_organisation_read on mentions (organisation_read) where organisation_read is not null;

alter table person_roles add column organisation_read text;

create index person_roles_organisation_read on person_roles (organisation_read) where organisation_read is not null;

alter table organisation_aliases add column organisation_read text;

alter table events add column as_read text check (as_read is null or json_valid(as_read));

alter table events add column dropped integer not null default 0 check (dropped in (0, 1));

create index events_as_read on events (id) where as_read is not null;

create table organisation_merges (
  read_id text not null,
  source_id text not null,
  name text not null,
  country text references countries(code),
  country_basis text,
  organisation_id text not null references organisations(id) on delete cascade,
  rule text not null,
  evidence text not null,
  primary key (read_id, source_id)
) strict;

create index organisation_merges_organisation on organisation_merges (organisation_id);

create table agreements (
  id text primary key,
  parties text not null,
  countries text not null,
  type text not null,
  instrument text,
  status text not null,
  subject text,
  date text,
  first_day text,
  last_day text,
  first_report text,
  latest_report text,
  reports integer not null,
  articles integer not null
) strict;

create index agreements_latest on agreements (latest_report);

create index agreements_type on agreements (type, status);

create table agreement_parties (
  agreement_id text not null references agreements(id) on delete cascade,
  organisation_id text not null references organisations(id) on delete cascade,
  position integer not null,
  reports integer not null,
  primary key (agreement_id, organisation_id)
) strict;

create index agreement_parties_organisation on agreement_parties (organisation_id);

create table agreement_reports (
  event_id text primary key references events(id) on delete cascade,
  agreement_id text not null references agreements(id) on delete cascade,
  basis text not null,
  duplicate_of text references articles(id) on delete set null
) strict;

create index agreement_reports_agreement on agreement_reports (agreement_id);

create index agreement_reports_duplicate on agreement_reports (duplicate_of) where duplicate_of is not null;

create table proposals (
  id text primary key,
  kind text not null check (kind in ('agreement', 'organisation')),
  a text not null,
  b text not null,
  score real not null check (score between 0 and 1),
  rule text not null,
  evidence text not null,
  decided text check (decided in ('confirmed', 'refused'))
) strict;

create index proposals_kind on proposals (kind, score);

create table corrections (
  id integer primary key,
  kind text not null check (kind in ('event', 'organisation', 'join', 'apart')),
  target text not null,
  field text not null,
  before text,
  after text,
  note text,
  corrected_by text,
  corrected_on text
) strict;

create index corrections_target on corrections (target);

create view reports as
select
  events.id as event_id,
  agreement_reports.agreement_id,
  (select group_concat(name, ' · ') from (
     select organisations.name as name from event_parties
     join organisations on organisations.id = event_parties.organisation_id
     where event_parties.event_id = events.id order by event_parties.position)) as parties,
  events.type, events.status, events.instrument, events.date, events.subject, events.evidence,
  (select group_concat(name, ' · ') from (
     select people.name as name from event_people join people on people.id = event_people.person_id
     where event_people.event_id = events.id order by people.name)) as signatories,
  (select group_concat(country, ' ') from (
     select distinct organisations.country as country from event_parties
     join organisations on organisations.id = event_parties.organisation_id
     where event_parties.event_id = events.id and organisations.country is not null
     order by organisations.country)) as countries,
  substr(articles.published, 1, 10) as published, articles.title, articles.url, articles.source_id,
  articles.id as article_id, agreement_reports.duplicate_of,
  events.confidence
from events join articles on articles.version_id = events.version_id
left join agreement_reports on agreement_reports.event_id = events.id
where not events.dropped;

create view histories as
select
  agreement_reports.agreement_id, agreements.parties,
  substr(articles.published, 1, 10) as published, events.status, events.date, events.evidence as sentence,
  articles.title, articles.url, articles.source_id, agreement_reports.basis, agreement_reports.duplicate_of,
  events.id as event_id
from agreement_reports
join agreements on agreements.id = agreement_reports.agreement_id
join events on events.id = agreement_reports.event_id
join articles on articles.version_id = events.version_id
order by agreement_reports.agreement_id, articles.published, events.evidence_start;

create view ties as
select
  a.organisation_id as organisation_id, o.name as organisation, o.country as country,
  b.organisation_id as partner_id, p.name as partner, p.country as partner_country,
  agreement_reports.agreement_id, events.id as event_id, events.type, events.status, events.date,
  substr(articles.published, 1, 10) as published, articles.url
from event_parties a
join event_parties b on b.event_id = a.event_id and b.organisation_id <> a.organisation_id
join organisations o on o.id = a.organisation_id
join organisations p on p.id = b.organisation_id
join events on events.id = a.event_id
join articles on articles.version_id = events.version_id
left join agreement_reports on agreement_reports.event_id = events.id
where not events.dropped
"""

TIES = """
alter table agreement_parties add column country text references countries(code);

update agreement_parties set country = (select country from organisations where id = organisation_id);

drop index agreement_parties_organisation;

create index agreement_parties_partners on agreement_parties (organisation_id, agreement_id, country);

create index agreement_parties_pairs on agreement_parties (agreement_id, organisation_id, country);

drop index articles_version;

create index articles_version on articles (version_id, published);

create index articles_day on articles (substr(published, 1, 10));

drop view ties;

create view ties as
select
  a.organisation_id as organisation_id, o.name as organisation, a.country as country,
  b.organisation_id as partner_id, p.name as partner, b.country as partner_country,
  agreements.id as agreement_id, agreements.type, agreements.instrument, agreements.status, agreements.subject,
  agreements.date, agreements.first_report, agreements.latest_report, agreements.reports
from agreements
join agreement_parties a on a.agreement_id = agreements.id
join agreement_parties b on b.agreement_id = agreements.id and b.organisation_id <> a.organisation_id
left join organisations o on o.id = a.organisation_id
left join organisations p on p.id = b.organisation_id;

drop view histories;

create view histories as
select
  agreement_reports.agreement_id, agreements.parties,
  substr(articles.published, 1, 10) as published, events.status, events.date, events.evidence as sentence,
  articles.title, articles.url, articles.source_id, agreement_reports.basis, agreement_reports.duplicate_of,
  events.id as event_id
from agreement_reports
left join agreements on agreements.id = agreement_reports.agreement_id
join events on events.id = agreement_reports.event_id
join articles on articles.version_id = events.version_id
order by agreement_reports.agreement_id, articles.published, events.evidence_start;

drop view coded_events;

create view coded_events as
select events.id as event_id, events.type, events.status, event_codes.cameo, event_codes.plover,
  events.date, events.first_day, events.last_day, substr(articles.published, 1, 10) as published, articles.url
from events join articles on articles.version_id = events.version_id
left join event_codes on event_codes.type = events.type and event_codes.status = events.status
where not events.dropped
"""


def m008_agreements_over_time(db: Database) -> None:
    run(db, TABLES)


def m012_ties_of_agreements(db: Database) -> None:
    # Where every row has its match, a left join is an inner one that a count skips and that keeps the order of indexes.
    run(db, TIES)
