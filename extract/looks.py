"""What a name that only a model found looks like, in a word: the look decides how far it is to be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.lexicon import word_set
from extract.organisations.acronyms import could_be_organisation
from extract.people.names import is_east_asian, is_family_name, is_given_name, is_patronymic
from extract.people.titles import is_role, is_title
from extract.places import is_city, is_nationality, is_place
from extract.words import words

_HEADS = ("heads", "soft_heads", "foreign", "company_suffixes", "company_prefixes")
_PREPOSITIONS = frozenset(["at", "from", "of", "by", "with", "to", "for", "and", "in", "between", "the"])
_BEFORE = re.compile(r"([\w.'-]+)[ (\"“]{1,2}$")
_INITIAL = re.compile(r"[A-Z]\.")
_AFTER = re.compile(r"[ -]([a-z]+)")
_DATELINE = re.compile(r" ?(?:,|/|\(|[–—-] )")


def look_of_organisation(text: str, start: int, end: int) -> str:
    """thing, heading, head (it has a word such as University), place, person, dateline, capitals (an acronym), repeated
    (the text has it more than once), named (a preposition or article before it) or plain."""
    parts = [word.text for word in words(text[start:end])]
    line = text[text.rfind("\n", 0, start) + 1 : end]
    behind = _AFTER.match(text, end)
    if parts[-1] in word_set("looks", "things") or not text[start].isalnum():
        return "thing"
    if behind and behind[1] in word_set("looks", "behind"):
        return "thing"
    if len(parts) > 1 and line.isupper():
        return "heading"
    if not word_set_of_heads().isdisjoint(parts):
        return "head"
    if parts[0] in word_set("looks", "things"):
        return "thing"
    if is_place(" ".join(parts)) or is_city(parts[-1]) or any(map(_joins_places, parts)):
        return "place"
    if _is_called_like_person(parts) or (len(parts) == 1 and _follows_person(text, parts[0])):
        return "person"
    if line.strip() == text[start:end] and _DATELINE.match(text, end):
        return "dateline"
    short = len(parts) == 1 and sum(letter.isupper() for letter in parts[0]) > 1
    if short and (parts[0].isupper() or not could_be_organisation(parts[0])):
        return "capitals"
    if text.count(text[start:end]) > 1:
        return "repeated"
    before = _BEFORE.search(text, max(0, start - 20), start)
    return "named" if before and before[1].casefold() in _PREPOSITIONS else "plain"


def _joins_places(word: str) -> bool:
    """Whether a word is a compound of countries, regions or peoples: `China-Africa`, `Kyrgyz-Turkish`."""
    halves = word.split("-")
    return len(halves) > 1 and all(is_place(half) or is_nationality(half) for half in halves)


def _is_called_like_person(parts: Sequence[str]) -> bool:
    first, last = parts[0], parts[-1]
    told = is_title(first) or is_role(first) or is_given_name(first)
    family = len(parts) > 1 and (is_family_name(last) or is_family_name(first.title()) or is_patronymic(last))
    return told or family or is_east_asian(tuple(parts))


def _follows_person(text: str, name: str) -> bool:
    """Whether a word stands behind a title, role, given name or initial anywhere in a text: so do family names."""
    at = text.find(name)
    while at >= 0:
        before = _BEFORE.search(text, max(0, at - 20), at)
        word = before[1] if before else ""
        if is_given_name(word) or is_title(word) or is_role(word) or _INITIAL.fullmatch(word):
            return True
        at = text.find(name, at + 1)
    return False


def look_of_person(text: str, start: int, end: int) -> str:
    """thing, heading, place, told (a title or role before it), known (a part is a known name), word or words."""
    parts = [word.text for word in words(text[start:end])]
    before = _BEFORE.search(text, max(0, start - 20), start)
    if not (word_set_of_heads() | word_set("looks", "things")).isdisjoint(parts):
        return "thing"
    if len(parts) > 1 and text[start:end].isupper():
        return "heading"
    if is_place(" ".join(parts)):
        return "place"
    if before and (is_title(before[1]) or is_role(before[1])):
        return "told"
    if any(is_given_name(part) or is_family_name(part) for part in parts):
        return "known" if len(parts) > 1 else "known-word"
    return "words" if len(parts) > 1 else "word"


@lru_cache
def word_set_of_heads() -> frozenset[str]:
    """Words that make a name that of an organisation, in any language that the lexicon knows."""
    return frozenset().union(*(word_set("organisation_heads", key) for key in _HEADS))


LOOKS = {"ORG": look_of_organisation, "PERSON": look_of_person}
"""Label → how names of it are looked at."""
