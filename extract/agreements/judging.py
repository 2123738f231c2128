"""Decisions by weights: how much each sign speaks for an outcome, as learned from the annotated corpus.

A decision is a logistic regression whose signs are named in words and whose weights stand, readable, in
`lexicons/weights.csv`; `training/scripts/judge.py` learns them. Its answers are probabilities.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import exp, log

from extract.lexicon import FOLDER

Signs = dict[str, float]
"""What can be seen → how strongly: mostly 1."""
Weights = Mapping[str, Mapping[str, float]]
"""Sign → outcome → weight; the sign `BIAS` is always there."""
Judgement = Mapping[str, Weights]
"""The weights of each of `DECISIONS`."""

BIAS = "bias"
HIGH = 1.0
"""Odds (logarithm) of a high probability: 0.73."""
YES = "yes"
"""The outcome of a decision between yes and no."""
DECISIONS = ("told", "side", "event", "type", "status", "confidence")
"""Does a sentence tell of an event; is an organisation a side; is what was found an event; of which kind is it by the
words alone; and how often were events of such a probability right, all reports of a document taken together."""


@lru_cache
def load_judgement() -> Judgement:
    """The weights that were learned."""
    found: dict[str, dict[str, dict[str, float]]] = {decision: defaultdict(dict) for decision in DECISIONS}
    with (FOLDER / "weights.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["decision"]][row["sign"]][row["outcome"]] = float(row["weight"])
    return {decision: dict(weights) for decision, weights in found.items()}


def probability(weights: Weights, signs: Signs) -> float:
    """Of yes, from 0 to 1."""
    return 1 / (1 + exp(-_scores(weights, signs)[YES]))


def outcomes(weights: Weights, signs: Signs) -> dict[str, float]:
    """The probability of each outcome; they sum to 1."""
    scores = _scores(weights, signs)
    most = max(scores.values())
    powers = {outcome: exp(score - most) for outcome, score in scores.items()}
    total = sum(powers.values())
    return {outcome: power / total for outcome, power in powers.items()}


def odds(chance: float) -> float:
    """The logarithm of the odds of a probability, kept finite: the scale on which signs add up."""
    kept = min(0.999, max(0.001, chance))
    return log(kept / (1 - kept))


def of_chance(chance: float) -> Signs:
    """The signs of a probability for what it is worth; beyond `HIGH` it need not be worth as much more."""
    value = odds(chance)
    return {"odds": value, "high odds": max(0.0, value - HIGH)}


def weightiest(weights: Weights, signs: Signs, outcome: str = YES) -> list[tuple[str, float]]:
    """What each sign adds to an outcome, the most telling first."""
    added = ((sign, weights[sign].get(outcome, 0.0) * value) for sign, value in signs.items() if sign in weights)
    return sorted(added, key=lambda item: -abs(item[1]))


def _scores(weights: Weights, signs: Signs) -> dict[str, float]:
    scores = dict(weights[BIAS])
    for sign, value in _known(weights, signs):
        for outcome, weight in weights[sign].items():
            scores[outcome] += weight * value
    return scores


def _known(weights: Weights, signs: Signs) -> Iterable[tuple[str, float]]:
    return ((sign, value) for sign, value in signs.items() if sign in weights)
