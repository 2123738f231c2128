"""How much the record holds and how it fares, in numbers and words: for the front page and for who cites it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from db.site.wording import day, plural

AS_OF = "select (select coalesce(ended, started) from runs order by id desc limit 1) as as_of"
"""When the last crawl, or the like, ended; null if there was none."""

STANDING = """
select
  (select count(*) from articles) as articles,
  (select count(*) from sources) as sources,
  (select count(*) from agreements) as agreements,
  (select count(*) from organisations) as organisations,
  (select count(*) from country_totals) as countries,
  (select substr(min(published), 1, 10) from articles where published > '') as first_day,
  (select substr(max(published), 1, 10) from articles) as last_day,
  (select id from extractors order by first_used desc limit 1) as extractor,
  (select name from _sqlite_migrations order by rowid desc limit 1) as schema,
  (select uniaccord from runs order by id desc limit 1) as version,
  (select coalesce(ended, started) from runs order by id desc limit 1) as as_of
"""
"""SQLite counts a table without reading its rows, a million of them in two milliseconds; all else goes by an index."""

NIGHTS = "select id, state, started, ended, reason from runs where kind = 'refresh' order by id desc limit 2"

UNWELL = """
with crawls as (
  select sources.id, sources.name,
    (select id from runs where source_id = sources.id and kind = 'crawl' order by id desc limit 1) as crawl
  from sources where sources.disabled is null)
select crawls.id, crawls.name, runs.state, runs.reason from crawls join runs on runs.id = crawl
where runs.state in ('failed', 'interrupted')
  or exists (select 1 from issues where run_id = crawl and level = 'error')
  or exists (select 1 from issues where run_id = runs.part_of and source_id = crawls.id and level = 'error')
order by crawls.id
"""
"""Sources of which someone should look at the last crawl."""

OLD = timedelta(hours=36)
"""So long ago the last refresh may have ended."""
LONG = timedelta(hours=24)
"""A refresh that has run for so long was probably cut off."""

Row = Mapping[str, Any]


def of_nights(nights: list[Any], now: datetime) -> tuple[str, bool]:
    """What there is to say of the last refresh, and whether it is well; `nights` has the last two, newest first."""
    if not nights:
        return "It has not been refreshed as a whole yet.", True
    last = nights[0]
    if last["state"] == "running":
        if _time(last["started"]) < now - LONG:
            return f"The refresh that began {_when(last['started'])} has not ended; it was probably cut off.", False
        before = f" The one before ended {_when(nights[1]['ended'] or nights[1]['started'])}." if nights[1:] else ""
        return f"A refresh that began {_when(last['started'])} is running.{before}", True
    ended = last["ended"] or last["started"]
    because = f": {last['reason']}" if last["reason"] else ""
    if last["state"] == "interrupted":
        return f"The last refresh, {_when(ended)}, was interrupted{because}.", False
    if last["state"] == "failed" and last["reason"]:
        return f"The last refresh, {_when(ended)}, failed{because}.", False
    if _time(ended) < now - OLD:
        days = (now - _time(ended)).days
        return f"The last refresh ended {_when(ended)}, {plural(days, 'day')} ago.", False
    return f"Refreshed {_when(ended)}.", True


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _when(text: str) -> str:
    return f"on {day(text)} at {text[11:16]} UTC"


TITLE = "uniaccord: agreements that universities announce on their news pages"


def citation(standing: Row, url: str | None = None) -> str:
    """How to cite the record as it is now."""
    return f"{TITLE}. {_holds(standing)}. {_made_by(standing)}.{f' {url}' if url else ''}"


def bibtex(standing: Row, url: str | None = None) -> str:
    """The same for BibTeX."""
    as_of = standing["as_of"] or ""
    note = f"{_holds(standing)}. {_made_by(standing)}".replace("_", r"\_")
    lines = [f"title = {{{TITLE}}}", f"year = {{{as_of[:4]}}}", f"note = {{{note}}}"]
    lines += [f"url = {{{url}}}"] if url else []
    return f"@misc{{uniaccord-{as_of[:10] or 'empty'},\n  " + ",\n  ".join(lines) + "\n}"


def _holds(standing: Row) -> str:
    counts = f"{plural(standing['agreements'], 'agreement')} in {plural(standing['articles'], 'article')}"
    return f"{counts} of {plural(standing['sources'], 'source')}, as of {(standing['as_of'] or 'now')[:10]}"


def _made_by(standing: Row) -> str:
    made = f"Made by uniaccord {standing['version'] or ''}".rstrip()
    made += f", schema {standing['schema']}"
    return f"{made}, read by {standing['extractor']}" if standing["extractor"] else made


def span(standing: Row) -> str:
    """From when to when its articles were published, in words."""
    if not standing["last_day"]:
        return ""
    return f"published from {day(standing['first_day'])} to {day(standing['last_day'])}"
