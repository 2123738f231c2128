"""What the rules for agreements read: a document's text with its names masked, and who and what stands where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, islice, pairwise, takewhile
from typing import Any

from spacy.tokens import Doc

from extract.agreements.sides import Name, masked, most_named, parents_of, with_roles
from extract.countries.places import demonyms
from extract.organisations.kinds import kind_of
from extract.organisations.publisher import publishers_of
from extract.sentences import starts_of

Place = tuple[int, int]
"""Half-open offsets into the text."""
CAPITALISED = re.compile(r"\b[A-Z]\w+")


@dataclass(frozen=True)
class Reading:
    """A document as the rules see it. All offsets are those of its text."""

    text: str
    """Masked: a name is replaced by as many characters of `MASKS`."""
    surface: str
    """The stored text; where what is read is shorter, for what stands within words, that text. Character for character
    as long as the masked one."""
    sentences: tuple[Place, ...]
    paragraphs: tuple[int, ...]
    """For each sentence the number of its paragraph."""
    organisations: tuple[Name, ...]
    people: tuple[Name, ...]
    dates: tuple[Name, ...]
    lands: tuple[Name, ...]
    """Countries; their values are ISO 3166-1 codes."""
    publisher: str | None
    home: str | None
    """The organisation that the text is about if nothing else is said: its publisher, else the most named one."""
    published: str | None
    parents: dict[str, str]
    """Units and sections by canonical name → the organisation they belong to; other names of the publisher → it."""
    title: str = ""
    employers: dict[str, str] = field(default_factory=dict)
    """People → the side that they belong to."""
    countries: dict[str, str] = field(default_factory=dict)
    """Organisations → the country (ISO 3166-1) in which they sit, as far as known."""

    def side(self, name: Name) -> str | None:
        """The side that an organisation's name stands for, null if it is none."""
        if name.role != "side" or name.kind in ("media", "office"):
            return None
        if name.kind == "section":
            return self.parents.get(name.value, self.publisher)
        return self.parents.get(name.value, name.value)

    def sides(self, place: Place) -> list[str]:
        """The sides named in a place, each once, in order; states and their ministries only where no two others are."""
        found = {side: name.kind for name in within(self.organisations, place) if (side := self.side(name))}
        others = [side for side, kind in found.items() if kind != "state"]
        return others if len(others) > 1 else list(found)

    @cached_property
    def prominence(self) -> dict[str, tuple[str, ...]]:
        """Side → how much the text makes of it: how often it is named, where that ranks, whether title or lead do."""
        counts: Counter[str] = Counter()
        first: dict[str, int] = {}
        spellings: dict[str, set[str]] = {}
        for name in self.organisations:
            side = self.side(name) or name.value
            counts[side] += 1
            first.setdefault(side, name.start)
            spellings.setdefault(side, {side}).add(self.surface[name.start : name.end])
        lead = self.sentences[0][1] if self.sentences else 0
        return {
            side: (
                f"named={min(counts[side], 5)}",
                f"prominence={min(rank, 5)}",
                f"title={any(spelling in self.title for spelling in spellings[side])}",
                f"lead={first[side] < lead}",
            )
            for rank, side in enumerate(sorted(counts, key=lambda side: (-counts[side], first[side])))
        }

    def nations(self, place: Place) -> set[str]:
        """The countries (ISO 3166-1) whose adjectives stand in a place: "the Chinese side"."""
        words = (match[0].casefold() for match in CAPITALISED.finditer(self.text, *place))
        return {demonyms()[word] for word in words if word in demonyms()}

    def named(self, index: int) -> set[str]:
        """The sides that the sentence of that index names, alliances and units that are objects among them."""
        names = within(self.organisations, self.sentences[index])
        return {side for name in names if (side := self.possible_side(name))}

    def possible_side(self, name: Name) -> str | None:
        """The side that a name stands for; also of alliances and units that are objects, of which some are sides."""
        return self.side(name) or (name.value if name.kind in ("body", "unit") else None)

    def sentence_at(self, at: int) -> Place:
        """The sentence that an offset of the text lies in."""
        return self.sentences[bisect_right(self.sentences, at, key=lambda sentence: sentence[0]) - 1]

    def same_paragraph(self, one: int, other: int) -> bool:
        """Whether two sentences, by index, stand in one paragraph; false if there is no such sentence."""
        return max(one, other) < len(self.sentences) and self.paragraphs[one] == self.paragraphs[other]

    def words(self, start: int, place: Place | None) -> str | None:
        """The words of the text at a place that is counted from an offset."""
        return self.surface[start + place[0] : start + place[1]].strip() if place else None


