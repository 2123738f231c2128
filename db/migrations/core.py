"""m001, m002: the tables of sources, articles and what is read in them."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run


def m001_wal(db: Database) -> None:
    # Readers (Datasette) go on while a crawl writes; the mode is a property of the file and stays.
    db.enable_wal()


def m002_core(db: Database) -> None:
    run(
        db,
        """
create table countries (
  code text primary key check (code glob '[A-Z][A-Z]'),
  name text not null
) strict;

create table organisations (
  id text primary key,
  name text not null,
  country text references countries(code),
  country_basis text check (country_basis in ('declared', 'name', 'bracket'))
) strict;

create table sources (
  id text primary key,
  name text not null,
  organisation_id text references organisations(id),
  homepage text,
  language text,
  timezone text,
  checked text,
  disabled text
) strict;

create table organisation_aliases (
  organisation_id text not null references organisations(id) on delete cascade,
  alias text not null,
  basis text not null check (basis in ('declared', 'text')),
  source_id text not null references sources(id),
  scoped integer not null check (scoped in (0, 1)),
  primary key (organisation_id, alias, basis, source_id)
) strict;

create index organisation_aliases_alias on organisation_aliases (alias);

create table people (
  id text primary key,
  name text not null
) strict;

create table runs (
  id integer primary key,
  kind text not null check (kind in ('crawl', 'import', 'extract')),
  source_id text references sources(id),
  state text not null default 'running' check (state in ('running', 'finished', 'failed', 'interrupted')),
  started text not null,
  ended text,
  uniaccord text not null,
  requests integer not null default 0,
  bytes integer not null default 0,
  articles_new integer not null default 0,
  articles_changed integer not null default 0,
  articles_unchanged integer not null default 0,
  documents integer not null default 0
) strict;

create index runs_source on runs (source_id);

create table issues (
  id integer primary key,
  run_id integer references runs(id),
  source_id text references sources(id),
  level text not null check (level in ('warning', 'error')),
  code text not null,
  detail text not null,
  url text,
  noticed text not null
) strict;

create index issues_source on issues (source_id, code);

create index issues_run on issues (run_id);

create table articles (
  id text primary key,
  source_id text not null references sources(id),
  url text not null unique,
  title text,
  published text,
  published_basis text,
  language text,
  first_seen text not null,
  last_seen text not null,
  listed_modified text,
  version_id integer references versions(id),
  versions integer not null default 0
) strict;

create index articles_source on articles (source_id, published);

create index articles_published on articles (published);

create index articles_version on articles (version_id);

create table addresses (
  url text primary key,
  article_id text not null references articles(id) on delete cascade
) strict;

create index addresses_article on addresses (article_id);

create table versions (
  id integer primary key,
  article_id text not null references articles(id) on delete cascade,
  number integer not null,
  fetched text not null,
  run_id integer references runs(id),
  sha256 text not null,
  published text,
  published_basis text,
  modified text,
  language text,
  author text,
  tags text not null default '[]' check (json_valid(tags)),
  unique (article_id, number)
) strict;

create table texts (
  version_id integer primary key references versions(id) on delete cascade,
  title text,
  body text not null,
  kinds text not null check (json_valid(kinds))
) strict;

create virtual table texts_fts using fts5 (
  title, body, content='texts', content_rowid='version_id', tokenize='unicode61 remove_diacritics 2'
);

create trigger texts_insert after insert on texts begin
  insert into texts_fts (rowid, title, body) values (new.version_id, new.title, new.body);
end;

create trigger texts_delete after delete on texts begin
  insert into texts_fts (texts_fts, rowid, title, body) values ('delete', old.version_id, old.title, old.body);
end;

create trigger texts_update after update on texts begin
  insert into texts_fts (texts_fts, rowid, title, body) values ('delete', old.version_id, old.title, old.body);
  insert into texts_fts (rowid, title, body) values (new.version_id, new.title, new.body);
end;

create table extractors (
  id text primary key,
  first_used text not null
) strict;

create table extractions (
  version_id integer primary key references versions(id) on delete cascade,
  extractor_id text not null references extractors(id),
  run_id integer references runs(id),
  made text not null
) strict;

create index extractions_extractor on extractions (extractor_id);

create table mentions (
  id text primary key,
  version_id integer not null references versions(id) on delete cascade,
  label text not null check (label in ('ORG', 'PERSON', 'COUNTRY', 'DATE')),
  "start" integer not null,
  "end" integer not null,
  surface text not null,
  organisation_id text references organisations(id),
  person_id text references people(id),
  country text references countries(code),
  rule text not null,
  extractor_id text not null references extractors(id),
  check ("start" >= 0 and "end" > "start")
) strict;

create index mentions_version on mentions (version_id, "start");

create index mentions_organisation on mentions (organisation_id) where organisation_id is not null;

create index mentions_person on mentions (person_id) where person_id is not null;

create index mentions_country on mentions (country) where country is not null;

create table dates (
  mention_id text primary key references mentions(id) on delete cascade,
  value text,
  edtf text,
  first_day text,
  last_day text
) strict;

create table person_roles (
  id text primary key,
  version_id integer not null references versions(id) on delete cascade,
  person_id text not null references people(id),
  role text,
  organisation_id text references organisations(id),
  extractor_id text not null references extractors(id)
) strict;

create index person_roles_version on person_roles (version_id);

create index person_roles_person on person_roles (person_id);

create index person_roles_organisation on person_roles (organisation_id);

create table events (
  id text primary key,
  version_id integer not null references versions(id) on delete cascade,
  type text not null,
  instrument text,
  status text not null,
  date text,
  first_day text,
  last_day text,
  subject text,
  evidence text not null,
  evidence_start integer not null,
  evidence_end integer not null,
  confidence real not null check (confidence between 0 and 1),
  rules text not null check (json_valid(rules)),
  extractor_id text not null references extractors(id),
  check (evidence_start >= 0 and evidence_end > evidence_start)
) strict;

create index events_version on events (version_id);

create index events_type on events (type, status);

create table event_parties (
  event_id text not null references events(id) on delete cascade,
  organisation_id text not null references organisations(id),
  position integer not null,
  primary key (event_id, organisation_id)
) strict;

create index event_parties_organisation on event_parties (organisation_id);

create table event_people (
  event_id text not null references events(id) on delete cascade,
  person_id text not null references people(id),
  primary key (event_id, person_id)
) strict;

create index event_people_person on event_people (person_id)
""",
    )
