"""What is unusual for a source by its own history: too long without news, far more than ever.

A night is a day on which the source was crawled. Without news is judged by the nights that had some, however much it
was: articles come in heaps, and on weekdays. For gaps that are exponentially distributed, of which n filled T nights,
the chance of another gap of d nights or more is (T / (T + d)) ** n: the prediction with the scale unknown, exact for any
n, so that few news mean more patience. Pauses are not of that kind: a gap shorter than a long vacation is only told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from sqlite_utils import Database

from crawler.addresses import canonical
from crawler.items import Problem
from crawler.source import Source

HISTORY = 730
"""Nights looked at."""
ENOUGH = 14
"""Nights before which nothing is unusual."""
CHANCE = 0.001
"""A gap that is less likely than this is unusual."""
GAPS = 30
"""The latest gaps, by which the next is judged."""
LATELY = 30
"""Days; what was published before is found late, as when a source is new here."""
VACATION = 28
"""Nights; a shorter gap may be a pause and is a warning, a longer one is an error."""
USUAL = 90
"""Nights before, of which nine in ten were no higher than what counts as usual."""
FLOOD = 10
"""Times the usual number of new articles."""
SURGE = 5
"""Times the usual number of anything else."""
WEEKLY = 4
"""Nights with news in `VACATION` nights, for a listing that still gives some."""


@dataclass(frozen=True, slots=True)
class Night:
    """What was crawled of one source in one night."""

    day: date
    finished: bool
    """Whether a crawl came to its end without an error: only then does nothing new mean that there was nothing."""
    new: int = 0
    fresh: int = 0
    """Those of the new articles that were published lately, or do not say when; the others are no news."""
    requests: int = 0
    bytes: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Unusual:
    code: str
    detail: str
    level: str


def unusual(db: Database, source: Source) -> list[Problem]:
    """What the newest night of a source shows that those before it did not."""
    nights = read_nights(db, source.id)
    listings = _unchanged(db, source)
    found = [
        *without_news(nights, source.expect.max_quiet_days),
        *surges(nights),
        *stale_listings(nights, listings),
    ]
    return [Problem(code=f.code, detail=f.detail, url=source.homepage, source=source.id, level=f.level) for f in found]


def read_nights(db: Database, source_id: str) -> list[Night]:
    """The oldest first."""
    rows = db.execute(
        "select substr(started, 1, 10) as day, max(state = 'finished'), sum(articles_new), sum(requests), sum(bytes),"
        " sum(dropped) from runs where source_id = ? and kind = 'crawl' and state <> 'running'"
        " group by day order by day desc limit ?",
        [source_id, HISTORY],
    ).fetchall()
    fresh = dict(
        db.execute(
            "select substr(runs.started, 1, 10) as day, count(*) from articles"
            " join versions on versions.article_id = articles.id and versions.number = 1"
            " join runs on runs.id = versions.run_id and runs.kind = 'crawl' where articles.source_id = ?"
            " and (versions.published is null or versions.published >= date(runs.started, ?)) group by day",
            [source_id, f"-{LATELY} days"],
        ).fetchall()
    )
    return [
        Night(date.fromisoformat(day), bool(finished), new, fresh.get(day, 0), *numbers)
        for day, finished, new, *numbers in reversed(rows)
    ]


def _unchanged(db: Database, source: Source) -> dict[str, int]:
    """How many times in a row each declared address of a listing was found the same."""
    declared = {canonical(url, source) for listing in source.listing for url in listing.urls}
    declared |= {url for listing in source.listing for url in listing.urls}
    rows = db.execute("select url, unchanged from pages where source_id = ? and role = 'listing'", [source.id])
    return {url: unchanged for url, unchanged in rows.fetchall() if url in declared}


def without_news(nights: Sequence[Night], most: int | None = None) -> list[Unusual]:
    """Whether nothing new has come for longer than the source's own gaps explain, or than `most` nights."""
    asked = [night for night in nights if night.finished or night.fresh]
    news = [number for number, night in enumerate(asked) if night.fresh]
    if not news:
        return []
    quiet = len(asked) - 1 - news[-1]
    since = f"nothing new for {quiet} nights, since {asked[news[-1]].day}"
    if most is not None:
        return [Unusual("no-news", f"{since}; {most} are usual by its file", "error")] if quiet > most else []
    gaps = min(GAPS, len(news) - 1)
    if not gaps or len(asked) < ENOUGH:
        return []
    filled = news[-1] - news[-1 - gaps]
    if (filled / (filled + quiet)) ** gaps >= CHANCE:
        return []
    level = "error" if quiet > VACATION else "warning"
    return [Unusual("no-news", f"{since}; before, there was news every {filled / gaps:.1f} nights", level)]


SURGES: tuple[tuple[str, Callable[[Night], int], int, int, str, str], ...] = (
    ("flood", lambda night: night.new, FLOOD, 20, "error", "{:,} new articles in a night, {:,.0f} are usual"),
    (
        "many-dropped",
        lambda night: night.dropped,
        SURGE,
        10,
        "warning",
        "{:,} pages gave no article, {:,.0f} are usual",
    ),
    (
        "many-requests",
        lambda night: night.requests,
        SURGE,
        500,
        "warning",
        "{:,} requests in a night, {:,.0f} are usual",
    ),
    (
        "many-bytes",
        lambda night: night.bytes,
        SURGE,
        100_000_000,
        "warning",
        "{:,} bytes in a night, {:,.0f} are usual",
    ),
)
"""Code, what is counted, how many times the usual is too much, what is never too much, level, words."""


def surges(nights: Sequence[Night]) -> list[Unusual]:
    """What the newest night has far more of than nights before it; what waited while nothing was crawled is allowed for."""
    if len(nights) <= ENOUGH:
        return []
    *before, last = nights[-USUAL - 1 :]
    waited = max(1, (last.day - before[-1].day).days)
    found = []
    for code, count, times, least, level, words in SURGES:
        usual = waited * max(1.0, quantiles(map(count, before), n=10, method="inclusive")[-1])
        if count(last) >= least and count(last) > times * usual:
            found.append(Unusual(code, words.format(count(last), usual), level))
    return found


def stale_listings(nights: Sequence[Night], unchanged: Mapping[str, int]) -> list[Unusual]:
    """Listings that stay the same for weeks while the source has news by another one."""
    if sum(night.fresh > 0 for night in nights[-VACATION:]) < WEEKLY:
        return []
    words = "unchanged for {} nights while there is news elsewhere: {}"
    return [
        Unusual("stale-listing", words.format(times, url), "warning")
        for url, times in sorted(unchanged.items())
        if times > VACATION
    ]
