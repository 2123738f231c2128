"""Reports → agreements. Each report, in order of time, joins the strand that fits best, or begins one.

Only strands that share a pair of sides with a report are looked at, so the work grows with the number of reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pipelines.linking.reports import Report
from pipelines.linking.strands import Strand
from pipelines.linking.verdicts import Verdict, judge

Pair = tuple[str, str]
MOST_SIDES = 12
"""Of an alliance's longer list the first are enough to find it again."""
CLOSE = 0.05
"""Two strands whose scores differ by less fit equally well."""
WEAK = 0.65
"""Below this score a rule decides only where a single strand fits."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two strands, by the ids of their first events, that may be one arrangement."""

    a: str
    b: str
    verdict: Verdict
    report: Report
    """The one that raised the question."""


@dataclass(frozen=True, slots=True)
class Linked:
    strands: list[list[Strand]]
    """The strands of each agreement, the earliest first: more than one where a correction joined them."""
    proposals: list[Proposal]
    refused: list[Pair]
    """Corrections that would join what another one holds apart."""


def link(
    reports: Iterable[Report],
    *,
    copies: Mapping[str, str] | None = None,
    joined: Sequence[Pair] = (),
    apart: Sequence[Pair] = (),
) -> Linked:
    """`copies`: article → the article of which it is nearly a copy. `joined`, `apart`: pairs of event ids that a
    researcher holds to be of one agreement, or not; ids that no report has are passed over."""
    copies = copies or {}
    enemies: dict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        enemies[a].add(b)
        enemies[b].add(a)
    strands: list[Strand] = []
    home: dict[str, int] = {}
    by_pair: dict[Pair, list[int]] = defaultdict(list)
    told: dict[tuple[str, str, str], int] = {}
    asked: dict[tuple[int, int], tuple[Verdict, Report]] = {}
    # Of articles of one day the original comes before its copy.
    for report in sorted(reports, key=lambda r: (r.day, r.article_id in copies, r.order)):
        place, basis, doubts = _place(report, strands, by_pair, told, copies, enemies.get(report.event_id, set()))
        if place is None:
            place = len(strands)
            strands.append(Strand())
        strand = strands[place]
        strand.add(report, basis)
        home[report.event_id] = place
        told.setdefault((report.article_id, report.type, _plain(report.evidence)), place)
        for pair in _pairs(strand.sides):
            if place not in by_pair[pair]:
                by_pair[pair].append(place)
        for other, verdict in doubts:
            key = (min(place, other), max(place, other))
            if other != place and (key not in asked or asked[key][0].score < verdict.score):
                asked[key] = (verdict, report)
    groups, refused = _joined(strands, home, joined, enemies)
    proposals = [
        Proposal(strands[a].first.event_id, strands[b].first.event_id, verdict, report)
        for (a, b), (verdict, report) in asked.items()
    ]
    return Linked(groups, proposals, refused)


def _place(
    report: Report,
    strands: Sequence[Strand],
    by_pair: Mapping[Pair, Sequence[int]],
    told: Mapping[tuple[str, str, str], int],
    copies: Mapping[str, str],
    enemies: set[str],
) -> tuple[int | None, str, list[tuple[int, Verdict]]]:
    """The strand that a report joins, the rule, and the strands of which it is doubtful."""

    def barred(place: int) -> bool:
        return bool(enemies) and any(other.event_id in enemies for other in strands[place].reports)

    if original := copies.get(report.article_id):
        place = told.get((original, report.type, _plain(report.evidence)))
        if place is not None and not barred(place):
            return place, "copy", []
    near = dict.fromkeys(place for pair in _pairs(report.sides) for place in by_pair.get(pair, ()))
    found = [(place, verdict) for place in near if (verdict := judge(report, strands[place]))]
    found = [(place, replace(verdict, joins=False) if barred(place) else verdict) for place, verdict in found]
    joins = sorted(
        ((verdict.score, strands[place].latest, place, verdict) for place, verdict in found if verdict.joins),
        key=lambda item: item[:3],
    )
    doubts = [(place, verdict) for place, verdict in found if not verdict.joins]
    if not joins:
        return None, "first", doubts
    score, _, place, verdict = joins[-1]
    rivals = [item for item in joins[:-1] if score - item[0] < CLOSE]
    if rivals and score < WEAK:
        return None, "first", [*doubts, *((p, Verdict(False, v.rule, v.score)) for _, _, p, v in [*rivals, joins[-1]])]
    return place, verdict.rule, doubts


def _pairs(sides: Iterable[str]) -> Iterable[Pair]:
    return combinations(sorted(sides)[:MOST_SIDES], 2)


def _plain(sentence: str) -> str:
    return " ".join(sentence.casefold().split())


def _joined(
    strands: Sequence[Strand], home: Mapping[str, int], joined: Sequence[Pair], enemies: Mapping[str, set[str]]
) -> tuple[list[list[Strand]], list[Pair]]:
    """Strands that corrections join, as groups; and the corrections that can't be followed."""
    groups = [{place} for place in range(len(strands))]
    refused = []
    for a, b in joined:
        if a not in home or b not in home:
            continue
        one, other = groups[home[a]], groups[home[b]]
        if one is other:
            continue
        inside = {report.event_id for place in other for report in strands[place].reports}
        if any(enemies.get(report.event_id, set()) & inside for place in one for report in strands[place].reports):
            refused.append((a, b))
            continue
        one |= other
        for place in other:
            groups[place] = one
    distinct = {id(group): group for group in groups}.values()
    return [[strands[place] for place in sorted(group)] for group in distinct], refused
