"""Names of organisations as keys: when two are certainly, and when perhaps, one name."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import lru_cache
from pathlib import Path

from extract.countries.places import cities, demonyms
from extract.lexicon import FOLDER
from extract.places import countries, is_city
from pipelines.ids import slug
from pipelines.linking.reports import acronym, words

Key = tuple[str, ...]
_TAIL = re.compile(r"^(?P<base>.+?)(?:, | \(| of (?:the )?)(?P<place>[^,()]+?)\)?$")


@lru_cache
def _spelling() -> dict[str, str]:
    lists = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return dict(lists["organisations"]["spelling"])


@lru_cache(maxsize=200_000)
def key(name: str) -> Key:
    """The words of a name in order, without those that can be lost, in one spelling: `saint petersburg university`."""
    stop, spelling = words("organisations", "stop"), _spelling()
    return tuple(spelling.get(word, word) for word in slug(name).split("-") if word not in stop)


def loose_key(name: str) -> Key:
    """The same in any order, adjectives of countries as the country: `Kazakh Ministry of …` and `Ministry of … of Kazakhstan`."""
    known = demonyms()
    return tuple(sorted(known.get(word) or _codes().get(word) or word for word in key(name)))


@lru_cache
def _codes() -> dict[str, str]:
    """Countries whose name is one word, as it stands in a key."""
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {slug(row["name"]): row["code"] for row in csv.DictReader(file) if "-" not in slug(row["name"])}


def is_acronym(name: str) -> bool:
    """Whether a name is one word, more capitals than not: `SPbPU`, `MIT`. Such words say nothing by themselves."""
    letters = [c for c in name if c.isalpha()]
    return " " not in name and 1 < len(letters) <= 10 and sum(c.isupper() for c in letters) > len(letters) / 2


def abbreviates(short: str, name: str) -> bool:
    """Whether a short form is made of first letters of a name, in their order, the first one first."""
    letters, initials = [c.casefold() for c in short if c.isalpha()], acronym(name)
    at = iter(initials)
    return bool(letters) and initials[:1] == letters[0] and all(letter in at for letter in letters)


def without_place(name: str) -> tuple[str, str] | None:
    """(name without the place at its end, `country` or `city`): `Tsinghua University, China`."""
    found = _TAIL.match(name)
    if not found:
        return None
    place = found["place"]
    if place in countries():
        # "Ministry of Education of Kenya" is not any ministry of education.
        return None if name[found.end("base") :].startswith(" of") else (found["base"], "country")
    return (found["base"], "city") if is_city(place) or place.casefold() in cities() else None


def differ_only_in(a: Key, b: Key) -> tuple[str, str] | None:
    """The words in which two keys differ, if they differ in one place: one word for another, or one that one lacks."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    rest_a, rest_b = a[start : len(a) - end], b[start : len(b) - end]
    if len(rest_a) > 1 or len(rest_b) > 1:
        return None
    return "".join(rest_a), "".join(rest_b)
