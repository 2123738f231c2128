"""How the record is: each source, the last night, what waits. Facts of the database alone; it is only read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import readings
from db.working import written

LATELY = timedelta(days=30)
"""What is new, changed or gone since then is counted."""
ENDED = timedelta(days=14)
"""What ended since then is still told."""
MAX_AGE = timedelta(hours=36)
"""The last refresh may have ended so long ago."""
LEAST_FREE = 2**30
"""Bytes that should be free on the disk, besides room for another copy of the database."""
ERROR = "error"


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is wrong with a source, or was."""

    code: str
    level: str
    detail: str
    """As it was noticed last."""
    since: str
    """When it was first noticed (UTC), in an unbroken row of runs up to the last that noticed it."""
    until: str | None
    """When it was first missed again (UTC); null if it still holds."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    id: str
    crawled: str | None
    """When its last crawl began (UTC)."""
    state: str | None
    """How that ended."""
    reason: str | None
    new: int
    """New, changed and gone articles are those of the last thirty days."""
    changed: int
    gone: int
    articles: int
    newest: str | None
    """Day of publication of the newest article."""
    due: int
    """Addresses that are due within a day."""
    warnings: Mapping[str, int]
    """Pages that gave no article or a doubtful one in the last crawl, by code."""
    held: tuple[Held, ...]
    """Errors of the last crawl, and what the last night noticed; then what has ended lately."""

    @property
    def look(self) -> bool:
        """Whether someone should look at this source."""
        wrong = any(held.level == ERROR and held.until is None for held in self.held)
        return wrong or self.state in (None, "failed", "interrupted")


@dataclass(frozen=True, slots=True)
class Night:
    """One refresh; the numbers are those of all its crawls and of its reading."""

    id: int
    started: str
    ended: str | None
    state: str
    reason: str | None
    requests: int
    bytes: int
    not_modified: int
    new: int
    changed: int
    gone: int
    dropped: int
    errors: int
    read: int


@dataclass(frozen=True, slots=True)
class Health:
    database: str
    at: str
    """When this was so (UTC)."""
    night: Night | None
    """The last one that has ended."""
    under_way: Night | None
    sources: tuple[SourceHealth, ...]
    backlog: int
    """Versions in force that the latest extractor has not read."""
    free: int
    """Bytes on the database's disk."""
    working: bool
    """Whether a working copy is being read, which takes the database's place later."""
    reasons: tuple[str, ...]
    """Why someone should look, apart from single sources; one line each."""

    @property
    def look(self) -> bool:
        return bool(self.reasons) or any(source.look for source in self.sources)


def examine(
    db: Database,
    path: Path,
    names: Sequence[str],
    *,
    now: datetime,
    max_age: timedelta = MAX_AGE,
    broken: Iterable[str] = (),
    free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
) -> Health:
    """Everything at `now` (UTC) of the sources named. `broken`: what is wrong with source files that can't be used."""
    nights = _nights(db)
    under_way = next((n for n in nights[:1] if n.state == "running"), None)
    night = next((n for n in nights if n.state != "running"), None)
    room = free(path.absolute().parent)
    reasons = [*_of_nights(night, under_way, now, max_age), *_unpublished(db), *broken]
    if room < LEAST_FREE + path.stat().st_size:
        reasons.append(
            f"the disk is nearly full: {room / 1e9:.1f} GB are free, the database has {path.stat().st_size / 1e9:.1f} GB"
        )
    return Health(
        database=str(path),
        at=now.isoformat(timespec="seconds"),
        night=night,
        under_way=under_way,
        sources=_sources(db, names, now),
        backlog=_backlog(db),
        free=room,
        working=written(path) != path,
        reasons=tuple(reasons),
    )


def _unpublished(db: Database) -> list[str]:
    """Why a working copy was not published, if it was not."""
    rows = db.execute("select detail from issues where code = 'not-published' order by id desc limit 1")
    return [detail for (detail,) in rows.fetchall()]


def _of_nights(night: Night | None, under_way: Night | None, now: datetime, max_age: timedelta) -> list[str]:
    """What is wrong with the last night as a whole."""
    oldest, hours = (now - max_age).isoformat(timespec="seconds"), max_age / timedelta(hours=1)
    if under_way:
        if under_way.started < oldest:
            return [
                f"the refresh that began {_minute(under_way.started)} has not ended; if it is not running it was cut off"
            ]
        if night is None:
            return []
    if night is None:
        return ["there has been no refresh yet; `uniaccord schedule` tells how to have one every night"]
    if (night.ended or night.started) < oldest and not under_way:
        return [f"the last refresh ended {_minute(night.ended or night.started)}, more than {hours:.0f} hours ago"]
    if night.state == "interrupted":
        return [f"the refresh that began {_minute(night.started)} was interrupted{_because(night)}"]
    if night.state == "failed" and night.reason:
        return [f"the refresh that began {_minute(night.started)} failed{_because(night)}"]
    return []


def _because(night: Night) -> str:
    return f": {night.reason}" if night.reason else ""


def _minute(time: str) -> str:
    return f"on {time[:10]} at {time[11:16]} UTC"


