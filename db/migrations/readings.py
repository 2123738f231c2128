"""m003 to m007: the first views, and what readings say besides."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run


def m003_views(db: Database) -> None:
    run(
        db,
        """
create view agreements as
select
  events.id as event_id,
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
  articles.id as article_id,
  events.confidence
from events join articles on articles.version_id = events.version_id;

create view ties as
select
  a.organisation_id as organisation_id, o.name as organisation, o.country as country,
  b.organisation_id as partner_id, p.name as partner, p.country as partner_country,
  events.id as event_id, events.type, events.status, events.date,
  substr(articles.published, 1, 10) as published, articles.url
from event_parties a
join event_parties b on b.event_id = a.event_id and b.organisation_id <> a.organisation_id
join organisations o on o.id = a.organisation_id
join organisations p on p.id = b.organisation_id
join events on events.id = a.event_id
join articles on articles.version_id = events.version_id
""",
    )


def m004_language_read(db: Database) -> None:
    run(db, "alter table extractions add column language text")


def m005_basis_of_roles(db: Database) -> None:
    run(
        db,
        "alter table person_roles add column organisation_basis text"
        " check (organisation_basis in ('stated', 'sentence', 'publisher', 'document'))",
    )


def m006_more_bases_of_countries(db: Database) -> None:
    # A check can't be changed, but a column can be put in the place of another.
    run(
        db,
        """
alter table organisations rename column country_basis to old_basis;

alter table organisations add column country_basis text
  check (country_basis in ('declared', 'name', 'bracket', 'apposition', 'demonym', 'city'));

update organisations set country_basis = old_basis;

alter table organisations drop column old_basis
""",
    )


def m007_confidence_of_mentions(db: Database) -> None:
    run(db, "alter table mentions add column confidence real check (confidence between 0 and 1)")
