"""The quality gate: what was once read right is read right. `uniaccord evaluate DIR --raise` moves the floors up."""

from pathlib import Path

import pytest

from extract.corpus import read_corpus
from extract.floors import fallen, raised, read_floors
from extract.pipeline import extract, load
from extract.scoring import score

CORPUS = Path(__file__).parents[2] / "corpus"
FLOORS = read_floors(CORPUS / "floors.json")


@pytest.mark.parametrize("name", ["dev", "train"])
def test_no_figure_falls_below_its_floor(name: str) -> None:
    corpus = read_corpus(CORPUS / name)
    extractions = {e.id: e for e in extract(load(), (gold.document for gold in corpus))}
    assert fallen(score(corpus, extractions), FLOORS[name]) == []


def test_every_folder_of_the_corpus_has_floors_for_every_label_and_for_events() -> None:
    for floors in FLOORS.values():
        assert {f"{label}.f1" for label in ("ORG", "PERSON", "COUNTRY", "DATE", "mentions", "events")} <= set(floors)


def test_a_figure_below_its_floor_is_named() -> None:
    assert fallen({"ORG.f1": 0.8}, {"ORG.f1": 0.9}) == ["ORG.f1: 0.800, the floor is 0.900"]
    assert fallen({"ORG.f1": 0.8997}, {"ORG.f1": 0.9}) == []


def test_floors_move_up_and_never_down() -> None:
    figures, floors = {"documents": 2, "A.f1": 0.5, "B.f1": 0.9, "B.p": 0.3}, {"documents": 2, "A.f1": 0.7, "B.f1": 0.8}
    assert raised(figures, floors) == {"documents": 2, "A.f1": 0.7, "B.f1": 0.9}


def test_shares_of_the_events_found_have_no_floor_but_the_f1_of_what_is_right_has() -> None:
    figures = {"documents": 2, "events.status_accuracy": 0.8, "events.status_f1": 0.5, "people.role_accuracy": 0.7}
    assert raised(figures, {"documents": 2, "events.status_accuracy": 0.9}) == {
        "documents": 2,
        "events.status_f1": 0.5,
        "people.role_accuracy": 0.7,
    }


def test_floors_of_a_folder_that_has_grown_are_set_anew() -> None:
    floors = {"documents": 2, "A.f1": 0.7}
    assert fallen({"documents": 3, "A.f1": 0.9}, floors) == ["3 documents, the floors are those of 2: set new ones"]
    assert raised({"documents": 3, "A.f1": 0.5}, floors) == {"documents": 3, "A.f1": 0.5}