def within(names: tuple[Name, ...], place: Place) -> list[Name]:
    """The names that lie in a place. `names` are in order of the text."""
    first = bisect_left(names, place[0], key=lambda name: name.start)
    return list(takewhile(lambda name: name.end <= place[1], islice(names, first, None)))


def read(doc: Doc) -> Reading:
    """Masks the names of a document. A mention without a canonical name stands for itself."""
    about: dict[str, Any] = doc._.document
    text = doc.text  # spaCy joins it anew each time
    bounds = (_trimmed(text, start, end) for start, end in pairwise([*starts_of(doc, text), len(text)]))
    sentences = tuple(bound for bound in bounds if bound[0] < bound[1])
    mentions = sorted(doc._.mentions, key=lambda mention: mention["start"])
    people, dates = (_names(text, [m for m in mentions if m["label"] == label]) for label in ("PERSON", "DATE"))
    organisations = with_roles(text, _names(text, [m for m in mentions if m["label"] == "ORG"]), sentences)
    spelled = [(name.value, text[name.start : name.end]) for name in organisations]
    publishers = publishers_of(about.get("source"), about.get("source_aliases") or (), spelled)
    publisher = publishers[0] if publishers else None
    parents = parents_of(text, organisations) | {name: publishers[0] for name in publishers[1:]}
    return Reading(
        text=masked(text, (*organisations, *people, *dates)),
        surface=text if doc._.origins else about.get("text", text),
        sentences=sentences,
        paragraphs=_paragraphs(text, sentences),
        organisations=organisations,
        people=people,
        dates=dates,
        lands=_names(text, [m for m in mentions if m["label"] == "COUNTRY"]),
        publisher=publisher,
        home=publisher or most_named(about.get("title") or "", text, organisations),
        published=_day(about.get("published")),
        parents=parents,
        title=about.get("title") or "",
        employers={
            p["name"]: parents.get(p["organisation"], p["organisation"]) for p in doc._.people if p["organisation"]
        },
        countries={o["name"]: o["country"] for o in doc._.organisations if o["country"]},
    )


def _names(text: str, mentions: list[dict[str, Any]]) -> tuple[Name, ...]:
    """Mentions of one label; dates that could not be resolved are left out."""
    found = []
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        surface, label = text[start:end], mention["label"]
        value = mention.get("value") if label in ("DATE", "COUNTRY") else mention.get("entity") or surface
        if value:
            found.append(Name(start, end, value, kind_of(surface, value) if label == "ORG" else label.lower()))
    return tuple(found)


def _paragraphs(text: str, sentences: tuple[Place, ...]) -> tuple[int, ...]:
    starts = [0, *(start for start, _ in sentences)]
    return tuple(accumulate(text.count("\n", before, start) for before, start in pairwise(starts)))


def _trimmed(text: str, start: int, end: int) -> Place:
    surface = text[start:end]
    return start + len(surface) - len(surface.lstrip()), start + len(surface.rstrip())


def _day(published: str | None) -> str | None:
    """The day of an ISO day or date-time; null if it is less exact."""
    return published[:10] if published and len(published) >= len("2020-01-01") else None
