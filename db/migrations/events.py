"""m013: between which days events lie, and where they took place."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run


def m013_days_and_places_of_events(db: Database) -> None:
    # What was read before has none until it is read again; what a correction put aside gets the keys at once.
    run(
        db,
        """
alter table events add column not_before text;

alter table events add column not_after text check (not_before is null or not_after is null or not_before <= not_after);

alter table events add column place_country text references countries(code);

alter table events add column place text;

alter table events add column place_start integer;

alter table events add column place_end integer;

create index events_place on events (place_country) where place_country is not null;

update events set as_read = json_set(as_read, '$.not_before', null, '$.not_after', null) where as_read is not null;

drop view reports;

create view reports as
select
  events.id as event_id,
  agreement_reports.agreement_id,
  (select group_concat(name, ' · ') from (
     select organisations.name as name from event_parties
     join organisations on organisations.id = event_parties.organisation_id
     where event_parties.event_id = events.id order by event_parties.position)) as parties,
  events.type, events.status, events.instrument, events.date, events.not_before, events.not_after,
  events.place_country, events.subject, events.evidence,
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

drop view histories;

create view histories as
select
  agreement_reports.agreement_id, agreements.parties,
  substr(articles.published, 1, 10) as published, events.status, events.date, events.not_before, events.not_after,
  events.evidence as sentence,
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
  events.date, events.first_day, events.last_day, events.not_before, events.not_after,
  events.place_country, substr(articles.published, 1, 10) as published, articles.url
from events join articles on articles.version_id = events.version_id
left join event_codes on event_codes.type = events.type and event_codes.status = events.status
where not events.dropped
""",
    )
