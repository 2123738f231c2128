"""A text as words with offsets, cut so that the parts of names stay whole: `Xi'an`, `D.G.`, `Belarusian-Russian`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    """A word, number, punctuation mark or line break; offsets are code points, half-open."""

    start: int
    end: int
    text: str


_WORD = re.compile(
    r"""
      (?:[^\W\d_]\.-?){2,}                                        # initials: D.G., U.S., Y.-S.
    | (?:St|Ss|Dr|Drs|Prof|Mr|Mrs|Ms|Md|Mt|Ft|Assoc|Asst|Rev|Fr|Hon|Eng|Engr|Ing|Acad|Gen|Col|Jr|Sr|Sen|Gov
        |Co|Inc|Ltd|Corp|Pvt|Pte|Pty|Bhd|Sdn|Tbk|Lda|Ltda|Kft|Zrt|Sp|Univ|Inst|Dept|No|Mag|Amb|Sci|PhD|Ph\.D|Sept?|Oct|Nov|Dec|Jan|Feb|Apr|Aug)\.
    | [^\W\d_]\.(?=\s?[^\W\d_])                                  # one initial
    | '(?:s|S)\b                                                 # a possessive is a word of its own
    | [^\W_](?:[^\W_]|_)*(?:(?:[-&/.](?=[^\W_])|'(?!s\b|S\b))[^\W_]+)*
    | \n
    | [^\s]
    """,
    re.VERBOSE,
)
_SPLIT = re.compile(r"[./]")


@lru_cache(maxsize=2)
def words(text: str) -> tuple[Word, ...]:
    """All words of a text in order; blanks are between them, line breaks are words."""
    return _cut(text)


def _cut(text: str) -> tuple[Word, ...]:
    return tuple(piece for match in _WORD.finditer(text) for piece in _pieces(match.start(), match[0]))


def _pieces(start: int, token: str) -> Iterable[Word]:
    """A full stop or slash inside a token joins only short capitals (`A/S`, `R.K`); elsewhere it was a lost blank."""
    if len(token) > 1 and not token.endswith(".") and _SPLIT.search(token) and not _keeps(token):
        at = 0
        for match in _SPLIT.finditer(token):
            yield Word(start + at, start + match.start(), token[at : match.start()])
            yield Word(start + match.start(), start + match.end(), match[0])
            at = match.end()
        yield Word(start + at, start + len(token), token[at:])
    else:
        yield Word(start, start + len(token), token)


def _keeps(token: str) -> bool:
    return token[0].isdigit() or all(len(part) <= 2 for part in _SPLIT.split(token))


def adjacent(sequence: Sequence[Word], index: int) -> bool:
    """Whether no line break stands between this word and the next, and the next exists."""
    return index + 1 < len(sequence) and sequence[index + 1].text != "\n"


def starts_sentence(sequence: Sequence[Word], index: int) -> bool:
    """Whether a word opens a line or follows a full stop, quotation mark or list mark, so that its capital says nothing."""
    while index and sequence[index - 1].text in _OPENERS:
        index -= 1
    return not index or sequence[index - 1].text in _ENDS


_OPENERS = frozenset("\"'“”‘’«»([*•·|-–—")
_ENDS = frozenset(".!?\n:;…")


Names = dict[str, tuple[tuple[str, ...], ...]]
"""Names as sequences of words by their first word, the longest first."""


def names_by_first_word(names: Iterable[str]) -> Names:
    """An index for `find_names`."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in set(names):
        parts = tuple(word.text for word in _cut(name))
        index.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in index.items()}


def name_at(sequence: Sequence[Word], index: int, names: Names) -> int:
    """Number of words of the longest of the names that begins at a word, 0 if none does."""
    for parts in names.get(sequence[index].text, ()):
        if all(map(_same, sequence[index : index + len(parts)], parts)) and index + len(parts) <= len(sequence):
            return len(parts)
    return 0


def find_names(text: str, names: Names) -> list[tuple[int, int]]:
    """Offsets of all occurrences of the names as whole words, the longest at each place."""
    sequence, found, at = words(text), [], 0
    while at < len(sequence):
        length = name_at(sequence, at, names)
        if length:
            found.append((sequence[at].start, sequence[at + length - 1].end))
        at += length or 1
    return found


def _same(word: Word, part: str) -> bool:
    return word.text == part
