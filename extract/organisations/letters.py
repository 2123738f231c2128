"""A text as letters, one for each word, for the grammar of organisations' names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from extract.lexicon import lexicon, word_set
from extract.organisations.acronyms import is_acronym
from extract.organisations.topics import is_topic
from extract.people.titles import is_role, is_title
from extract.places import countries, is_city, is_nationality, is_region
from extract.words import Names, Word, name_at, names_by_first_word, starts_sentence, words

# Small words and marks:
#   o of   f for   i in, at   w on   a and, &   t the   d particle (de, von)   l small word of other languages
#   m as l, but English has it too   & the sign   - dash   q quotation mark
#   n named   b after   u under   , comma   ' possessive   ( ) brackets   / line break   . any other word or mark
_SMALL = {
    "of": "o", "for": "f", "in": "i", "at": "i", "on": "w", "and": "a", "&": "&", "the": "t", "named": "n",
    "after": "b", "under": "u", ",": ",", "(": "(", ")": ")", "\n": "/", "Of": "o", "OF": "o", "And": "a", "AND": "a",
    "FOR": "f", "IN": "i", "AT": "i", "ON": "w", "THE": "t", "-": "-", "–": "-", "“": "q", "”": "q", "«": "q", "»": "q", '"': "q",
}  # fmt: skip
_POSSESSIVES = ("'s", "'S", "'")
_ENDS_OF_MANY = ("ers", "ors", "ists", "ants", "ees", "ians")  # `Growers' Cooperative Society`
_FOREIGN_WORD = re.compile("[à-öø-ÿāăąćčđēęěğīıłńňőřśşšťūůűžźżțș]|(?:iques?|aires?|iennes?|ionales?|ische[nrs]?)$")
_ELIDED = re.compile("(?:d|l|dell|nell|dall|all|sull|un)'[^\\W\\d_]")
_OF_LISTS = (
    ("d", "foreign_particles"),
    ("l", "foreign_words"),
    ("m", "foreign_english"),
    ("X", "company_suffix_phrases"),
    ("X", "acronym_suffixes"),
    ("Z", "company_brackets"),
    ("B", "standings"),
)
_NUMBERS = ("No.", "No", "№", "Nr.")
_NO_NAME_ENDS = ("-based", "-led", "-wide", "-funded", "-born", "-style", "-run", "-related", "-backed")


class Read(NamedTuple):
    """The words of a text, those of compounds joined, and a letter for each."""

    units: Sequence[Word]
    letters: str

    def word(self, index: int) -> str:
        """The word at an index; empty outside the text."""
        return self.units[index].text if 0 <= index < len(self.units) else ""


def read(text: str) -> Read:
    """Words and letters of a text."""
    units = _units(text)
    return Read(units, "".join(_letter(units, index) for index in range(len(units))))


@lru_cache
def _compounds() -> Names:
    """Names of several words that count as one."""
    heads = lexicon("organisation_heads")
    listed = ("phrases", "company_suffix_phrases", "company_brackets", "standings")
    names = [*lexicon("organisation_words")["compounds"], *(name for key in listed for name in heads[key])]
    places = (*countries(), *word_set("places", "cities"), *word_set("places", "regions"))
    return names_by_first_word([*names, *(name for name in places if " " in name)])


def _units(text: str) -> list[Word]:
    sequence = words(text)
    units, at = [], 0
    while at < len(sequence):
        length = name_at(sequence, at, _compounds()) or 1
        first, last = sequence[at], sequence[at + length - 1]
        units.append(first if length == 1 else Word(first.start, last.end, text[first.start : last.end]))
        at += length
    return units


def _letter(units: Sequence[Word], index: int) -> str:
    word = units[index].text
    if word in _SMALL:
        return _SMALL[word]
    if word in _POSSESSIVES:
        return "G" if _is_possessive_of_name(units, index) else "'"
    for letter, key in _OF_LISTS:
        if word in word_set("organisation_heads", key):
            return letter
    if _is_company_suffix(units, index):
        return "P" if _is_before_company(units, index) else "X"
    if _is_number_of_school(units, index):
        return "C"
    if not word[0].isupper():
        return _letter_of_small(word)
    if word in word_set("organisation_heads", "foreign_before_particle") and _goes_on_foreign(units, index):
        return "F"
    if _is_possessive_of_name(units, index + 1):
        return "G"
    if word == "City" and index + 1 < len(units) and units[index + 1].text == "of":
        return "Y"
    letter = _letter_of_capital(word)
    if letter in "QC" and len(word) > 3 and word.isupper():  # in a line of capitals
        plain = "S" if _opens(word.title()) else _letter_of_capital(word.title())
        return letter if plain == "C" else plain
    return "S" if letter in "CGKNEVQ" and _opens(word) and starts_sentence(units, index) else letter


def _is_company_suffix(units: Sequence[Word], index: int) -> bool:
    """Whether a word is the legal form of a company, with or without a full stop; `AS` in a line of capitals is none."""
    word = units[index].text
    if word.removesuffix(".") not in word_set("organisation_heads", "company_suffixes"):
        return word in word_set("organisation_heads", "company_suffixes")
    return not (word.lower() in STOP_WORDS and (not index or units[index - 1].text.isupper()))


def _is_before_company(units: Sequence[Word], index: int) -> bool:
    """Whether the legal form of a company stands before its name, and behind no other: `the | LLC Merrowstroy`."""
    before = units[index - 1].text if index else "\n"
    return units[index].text in word_set("organisation_heads", "company_prefixes") and not (
        before[0].isupper() or before[0].isdigit() or before in ",)&"
    )


def _is_number_of_school(units: Sequence[Word], index: int) -> bool:
    """Whether a word is part of a number within a name: `No. 3 Middle School`."""
    at = index if units[index].text in _NUMBERS else index - 1
    return 0 <= at < len(units) - 1 and units[at].text in _NUMBERS and units[at + 1].text.isdigit()


def _letter_of_small(word: str) -> str:
    if _ELIDED.match(word):
        return "C" if word[word.index("'") + 1].isupper() else "l"
    return "l" if _FOREIGN_WORD.search(word) else "."


def _goes_on_foreign(units: Sequence[Word], index: int) -> bool:
    """Whether a word that English has too is one of another language here: `Camera | di Commercio`."""
    following = units[index + 1].text if index + 1 < len(units) else ""
    joins = following in word_set("organisation_heads", "foreign_particles")
    return (
        (joins and following not in word_set("organisation_heads", "name_particles"))
        or following in word_set("organisation_heads", "foreign")
        or (
            following in word_set("organisation_heads", "foreign_words") and _FOREIGN_WORD.search(following) is not None
        )
        or _ELIDED.match(following) is not None
    )


def _opens(word: str) -> bool:
    """Whether a word at the start of a sentence is hardly ever the start of a name."""
    shouted = word.isupper() and len(word) > 1
    return not shouted and (word.lower() in STOP_WORDS or word in word_set("organisation_words", "openers"))


@lru_cache(maxsize=8192)
def _letter_of_capital(word: str) -> str:
    return next((letter for letter, fits in _CAPITALS if fits(word)), "C")


def _listed(file: str, key: str) -> Callable[[str], bool]:
    return lambda word: word in word_set(file, key)


def is_joined_head(word: str) -> bool:
    """Whether a name and an institution are one word: `Humboldt-University`, but not `Inter-University`."""
    name, _, head = word.rpartition("-")
    return (
        name not in ("", *_NOT_JOINED) and not is_topic(name) and head in word_set("organisation_heads", "institutions")
    )


_NOT_JOINED = ("Inter", "Non", "Multi", "Pre", "Post", "Cross", "Intra", "Trans", "Co", "All")


def is_foreign_head(word: str) -> bool:
    """Whether a word of another language means an organisation: `Universidad`, `Musikhochschule`."""
    suffixes = tuple(lexicon("organisation_heads")["foreign_suffixes"])
    return word in word_set("organisation_heads", "foreign") or word.lower().endswith(suffixes)


def _is_role_or_title(word: str) -> bool:
    return (is_role(word) or is_title(word)) and word not in word_set("roles", "titles_in_names")


# Capitalised words; one that is several things gets the first letter that fits. `C`, any other, comes last.
_CAPITALS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("H", _listed("organisation_heads", "heads")),
    ("H", _listed("organisation_heads", "phrases")),
    ("H", lambda word: is_joined_head(word)),
    ("h", _listed("organisation_heads", "soft_heads")),
    ("F", is_foreign_head),
    ("T", _listed("organisation_words", "topics")),
    ("R", _is_role_or_title),
    ("S", _listed("organisation_words", "stop")),
    ("S", lambda word: word.endswith(_NO_NAME_ENDS)),
    ("E", _listed("organisation_heads", "events")),
    ("P", _listed("organisation_heads", "company_prefixes")),
    ("V", _listed("organisation_heads", "before_place")),
    ("K", lambda word: is_region(word) or is_city(word)),
    ("N", is_nationality),
    ("G", _listed("organisation_words", "generic")),
    ("Q", is_acronym),
    ("T", is_topic),
)


def _is_possessive_of_name(units: Sequence[Word], index: int) -> bool:
    """Whether a possessive belongs to a name: `King's College`, `Rectors' Union`, not `Nigeria's Ministry`."""
    if not 0 < index < len(units) - 1 or units[index].text not in _POSSESSIVES:
        return False
    owner = units[index - 1]
    saint = index > 1 and units[index - 2].text in ("St", "St.", "Saint")
    of_many = units[index].text == "'" and owner.text.endswith(_ENDS_OF_MANY)
    known = saint or of_many or owner.text in word_set("organisation_words", "possessive")
    return known and owner.end == units[index].start and units[index + 1].text[0].isupper()
