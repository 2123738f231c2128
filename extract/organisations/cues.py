"""Names of organisations that only their surroundings give away: in a dateline, after a role, in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from extract.lexicon import lexicon, word_set
from extract.people.names import is_family_name, is_given_name
from extract.people.titles import is_role, is_title
from extract.places import countries, is_nationality, is_place, is_region

Span = tuple[int, int]

_NAME = r"[A-ZÀ-Þ](?:[\w&.'-]*\w)?"
_DATELINE = re.compile(
    rf"""^[A-ZÀ-Þ][A-ZÀ-Þ\ .'-]+(?:,\ [^\W\d_]\w*\.?\ \d+|,\ \d+\ \w+)?\ ?
         (?: \((?P<bracketed>{_NAME}(?:\ {_NAME}){{0,3}})\)\ ?[—–.:-]
           | [,—–-]\ (?P<plain>{_NAME})(?=\ ?(?:\n|[—–])|\ -))""",
    re.VERBOSE | re.MULTILINE,
)
_PLACES = rf"{_NAME}(?:(?: d[aeo]s?)? {_NAME}){{0,2}}"
_ELLIPTICAL = (
    re.compile(rf"(?P<items>{_NAME}(?:, {_NAME}){{0,30}},? and {_NAME}) [Uu]niversities\b"),
    re.compile(rf"\b(?:[Uu]niversities|[A-Z]{{2,}}s) of (?P<items>{_PLACES}(?:, {_PLACES}){{0,30}},? and {_PLACES})"),
)
_SMALL_MINISTRY = re.compile(
    rf"\b(?P<state>{_NAME}) (?P<ministry>ministry (?:of|for)(?:(?:,| and)? (?!ministry)[a-z]+){{1,5}})"
)
_AREA = "(?:regions?|provinces?|districts?|county|oblast|prefectures?|voivodeship|city|municipality|area|valley|Region|Province|District|County|Oblast|City|Municipal|Municipality|Airport|Harbour)\\b"
_IN_PLACE = re.compile(r"\b(?:in|near|around|city of|outside|across) (?:the )?$")
_NAME_BEFORE = re.compile(r"([A-Z][\w.'-]*) $")


def named_by_surroundings(text: str) -> Iterator[tuple[Span, str]]:
    """Offsets and rule of names that have neither a shape nor a place in the lexicon."""
    for match in _DATELINE.finditer(text):
        kind = match.lastgroup or ""
        if not is_place(match[kind]):
            yield match.span(kind), "organisation.dateline"
    for name in {match["led"] for match in _led().finditer(text) if _could_be_led(match["led"])}:
        found = re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
        yield from ((match.span(), "organisation.led") for match in found)
    yield from ((span, "organisation.ministry") for span in _small_ministries(text))
    for pattern in _ELLIPTICAL:
        for match in pattern.finditer(text):
            yield from ((span, "organisation.elliptical") for span in _items(match))


def _small_ministries(text: str) -> Iterator[Span]:
    """`Congolese | ministry for higher education`: a ministry in small letters behind the adjective of its state."""
    for match in _SMALL_MINISTRY.finditer(text):
        name = match["ministry"]
        while (
            name.rpartition(" ")[2].capitalize() not in word_set("organisation_words", "topics") and name.count(" ") > 1
        ):
            name = name.rpartition(" ")[0].removesuffix(" and").removesuffix(",")
        if is_nationality(match["state"]) and name.count(" ") > 1:
            yield match.start("ministry"), match.start("ministry") + len(name)


@lru_cache
def _led() -> re.Pattern[str]:
    """`CEO of NAME`, where NAME is a single word."""
    roles = "|".join(lexicon("roles")["heads_of_organisations"].split())
    return re.compile(rf"\b(?i:{roles}) of (?P<led>{_NAME})(?![\w'-]| (?:and |of |& )?[A-Z])")


def _could_be_led(name: str) -> bool:
    known_else = is_place(name) or is_role(name) or is_title(name) or is_given_name(name) or is_family_name(name)
    common = name in word_set("organisation_words", "topics") or name in word_set("organisation_words", "generic")
    return len(name) > 2 and not known_else and not common


def _items(elliptical: re.Match[str]) -> list[Span]:
    """The names of an elliptical list: `the universities of Granada, Bergen and Leipzig`. Countries and
    regions are no such names."""
    items = list(re.finditer(_PLACES, elliptical["items"]))
    if any(_is_area(match[0]) for match in items):
        return []
    at = elliptical.start("items")
    return [(at + match.start(), at + match.end()) for match in items]


def _is_area(name: str) -> bool:
    return name in countries() or is_nationality(name) or any(is_region(part) for part in (name, name.split()[-1]))


def means_organisation(text: str, start: int, end: int) -> bool:
    """Whether a short name stands for its university and not for the place, person or thing of the same name: what
    the text also uses as a place has to be used as a body here (`Lagos graduates`)."""
    name, before, after = text[start:end], text[max(0, start - 24) : start], text[end : end + 24]
    as_body = _as_body().match(after) is not None
    if re.match(r"[ -][A-Z]|-\w", after) and not as_body:
        return False
    leading = _NAME_BEFORE.search(before)
    if leading and leading[1].lower() not in STOP_WORDS and not leading[1].endswith("."):
        return False
    if _IN_PLACE.search(before):
        return False
    return as_body or not (is_place(name) or _is_used_as_place(text, name))


@lru_cache
def _as_body() -> re.Pattern[str]:
    """What only a university has, behind its name."""
    had = "|".join(lexicon("organisation_words")["had_by_universities"].split())
    return re.compile(rf"(?:'s?)? (?:{had}|University(?! [A-Z]))\b")


@lru_cache(maxsize=256)
def _is_used_as_place(text: str, name: str) -> bool:
    place = re.escape(name)
    used = rf"\b(?:in|city of|town of|near) {place}(?! [A-Z])|^{place}, \d|\b{place} {_AREA}"
    return re.search(used, text, re.MULTILINE) is not None
