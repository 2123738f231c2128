"""Acronyms and short names that a text defines behind a name: `University of Lagos (UNILAG)`.

The test of letters is that of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation
definitions in biomedical text": the letters of the short form stand in the long one in order, the first at the
start of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from extract.lexicon import word_set
from extract.places import is_place, is_region
from extract.words import words

Span = tuple[int, int]
"""Half-open offsets into the text."""

_ACRONYM = re.compile(
    r"(?=(?:[^A-ZÀ-Þ]*[A-ZÀ-Þ]){2})[\w&/-]*[A-Z0-9À-Þ]\w?"  # SPbPU, KNU10, U-M
    r"|(?=(?:[^A-ZÀ-Þ-]*[A-ZÀ-Þ]){3})\w+"  # TETFund
)
_OF_MANY = re.compile("[A-Z]{2,}s")  # NITs
_NUMBERED = re.compile(r"-\d+$")  # COVID-19
_MONEY = re.compile(r"(?:RM|RS|US|USD|EUR|GBP|INR|SGD|HKD|NTD?|RMB|CNY|PKR|PHP|IDR|THB|VND|AUD|CAD|CHF|JPY|KRW|ZAR)\d+")
_SHOUTED = re.compile("[A-Z]{3,}(?:ED|ING|TION|TIONS|MENT|MENTS|NESS)")  # RENEWED, HOUSING
_WORDS_OF_SHORT = r"\w[\w.&/-]*(?:\ (?:\([A-Z]+\)|[A-Z][\w.&-]*)){0,2}"
_BEHIND = re.compile(
    rf"""\ *(?:
      \(\ *(?:(?:hereinafter|hereafter|henceforth|further|abbreviated(?:\ as)?|or|the|also|formerly)\b)?
        [\s,:—-]*["“«']?(?P<bracketed>{_WORDS_OF_SHORT})["”»']?\ *(?=[),;]|\ [—-]\ )
    | ,?\ or\ (?:the\ )?(?P<joined>{_WORDS_OF_SHORT})(?=[,.;)])
    | \ [–—-]\ (?P<dashed>{_WORDS_OF_SHORT})(?=\ [–—-]|[,.;)])
    )""",
    re.VERBOSE,
)
_PLACE_BEFORE_BRACKET = re.compile(r"(?:,| of| in)(?: the)? ([A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})(?= ?\()")
_BRACKETED = re.compile(r"\(\ ?(?P<short>[^\W\d_][\w&/.-]*)(?=\ ?[),;])")
_WORDS_OF_LONG = re.compile(r"(?:[^\W\d_][\w'&.-]*|&)(?: (?:[^\W\d_][\w'&.-]*|&))*\ *$")
_LONGEST_NAME = 120
"""Characters before a bracket in which a long form is looked for."""


class Definition(NamedTuple):
    """A short form, and the long form that it stands for."""

    short: Span
    long: Span


def is_acronym(word: str) -> bool:
    """Whether a word is written like an acronym: `SPbPU`, `KNU10`, `U-M`, `TETFund`."""
    return _ACRONYM.fullmatch(word) is not None


def could_be_organisation(acronym: str) -> bool:
    """Whether a word written in capitals could name an organisation at all."""
    vetoed = word_set("organisation_words", "no_acronym")
    vetoes = acronym.upper() in vetoed or acronym.removesuffix("s").upper() in vetoed
    return not (
        vetoes or is_region(acronym) or any(p.fullmatch(acronym) for p in (_MONEY, _SHOUTED, _OF_MANY))
    ) and not (_NUMBERED.search(acronym))


def abbreviates(short: str, long: str) -> bool:
    """Whether all letters and digits of `short` stand in `long` in order, the first one at the start of a word."""
    return _start_of_long(short, long) is not None


def _start_of_long(short: str, long: str) -> int | None:
    """Where the long form begins, searched from its end as Schwartz and Hearst do; null if the letters do not fit."""
    letters = [c for c in short.casefold() if c.isalnum()]
    text, at = long.lower(), len(long)
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and not (text[at] == letters[index] and (index or at == 0 or not text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    return at


def defined_behind(text: str, names: Iterable[Span]) -> Iterator[Definition]:
    """Short forms that stand behind one of the names: in brackets, between dashes or after `or`."""
    for name in names:
        match = _BEHIND.match(text, _behind_place(text, name[1]))
        kind = match.lastgroup if match else None
        if match and kind and _fits(text, match[kind], name, bracketed=kind == "bracketed"):
            yield Definition(match.span(kind), (name[0] + start_of_parent(match[kind], text[slice(*name)]), name[1]))


def _behind_place(text: str, end: int) -> int:
    """Where a name ends with the place behind it, if a bracket follows: `Merrow University | of China (MUC)`."""
    place = _PLACE_BEFORE_BRACKET.match(text, end)
    return place.end() if place and is_place(place[1]) else end


def start_of_parent(short: str, long: str) -> int:
    """Where the parent's name begins if the short form spells that alone, else 0: in `Syndicate of Merrow University`,
    which stands before `(MU)`, behind `of`."""
    start = _start_of_long(short, long) or 0
    is_unit = re.search(r" of (?:the )?$", long[:start]) is not None
    has_head = not word_set("organisation_heads", "institutions").isdisjoint(long[start:].split()[1:])
    return start if is_unit and has_head else 0


def _fits(text: str, short: str, name: Span, *, bracketed: bool) -> bool:
    """Whether words behind a name are short for it, and no remark on it: `(Japan)`, `(Mogilev)`."""
    capitals = sum(c.isupper() for c in short)
    spelt = abbreviates(short, text[slice(*name)])
    sure = bracketed and spelt and capitals > 2 and short.isupper()  # `(THU)` behind Tsinghua University is no Thursday
    if is_place(short) or not capitals or not (could_be_organisation(short) or sure):
        return False
    if spelt:
        return bracketed or capitals > 1
    return bracketed and " " not in short and (capitals > 1 or _occurrences(text, short) > 1)


@lru_cache(maxsize=256)
def _occurrences(text: str, word: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def defined_names(text: str) -> Iterator[Definition]:
    """Capitalised words before a bracketed acronym that they spell, whatever their shape: `Iskandar Investment
    Board (IIB)`. Things that are no organisations are kept out by their last word."""
    for match in _BRACKETED.finditer(text):
        short = match["short"]
        if sum(c.isupper() for c in short) < 2 or not could_be_organisation(short):
            continue
        line = text.rfind("\n", 0, match.start()) + 1
        before = _WORDS_OF_LONG.search(text, max(line, match.start() - _LONGEST_NAME), match.start())
        start = _start_of_long(short, before[0].rstrip()) if before else None
        if before and start is not None:
            long = (before.start() + start, before.start() + len(before[0].rstrip()))
            if _names_a_body(text[slice(*long)], short):
                yield Definition(match.span("short"), long)


def _names_a_body(long: str, short: str) -> bool:
    parts = [word.text for word in words(long)]
    small = sum(not part[0].isupper() for part in parts)
    ends_well = parts[0][0].isupper() and parts[-1][0].isupper()
    thing = parts[-1] in word_set("organisation_words", "no_long_form")
    return ends_well and not thing and small <= len(parts) // 2 and len(parts) <= len(short) + 4
