"""Reads and checks the annotated corpus: YAML front matter, then a text with inline marks (corpus/GUIDELINES.md)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from extract.records import INSTRUMENTS, LABELS, STATUSES, TYPES, Document

_MARK = re.compile(rf"\[([^\[\]|]+)\|({'|'.join(LABELS)})=([^\[\]|]+)\]")
_LEFTOVER = re.compile(rf"\|({'|'.join(LABELS)})\b")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
_COUNTRY = re.compile(r"[A-Z]{2}")


class CorpusError(ValueError):
    """A file that is no annotated document; the message names it."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A marked name or date; offsets are code points of the text without marks."""

    start: int
    end: int
    label: str
    value: str
    """ORG, PERSON: slug. COUNTRY: ISO 3166-1 alpha-2. DATE: ISO, or `?` if it can't be resolved."""


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event as the annotator wrote it; sides and people are slugs."""

    type: str
    instrument: str | None
    status: str
    parties: tuple[str, ...]
    people: tuple[str, ...]
    date: str | None
    subject: str | None
    evidence: str
    """The words of the text themselves."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document of the corpus."""

    document: Document
    mentions: tuple[GoldMention, ...]
    events: tuple[GoldEvent, ...]
    organisations: Mapping[str, Mapping[str, Any]]
    """Slug → what the front matter says of it: `name`, `country`, `aliases`."""
    people: Mapping[str, Mapping[str, Any]]
    """Slug → `name`, `role`, `org`."""
    names: Mapping[str, frozenset[str]]
    """Slug → all its names, normalised: those of the front matter and those marked in the text."""


def normal(name: str) -> str:
    """A name without case, punctuation and articles, for comparison."""
    plain = re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(word for word in plain.split() if word not in ("the", "a", "an"))


def read_corpus(folder: Path) -> list[Annotated]:
    """All documents of a folder and its subfolders, by path. Raises CorpusError, also if there is none."""
    paths = [p for p in sorted(folder.glob("**/*.md")) if p.name[0].islower()]
    if not paths:
        raise CorpusError(f"{folder}: no annotated document (<id>.md) in this folder")
    return [read_annotated(path) for path in paths]


def read_annotated(path: Path) -> Annotated:
    """One document. Raises CorpusError if the file has not the form; `problems` tells what is wrong inside."""
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise CorpusError(f"{path.name}: no front matter between two lines of ---")
    try:
        # BaseLoader leaves every value a string, so that Norway stays NO and 2024-10 no number.
        about = _nulls(yaml.load(parts[1], yaml.BaseLoader))  # noqa: S506 the base loader makes strings only
    except yaml.YAMLError as error:
        raise CorpusError(f"{path.name}: front matter is not valid YAML: {error}") from None
    text, mentions = _unmark(parts[2].strip())
    try:
        return _annotated(about, text, mentions)
    except (KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{path.name}: front matter lacks or garbles {error}") from None


def _nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nulls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_nulls(item) for item in value]
    return None if value in ("null", "~", "") else value


def _unmark(marked: str) -> tuple[str, tuple[GoldMention, ...]]:
    text, mentions, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        mentions.append(GoldMention(len(text), len(text) + len(mark[1]), mark[2], mark[3]))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], tuple(mentions)


def _annotated(about: dict[str, Any], text: str, mentions: tuple[GoldMention, ...]) -> Annotated:
    organisations, people = about.get("orgs") or {}, about.get("people") or {}
    names: dict[str, set[str]] = {}
    for slug, entry in (*organisations.items(), *people.items()):
        names.setdefault(slug, set()).update(map(normal, [entry["name"], *(entry.get("aliases") or [])]))
    for mention in mentions:
        if mention.label in ("ORG", "PERSON"):
            names.setdefault(mention.value, set()).add(normal(text[mention.start : mention.end]))
    return Annotated(
        document=Document(
            id=about["id"],
            text=text,
            title=about.get("title"),
            published=about.get("published"),
            language=about.get("language"),
            url=about.get("url"),
            source=about.get("source"),
        ),
        mentions=mentions,
        events=tuple(_event(event) for event in about.get("events") or []),
        organisations=organisations,
        people=people,
        names={slug: frozenset(found) for slug, found in names.items()},
    )


def _event(about: dict[str, Any]) -> GoldEvent:
    return GoldEvent(
        type=about["type"],
        instrument=about.get("instrument"),
        status=about["status"],
        parties=tuple(about["parties"] or ()),
        people=tuple(about.get("people") or ()),
        date=about.get("date"),
        subject=about.get("subject"),
        evidence=about["evidence"],
    )


def problems(gold: Annotated) -> list[str]:
    """What is wrong inside a document: unknown slugs and values, leftover marks, evidence that is not in the text."""
    wrong = ["unparsed marks are left in the text"] if _LEFTOVER.search(gold.document.text) else []
    for mention in gold.mentions:
        if mention.label == "ORG" and mention.value not in gold.organisations:
            wrong.append(f"ORG {mention.value!r} is not under orgs")
        elif mention.label == "PERSON" and mention.value not in gold.people:
            wrong.append(f"PERSON {mention.value!r} is not under people")
        elif mention.label == "COUNTRY" and not _COUNTRY.fullmatch(mention.value):
            wrong.append(f"COUNTRY {mention.value!r} is not an ISO 3166-1 code")
        elif mention.label == "DATE" and mention.value != "?" and not _ISO.fullmatch(mention.value):
            wrong.append(f"DATE {mention.value!r} is not an ISO day, month, year or interval")
    for slug, person in gold.people.items():
        if person.get("org") and person["org"] not in gold.organisations:
            wrong.append(f"people: {slug}: org {person['org']!r} is not under orgs")
    for event in gold.events:
        wrong += _problems_of_event(event, gold)
    return wrong


def _problems_of_event(event: GoldEvent, gold: Annotated) -> list[str]:
    wrong = [
        f"event: {key} {value!r} is unknown"
        for key, value, known in (
            ("type", event.type, TYPES),
            ("status", event.status, STATUSES),
            ("instrument", event.instrument, (None, *INSTRUMENTS)),
        )
        if value not in known
    ]
    wrong += [f"event: party {slug!r} is not under orgs" for slug in event.parties if slug not in gold.organisations]
    wrong += [f"event: person {slug!r} is not under people" for slug in event.people if slug not in gold.people]
    if event.date is not None and not _ISO.fullmatch(event.date):
        wrong.append(f"event: date {event.date!r} is not an ISO day, month, year or interval")
    if event.evidence not in gold.document.text:
        wrong.append(f"event: evidence is not in the text: {event.evidence[:60]!r}")
    return wrong
