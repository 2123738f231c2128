"""Whether sources still work: what a look at each shows, beside what is stored of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rich.markup import escape
from rich.table import Table
from scrapy.settings import Settings

from crawler.checkup import Checkup, check_up
from crawler.saved import differences, saved_pages
from crawler.source import Source
from crawler.visit import Visit, Visitor, visit_all
from db.stored import Stored

MOST = 30
"""Pages that are asked for of one source at most."""
_ENOUGH = 0.6
"""So great a share of the articles must have what an article has."""
_FALL = 0.4
"""A share of dated articles that has fallen by so much has another reason than chance."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Verdict:
    """What works of one source: for each part how it looks, and why not."""

    source: Source
    listing: str
    title: str
    date: str
    body: str
    reasons: tuple[str, ...] = ()
    """Empty if all works."""
    notes: tuple[str, ...] = ()


def look(settings: Settings, sources: Iterable[Source], today: date) -> list[Checkup]:
    """Visits sources side by side, each gently. Once in a process.

    Sources whose check did not end (interrupted, or a mistake of ours, which is logged) are missing.
    """

    def visit(source: Source) -> Visit:
        async def job(visitor: Visitor) -> Checkup:
            return await check_up(visitor, source, today)

        return Visit(source, job, most=MOST)

    visits = [visit(source) for source in sources]
    visit_all(settings, visits)
    return [visit.result for visit in visits if visit.result is not None]


def judge(seen: Checkup, known: Stored | None, today: date) -> Verdict:
    """What of a source works, by itself and beside what is stored."""
    articles = [each.article for each in seen.tried if each.article]
    number, read = len(seen.tried), len(articles)
    titled = sum(article.title is not None for article in articles)
    dated = sum(article.published is not None for article in articles)
    reasons = [f"{problem.detail} ({problem.code}: {problem.url})" for problem in seen.problems]
    notes = []
    if not number and not reasons:
        reasons.append("no listing has an article")
    failed = [each.result for each in seen.tried if each.article is None]
    told = [
        f"{getattr(result, 'detail', '')} ({getattr(result, 'code', '')}: {getattr(result, 'url', '')})"
        for result in failed
    ]
    if read < number * _ENOUGH:
        reasons.append(f"{number - read} of {number} pages gave no text, for instance: {told[0]}")
    elif told:
        notes += told
    if read and titled < read * _ENOUGH:
        reasons.append(f"{read - titled} of {read} articles have no title: look at [article].title")
    if read and _fewer_dates(dated / read, known):
        before = f", of those stored {known.dated} of {known.articles} have one" if known and known.articles else ""
        reasons.append(f"{read - dated} of {read} articles have no date{before}: look at [article].date")
    for key in seen.lost:
        reasons.append(f"the selectors of [article].{key} find nothing any more; general rules do what they can")
    if reason := _too_old(seen, known, today):
        reasons.append(reason)
    listing = f"{len(seen.listed)} listed" if seen.listed else "—"
    return Verdict(
        seen.source,
        f"{listing}{', some fail' if seen.listed and seen.problems else ''}",
        _share(titled, number),
        _share(dated, number),
        _share(read, number),
        tuple(reasons),
        tuple(notes),
    )


def _share(part: int, number: int) -> str:
    return f"{part}/{number}" if number else "—"


def _fewer_dates(share: float, known: Stored | None) -> bool:
    """Whether dates are missing that used to be there; without a record, whether too few are there."""
    if known is None or not known.articles:
        return share < _ENOUGH
    return share < known.dated / known.articles - _FALL


def _too_old(seen: Checkup, known: Stored | None, today: date) -> str | None:
    most, newest = seen.source.expect.max_age_days, seen.newest
    if newest is None:
        return None
    if known and known.newest and newest < known.newest[:10]:
        return (
            f"the newest article listed is of {newest}, an article of {known.newest[:10]} is stored: is it an old copy?"
        )
    if most and newest < (today - timedelta(days=most)).isoformat():
        return f"the newest article is of {newest}; [expect] wants one of the last {most} days"
    return None


def table(verdicts: Iterable[Verdict]) -> Table:
    """One line a source, those that do not work with the reason."""
    shown = Table(title="Sources, as they are now", title_justify="left")
    for column in ("source", "", "listing", "title", "date", "text", "why"):
        shown.add_column(column, overflow="fold", ratio=1 if column == "why" else None)
    for verdict in verdicts:
        why = "; ".join(verdict.reasons or verdict.notes)
        why = why if len(why) < _LONGEST else f"{why[:_LONGEST]}…"
        works = "ok" if not verdict.reasons else "look"
        shown.add_row(verdict.source.id, works, verdict.listing, verdict.title, verdict.date, verdict.body, escape(why))
    return shown


def check_saved(sources: Mapping[str, Source], folders: Iterable[Path]) -> Iterator[tuple[Path, list[str]]]:
    """Each saved page of the sources, and how what is read in it now differs from what is expected."""
    for name, source in sources.items():
        for folder in folders:
            for saved in saved_pages(folder / name):
                yield saved.path, differences(saved, source)
