"""A report: one event as one article tells it, made ready to be compared with others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.bounds import days
from extract.records import STATUSES
from pipelines.ids import slug

Span = tuple[int, int]
"""First and last day, as proleptic Gregorian ordinals."""

RANK = {status: rank for rank, status in enumerate(STATUSES)}
DONE = frozenset({"signed", "launched", "in_force", "renewed"})
"""The arrangement exists."""
RECALLS = frozenset({"in_force", "ended"})
"""What an article tells beside its news."""
NEVER = 10**7
"""Stands for the day of an undated article: behind all others."""
NEWS = 45
"""Days within which two sites, or a site and its bulletin, tell of one act."""


@lru_cache
def words(section: str, key: str) -> frozenset[str]:
    """A list of `words.toml`."""
    lists = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return frozenset(lists[section][key].split())


def singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")) else word


def span(first: str | None, last: str | None) -> Span | None:
    """Two ISO days as a span. A year that no calendar has is no date."""
    try:
        return (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()) if first and last else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Report:
    event_id: str
    article_id: str
    source_id: str
    version_id: int
    published: str | None
    day: int
    """The last day on which the article may have been published, as an ordinal; of an undated article the day of what
    it tells, `NEVER` if it dates nothing."""
    type: str
    status: str
    instrument: str | None
    date: str | None
    told: Span | None
    """The days of `date`."""
    subject: str | None
    words: frozenset[str]
    """Those of the subject that tell one arrangement from another."""
    sides: tuple[str, ...]
    """Ids of organisations in the order of the text; units stand as the organisation to which they belong."""
    evidence: str
    start: int

    @property
    def order(self) -> tuple[int, str, bool, int, str]:
        """In order of time, the same on every machine; within an article the news before what it recalls."""
        return (self.day, self.article_id, self.status in RECALLS, self.start, self.event_id)


def make_report(row: Mapping[str, Any], sides: Iterable[str], names: Mapping[str, str]) -> Report:
    """A row of `db.agreements.events_in_force` with its sides; `names` by organisation id."""
    published = row["published"]
    printed = span(*days(published)) if published else None
    subject = row["subject"]
    act = span(row["first_day"], row["last_day"])
    dated = printed or (act if row["status"] in ("signed", "launched", "renewed") else None)
    whole = list(dict.fromkeys(sides))
    telling = telling_words(subject, (names.get(side, side) for side in whole))
    # A unit that is being founded is what the event is about, no side of it.
    acting = [side for side in whole if not _is_object(names.get(side, side), row["type"], telling)]
    return Report(
        event_id=row["id"],
        article_id=row["article_id"],
        source_id=row["source_id"],
        version_id=row["version_id"],
        published=published,
        day=dated[1] if dated else NEVER,
        type=row["type"],
        status=row["status"],
        instrument=row["instrument"],
        date=row["date"],
        told=act,
        subject=subject,
        words=telling,
        sides=tuple(acting if len(acting) > 1 else whole),
        evidence=row["evidence"],
        start=row["evidence_start"],
    )


def telling_words(subject: str | None, names: Iterable[str]) -> frozenset[str]:
    """The words of a subject that are neither generic nor of the sides' names or their acronyms."""
    if not subject:
        return frozenset()
    taken = frozenset().union(*map(_name_words, names))
    found = {singular(word) for word in re.findall(r"\w+", subject.casefold())}
    generic = words("subjects", "generic")
    return frozenset(word for word in found - taken if len(word) > 1 and word not in generic and not word.isdigit())


@lru_cache(maxsize=100_000)
def _name_words(name: str) -> frozenset[str]:
    """The words of a name and its acronym."""
    return frozenset((*slug(name).split("-"), acronym(name)))


def acronym(name: str) -> str:
    """The first letters of a name's capitalised words, in small letters: `lut`."""
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper()).lower()


def _is_object(name: str, type: str, telling: frozenset[str]) -> bool:
    if type not in ("unit", "office", "project"):
        return False
    begins_so = name.casefold().startswith(("joint ", "laboratory ", "centre ", "center "))
    return begins_so or bool(telling and telling <= _name_words(name))
