"""The spelling that stands for a name does not depend on the order in which spellings come."""

from itertools import permutations

import pytest

from db.spelling import better


@pytest.mark.parametrize(
    "spellings",
    [
        ["University of Oslo", "The University of Oslo", "university of Oslo", "UNIVERSITY OF OSLO"],
        ["UNESCO", "Unesco"],
        ["MIT Sloan School", "Mit Sloan School", "MIT SLOAN SCHOOL"],
        ["Universidad de Chile", "Universidad De Chile", "universidad de chile", "UNIVERSIDAD DE CHILE"],
        ["Université de Liège", "Universite de Liège", "Universite de Liege"],
        ["Aix Marseille University", "Aix-Marseille University"],
    ],
)
def test_the_best_spelling_of_an_organisation_comes_first(spellings: list[str]) -> None:
    assert best_of_all(spellings, person=False) == {spellings[0]}


@pytest.mark.parametrize(
    "spellings",
    [
        ["Grace Wanjala", "Grace WANJALA", "GRACE WANJALA"],
        ["Liu Peiyun", "LIU Peiyun"],
        ["Anne-Marie de Vries", "Anne-Marie De Vries", "anne-marie de vries"],
        ["José Núñez", "José Nuñez", "Jose Nunez"],
        ["J. Müller", "J. MÜLLER"],
    ],
)
def test_the_best_spelling_of_a_person_comes_first(spellings: list[str]) -> None:
    assert best_of_all(spellings, person=True) == {spellings[0]}


def best_of_all(spellings: list[str], *, person: bool) -> set[str]:
    """What stays of the spellings, in every order in which they may come."""
    found = set()
    for order in permutations(spellings):
        kept = order[0]
        for name in order[1:]:
            if better(name, kept, person=person):
                kept = name
        found.add(kept)
    return found
