"""A lead with its sides, status and date: a report, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from extract.agreements.candidates import candidates
from extract.agreements.dates import date_of
from extract.agreements.judging import Judgement, Signs, Weights, odds, outcomes, probability
from extract.agreements.leads import Lead
from extract.agreements.merging import Report
from extract.agreements.reading import Reading
from extract.agreements.refusals import Refusal
from extract.agreements.signatories import signatories
from extract.agreements.stated import only_partners, stated_sides
from extract.agreements.status import is_background
from extract.agreements.wording import in_context

SURE = 0.25
"""The least probability that a sentence is an event's evidence: by cross-validation, F1 is as good from 0.25 to 0.35, and
the higher, the fewer false events."""
FOLLOWING = 0.1
"""The least probability of what goes on about a document told of before: it becomes no event of its own."""
PROBABLE = 0.5
"""The least probability of a type or status that words make against the rules."""
STATED = 0.95
"""The probability of a side that the grammar states and that is no candidate."""
SIDE = 0.4
"""The least probability of a side, at which by cross-validation the sides told are right most often; where fewer than two
reach it, the two most probable are taken."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a lead before told: what was done to what, its sides, and whether it was taken for an event."""

    act: str
    type: str
    sides: set[str]
    sure: bool

    @classmethod
    def of(cls, lead: Lead, sides: Iterable[str], *, sure: bool) -> Told:
        """What a lead that has an arrangement told."""
        assert lead.arrangement is not None
        return cls(lead.arrangement.act.id, lead.arrangement.type, set(sides), sure)


def reported(
    reading: Reading,
    lead: Lead,
    wordings: Sequence[Signs],
    chance: float,
    judgement: Judgement,
    before: Sequence[Told],
    *,
    alone: bool,
) -> Report | Refusal:
    """What a lead that has an arrangement tells. `chance` is the probability, by its words, that its sentence tells of
    an event; `before` what was told before it; `alone`: nothing else is told in its sentence."""
    arrangement, status = lead.arrangement, lead.status
    assert arrangement is not None and status is not None
    at = lead.clause[0] + arrangement.at
    type = arrangement.type
    kind_rules: tuple[str, ...] = (lead.status_rule,)
    if alone:
        type, status, kind_rules = _kind(reading, lead, wordings, judgement)
    sides = sides_of(reading, lead, type, judgement["side"])
    if len(sides) < 2:
        return Refusal.of("sides", lead, tuple(sides))
    day, date_rule = date_of(reading, lead.clause, lead.index, status, at)
    rules = [*arrangement.rules, *kind_rules, "sides.weighed", *([date_rule] if date_rule else [])]
    if is_background(status, day, reading.published):
        status = "in_force"
        rules.append("status.old-date")
    named = reading.named(lead.index)
    signs = signs_of_event(reading, lead, sides, chance, before)
    return Report(
        type=type,
        instrument=arrangement.instrument,
        paper=arrangement.paper,
        anaphoric=arrangement.anaphoric,
        status=status,
        parties=tuple(sides),
        named=tuple(side for side in sides if side in named),
        people=signatories(reading, lead.index) if status in ("signed", "renewed") else (),
        date=day,
        subject=reading.words(lead.clause[0], arrangement.subject),
        evidence=lead.clause if reading.sides(lead.clause) else reading.sentences[lead.index],
        confidence=round(probability(judgement["event"], signs), 2),
        rules=tuple(rules),
        signs=signs,
    )


def sides_of(reading: Reading, lead: Lead, type: str, weights: Weights) -> dict[str, float]:
    """The sides of a lead, in the order of the candidates, with the probability of each."""
    arrangement = lead.arrangement
    assert arrangement is not None
    at = lead.clause[0] + arrangement.at
    found = candidates(reading, lead, type, arrangement.act.id, at, arrangement.paper)
    return chosen(reading, lead, {side: probability(weights, signs) for side, signs in found.items()})


def chosen(reading: Reading, lead: Lead, chances: dict[str, float]) -> dict[str, float]:
    """The sides of a lead by the probabilities of the candidates, in their order.

    Those that the grammar states; partners of a list and the most probable one they can be partners of; else the
    probable ones, two at least.
    """
    if stated := stated_sides(reading, lead):
        return {side: chances.get(side, STATED) for side in stated}
    if (listed := only_partners(reading, lead.clause)) and (others := chances.keys() - listed):
        best = max(others, key=lambda side: (chances[side], side))
        return {side: chance for side, chance in chances.items() if side == best or side in listed}
    least = min(SIDE, sorted(chances.values(), reverse=True)[:2][-1]) if chances else SIDE
    return {side: chance for side, chance in chances.items() if chance >= least}


def signs_of_event(
    reading: Reading, lead: Lead, sides: dict[str, float], chance: float, before: Sequence[Told]
) -> Signs:
    """What speaks for and against a lead's being an event with these sides."""
    arrangement = lead.arrangement
    assert arrangement is not None
    act = arrangement.act.id
    named = len(reading.named(lead.index) & set(sides))
    signs = {
        f"act={act}", f"status={lead.status_rule}", f"document={arrangement.instrument}", f"paper={arrangement.paper}",
        f"paper={arrangement.paper}, {act}", f"spoken of before={arrangement.anaphoric}", f"{arrangement.type}, {act}",
        f"sides={min(len(sides), 5)}", f"named={min(named, 3)}", f"named={min(named, 3)}, {act}",
        f"publisher={reading.publisher in sides}", f"sentence={min(lead.index, 4)}",
        *(f"rule={rule}" for rule in arrangement.rules), *_again(act, arrangement.type, set(sides), before),
    }  # fmt: skip
    least = min(sides.values())
    return dict.fromkeys(sorted(signs), 1.0) | {
        "told": odds(chance),
        "least side": odds(least),
        "all sides": prod(sides.values()),
    }


def _again(act: str, type: str, sides: set[str], before: Sequence[Told]) -> set[str]:
    """How what a lead tells stands to what was told before it of the same sides."""
    same = [told for told in before if told.sides == sides]
    some = [told for told in before if told.sides & sides and told.sides != sides]
    signs = {
        f"told before={min(len(same), 3)}",
        f"told before={min(len(same), 3)}, {act}",
        f"others before={min(len(some), 3)}",
    }
    for told in same:
        signs |= {f"before {told.act}, {act}", f"before {told.act}, {act}, same type={told.type == type}"}
    return signs


def _kind(
    reading: Reading, lead: Lead, wordings: Sequence[Signs], judgement: Judgement
) -> tuple[str, str, tuple[str, ...]]:
    """Type and status of a lead and the rules that say so: what the words of its sentence and of those beside it make
    more probable than all else together, or what the rules say."""
    arrangement, status = lead.arrangement, lead.status
    assert arrangement is not None and status is not None
    signs = in_context(wordings, reading, lead.index)
    type, worded_status = (_probable(judgement[decision], signs) for decision in ("type", "status"))
    if lead.status_rule != f"status.{arrangement.act.status}":
        worded_status = None  # a rule says so, not the act alone
    rules = ["type.worded"] if type and type != arrangement.type else []
    rules.append("status.worded" if worded_status and worded_status != status else lead.status_rule)
    return type or arrangement.type, worded_status or status, tuple(rules)


def _probable(weights: Weights, signs: Signs) -> str | None:
    chances = outcomes(weights, signs)
    best = max(chances, key=lambda outcome: chances[outcome])
    return best if chances[best] > PROBABLE else None
