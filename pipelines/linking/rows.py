"""Agreements as rows, by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pipelines.ids import digest
from pipelines.linking.agreements import Linked, Pair, Proposal
from pipelines.linking.reports import Report
from pipelines.linking.strands import Strand, advanced

Row = dict[str, Any]
DATED = ("signed", "launched", "in_force", "agreed", "renewed", "planned", "ended")
"""Whose date stands for an agreement, the best first."""


def agreement_rows(
    linked: Linked,
    *,
    copies: Mapping[str, str],
    names: Mapping[str, str],
    countries: Mapping[str, str],
    joined: Sequence[Pair] = (),
    apart: Sequence[Pair] = (),
) -> dict[str, list[Row]]:
    """The rows of `db.agreements.save_agreements`. `names` and `countries` by organisation id."""
    tables: dict[str, list[Row]] = {"agreements": [], "agreement_parties": [], "agreement_reports": []}
    agreement_of: dict[str, str] = {}
    for strands in linked.strands:
        told = _told(strands)
        key = strands[0].first.event_id
        articles = {report.article_id for report, _ in told}
        duplicate = {
            report.event_id: copies[report.article_id]
            for report, _ in told
            if copies.get(report.article_id) in articles
        }
        own = [report for report, _ in told if report.event_id not in duplicate]
        sides = _sides(own)
        row = _agreement(own)
        row |= {
            "id": key,
            "parties": " · ".join(names.get(side, side) for side in sides),
            "countries": " ".join(sorted({countries[side] for side in sides if side in countries})),
        }
        tables["agreements"].append(row)
        tables["agreement_parties"] += [
            {
                "agreement_id": key,
                "organisation_id": side,
                "position": place,
                "reports": reports,
                "country": countries.get(side),
            }
            for place, (side, reports) in enumerate(sides.items())
        ]
        for report, basis in told:
            agreement_of[report.event_id] = key
            tables["agreement_reports"].append(
                {
                    "event_id": report.event_id,
                    "agreement_id": key,
                    "basis": basis,
                    "duplicate_of": duplicate.get(report.event_id),
                }
            )
    tables["proposals"] = _proposals(linked.proposals, agreement_of, joined, apart)
    return tables


def _told(strands: Sequence[Strand]) -> list[tuple[Report, str]]:
    """The reports of an agreement in order of time, each with the rule that joined it."""
    told = []
    for place, strand in enumerate(strands):
        for report, basis in zip(strand.reports, strand.basis, strict=True):
            told.append((report, "corrected" if place and basis == "first" else basis))
    return sorted(told, key=lambda item: item[0].order)


def _sides(reports: Iterable[Report]) -> dict[str, int]:
    """Side → how many reports name it, in the order in which they do."""
    return dict(Counter(side for report in reports for side in report.sides))


def _agreement(reports: Sequence[Report]) -> Row:
    """What all reports together say."""
    status, renewed = reports[0].status, None
    for report in reports:
        status = advanced(status, report, renewed)
        renewed = report.day if report.status == "renewed" else renewed
    best = _dated(reports)
    days = [report for report in reports if report.published]
    return {
        "type": _type(reports),
        "instrument": _instrument(reports),
        "status": status,
        "subject": _subject(reports),
        "date": best.date if best else None,
        "first_day": date.fromordinal(best.told[0]).isoformat() if best and best.told else None,
        "last_day": date.fromordinal(best.told[1]).isoformat() if best and best.told else None,
        "first_report": days[0].published if days else None,
        "latest_report": days[-1].published if days else None,
        "reports": len(reports),
        "articles": len({report.article_id for report in reports}),
    }


def _dated(reports: Sequence[Report]) -> Report | None:
    """The report that dates the agreement: of the best act that any dates, the finest, the earliest told."""
    for status in DATED:
        dated = [report for report in reports if report.status == status and report.told]
        if dated:
            return min(dated, key=lambda r: (r.told[1] - r.told[0] if r.told else 0, r.order))
    return None


def _type(reports: Sequence[Report]) -> str:
    """Of types that a correction mixed, the commonest that says more than cooperation."""
    counts = Counter(report.type for report in reports)
    return max(counts, key=lambda type: (type != "cooperation", counts[type]))


def _instrument(reports: Sequence[Report]) -> str | None:
    """The document that was signed; failing that, the one named most often."""
    signed = Counter(r.instrument for r in reports if r.instrument and r.status in ("signed", "renewed"))
    named = signed or Counter(r.instrument for r in reports if r.instrument)
    return named.most_common(1)[0][0] if named else None


def _subject(reports: Sequence[Report]) -> str | None:
    """Of the report that tells most; the shorter, the earlier of equals."""
    told = [report for report in reports if report.subject]
    best = max(told, key=lambda r: (len(r.words), -len(r.subject or ""), -r.day), default=None)
    return best.subject if best else None


def _proposals(
    proposals: Iterable[Proposal], agreement_of: Mapping[str, str], joined: Sequence[Pair], apart: Sequence[Pair]
) -> list[Row]:
    """What is still open, and what a correction decided; a pair that came together otherwise is gone."""
    parted = {frozenset((agreement_of.get(a, a), agreement_of.get(b, b))) for a, b in apart}
    together = {agreement_of[a] for a, b in joined if a in agreement_of and agreement_of[a] == agreement_of.get(b)}
    rows: dict[frozenset[str], Row] = {}
    for proposal in proposals:
        a, b = agreement_of[proposal.a], agreement_of[proposal.b]
        decided = None
        if a == b:
            if a not in together:
                continue
            a, b, decided = proposal.a, proposal.b, "confirmed"
        elif frozenset((a, b)) in parted:
            decided = "refused"
        pair = frozenset((a, b))
        if pair not in rows or rows[pair]["score"] < proposal.verdict.score:
            rows[pair] = proposal_row(
                "agreement", a, b, proposal.verdict.score, proposal.verdict.rule, proposal.report.evidence, decided
            )
    return list(rows.values())


def proposal_row(kind: str, a: str, b: str, score: float, rule: str, evidence: str, decided: str | None) -> Row:
    return {
        "id": digest(kind, *sorted((a, b))),
        "kind": kind,
        "a": a,
        "b": b,
        "score": score,
        "rule": rule,
        "evidence": evidence,
        "decided": decided,
    }
