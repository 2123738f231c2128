"""Rules and the model's names weighed against each other, by how often each was right on the annotated corpus.

A rule and the model often agree; where they do not, the numbers of `lexicons/trust.csv` say who was right how often
in such a case. They are counted by `training/scripts/trust.py` on documents that the model was not trained on.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from extract.lexicon import FOLDER
from extract.looks import LOOKS
from extract.spans import over

LEAST = 0.7
"""What only the model says must have been right so often. A rule is not given up because the model is silent or says
otherwise: leaving such names out cost more than it brought."""
STATES = ("same", "wider", "narrower", "crossed", "other", "alone")
"""How a claim stands to those of the other side: the same words and label; more words, fewer, or other ones, of the
same label; only another label there; nothing there."""
_PRIOR = 8
"""Weight, in cases, of what is usual for a label and state where a rule was seen seldom."""
_LABELS = {"GPE": "LOC", "FAC": "LOC", "PER": "PERSON"}
"""Labels of other pipelines → those of the shipped one."""


class Claim(NamedTuple):
    """Somebody's word that a name stands at a place."""

    start: int
    end: int
    rule: str
    """Id of the rule; of the model `model.` and the look of the name."""
    trust: float | None = None
    """The share of such claims that were right, from 0 to 1; null where nothing was weighed."""


class Entity(NamedTuple):
    """A name that the model found."""

    start: int
    end: int
    label: str


def entities_of(doc: Doc) -> list[Entity] | None:
    """The names that a pipeline's own model found in a document, in order; null if none looked for names."""
    if not doc.has_annotation("ENT_IOB"):
        return None
    return [Entity(e.start_char, e.end_char, _LABELS.get(e.label_, e.label_)) for e in doc.ents]


def model_claims(text: str, entities: Iterable[Entity], label: str) -> list[Claim]:
    """What the model says of a label, as claims."""
    look = LOOKS[label]
    return [
        Claim(entity.start, entity.end, f"model.{look(text, entity.start, entity.end)}")
        for entity in entities
        if entity.label == label
    ]


def state(place: tuple[int, int], label: str, others: Sequence[tuple[int, int, str]]) -> str:
    """One of `STATES`: how a place of a label stands to the places, with labels, of the other side. These are in order
    and do not overlap."""
    start, end = place
    here = over(others, start, end)
    same = [other for other in here if other[2] == label]
    if not same:
        return "other" if here else "alone"
    low, high = same[0][0], same[-1][1]
    if (low, high) == place:
        return "same" if len(same) == 1 else "wider"
    if start <= low and high <= end:
        return "wider"
    return "narrower" if low <= start and end <= high else "crossed"


def weighed(text: str, label: str, claims: Sequence[Claim], entities: Sequence[Entity]) -> list[Claim]:
    """The claims of the rules, which do not overlap, and the model's own with their trust: of those that overlap the more
    trusted hold. In order of the text."""
    ruled = sorted((claim.start, claim.end, label) for claim in claims)
    both = [(claim, state(claim[:2], label, entities)) for claim in claims]
    own = ((claim, state(claim[:2], label, ruled)) for claim in model_claims(text, entities, label))
    both += ((claim, stands) for claim, stands in own if stands != "same")
    told = (claim._replace(trust=_trust(label, claim.rule, stands)) for claim, stands in both)
    sure = [claim for claim in told if _side(claim.rule) == "rule" or (claim.trust or 0) >= LEAST]
    kept: list[Claim] = []
    taken: set[int] = set()
    for claim in sorted(sure, key=lambda c: (-(c.trust or 0), c.start - c.end, c.start)):
        offsets = range(claim.start, claim.end)
        if taken.isdisjoint(offsets):
            taken.update(offsets)
            kept.append(claim)
    return sorted(kept, key=lambda c: c.start)


def _side(rule: str) -> str:
    return "model" if rule.startswith("model.") else "rule"


@lru_cache(maxsize=1024)
def _trust(label: str, rule: str, stands: str) -> float:
    """The share that was right; for a rule seen seldom drawn to what is usual for such claims."""
    rows, usual = _table()
    right, seen = rows[label, rule, stands]
    by_side = usual[label, _side(rule), stands]
    share = by_side[0] / by_side[1] if by_side[1] else 0.5
    return round((right + _PRIOR * share) / (seen + _PRIOR), 3)


@lru_cache
def _table() -> tuple[dict[tuple[str, str, str], tuple[int, int]], dict[tuple[str, str, str], tuple[int, int]]]:
    """(right, seen) by label, rule and state, and by label, side and state."""
    rows: dict[tuple[str, str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    usual: dict[tuple[str, str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    with (FOLDER / "trust.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            right, seen = int(row["right"]), int(row["seen"])
            side = (row["label"], _side(row["rule"]), row["state"])
            rows[row["label"], row["rule"], row["state"]] = (right, seen)
            usual[side] = (usual[side][0] + right, usual[side][1] + seen)
    return rows, usual
