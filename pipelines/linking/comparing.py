"""What a report and a strand have in common: sides, subject, dates."""

from __future__ import annotations

from typing import Literal

from extract.records import STATUSES
from pipelines.linking.reports import RECALLS, Report, Span
from pipelines.linking.strands import Strand

Object = Literal["same", "open", "partly", "different"]
Sides = Literal["same", "within", "overlapping"]
STEPS = tuple(status for status in STATUSES if status not in ("planned", "ended"))
"""Whose dates tell one arrangement from another."""


def compare_sides(report: Report, strand: Strand) -> Sides | None:
    """None: fewer than two sides are the same."""
    mine = frozenset(report.sides)
    both = mine & strand.sides
    if len(both) < 2:
        return None
    if mine == strand.sides:
        return "same"
    return "within" if both in (mine, strand.sides) else "overlapping"


def compare_objects(report: Report, strand: Strand) -> Object:
    """By the telling words of the subjects. `open`: one of them tells nothing in particular."""
    # Against the report that is most alike, not against all words that a long history has gathered.
    shares = [_share(report.words, other.words) for other in strand.reports if report.words and other.words]
    share = max(shares, default=None)
    if share is None:
        return "open"
    return "same" if share >= 0.5 else "partly" if share > 0 else "different"


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b))


def dates_agree(report: Report, strand: Strand) -> bool:
    """Whether the report tells a date of an act that another report of the strand tells as well."""
    if not report.told:
        return False
    return any(meet(report.told, told) for told, _ in strand.acts(*STEPS))


def recalls_other(report: Report, strand: Strand) -> bool:
    """Whether a text, beside its news, recalls an earlier step of the same arrangement, which another text tells."""
    if report.status not in RECALLS or report.type != strand.type or not report.told:
        return False
    return any(
        other.article_id != report.article_id and meet(report.told, told) for told, other in strand.acts(*STATUSES)
    )


def meet(a: Span, b: Span, slack: int = 0) -> bool:
    return a[0] <= b[1] + slack and b[0] <= a[1] + slack
