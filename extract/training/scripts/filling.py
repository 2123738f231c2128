"""Dates and peoples, which most public sets do not annotate, filled in by our own grammar and word list.

Without them a text would teach that a date is no name. Where a set has dates of its own they are replaced: sets
disagree on durations and on "1992 to 2002", and the guidelines of our corpus decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.dates.component import dates
from extract.places import is_nationality, is_region
from extract.sentences import sentence_starts
from extract.text import shadow
from extract.training.scripts.texts import Entity, Text, without_overlaps

_WORD = re.compile(r"(?<![\w-])[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?![\w-])")


def filled(text: Text) -> Text:
    """The text with DATE and NORP by rule; its own other entities come first."""
    own = [entity for entity in text.entities if entity.label != "DATE"]
    ruled = [*_dates(text.text), *_peoples(text.text)]
    free = [entity for entity in ruled if not any(o.start < entity.end and entity.start < o.end for o in own)]
    return Text(text.source, text.text, without_overlaps([*own, *free]))


def _dates(text: str) -> Iterator[Entity]:
    plain = shadow(text)
    for found, _ in dates(plain, list(sentence_starts(plain)), None):
        yield Entity(found.start, found.end, "DATE")


def _peoples(text: str) -> Iterator[Entity]:
    for match in _WORD.finditer(text):
        if is_nationality(match[0]) and not is_region(match[0]):
            yield Entity(match.start(), match.end(), "NORP")
