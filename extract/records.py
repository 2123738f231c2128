"""What enters and leaves the language stage. The labels are those of corpus/GUIDELINES.md."""

from __future__ import annotations

from dataclasses import dataclass, field

LABELS = ("ORG", "PERSON", "COUNTRY", "DATE")
TYPES = ("cooperation", "programme", "mobility", "unit", "office", "membership", "project")
INSTRUMENTS = ("memorandum", "agreement", "contract", "protocol", "roadmap", "declaration", "letter")
SEATS = ("name", "bracket", "apposition", "demonym", "city")
STATUSES = ("planned", "negotiating", "agreed", "signed", "launched", "in_force", "renewed", "ended")


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read. `id` and `text` are required; what else is known helps."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    """ISO 8601 day or date-time; relative dates are resolved against it."""
    language: str | None = None
    """ISO 639-1, as declared; the text itself is asked first, null is taken for English."""
    url: str | None = None
    source: str | None = None
    """Name or id of the publishing organisation: "the University" of its own pages."""
    source_aliases: tuple[str, ...] = ()
    """Other names of the publisher, among them those by which its own site calls it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or date in the text. Offsets are Unicode code points of `Document.text`, half-open."""

    start: int
    end: int
    label: str
    """One of `LABELS`."""
    entity: str | None = None
    """ORG, PERSON: the canonical name within the document."""
    value: str | None = None
    """COUNTRY: ISO 3166-1 alpha-2. DATE: ISO 8601 day, month, year or `first/last`; null if it can't be resolved."""
    edtf: str | None = None
    """DATE: the same in EDTF (ISO 8601-2), which can also say `XXXX-12-23` or `2021-04/..`."""
    rule: str = ""
    """Id of the rule that found it; `model.…` if only the language model did."""
    confidence: float | None = None
    """ORG, PERSON: the share of names found like this, with the model agreeing or not, that were right on annotated
    documents, from 0 to 1; null without a model."""


@dataclass(frozen=True, slots=True)
class Person:
    """What the text says a person is."""

    name: str
    role: str | None = None
    organisation: str | None = None
    """Canonical name."""
    basis: str | None = None
    """What `organisation` rests on, the surest first: `stated` beside the name, named before it in the `sentence`,
    the `publisher` of the page, or named before in the `document`."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """In which country an organisation of the text sits, by name, surroundings or city; a weak fact."""

    name: str
    """Canonical name."""
    country: str | None = None
    """ISO 3166-1 alpha-2; null if nothing tells, or if what tells disagrees."""
    basis: str | None = None
    """One of `SEATS`, the surest first: a country or its adjective in the `name`, a country in a `bracket` behind it or
    beside it in `apposition`, a `demonym` before it, or a `city` in the name or behind it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say so: half-open code point offsets into `Document.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """An agreement between organisations, as one document tells it."""

    type: str
    """One of `TYPES`."""
    instrument: str | None
    """One of `INSTRUMENTS`, if a document is named."""
    status: str
    """One of `STATUSES`."""
    parties: tuple[str, ...]
    """Canonical names of the sides."""
    people: tuple[str, ...]
    """Canonical names of those who signed or agreed for a side."""
    date: str | None
    """ISO 8601 day, month, year or `first/last`: when it happened or is due, if the text lets one tell."""
    subject: str | None
    evidence: Evidence
    confidence: float
    """0 to 1."""
    rules: tuple[str, ...] = ()
    """Ids of the rules that made the event, the trigger's first."""
    not_before: str | None = None
    """ISO 8601 day before which it did not happen or is not due, as far as date, status and text tell (extract/bounds.py)."""
    not_after: str | None = None
    """ISO 8601 day after which it did not happen or is not due."""
    place_country: str | None = None
    """ISO 3166-1 alpha-2 of the country in which it took place, if its sentence or the dateline of a signing says so."""
    place: Evidence | None = None
    """The words that name the place."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in one document."""

    id: str
    """The document's."""
    extractor: str
    """Name and version of the extractor: when it changes, the document is due again."""
    mentions: tuple[Mention, ...] = ()
    people: tuple[Person, ...] = ()
    events: tuple[Event, ...] = field(default=())
    organisations: tuple[Organisation, ...] = ()
    """Every organisation of the text, in the order in which they are named first."""
    language: str | None = None
    """ISO 639-1 of the text, as recognised. Nothing is read where it is not `en`."""
