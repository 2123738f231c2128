"""What each source is expected to give: its file's `[expect]`, and what holds for every source that does not say otherwise.

The newest articles are compared with those before them, since a site that was made anew still gives pages, only worse ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlite_utils import Database

from crawler.items import Problem
from crawler.source import Source
from db import store
from pipelines import trends
from pipelines.rows import issue_row

MIN_ARTICLES = 1
MAX_AGE_DAYS = 365
MIN_DATED = 0.5
MAX_DROPPED = 0.5
"""Where the file says nothing."""

LAST = 20
"""The newest articles, which are judged."""
BEFORE = 200
"""Those before them, with which they are compared; fewer than `LAST` are no history."""
LESS_DATED = 0.3
"""So much less than before may be dated."""
SHORTER = 1 / 3
"""So long may the middle text be, next to the middle one of before."""
FALLBACKS = ("dateline", "url", "listing")
"""Where a date is read when the page does not say it to machines, nor where the source's file looks for it."""
DROPPED = ("no-body", "too-short")
"""Codes of pages that opened and gave no article."""
AHEAD = timedelta(days=2)
"""Dates of publication beyond are mistakes."""

Find = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Stored:
    """What is judged in a stored article."""

    title: str | None
    basis: str | None
    """Where its date was read; null if it has none."""
    language: str | None
    length: int
    """Characters of the text."""


def unmet(db: Database, source: Source, today: date) -> list[Problem]:
    """What the database does not hold of a source though it is expected to."""
    problems: list[Problem] = []

    def find(code: str, detail: str, level: str = "error") -> None:
        problems.append(Problem(code=code, detail=detail, url=source.homepage, source=source.id, level=level))

    _amounts(db, source, today, find)
    _dropped(db, source, find)
    articles = _newest(db, source.id)
    if len(articles) >= LAST:
        compare(articles[:LAST], articles[LAST:], source, find)
    return problems


def check(db: Database, sources: Iterable[Source], *, today: date, night: int | None, noticed: str) -> list[Problem]:
    """All that a night's end shows of its sources, written into `issues` as noticed by that night (a run's id).

    What still holds is written again each night: `pipelines.health` tells since when.
    """
    problems = [p for source in sources for p in (*unmet(db, source, today), *trends.unusual(db, source))]
    for problem in problems:
        store.save_issue(db, issue_row(problem, run_id=night, noticed=noticed))
    return problems


def _amounts(db: Database, source: Source, today: date, find: Find) -> None:
    stored, newest = db.execute(
        "select count(*), max(published) filter (where published < ?) from articles where source_id = ?",
        [(today + AHEAD).isoformat(), source.id],
    ).fetchone()
    least = MIN_ARTICLES if source.expect.min_articles is None else source.expect.min_articles
    if stored < least:
        find("too-few", f"{stored} articles are stored, at least {least} are expected")
    days = source.expect.max_age_days
    oldest = (today - timedelta(days=days or MAX_AGE_DAYS)).isoformat()
    if newest and newest < oldest[: len(newest)]:
        level = "error" if days else "warning"  # an archive that is closed is no mistake
        find("too-old", f"the newest article is of {newest[:10]}, none since {oldest}", level)


def _newest(db: Database, source_id: str) -> list[Stored]:
    """The newest first, by when they were found."""
    rows = db.execute(
        "select articles.title, articles.published_basis, articles.language, length(texts.body) from"
        " (select * from articles where source_id = ? order by first_seen desc, rowid desc limit ?) as articles"
        " join texts on texts.version_id = articles.version_id",
        [source_id, LAST + BEFORE],
    )
    return [Stored(*row) for row in rows.fetchall()]


def _dropped(db: Database, source: Source, find: Find) -> None:
    """Pages that gave no text, among the newest that could have become articles; each page counts once."""
    marks = ", ".join("?" * len(DROPPED))
    rows = db.execute(
        "select first_seen as time, 0 from articles where source_id = ? union all"  # noqa: S608
        f" select min(noticed), 1 from issues where source_id = ? and code in ({marks})"
        " and url not in (select url from addresses) group by url order by time desc limit ?",
        [source.id, source.id, *DROPPED, LAST + BEFORE],
    )
    dropped = [row[1] for row in rows.fetchall()]
    last, before = dropped[:LAST], dropped[LAST : LAST + BEFORE]
    if len(last) < LAST:
        return
    most = source.expect.max_dropped
    if most is None:
        most = max(MAX_DROPPED, 2 * share(before) if len(before) >= LAST else 0)
    if share(last) > most:
        find("no-texts", f"{sum(last)} of the newest {len(last)} pages gave no text; the site may have been made anew")


def compare(last: Sequence[Stored], before: Sequence[Stored], source: Source, find: Find) -> None:
    """The newest articles for themselves and, if there is a history, next to those before them."""
    history = before if len(before) >= LAST else ()
    dated = share(a.basis is not None for a in last)
    least = source.expect.min_dated
    if least is None:
        least = max(MIN_DATED, share(a.basis is not None for a in history) - LESS_DATED)
    if dated < least:
        find(
            "no-dates", f"{dated:.0%} of the newest {len(last)} articles have a date, at least {least:.0%} are expected"
        )
    title, times = Counter(a.title for a in last).most_common(1)[0]
    if title and times > len(last) / 2:
        find("same-titles", f"{times} of the newest {len(last)} articles are called “{title}”")
    if not history:
        return
    length, usual = median(a.length for a in last), median(a.length for a in history)
    if length < SHORTER * usual:
        find("short-texts", f"the newest texts have {length:.0f} characters in the middle, those before {usual:.0f}")
    fallen, fell = (share(a.basis in FALLBACKS for a in some if a.basis) for some in (last, history))
    if fallen - fell > 0.5:
        find(
            "unsure-dates",
            f"{fallen:.0%} of the newest dates are guessed from text or address, {fell:.0%} before",
            "warning",
        )
    own, owned = (share(a.language == source.language for a in some) for some in (last, history))
    if own < 0.5 < owned:
        most = Counter(a.language for a in last).most_common(1)[0][0]
        find(
            "language",
            f"{own:.0%} of the newest articles are in {source.language}, {owned:.0%} before; now it is {most}",
        )


def share(values: Iterable[object]) -> float:
    """Of values that count as true, from 0 to 1; 0 of none."""
    found = [bool(value) for value in values]
    return sum(found) / len(found) if found else 0.0