def _nights(db: Database) -> list[Night]:
    """The last two refreshes, the newest first."""
    rows = db.query(
        "select night.id, night.started, night.ended, night.state, night.reason,"
        " coalesce(sum(part.requests), 0) as requests, coalesce(sum(part.bytes), 0) as bytes,"
        " coalesce(sum(part.not_modified), 0) as not_modified, coalesce(sum(part.articles_new), 0) as new,"
        " coalesce(sum(part.articles_changed), 0) as changed, coalesce(sum(part.articles_gone), 0) as gone,"
        " coalesce(sum(part.dropped), 0) as dropped, coalesce(sum(part.documents), 0) as read,"
        " (select count(*) from issues where level = 'error' and run_id in"
        "  (select id from runs where id = night.id or part_of = night.id)) as errors"
        " from (select * from runs where kind = 'refresh' order by id desc limit 2) as night"
        " left join runs as part on part.part_of = night.id group by night.id order by night.id desc"
    )
    return [Night(**row) for row in rows]


def _backlog(db: Database) -> int:
    last = db.execute("select id from extractors order by first_used desc, rowid desc limit 1").fetchone()
    return readings.count_pending(db, last[0] if last else "")


def _sources(db: Database, names: Sequence[str], now: datetime) -> tuple[SourceHealth, ...]:
    def by_source(sql: str, *values: object) -> dict[str, tuple[Any, ...]]:
        return {row[0]: row[1:] for row in db.execute(sql, values).fetchall()}

    tomorrow = (now + timedelta(days=1)).isoformat(timespec="seconds")
    crawls = by_source(
        "select source_id, max(id), started, state, reason from runs where kind = 'crawl' group by source_id"
    )
    lately = by_source(
        "select source_id, sum(articles_new), sum(articles_changed), sum(articles_gone) from runs"
        " where kind = 'crawl' and started >= ? group by source_id",
        (now - LATELY).isoformat(timespec="seconds"),
    )
    articles = by_source(
        "select source_id, count(*), max(published) filter (where published < ?) from articles group by source_id",
        tomorrow,
    )
    due = by_source("select source_id, count(*) from pages where due <= ? group by source_id", tomorrow)
    found = []
    for name in names:
        run, crawled, state, reason = crawls.get(name, (None, None, None, None))
        new, changed, gone = lately.get(name, (0, 0, 0))
        stored, newest = articles.get(name, (0, None))
        found.append(
            SourceHealth(
                id=name,
                crawled=crawled,
                state=state,
                reason=reason,
                new=new,
                changed=changed,
                gone=gone,
                articles=stored,
                newest=newest[:10] if newest else None,
                due=due.get(name, (0,))[0],
                warnings=_warnings(db, run),
                held=_held(db, name, now),
            )
        )
    return tuple(found)


def _warnings(db: Database, run: int | None) -> dict[str, int]:
    rows = db.execute(
        "select code, count(*) from issues where run_id = ? and level = 'warning' group by code order by 2 desc, 1",
        [run],
    )
    return dict(rows.fetchall())


def _held(db: Database, source: str, now: datetime) -> tuple[Held, ...]:
    """Errors of crawls, and what was noticed at the ends of nights.

    Each has its own row of runs: the crawls of the source; and the refreshes with such a crawl that came to their end.
    """
    crawls = db.execute(
        "select id, started, state, part_of from runs where kind = 'crawl' and source_id = ? and state <> 'running'"
        " order by id desc",
        [source],
    ).fetchall()
    nights = db.execute(
        "select id, started from runs where kind = 'refresh' and state in ('finished', 'failed') and id in"
        " (select part_of from runs where kind = 'crawl' and source_id = ?) order by id desc",
        [source],
    ).fetchall()
    noted: dict[tuple[str, str], set[int]] = {}
    for code, kind, run in db.execute(
        "select issues.code, runs.kind, runs.id from issues join runs on runs.id = issues.run_id"
        " where issues.source_id = ? and (runs.kind = 'refresh' or runs.kind = 'crawl' and issues.level = 'error')"
        " group by 1, 2, 3",
        [source],
    ).fetchall():
        noted.setdefault((code, kind), set()).add(run)
    found = []
    for (code, kind), runs in noted.items():
        times = {run: started for run, started, *_ in (nights if kind == "refresh" else crawls)}
        if held := _streak(list(times), runs):
            since, last, until = held
            if until is None or times[until] >= (now - ENDED).isoformat(timespec="seconds"):
                level, detail = db.execute(
                    "select level, detail from issues where run_id = ? and source_id = ? and code = ?"
                    " order by level limit 1",
                    [last, source, code],
                ).fetchone()
                found.append(Held(code, level, detail, times[since], times[until] if until else None))
    return tuple(sorted(found, key=lambda held: (held.until is not None, held.level, held.since)))


def _streak(runs: Sequence[int], noted: set[int]) -> tuple[int, int, int | None] | None:
    """The last unbroken row of runs, given newest first, that noticed something: its first, its last, and the run after."""
    places = [place for place, run in enumerate(runs) if run in noted]
    if not places:
        return None
    first = last = places[0]
    for place in places[1:]:
        if place != first + 1:
            break
        first = place
    return runs[first], runs[last], runs[last - 1] if last else None
