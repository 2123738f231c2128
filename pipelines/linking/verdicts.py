"""Is a report one of the same arrangement as a strand? Yes by a named rule, perhaps, or no.

The reports of a strand are earlier than the one that is judged (or undated). Days are those of publication unless a
report tells its own. `docs/agreements.md` has the rules in words; the numbers below are theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.linking.comparing import (
    Object,
    Sides,
    compare_objects,
    compare_sides,
    dates_agree,
    meet,
    recalls_other,
)
from pipelines.linking.reports import DONE, NEVER, NEWS, RANK, Report, Span
from pipelines.linking.strands import Strand

APART = 3
"""Days by which two sites' dates of one act may differ."""
YEAR = 366
TALKS = 2 * YEAR
"""How long an arrangement may stay on its way from talks to a signature."""
START = 3 * YEAR
"""How long after its signature it may begin."""
SAME_DOCUMENT = 0.06
"""Added to the score where both name the same kind of document: enough to choose between two that fit."""
TERM = 10 * YEAR
"""How long it may run before it is renewed or ends."""


@dataclass(frozen=True, slots=True)
class Verdict:
    joins: bool
    """False: it is only proposed."""
    rule: str
    score: float
    """0 to 1."""


def judge(report: Report, strand: Strand) -> Verdict | None:
    """None: another arrangement."""
    sides = compare_sides(report, strand)
    if sides is None or (strand.tells_of(report.article_id) and not recalls_other(report, strand)):
        return None  # the reader holds the arrangements of one text apart
    object_: Object = "same" if report.type == "membership" and sides == "same" else compare_objects(report, strand)
    if report.type != strand.type:
        return _other_type(report, strand, sides, object_)
    agrees = dates_agree(report, strand)
    if object_ == "different" or (object_ == "partly" and report.type != "cooperation" and not agrees):
        doubtful = agrees and (object_ == "partly" or report.type == "cooperation")
        return Verdict(False, "other-subject", 0.6 if object_ == "partly" else 0.5) if doubtful else None
    if _other_document(report, strand) and not agrees:
        return None
    found = _in_time(report, strand, object_)
    if found is None or not found.joins:
        return found
    if sides == "overlapping" or (sides == "within" and not (agrees or object_ == "same")):
        return Verdict(False, "other-sides", 0.55)
    same_document = report.instrument is not None and report.instrument in strand.instruments
    return replace(found, score=min(1.0, found.score + SAME_DOCUMENT)) if same_document else found


def _other_type(report: Report, strand: Strand, sides: Sides, object_: Object) -> Verdict | None:
    """Types are never mixed by a rule: an article that names only the document may mean a programme of another."""
    if sides != "same" or object_ in ("partly", "different"):
        return None
    general = "cooperation" in (report.type, strand.type)
    if dates_agree(report, strand) and (general or object_ == "same"):
        return Verdict(
            False, "other-type", 0.8 if object_ == "same" or report.instrument in strand.instruments else 0.7
        )
    gap = _gap(report, strand.latest)
    if object_ == "same" and general and gap <= YEAR:
        return Verdict(False, "other-type", 0.6)
    # Talks on something, then a bare document; or a document, then what it may have been about.
    document = report.type == "cooperation" and report.status == "signed" and report.instrument and not report.words
    if document and strand.done is None and gap <= TALKS:
        return Verdict(False, "bare-document", 0.5)
    if strand.type == "cooperation" and object_ == "open" and report.instrument in strand.instruments and gap <= YEAR:
        return Verdict(False, "bare-document", 0.5) if report.status in ("launched", "renewed") else None
    return None


def _other_document(report: Report, strand: Strand) -> bool:
    """For bare cooperation the document is the arrangement; a programme or a unit may pass through several."""
    named = strand.instruments
    return report.type == "cooperation" and bool(report.instrument and named) and report.instrument not in named


def _in_time(report: Report, strand: Strand, object_: Object) -> Verdict | None:
    match report.status:
        case "in_force":
            return _recalled(report, strand, object_)
        case "planned" | "negotiating" | "agreed":
            return _on_its_way(report, strand, object_)
        case "signed" | "launched":
            return _act(report, strand, object_)
        case "renewed":
            return _renewal(report, strand, object_)
        case _:
            return _end(report, strand, object_)


def _gap(report: Report, day: int) -> int:
    """Days from `day` to the publication of the report; a year if either is not dated."""
    return YEAR if NEVER in (report.day, day) else max(0, report.day - day)


def _progress(gap: int, object_: Object, bound: int, open_bound: int) -> Verdict | None:
    if object_ == "same":
        return Verdict(True, "progress", 0.85) if gap <= bound else None
    if gap <= open_bound:
        return Verdict(True, "progress", 0.7)
    return Verdict(False, "long-way", 0.5) if gap <= bound else None


