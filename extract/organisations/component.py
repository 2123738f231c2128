"""Organisations: known names, names by their shape, acronyms and short names that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

import extract.text  # noqa: F401 the attributes of Doc
from extract.lexicon import word_set
from extract.organisations.acronyms import Definition, defined_behind, defined_names
from extract.organisations.bare_acronyms import bare_acronyms
from extract.organisations.cues import means_organisation, named_by_surroundings
from extract.organisations.linking import canonical, publisher_names, short_names
from extract.organisations.names import known_aliases
from extract.organisations.partners import partners
from extract.organisations.shapes import find_shapes
from extract.places import countries, is_nationality
from extract.trust import Claim, Entity, entities_of, weighed
from extract.words import Names, find_names, names_by_first_word

_CAPITAL = re.compile(r" ([A-Z]\w+)(?! [A-Z]|\w)")
_CAPITALS = re.compile(r"(?: [A-Z][\w-]*){1,4}")


@Language.component("uniaccord_organisations", assigns=["doc._.mentions"])
def find_organisations(doc: Doc) -> Doc:
    """Sets `doc._.mentions` to the organisations of a document, each with its canonical name."""
    about: dict[str, Any] = doc._.document
    publisher = (about.get("source"), about.get("source_aliases") or ())
    doc._.mentions = organisations(doc.text, *publisher, entities=entities_of(doc))
    return doc


def organisations(
    text: str, source: str | None = None, aliases: Iterable[str] = (), *, entities: Sequence[Entity] | None = None
) -> list[dict[str, Any]]:
    """Fields of `records.Mention` for every organisation named in a text. `source` and `aliases` name the publisher;
    a bare slug (`spbu`) stands for the acronym that is spelt like it. `entities` are the names that a model found;
    null: the rules alone decide."""
    publisher = publisher_names(source, aliases)
    shapes = _without_nationality(text, [Claim(*span, "organisation.shape") for span in find_shapes(text)])
    names = [*_known(text), *_named(text, publisher, "organisation.publisher"), *shapes]
    definitions = [*defined_behind(text, [name[:2] for name in _longest(names)]), *defined_names(text)]
    names += (Claim(*definition.long, "organisation.defined") for definition in definitions)
    names += (Claim(*definition.short, "organisation.acronym-defined") for definition in definitions)
    names += (Claim(*span, rule) for span, rule in named_by_surroundings(text))
    names += (Claim(*span, "organisation.acronym") for span in bare_acronyms(text, source))
    taken = {offset for name in names for offset in range(*name[:2])}
    names += (Claim(*span, rule) for span, rule in partners(text) if taken.isdisjoint(range(*span)))
    ruled = _longest(names)
    held = _decided(text, ruled, entities)
    held = _decided(text, _longest([*ruled, *_repeated(text, held)]), entities)
    return _mentions(text, held, definitions, publisher)


def _decided(text: str, ruled: list[Claim], entities: Sequence[Entity] | None) -> list[Claim]:
    """The claims that hold, those of a model among them, in order of the text."""
    return ruled if entities is None else weighed(text, "ORG", ruled, entities)


def _mentions(
    text: str, names: list[Claim], definitions: list[Definition], publisher: list[str]
) -> list[dict[str, Any]]:
    surfaces = [_clean(text[name.start : name.end]) for name in names]
    same = [(_clean(text[slice(*d.short)]), _clean(text[slice(*d.long)])) for d in definitions]
    entities = canonical(surfaces, same, publisher)
    return [
        {
            "start": name.start,
            "end": name.end,
            "label": "ORG",
            "entity": entities[surface],
            "rule": name.rule,
            "confidence": name.trust,
        }
        for name, surface in zip(names, surfaces, strict=True)
    ]


def _clean(surface: str) -> str:
    """Without soft hyphens and double blanks."""
    return " ".join(surface.replace("\u00ad", "").split())


def _longest(found: Iterable[Claim]) -> list[Claim]:
    """Without overlaps: the longest wins, of equals the first. In order of the text."""
    kept: list[Claim] = []
    taken: set[int] = set()
    for name in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if name.start not in taken and name.end - 1 not in taken:  # nothing kept is shorter, so the ends tell
            kept.append(name)
            taken.update(range(name.start, name.end))
    return sorted(kept)


@lru_cache
def _lexicon() -> Names:
    return names_by_first_word(known_aliases())


def _known(text: str) -> Iterator[Claim]:
    spans = find_names(text, _lexicon())
    for start, end in spans:
        if not _is_in_name_of_event(text, end):
            yield Claim(start, _with_country(text, end), "organisation.known")


def _with_country(text: str, end: int) -> int:
    """Where a known name ends if the country of a branch belongs to it: `Samsung Vietnam`."""
    behind = _CAPITAL.match(text, end)
    return behind.end() if behind and behind[1] in countries() else end


def _named(text: str, names: Iterable[str], rule: str) -> Iterator[Claim]:
    return (Claim(*span, rule) for span in find_names(text, names_by_first_word(names)))


def _is_in_name_of_event(text: str, end: int) -> bool:
    """Whether capitalised words behind a name go on to an event or thing: `QS | World University Rankings`."""
    following = _CAPITALS.match(text, end)
    return following is not None and not word_set("organisation_heads", "events").isdisjoint(following[0].split())


def _without_nationality(text: str, shapes: list[Claim]) -> Iterator[Claim]:
    """`Iranian Shahid Beheshti University` is named without the adjective if the text does so elsewhere."""
    surfaces = {text[name.start : name.end] for name in shapes} | known_aliases().keys()
    for name in shapes:
        first, _, rest = text[name.start : name.end].partition(" ")
        stripped = rest in surfaces and is_nationality(first)
        yield name._replace(start=name.start + len(first) + 1) if stripped else name


def _repeated(text: str, names: list[Claim]) -> Iterator[Claim]:
    """Names that were found once are found everywhere; so are their short forms, where no place is meant, and
    acronyms in small letters: `Unilag`."""
    taken = {name[:2] for name in names}
    surfaces = {text[name.start : name.end] for name in names}
    explained = {text[name.start : name.end] for name in names if name.rule != "organisation.acronym"}
    spellings = surfaces | {s.capitalize() for s in explained if len(s) > 3 and s.isupper() and s.isalpha()}
    places = {text[name.start : name.end] for name in names if name.rule == "organisation.elliptical"}
    for found in _named(text, spellings, "organisation.repeated"):
        meant = text[found.start : found.end] not in places or means_organisation(text, found.start, found.end)
        if meant and found[:2] not in taken and not _is_in_name_of_event(text, found.end):
            yield found
    shorts = {short for surface in surfaces for short in short_names(surface)} - surfaces
    for found in _named(text, shorts, "organisation.short"):
        if means_organisation(text, found.start, found.end):
            yield found
