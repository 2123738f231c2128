"""In which country an organisation sits: weak facts, by its name, its surroundings and well-known cities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

import extract.text  # noqa: F401 the attributes of Doc
from extract.countries.component import countries
from extract.countries.places import Place, cities, demonyms, places
from extract.lexicon import word_set
from extract.records import SEATS

_REACH = 80
"""Characters around a name in which its country can stand."""
_ACRONYM = re.compile(r" ?\([A-Z][\w&.-]{1,14}\)")
_BRACKET = re.compile(r" ?\(([^()\n]{2,60})\)")
_BESIDE = re.compile(r"( in|,? from| of|,)(?: the)?(?: (?:city|town|capital) of)? ")
_CITY_FIRST = re.compile(r"[A-Z][\w'.-]*(?:[ -][A-Z][\w'.-]*){0,3}, (?:the )?")
_LIST = re.compile(r",? ?(?:and |or |& )?(?:the )?")
_OWNER = re.compile(r"(?:'s?|-based) ((?:[a-z-]+ ){0,3})$")
_AFTER_CITY = re.compile(r" ?(?:[^\w\s]|\n|[a-z]|$)")
_LAST_WORDS = re.compile(r"[\w'-]+(?: [\w'-]+){0,4} $")
_PLACE_BEHIND = re.compile(r" (?:in|of|at) (?:the )?$")

Fact = tuple[str, str]
"""(ISO 3166-1 alpha-2, basis)."""


@Language.component("uniaccord_seats", requires=["doc._.mentions"], assigns=["doc._.organisations"])
def find_seats(doc: Doc) -> Doc:
    """Sets `doc._.organisations`: every organisation of a document with the country in which it sits, if that is told."""
    doc._.organisations = organisations(doc.text, doc._.mentions)
    return doc


def organisations(text: str, mentions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fields of `records.Organisation` for every organisation among the mentions of a shadow text."""
    in_order = sorted(mentions, key=lambda m: m["start"])
    named = [Place(m["start"], m["end"], m["value"]) for m in in_order if m["label"] == "COUNTRY" and m["value"]]
    around = Surroundings(text, named, {m["start"] for m in in_order if m["label"] != "COUNTRY"})
    facts: defaultdict[str, set[Fact]] = defaultdict(set)
    for mention in in_order:
        if mention["label"] == "ORG" and mention.get("entity"):
            found = facts[mention["entity"]]
            found.update(around.behind(mention["start"], mention["end"]))
            found.update(around.before(mention["start"]))
    told = ((name, seat({*found, *facts_of_name(name)})) for name, found in facts.items())
    return [{"name": name, "country": code, "basis": basis} for name, (code, basis) in told]


def seat(facts: Iterable[Fact]) -> tuple[str, str] | tuple[None, None]:
    """The surest fact; none where two that are as sure disagree."""
    by_basis: defaultdict[str, set[str]] = defaultdict(set)
    for code, basis in facts:
        by_basis[basis].add(code)
    surest = next((basis for basis in SEATS if basis in by_basis), None)
    if surest is None or len(by_basis[surest]) > 1:
        return None, None
    return by_basis[surest].pop(), surest


@lru_cache(maxsize=4096)
def facts_of_name(name: str) -> tuple[Fact, ...]:
    """What an organisation's own name says of its country."""
    here = [place for place in places(name, cities()) if not _is_followed(name, place.end, "events")]
    named = [Place(start, end, code) for start, end, code in countries(name) if not _is_followed(name, end, "subjects")]
    adjectives = [
        p
        for p in places(name, demonyms())
        if not _within(p, [*here, *named]) and not _is_followed(name, p.end, "subjects")
    ]
    words = name.split()
    if not word_set("seats", "missions").isdisjoint(words):
        return tuple((found.code, "name") for found in sorted([*named, *adjectives])[:1])
    if named:
        return tuple((country.code, "name") for country in named)
    leading = [adjective for adjective in adjectives if _leads(name, adjective)]
    elsewhere = any(_PLACE_BEHIND.search(name[: city.start]) for city in here)
    if leading and not elsewhere:  # "German University in Cairo" is where it says
        return tuple((adjective.code, "name") for adjective in adjectives)
    if not word_set("seats", "outposts").isdisjoint(words):
        return ()
    return tuple((city.code, "city") for city in here)


