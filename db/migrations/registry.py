"""m009, m011: links to the Research Organization Registry."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run


def m009_research_organization_registry(db: Database) -> None:
    run(
        db,
        """
alter table organisations rename column country_basis to old_basis;

alter table organisations add column country_basis text
  check (country_basis in ('declared', 'name', 'bracket', 'apposition', 'demonym', 'city', 'ror'));

update organisations set country_basis = old_basis;

alter table organisations drop column old_basis;

alter table organisations add column ror_id text;

alter table organisations add column ror_basis text
  check (ror_basis in ('declared', 'name', 'alias', 'short'));

alter table organisations add column ror_name text;

alter table organisations add column ror_country text references countries(code);

alter table organisations add column ror_types text check (ror_types is null or json_valid(ror_types));

alter table organisations add column wikidata_id text;

create index organisations_ror on organisations (ror_id) where ror_id is not null
""",
    )


def m011_links_of_names(db: Database) -> None:
    # Linking takes the rows of joined names out of `organisations`; their links must stay.
    run(
        db,
        """
create table ror_links (
  name_id text primary key,
  ror_id text not null,
  ror_basis text not null check (ror_basis in ('declared', 'name', 'alias', 'short')),
  ror_name text not null,
  ror_country text references countries(code),
  ror_types text not null check (json_valid(ror_types)),
  wikidata_id text
) strict;

create index ror_links_ror on ror_links (ror_id);

insert into ror_links select id, ror_id, ror_basis, ror_name, ror_country, ror_types, wikidata_id
from organisations where ror_id is not null;

update organisation_merges set country = null, country_basis = null where country_basis = 'ror'
""",
    )
