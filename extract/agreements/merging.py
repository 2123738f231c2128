"""One arrangement told several times in a document is one event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extract.agreements.judging import Signs

LADDER = ("in_force", "planned", "negotiating", "agreed", "launched", "signed", "ended", "renewed")
"""Of two reports of one arrangement the one that is further to the right tells its status."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one clause tells of an arrangement."""

    type: str
    instrument: str | None
    paper: bool
    """Whether there is a document, be it one without a name."""
    anaphoric: bool
    """Whether it is a document that was spoken of before."""
    status: str
    parties: tuple[str, ...]
    named: tuple[str, ...]
    """Those of the parties that the sentence names itself."""
    people: tuple[str, ...]
    date: str | None
    subject: str | None
    evidence: tuple[int, int]
    confidence: float
    rules: tuple[str, ...]
    not_before: str | None = None
    """This and what follows is known of events only, when all is merged."""
    not_after: str | None = None
    place_country: str | None = None
    place: tuple[int, int] | None = None
    signs: Signs = field(default_factory=dict, compare=False, repr=False)
    """By which it was judged, of the report that told most clearly."""


def merge(reports: Iterable[Report]) -> list[Report]:
    """Reports of the same arrangement as one each, in order of their first report."""
    return [event for event, _ in grouped(reports)]


def grouped(reports: Iterable[Report]) -> list[tuple[Report, list[Report]]]:
    """The same, each with the reports that it was made of."""
    events: list[tuple[Report, list[Report]]] = []
    for report in reports:
        index = next((i for i, (event, _) in enumerate(events) if same(event, report)), None)
        if index is None:
            events.append((report, [report]))
        else:
            event, told = events[index]
            events[index] = united(event, report), [*told, report]
    return events


def same(one: Report, other: Report) -> bool:
    """Whether two reports tell of one arrangement: same sides, and no type, document, stage or year sets them apart."""
    return same_sides(one, other) and same_thing(one, other) and same_time(one, other)


def same_sides(one: Report, other: Report) -> bool:
    """Whether the sides are the same, or one report names some of the other's and only assumes the rest."""
    if set(one.parties) == set(other.parties):
        return True
    for small, large in ((one, other), (other, one)):
        assumed = set(small.named) != set(small.parties)
        shared = set(small.named) & set(large.parties)
        if assumed and shared and shared == set(small.named) and len(large.parties) <= len(small.parties):
            return True
    return False


def same_thing(one: Report, other: Report) -> bool:
    """Whether type and document agree or leave room for each other: "the agreement" can mean a memorandum told of
    before. A document and a thing that is told of without it
    stay apart if the sentence of the thing names its sides."""
    if one.instrument and other.instrument and one.instrument != other.instrument and not other.anaphoric:
        return False
    if one.type == other.type:
        return True
    if one.paper == other.paper:
        return "cooperation" in (one.type, other.type)
    paper, thing = (one, other) if one.paper else (other, one)
    if paper.anaphoric and thing is one:
        return True
    return thing.type == "cooperation" or (paper.type == "cooperation" and not thing.named)


def same_time(one: Report, other: Report) -> bool:
    """Whether stage and year leave room for one arrangement."""
    if {"ended", "negotiating"} == {one.status, other.status}:
        return False
    return not (one.date and other.date and one.date[:4] != other.date[:4])


def united(one: Report, other: Report) -> Report:
    """Both reports as one: the furthest status, the document's type if there is one, the evidence of the status."""
    further = max(one, other, key=lambda r: LADDER.index(r.status))
    best = max(one, other, key=lambda r: (bool(r.named), LADDER.index(r.status), r.confidence))
    named = [r for r in (one, other) if r.paper and not r.anaphoric] or [one, other]
    typed = [r for r in named if r.type != "cooperation"]
    background = further.status != "in_force"  # then the date of a report of background is another one
    dated = [r.date for r in (further, best, one, other) if r.date and not (background and r.status == "in_force")]
    return replace(
        best,
        type=typed[0].type if typed else "cooperation",
        instrument=one.instrument or other.instrument,
        paper=one.paper or other.paper,
        status=further.status,
        parties=max(one, other, key=lambda r: len(r.named)).parties,
        named=max(one.named, other.named, key=len),
        people=tuple(dict.fromkeys(one.people + other.people)),
        date=next(iter(dated), None),
        subject=best.subject or one.subject or other.subject,
        confidence=max(one.confidence, other.confidence),
        rules=tuple(dict.fromkeys(best.rules + one.rules + other.rules)),
    )
