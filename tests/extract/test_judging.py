"""Decisions by weights are probabilities that can be read; they are learned from documents and hold on others."""

import csv
import re
from pathlib import Path

import pytest

from extract.agreements.judging import (
    BIAS,
    DECISIONS,
    YES,
    load_judgement,
    odds,
    outcomes,
    probability,
    weightiest,
)
from extract.training.scripts.judge import learned
from extract.training.scripts.sentences import read_sentences

ROOT = Path(__file__).parents[2]
WEIGHTS = {BIAS: {YES: -1.0}, "between": {YES: 3.0}, "place": {YES: -2.0}}


def test_signs_add_up_on_the_scale_of_odds() -> None:
    assert probability(WEIGHTS, {"between": 1.0, "place": 1.0}) == pytest.approx(0.5)
    assert odds(probability(WEIGHTS, {"between": 1.0})) == pytest.approx(2.0)


def test_signs_that_were_never_seen_count_for_nothing() -> None:
    assert probability(WEIGHTS, {"unheard of": 1.0}) == probability(WEIGHTS, {})


def test_outcomes_share_one() -> None:
    weights = {BIAS: {"signed": 0.0, "planned": 0.0}, "will": {"planned": 2.0}}
    chances = outcomes(weights, {"will": 1.0})
    assert sum(chances.values()) == pytest.approx(1.0)
    assert chances["planned"] > 0.8


def test_what_weighs_most_comes_first() -> None:
    assert weightiest(WEIGHTS, {"place": 1.0, "between": 1.0}) == [("between", 3.0), ("place", -2.0)]


def test_every_decision_has_weights_and_every_weight_a_decision() -> None:
    judgement = load_judgement()
    assert set(judgement) == set(DECISIONS)
    assert all(BIAS in weights and len(weights) > 1 for weights in judgement.values())


def test_a_sign_is_learned_from_examples_that_have_it() -> None:
    examples = [({"with": 1.0}, YES, 1.0)] * 20 + [({"at": 1.0}, "no", 1.0)] * 20
    weights = learned(examples, "confidence")
    assert probability(weights, {"with": 1.0}) > 0.7 > 0.3 > probability(weights, {"at": 1.0})


def test_our_sentences_are_well_formed_and_of_every_kind() -> None:
    sentences = list(read_sentences(ROOT / "corpus" / "sentences"))
    events = [event for gold in sentences for event in gold.events]
    assert (len(sentences), len(events)) == (1508, 1027)
    assert len({event.type for event in events}) == 7
    assert len({event.status for event in events}) == 8


def test_the_table_of_reliability_is_that_of_the_guide() -> None:
    with (ROOT / "corpus" / "reliability.csv").open(encoding="utf-8", newline="") as file:
        counted = [(int(row["events"]), int(row["right"])) for row in csv.DictReader(file)]
    guide = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (?:up to|above|0\.)[^|]*\| (\d+) \| (\d+) \| ([\d.]+) \|$", guide, re.MULTILINE)
    assert [(int(events), int(right)) for events, right, _ in told] == counted
    assert [float(share) for *_, share in told] == [round(right / events, 2) for events, right in counted]


def test_confidence_rises_with_what_was_right() -> None:
    with (ROOT / "corpus" / "reliability.csv").open(encoding="utf-8", newline="") as file:
        shares = [int(row["right"]) / int(row["events"]) for row in csv.DictReader(file)]
    assert shares[0] < 0.5
    assert shares[-1] > 0.8
