"""A text as letters, one for each word, for the patterns that find people and their roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from extract.lexicon import lexicon, word_set
from extract.organisations.acronyms import could_be_organisation, is_acronym
from extract.organisations.topics import is_topic
from extract.people.names import is_family_name, is_given_name
from extract.people.titles import (
    abbreviated_names,
    forms_of_address,
    is_occupation,
    is_role,
    is_role_prefix,
    is_said,
    is_title,
    post_nominals,
)
from extract.places import countries, is_place
from extract.words import Names, Word, find_names, names_by_first_word, starts_sentence, words

# Small words and marks:
#   f small word of roles (of, for, the)   a and   d particle (van, bin)   w who   h whose (its, our)   v is, was
#   @ as   y by   s verb of saying and acting   p what stands before a role   l any other word in small letters
#   , ( ) - : ; * " ' as they are   / line break   . all else
_SMALL = {
    **dict.fromkeys(("of", "for", "the", "at", "to", "in", "a", "an", "from", "on", "with"), "f"),
    **dict.fromkeys(("and", "&"), "a"),
    "who": "w",
    **dict.fromkeys(("its", "our", "their", "his", "her", "my", "whose"), "h"),
    **dict.fromkeys(
        ("is", "was", "are", "were", "be", "been", "has", "had", "will", "becomes", "became", "remains"), "v"
    ),
    "as": "@",
    "by": "y",
    **dict.fromkeys(("-", "–", "—"), "-"),
    **dict.fromkeys(("*", "•", "·"), "*"),
    **dict.fromkeys(('"', "“", "”", "«", "»"), '"'),
    **dict.fromkeys(("'s", "'"), "'"),
    **{mark: mark for mark in ",():;"},
    "\n": "/",
}
# Capitalised words; `_letter_of_capital` has their order:
#   b word before an author (By)   D title   R role   M role of several   t degree behind a name   i initials
#   k known given or family name   x family name that means something else too   c word in capitals that could be a name
#   n other that could be one   K place or nationality   C any other. An organisation is one unit: O
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_ELIDED = re.compile("(?:al|el|ad|an|ar|as|ash|at|az|ul|ur|us|d|de|dell|dall|l|t)[-'][A-ZÀ-Þ]")
"""What a name in small letters begins with: `al-Balas`, `d'Alva`."""
_BEFORE_NAME = re.compile(r"[ \u00a0]?(?:[^\W\d_a-z]|dr\b|ing\b)")
_PROFESSORS = frozenset({"Professor", "professor", "Professors", "professors"})
_NAMES = tuple("kncxiDd")
_OPENING = ("The", "Its", "Our", "Their", "His", "Her", "My", "For", "At", "In", "On", "From")
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
    phrases = _phrases(text)
    sequence, units, inside = words(text), list[Unit](), 0
    for index, word in enumerate(sequence):
        if word.start < inside:
            continue
        name = names.get(word.start)
        end, letter = phrases.get(word.start, (word.end, ""))
        if name:
            inside, letter = name["end"], "O"
        elif word.start in places:
            inside, letter = places[word.start], "K"
        elif letter and (letter == "t" or not units or units[-1].letter != "d"):
            inside = end
        else:
            inside, letter = word.end, _letter(sequence, index)
        units.append(Unit(word.start, inside, text[word.start : inside], letter, name["entity"] if name else None))
    return _settled(units)


def _phrases(text: str) -> dict[int, tuple[int, str]]:
    """End and letter of titles, degrees and abbreviated names of several words, by where they begin: titles and names
    only before a capital."""
    found = {start: (end, "t") for start, end in find_names(text, post_nominals()) if text[start - 2 : start].strip()}
    for letter, names in (("k", abbreviated_names()), ("D", forms_of_address())):
        for start, end in find_names(text, names):
            if _BEFORE_NAME.match(text, end):
                found[start] = end, letter
    return found


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
    return any((word[:1].isupper() and is_given_name(word.strip(".,"))) or is_title(word) for word in beside)


def _letter(sequence: Sequence[Word], index: int) -> str:
    word = sequence[index].text
    if word in _SMALL:
        return _SMALL[word]
    if word in _OPENING and starts_sentence(sequence, index):
        return _SMALL[word.lower()]
    if _is_title_here(sequence, index):
        return "D"
    if is_title(word):
        return "D"
    if word[0].islower():
        return _letter_of_small(word)
    return _letter_of_capital(word, starts_sentence(sequence, index)) if word[0].isupper() else "."


def _is_title_here(sequence: Sequence[Word], index: int) -> bool:
    """Whether a word that can be a name itself is a title, by the culture of the given name behind it: `Pak Slamet`."""
    following = sequence[index + 1].text if index + 1 < len(sequence) else ""
    return any(
        sequence[index].text in word_set("roles", "titles_before", culture) and is_given_name(following, culture)
        for culture in lexicon("roles")["titles_before"]
    )


def _letter_of_small(word: str) -> str:
    if _ELIDED.match(word):
        return "n"
    if is_said(word):
        return "s"
    if is_role(word) or is_occupation(word):
        return _letter_of_role(word)
    if word in word_set("people_names", "particles"):
        return "d"
    return "p" if is_role_prefix(word) else "l"


def _letter_of_role(word: str) -> str:
    return "M" if word.endswith("s") and (is_role(word[:-1]) or is_occupation(word[:-1])) else "R"


def _letter_of_capital(word: str, opening: bool) -> str:
    if word in word_set("roles", "before_authors"):
        return "b"
    if _INITIALS.fullmatch(word):
        return "i"
    if is_role(word) or (is_occupation(word) and not is_given_name(word) and not is_family_name(word)):
        return _letter_of_role(word)
    if word in word_set("roles", "no_family_names"):
        return "C"
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
            letter = "C" if unit.text[0].isupper() else "l"
        elif unit.text in _PROFESSORS and following not in _NAMES:
            letter = "M" if unit.text.endswith("s") else "R"  # what someone is
        elif letter == "D" and before in ("k", "n") and following not in _NAMES:
            letter = "k" if unit.text[0].isupper() else "l"
        out.append(unit._replace(letter=letter))
        following = letter
    return out[::-1]
