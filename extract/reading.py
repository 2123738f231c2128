"""What the rules for agreements read: a document's text with its names masked, and who and what stands where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from extract.sides import Name, kind_of, masked, most_named, parents_of, publisher_of, with_roles

Place = tuple[int, int]
"""Half-open offsets into the text."""


@dataclass(frozen=True)
class Reading:
    """A document as the rules see it. All offsets are those of its text."""

    text: str
    """Masked: a name is replaced by as many characters of `MASKS`."""
    surface: str
    """The same with its names."""
    sentences: tuple[Place, ...]
    paragraphs: tuple[int, ...]
    """For each sentence the number of its paragraph."""
    organisations: tuple[Name, ...]
    people: tuple[Name, ...]
    dates: tuple[Name, ...]
    countries: tuple[Name, ...]
    publisher: str | None
    home: str | None
    """The organisation that the text is about if nothing else is said: its publisher, else the most named one."""
    published: str | None
    parents: dict[str, str]
    """Units and sections by canonical name → the organisation they belong to."""

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

    def same_paragraph(self, one: int, other: int) -> bool:
        """Whether two sentences, by index, stand in one paragraph; false if there is no such sentence."""
        return max(one, other) < len(self.sentences) and self.paragraphs[one] == self.paragraphs[other]

    def words(self, start: int, place: Place | None) -> str | None:
        """The words of the text at a place that is counted from an offset."""
        return self.surface[start + place[0] : start + place[1]].strip() if place else None

    def made(self, place: Place) -> list[str]:
        """The alliances and joint units that a place tells to be founded or ended, each once."""
        names = within(self.organisations, place)
        found = (n.value for n in names if n.kind == "unit" or (n.kind == "body" and n.role == "object"))
        return list(dict.fromkeys(found))


def within(names: tuple[Name, ...], place: Place) -> list[Name]:
    """The names that lie in a place."""
    return [name for name in names if place[0] <= name.start and name.end <= place[1]]


def read(doc: Doc) -> Reading:
    """Masks the names of a document. A mention without a canonical name stands for itself."""
    about: dict[str, Any] = doc._.document
    text = doc.text
    sentences = tuple(_trimmed(text, sent.start_char, sent.end_char) for sent in doc.sents if sent.text.strip())
    people, dates, countries = (_names(doc, label) for label in ("PERSON", "DATE", "COUNTRY"))
    organisations = with_roles(text, _names(doc, "ORG"), sentences)
    source, title = about.get("source"), about.get("title") or ""
    publisher = publisher_of(source, tuple(about.get("source_aliases", ())), text, organisations)
    return Reading(
        text=masked(text, (*organisations, *people, *dates)),
        surface=text,
        sentences=sentences,
        paragraphs=tuple(text.count("\n", 0, start) for start, _ in sentences),
        organisations=organisations,
        people=people,
        dates=dates,
        countries=countries,
        publisher=publisher,
        home=publisher or most_named(title, text, organisations),
        published=_day(about.get("published")),
        parents=parents_of(text, organisations),
    )


def _names(doc: Doc, label: str) -> tuple[Name, ...]:
    found = []
    for mention in sorted(doc._.mentions, key=lambda m: m["start"]):
        surface = doc.text[mention["start"] : mention["end"]]
        value = mention.get("value") if label in ("DATE", "COUNTRY") else mention.get("entity") or surface
        if mention["label"] == label and value:
            kind = kind_of(surface, value) if label == "ORG" else label.lower()
            found.append(Name(mention["start"], mention["end"], value, kind))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Place:
    surface = text[start:end]
    return start + len(surface) - len(surface.lstrip()), end - len(surface) + len(surface.rstrip())


def _day(published: str | None) -> str | None:
    """The day of an ISO day or date-time; null if it is less exact."""
    return published[:10] if published and len(published) >= len("2020-01-01") else None
