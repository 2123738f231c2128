"""Texts with marked names, as every step of the recipe passes them on: one JSON object a line, gzipped."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LABELS = ("ORG", "PERSON", "LOC", "DATE", "NORP")
"""Labels of the shipped pipeline; countries are LOC here, our table tells them from other places."""


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A name in a text: half-open offsets of code points."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or a document. Its entities are in order and do not overlap."""

    source: str
    """The set that it comes from."""
    text: str
    entities: tuple[Entity, ...]


def read_texts(path: Path) -> Iterator[Text]:
    """Texts of a file, in order. Labels other than `LABELS` are left out: what a set calls a film or a prize is
    no name to us. Raises OSError, json.JSONDecodeError and KeyError for a file that is none of ours."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            entities = sorted(Entity(*entity) for entity in fields["ents"] if entity[2] in LABELS)
            yield Text(fields["src"], fields["text"], without_overlaps(entities))


def write_texts(path: Path, texts: Iterable[Text]) -> None:
    """Writes the same form; the same texts give the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        for text in texts:
            fields = {
                "src": text.source,
                "text": text.text,
                "ents": [[entity.start, entity.end, entity.label] for entity in text.entities],
            }
            file.write((json.dumps(fields, ensure_ascii=False) + "\n").encode())


def without_overlaps(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities that touch no earlier one, in order of the text; of several at one place the first given."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: e.start):
        if not kept or kept[-1].end <= entity.start:
            kept.append(entity)
    return tuple(kept)
