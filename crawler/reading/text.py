"""The one place where characters are repaired, so that a stored body is what every offset refers to.

A paragraph that went through `clean` is in NFC, on one line, and has no character that cannot be seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import ftfy
from ftfy.badness import is_bad

# Every Unicode space and line break; control characters are blanks too, for they stand where a tab stood.
BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u180e\u2800]+")
# Soft hyphen, zero-width space, word joiner, byte order mark, marks and isolates of writing direction, and halves
# of characters, which JSON may hold and nothing can store.
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc\ud800-\udfff]")
# Joiners are letters' business in Arabic and Indic scripts, and dirt elsewhere.
LOOSE_JOINERS = re.compile("(?<![\u0600-\u0dff])[\u200c\u200d]")
LETTERS = re.compile(r"[^\W_]+")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»）)\]]*$")
MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


MOST_ACCENTS = 30
"""On one letter, as in UAX #15 12.1: to bring them into order takes the square of their number."""
SHORTEST = 80
"""The `length` that the body of an article has at least."""


def clean(text: str) -> str:
    """One paragraph or line with its characters repaired: NFC, mojibake undone, blanks collapsed."""
    if not text.isascii():
        # Mojibake first: soft hyphens, NBSP and C1 controls are parts of it ("Ã" + soft hyphen is "í").
        text = LOOSE_JOINERS.sub("", UNSEEN.sub("", _undo_mojibake(text)))
        text = unicodedata.normalize("NFC", without_heaps(text))
    return BLANKS.sub(" ", text).strip()


def without_heaps(text: str) -> str:
    """Text without the accents that are heaped upon a letter beyond `MOST_ACCENTS`."""
    return MARKS.sub(_without_heap, text)


def _without_heap(run: re.Match[str]) -> str:
    kept, heap = [], 0
    for character in run[0]:
        heap = heap + 1 if unicodedata.combining(character) else 0
        if heap <= MOST_ACCENTS:
            kept.append(character)
    return "".join(kept)


def _undo_mojibake(text: str) -> str:
    """Text that was decoded with the wrong table, decoded with the right one; other text unchanged."""
    return ftfy.fix_encoding(text) if is_bad(text) else text


def join(paragraphs: Iterable[str]) -> str:
    """Clean paragraphs as a body."""
    return "\n\n".join(paragraphs)


def fold(text: str) -> str:
    """What is left of a text to compare it by: letters and digits alone, without case."""
    return "".join(LETTERS.findall(unicodedata.normalize("NFKC", text).casefold()))


def length(text: str) -> int:
    """The length in characters, a Chinese, Japanese or Korean one counting as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(WIDE.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return SENTENCE_END.search(text) is not None