def _within(place: Place, others: Iterable[Place]) -> bool:
    return any(other.start <= place.start < other.end for other in others)


def _is_followed(name: str, end: int, words: str) -> bool:
    """Whether one of some words of seats.toml is among the two behind a place that ends here."""
    following = name[end:].replace(",", " ").split(maxsplit=2)[:2]
    return not word_set("seats", words).isdisjoint(following)


def _leads(name: str, demonym: Place) -> bool:
    """Whether a name begins with a demonym, or is that of a body of its people: `Association of Indian Universities`."""
    before = name[: demonym.start].replace("-", "- ").split()
    if set(before) <= word_set("seats", "ranks"):
        return True
    return before[-1] in ("of", "the") and not word_set("seats", "bodies").isdisjoint(before)


class Surroundings:
    """What stands around the organisations of a shadow text. `names` are the offsets at which other names begin."""

    def __init__(self, text: str, named: Sequence[Place], names: set[int]) -> None:
        self._text = text
        self._by_start = {country.start: country for country in named}
        self._by_end = {country.end: country for country in named}
        self._names = names

    def behind(self, start: int, end: int) -> Iterator[Fact]:
        """What follows an organisation."""
        if bracket := self._match(_BRACKET, end):
            yield from self._in_bracket(*bracket.span(1))
        if acronym := self._match(_ACRONYM, end):
            end = acronym.end()
            if bracket := self._match(_BRACKET, end):
                yield from self._in_bracket(*bracket.span(1))
        link = self._match(_BESIDE, end)
        if link is None or link.end() in self._names or (link[1] == " in" and self._has_outpost(start)):
            return
        city = self._match(_CITY_FIRST, link.end())
        country = self._by_start.get(link.end()) or (self._by_start.get(city.end()) if city else None)
        if country is None:
            yield from self._city(link.end())
        elif not self._goes_on_as_list(country.end):
            yield country.code, "apposition"

    def before(self, start: int) -> Iterator[Fact]:
        """What precedes it: `Japan's Keio University`, `the Japanese company NEC`."""
        before = self._text[max(0, start - _REACH) : start]
        owner = _OWNER.search(before)
        if owner and (country := self._by_end.get(start - len(before) + owner.start())) and _are_kinds(owner[1]):
            yield country.code, "apposition"
        if (words := _LAST_WORDS.search(before)) and (demonym := _last(places(words[0], demonyms()))):
            joined = words[0][: demonym.start].endswith(("-", "and ", "or "))
            if not joined and words[0][demonym.end] == " " and _are_kinds(words[0][demonym.end :]):
                yield demonym.code, "demonym"

    def _match(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        return pattern.match(self._text, start, start + _REACH)

    def _in_bracket(self, start: int, end: int) -> Iterator[Fact]:
        """`(Japan)`, `(Krakow, Poland)`, `(KU, Japan)`, `(Krakow)`."""
        content = self._text[start:end]
        parts = list(re.finditer(r" *(?:the )?([^,;]+)", content))
        found = [self._by_start.get(start + part.start(1)) for part in parts]
        told = [c for c, part in zip(found, parts, strict=True) if c and c.end == start + part.end()]
        if told:
            yield from ((country.code, "bracket") for country in told)
        else:
            yield from ((p.code, "city") for part in parts for p in places(part[1], cities()) if len(part[1]) == p.end)

    def _city(self, start: int) -> Iterator[Fact]:
        first = next(places(self._text[start : start + _REACH], cities()), None)
        if first and first.start == 0 and self._match(_AFTER_CITY, start + first.end):
            yield first.code, "city"

    def _has_outpost(self, start: int) -> bool:
        """Whether it may be an outpost of the organisation that is where the text says: `an office of X in Riga`."""
        before = self._text[max(0, start - _REACH) : start].title().split()
        return not word_set("seats", "outposts").isdisjoint(before[-5:])

    def _goes_on_as_list(self, end: int) -> bool:
        """Whether another country follows: `with Oslo University, Japan and China`."""
        link = self._match(_LIST, end)
        return link is not None and link.end() > end and link.end() in self._by_start


def _last(found: Iterable[Place]) -> Place | None:
    return next(reversed(list(found)), None)


def _are_kinds(words: str) -> bool:
    return set(words.split()) <= word_set("seats", "kinds")
