"""Words that are places: what a word of an organisation's name can also mean."""

from __future__ import annotations

import csv
import re
from functools import lru_cache

from extract.lexicon import FOLDER, word_set

_COMPOUND = re.compile(r"[-–/]")
_HALVES = frozenset({"Sino", "Indo", "Franco", "Anglo", "Euro", "Afro", "Russo", "Italo", "Austro"})


@lru_cache
def countries() -> frozenset[str]:
    """All names of countries, as they are written."""
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["name"] for row in csv.DictReader(file))


def is_nationality(word: str) -> bool:
    """Whether a word is the adjective of a country or people, or a compound of such: `Belarusian-Russian`."""
    known = word_set("places", "nationalities")
    return word in known or all(
        half in known or half in _HALVES or half in countries() for half in _COMPOUND.split(word)
    )


def is_region(name: str) -> bool:
    """Whether a name stands for a country or for a region that could stand in its place."""
    return name in countries() or name in word_set("places", "regions")


def is_city(name: str) -> bool:
    """Whether a name is that of a known city."""
    return name in word_set("places", "cities") or name in word_set("organisation_heads", "seats")


def is_place(name: str) -> bool:
    """Whether a name is known as a country, region, people or city."""
    return is_region(name) or is_city(name) or is_nationality(name)
