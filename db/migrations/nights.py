"""m014: what the nightly refresh remembers of each address, each answer and each run."""

from __future__ import annotations

from sqlite_utils import Database

from db.migrations.script import run


def m014_nights(db: Database) -> None:
    # Pages of a record made before are due over the next ninety days, not all in the first night.
    run(
        db,
        """
alter table runs rename column kind to old_kind;

alter table runs add column kind text not null default 'crawl'
  check (kind in ('refresh', 'crawl', 'import', 'extract', 'reparse'));

update runs set kind = old_kind;

alter table runs drop column old_kind;

alter table runs add column part_of integer references runs(id);

alter table runs add column reason text;

alter table runs add column not_modified integer not null default 0;

alter table runs add column articles_gone integer not null default 0;

alter table runs add column dropped integer not null default 0;

alter table runs add column errors integer not null default 0;

create index runs_part_of on runs (part_of);

create table pages (
  url text primary key,
  source_id text not null references sources(id),
  role text not null check (role in ('listing', 'article')),
  article_id text references articles(id) on delete set null,
  found text not null,
  listed_title text,
  listed_published text,
  listed_modified text,
  asked text,
  status integer,
  etag text,
  last_modified text,
  unchanged integer not null default 0,
  failures integer not null default 0,
  due text,
  followed text
) strict;

create index pages_source on pages (source_id, role, due);

create index pages_article on pages (article_id);

create table responses (
  id integer primary key,
  run_id integer not null references runs(id),
  url text not null,
  fetched text not null,
  status integer not null,
  media_type text,
  digest text not null,
  file text not null,
  "offset" integer not null,
  length integer not null
) strict;

create index responses_url on responses (url, fetched);

create index responses_digest on responses (digest);

create index responses_run on responses (run_id);

alter table versions add column response_id integer references responses(id);

alter table versions add column cause text not null default 'page' check (cause in ('page', 'parser'));

alter table versions add column changes text check (changes is null or json_valid(changes));

create index versions_response on versions (response_id) where response_id is not null;

create index versions_run on versions (run_id);

alter table articles add column gone text;

insert into pages (url, source_id, role, article_id, found, listed_modified, asked, status, due)
  select url, source_id, 'article', id, first_seen, listed_modified, last_seen, 200,
    strftime('%Y-%m-%dT%H:%M:%S+00:00', last_seen, '+' || (1 + rowid % 90) || ' days')
  from articles where url like 'http%'
""",
    )
