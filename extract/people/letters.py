"""A text as letters, one for each word, for the patterns that find people and their roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from extract.lexicon import word_set
from extract.organisations.acronyms import could_be_organisation, is_acronym
from extract.organisations.topics import is_topic
from extract.people.names import is_family_name, is_given_name
from extract.people.titles import is_role, is_role_prefix, is_said, is_title
from extract.places import countries, is_place
from extract.words import Names, Word, find_names, names_by_first_word, starts_sentence, words

# Small words and marks:
#   f small word of roles (of, for, the)   a and   d particle (van, bin)   w who   s verb of saying and acting
#   p what stands before a role   , ( ) - : ; * " ' as they are   / line break   . all else
_SMALL = {
    **dict.fromkeys(("of", "for", "the", "at", "to", "in", "a", "an", "from", "on"), "f"),
    **dict.fromkeys(("and", "&"), "a"),
    **dict.fromkeys(("who", "whose", "which"), "w"),
    **dict.fromkeys(("-", "–", "—"), "-"),
    **dict.fromkeys(("*", "•", "·"), "*"),
    **dict.fromkeys(('"', "“", "”", "«", "»"), '"'),
    **dict.fromkeys(("'s", "'"), "'"),
    **{mark: mark for mark in ",():;"},
    "\n": "/",
}
# Capitalised words; `_letter_of_capital` has their order:
#   b word before an author (By)   D title   R role   M role of several   i initials   k known given or family name
#   x family name that means something else too   c word in capitals that could be a name   n other that could be one
#   K place or nationality   C any other. An organisation is one unit: O
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_NO_NAMES = (
    ("roles", "no_names"),
    ("organisation_words", "generic"),
    ("organisation_heads", "heads"),
    ("organisation_heads", "soft_heads"),
    ("organisation_heads", "events"),
    ("organisation_heads", "foreign"),
)


class Unit(NamedTuple):
    """A word, or the name of an organisation or place as one."""

    start: int
    end: int
    text: str
    letter: str
    organisation: str | None = None
    """Canonical name."""


def read_letters(text: str, organisations: Sequence[Mapping[str, Any]]) -> list[Unit]:
    """The words of a text with their letters. Unexplained acronyms that could be a family name in capitals are
    words again."""
    names = {m["start"]: m for m in organisations if not _could_be_family_name(text, m)}
    places = dict(find_names(text, _places()))
    sequence, units, inside = words(text), list[Unit](), 0
    for index, word in enumerate(sequence):
        if word.start < inside:
            continue
        name = names.get(word.start)
        inside = name["end"] if name else places.get(word.start, word.end)
        letter = "O" if name else "K" if inside > word.end else _letter(sequence, index)
        units.append(Unit(word.start, inside, text[word.start : inside], letter, name["entity"] if name else None))
    return _settled(units)


@lru_cache
def _places() -> Names:
    """Names of places of several words."""
    names = (*countries(), *word_set("places", "cities"), *word_set("places", "regions"))
    return names_by_first_word(name for name in names if " " in name)


def _could_be_family_name(text: str, mention: Mapping[str, Any]) -> bool:
    start, end = mention["start"], mention["end"]
    if mention["rule"] not in ("organisation.acronym", "organisation.repeated") or not text[start:end].isupper():
        return False
    beside = [*text[max(0, start - 20) : start].split(" ")[-2:-1], *text[end : end + 20].split(" ")[1:2]]
    return any(is_given_name(word.strip(".,")) or is_title(word) for word in beside)


def _letter(sequence: Sequence[Word], index: int) -> str:
    word = sequence[index].text
    if word in _SMALL:
        return _SMALL[word]
    if is_title(word):
        return "D"
    if word[0].islower():
        return _letter_of_small(word)
    return _letter_of_capital(word, starts_sentence(sequence, index)) if word[0].isupper() else "."


def _letter_of_small(word: str) -> str:
    if is_said(word):
        return "s"
    if is_role(word):
        return _letter_of_role(word)
    if word in word_set("people_names", "particles"):
        return "d"
    return "p" if is_role_prefix(word) else "."


def _letter_of_role(word: str) -> str:
    return "M" if word.endswith("s") and is_role(word[:-1]) else "R"


def _letter_of_capital(word: str, opening: bool) -> str:
    if word in word_set("roles", "before_authors"):
        return "b"
    if _INITIALS.fullmatch(word):
        return "i"
    if is_role(word):
        return _letter_of_role(word)
    known = is_given_name(word) or is_family_name(word)
    if word.isupper() and len(word) > 1:
        if could_be_organisation(word):
            return "c" if known or (word.isalpha() and not is_place(word.title())) else "C"
        return "x" if known else "C"
    if is_given_name(word) and not (opening and word.lower() in STOP_WORDS):
        return "k"
    other = _letter_of_other(word, opening)
    return ("x" if other else "k") if known else (other or "n")


def _letter_of_other(word: str, opening: bool) -> str | None:
    """What a capitalised word is if no name; null if it could be one."""
    if word in word_set("organisation_words", "stop"):
        return "C"
    if opening and (word.lower() in STOP_WORDS or word in word_set("organisation_words", "openers")):
        return "C"
    if is_place(word):
        return "K"
    if is_role_prefix(word):
        return "p"
    thing = is_topic(word) or any(word in word_set(*keys) for keys in _NO_NAMES)
    return "C" if thing or (is_acronym(word) and any(c.isdigit() for c in word)) else None


def _settled(units: list[Unit]) -> list[Unit]:
    """What stands before a role does so only if a role follows, and a title has no name before it: else they are
    any capitalised words."""
    out: list[Unit] = []
    following = ""
    for index in range(len(units) - 1, -1, -1):
        unit, before = units[index], units[index - 1].letter if index else ""
        letter = unit.letter
        if letter == "p" and following not in ("R", "M", "p"):
            letter = "C" if unit.text[0].isupper() else "."
        elif letter == "D" and before in ("k", "n") and following not in ("k", "n", "c", "x", "i", "D"):
            letter = "k" if unit.text[0].isupper() else "."
        out.append(unit._replace(letter=letter))
        following = letter
    return out[::-1]
