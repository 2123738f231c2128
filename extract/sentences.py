"""Sentences by rule: full stops with guards, and every paragraph starts one.

On news this does better than a parser's boundaries, which stumble over titles, initials and headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from extract.lexicon import word_set

if TYPE_CHECKING:
    from thinc.types import Ints2d

_OPEN, _BEFORE_NUMBER, _CLOSING, _STARTERS = (
    word_set("abbreviations", key) for key in ("open", "before_number", "closing", "starters")
)
_PARAGRAPH = re.compile(r"\s*\n\s*")
_STOP = re.compile(
    r"""(?P<mark>[.!?…。！？]+)
        (?P<close>["'”»«)\]]*)
        (?:\s+|(?<=[a-z)]{2}[.!?])(?=[A-Z][a-z]+\s)|(?<=[。！？]))      # a blank, or none: "in May.The", Chinese
        (?=["'“„«»(\[]*[$£€¥]?(?P<next>[^\W_](?:[\w'-]*\w)?))""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\s(\[“\"«,;:/]+$")
_INITIALS = re.compile(r"[^\W\d_](?:[.-][^\W\d_])*")
_NUMBERING = re.compile(r"(?:\d{1,3}|[ivxIVX]{1,4}|[A-Za-z])(?:\.\d{1,2})*")
_LOWER_CASE_NAME = re.compile(r"[a-z]{1,2}[A-Z]")
"""Names such as edX and iSpring, which stay small at the start of a sentence."""


@Language.factory("uniaccord_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Sets sentence boundaries; those of a parser before it are overwritten."""
    return Sentences()


class Sentences:
    """The component; without state."""

    def __call__(self, doc: Doc) -> Doc:
        starts = sentence_starts(doc.text)
        upcoming = next(starts, None)
        marks = numpy.full((len(doc), 1), -1, dtype="int64")
        for token in doc:
            # a boundary within a token (spaCy keeps "U.S.Then" together) starts its sentence at the next one
            if upcoming is not None and token.idx >= upcoming and not token.is_space:
                marks[token.i] = 1
                while upcoming is not None and token.idx >= upcoming:
                    upcoming = next(starts, None)
        marks[:1] = 1
        # not by `token.is_sent_start`, which refuses to touch a parsed document
        return doc.from_array(["SENT_START"], cast("Ints2d", marks.view("uint64")))


def starts_of(doc: Doc, text: str) -> list[int]:
    """Offsets at which the sentences of a document begin, by rule where nothing has set them. `text` is its text."""
    return [s.start_char for s in doc.sents] if doc.has_annotation("SENT_START") else list(sentence_starts(text))


def sentence_starts(text: str) -> Iterator[int]:
    """Offsets at which sentences begin, in order; the first is where the text does."""
    at = 0
    for paragraph in [*_PARAGRAPH.finditer(text), None]:
        end = paragraph.start() if paragraph else len(text)
        if at < end:
            yield at
            for stop in _STOP.finditer(text, at, end):
                if _ends_sentence(text, at, stop):
                    at = stop.end()
                    yield at
        at = paragraph.end() if paragraph else end


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    following = stop["next"]
    if following[0].islower() and not _LOWER_CASE_NAME.match(following):
        return False
    if stop["mark"] != ".":
        return True
    found = _LAST_WORD.search(text, start, stop.start())
    if not found:
        return True
    word = found[0].casefold()
    starts = following.casefold() in _STARTERS
    if found.start() == start and _NUMBERING.fullmatch(found[0]):
        return False  # "1. Admissions"
    if stop["close"]:
        return starts or not (word in _CLOSING or word in _OPEN)  # "(Ltd.) Then"
    if word in _OPEN:
        return False
    if word in _BEFORE_NUMBER:
        return not following[0].isdigit()
    if word in _CLOSING or (_INITIALS.fullmatch(found[0]) and found[0] != "I"):
        return starts
    return True