def _recalled(report: Report, strand: Strand, object_: Object) -> Verdict | None:
    """A standing arrangement, told as background: which one does it recall?"""
    gap = _gap(report, strand.latest)
    if strand.ended is not None and (report.told is None or report.told[0] > strand.ended):
        return None
    if report.told:
        acts = [told for told, _ in strand.acts("agreed", *DONE)]
        if any(meet(report.told, told) for told in acts):
            return Verdict(True, "recalled", 0.95)
        began = min((told[0] for told in acts), default=None)
        if began is not None:
            later = object_ == "same" and report.type != "cooperation" and began <= report.told[0] <= began + START
            return Verdict(True, "recalled", 0.8) if later else None
        first = strand.first.day
        if strand.done is not None and meet(report.told, (first - NEWS, first + NEWS)):
            return Verdict(True, "recalled", 0.8)
        if strand.done is None and report.told[1] >= first:
            return _progress(gap, object_, TALKS, YEAR)
        return None
    if strand.done is None:
        return _progress(gap, object_, TALKS, 0)
    if object_ == "same":
        return Verdict(True, "standing", 0.8) if gap <= TERM else None
    # What is only said to stand joins what was only said to stand, before a document that it may not be about.
    bare = strand.first.status == "in_force" and strand.first.told is None
    return Verdict(True, "standing", 0.6 if bare else 0.5) if gap <= TERM / 2 else None


def _on_its_way(report: Report, strand: Strand, object_: Object) -> Verdict | None:
    """Talks and plans come before the act; behind it they are news that comes late, or another round."""
    gap = _gap(report, strand.latest)
    if strand.ended is not None:
        return Verdict(False, "new-round", 0.5) if object_ == "same" and gap <= TALKS else None
    if strand.done is None:
        return _progress(gap, object_, TALKS, YEAR)
    since = _gap(report, strand.done)
    if report.status == "agreed" and object_ == "same" and since <= TALKS:
        return Verdict(True, "progress", 0.8)  # approved by whoever must, after it was signed
    if since <= NEWS and RANK[strand.status] < RANK["renewed"]:
        return Verdict(True, "late-news", 0.65) if object_ == "same" else Verdict(False, "late-news", 0.5)
    if object_ == "same":
        return Verdict(False, "new-round", 0.5) if since <= TALKS else None
    approved = report.status == "agreed" and report.type != "cooperation" and since <= YEAR
    return Verdict(False, "approved-later", 0.5) if approved else None


def _act(report: Report, strand: Strand, object_: Object) -> Verdict | None:
    """A signature or a beginning."""
    if strand.ended is not None and not (report.told and report.told[1] < strand.ended):
        return Verdict(False, "new-round", 0.5) if object_ == "same" else None
    same_act = strand.acts(report.status)
    if report.told and same_act:
        return _same_act(report, same_act)
    if report.status in strand.seen:
        return _told_again(_gap(report, strand.seen[report.status]), object_)
    if report.told and any(meet(report.told, told) for told, _ in strand.acts("in_force")):
        return Verdict(True, "same-act", 0.9)
    gap = _gap(report, strand.latest)
    if strand.done is None:
        return _progress(gap, object_, TALKS, YEAR)
    if report.status == "launched" and "signed" in strand.seen:
        return _progress(gap, object_, START, YEAR if report.type == "cooperation" else TALKS)
    if report.status == "signed" and "launched" in strand.seen:
        return _told_again(gap, object_)
    if "renewed" in strand.seen and dates_agree(report, strand):
        return Verdict(True, "same-act", 0.9)
    # All that is known is that it stands: a signature now is more likely that of another one.
    return Verdict(False, "stands-already", 0.5) if object_ == "same" else None


def _same_act(report: Report, acts: list[tuple[Span, Report]]) -> Verdict | None:
    assert report.told
    for told, other in acts:
        if meet(report.told, told):
            return Verdict(True, "same-act", 1.0)
        other_site = other.source_id != report.source_id and _gap(report, other.day) <= NEWS
        if other_site and meet(report.told, told, APART):
            return Verdict(True, "same-act", 0.9)
    return None  # each tells its own day: two acts


def _told_again(gap: int, object_: Object) -> Verdict | None:
    """One of two reports of an act does not date it."""
    if gap <= NEWS:
        return Verdict(True, "same-news", 0.85 if object_ == "same" else 0.75)
    if object_ == "same" and gap <= YEAR:
        return Verdict(True, "same-object", 0.75)
    return Verdict(False, "told-again", 0.5) if gap <= YEAR / 2 else None


def _renewal(report: Report, strand: Strand, object_: Object) -> Verdict | None:
    if "renewed" in strand.seen:
        acts = strand.acts("renewed")
        if report.told and acts:
            if (found := _same_act(report, acts)) is not None:
                return found
        elif _gap(report, strand.seen["renewed"]) <= 2 * NEWS:
            return Verdict(True, "same-news", 0.8)
    if report.told and any(meet(report.told, told) for told, _ in strand.acts("signed")):
        return Verdict(True, "same-act", 0.9)
    gap = _gap(report, strand.latest)
    if strand.ended is not None:
        return Verdict(True, "renewal", 0.7) if gap <= TALKS else None
    if strand.done is None:
        return _progress(gap, object_, TALKS, YEAR)
    return Verdict(True, "renewal", 0.8 if object_ == "same" else 0.6) if gap <= TERM else None


def _end(report: Report, strand: Strand, object_: Object) -> Verdict | None:
    gap = _gap(report, strand.latest)
    if "ended" in strand.seen:
        return Verdict(True, "same-end", 0.8) if gap <= TALKS else None
    if strand.done is None:
        return Verdict(False, "end-of-talks", 0.5) if gap <= TALKS else None
    return Verdict(True, "end", 0.8 if object_ == "same" else 0.6) if gap <= TERM else None
