"""Names without the shape of an organisation's that stand where only organisations stand: beside a word such as
`company`, or as the partner in an agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from extract.lexicon import lexicon, word_set
from extract.organisations.abridged import says_what
from extract.people.names import is_given_name
from extract.people.titles import is_role, is_title
from extract.places import is_nationality, is_place

Span = tuple[int, int]

_WORD = r"[A-ZÀ-Þ][\w&+'-]*(?:\.[a-z]+\b)?"
_NAME = rf"{_WORD}(?: {_WORD}){{0,4}}"
_NAMES = re.compile(_NAME)
_ENDS = r"(?![\w'’])"
_GOES_BEFORE = re.compile(r"[A-ZÀ-Þ]\w* $")
"""A capitalised word before: the name began earlier."""


def partners(text: str) -> Iterator[tuple[Span, str]]:
    """Offsets and rule of such names."""
    rules = (
        (_firm(), "organisation.firm"),
        (_of_kind(), "organisation.of-kind"),
        (_apposed(), "organisation.apposed"),
        (_slot(), "organisation.partner"),
    )
    for pattern, rule in rules:
        for match in pattern.finditer(text):
            before = text[max(0, match.start("names") - 40) : match.start("names")]
            if _GOES_BEFORE.search(before) or _is_of_somebody(before):
                continue
            names = (name.span() for name in _NAMES.finditer(text, *match.span("names")))
            coined = rule != "organisation.firm" or not _is_common(match["names"].split()[0])
            yield from ((span, rule) for span in names if coined and _could_be_name(text[slice(*span)]))


@lru_cache
def _firm() -> re.Pattern[str]:
    """`NAME Robotics`: a word of no other use before one that firms put behind their names."""
    trades = "|".join(lexicon("organisation_words")["trades_of_firms"].split())
    return re.compile(rf"(?<![\w'’&.-])(?<![“«] )(?P<names>{_WORD}(?: {_WORD})? (?:{trades})){_ENDS}(?! [A-Z])")


@lru_cache
def _of_kind() -> re.Pattern[str]:
    """`the chip maker NAME`, `its partners NAME, NAME and NAME`."""
    return re.compile(rf"{_kinds()} (?P<names>{_NAME}(?:(?:, {_NAME})*,? and {_NAME})?){_ENDS}")


@lru_cache
def _apposed() -> re.Pattern[str]:
    """`NAME, a maker of sensors`."""
    before = r"(?<![\w'’-])(?<!\b[A-Z]\. )(?<!\b[Ii]n )(?<!\bof )"
    return re.compile(
        rf"{before}(?P<names>{_NAME})(?:,| [–-]) (?:(?:an?|one of the) (?:[\w-]+ ){{0,4}}|the (?:[\w-]+ ){{1,4}}){_kinds()}(?!['’\w])"
    )


@lru_cache
def _slot() -> re.Pattern[str]:
    """`an agreement with NAME`, `at the offices of NAME`."""
    before = "|".join(lexicon("organisation_words")["before_partners"])
    return re.compile(rf"\b(?:{before}) (?:the )?(?P<names>{_NAME}){_ENDS}")


@lru_cache
def _kinds() -> str:
    kinds = lexicon("organisation_words")["kinds"].split()
    plurals = (f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s" for kind in kinds)
    return rf"\b(?:{'|'.join([*kinds, *plurals])})"


def _is_of_somebody(before: str) -> bool:
    """Whether a role stands before: `President of the company NAME` names the president."""
    return any(is_role(word) for word in before.rpartition(".")[2].split())


def _could_be_name(words: str) -> bool:
    """Whether capitalised words are no place, person or title, nothing that any sentence begins with, no common noun."""
    if len(words) < 3 or is_place(words):
        return False
    first, *_ = each = words.split()
    if (
        first.lower() in STOP_WORDS
        or is_given_name(first)
        or is_nationality(first)
        or first in word_set("organisation_words", "openers")
    ):
        return False
    if any(is_role(word) or is_title(word) or word in word_set("organisation_words", "stop") for word in each):
        return False
    return not all(_is_common(word) or is_place(word) for word in each)


def _is_common(word: str) -> bool:
    return says_what(word) or word in word_set("organisation_heads", "events")
