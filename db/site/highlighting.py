"""A text cut up at the bounds of everything that was found in it. Pure functions.

Offsets are Unicode code points of the whole text, half-open. What is found may overlap, hold something else, go over
several paragraphs, or lie outside of the text: put together, the pieces are the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

BREAK = "\n\n"
"""What stands between two paragraphs."""
KINDS = ("paragraph", "heading", "item", "caption", "quote")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Something with a place: `row` is what was stored of it."""

    start: int
    end: int
    row: Row


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie in the same mentions."""

    start: int
    text: str
    mention: Row | None
    """The shortest of the mentions in which it lies."""
    others: list[Row]
    """The longer ones."""


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that lie in the same evidence."""

    events: list[Row]
    """Whose evidence this is part of."""
    begins: list[Row]
    """Those of them whose evidence begins here."""
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph."""

    kind: str
    """One of `KINDS`."""
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for run in self.runs for piece in run.pieces)


def blocks(text: str, kinds: Sequence[str], mentions: Sequence[Row], events: Sequence[Row]) -> list[Block]:
    """The paragraphs of a text with what was found there.

    Mentions are placed by `start` and `end`, events by `evidence_start` and `evidence_end`. A paragraph that has no kind
    is a plain one. The blocks' texts with BREAK between them are the text.
    """
    found = [
        *_placed(mentions, "start", "end", len(text)),
        *_placed(events, "evidence_start", "evidence_end", len(text)),
    ]
    are_mentions = {id(row) for row in mentions}
    seen: set[int] = set()
    made = []
    cuts = _covered(text, found)
    segment = next(cuts, None)
    start = 0
    for place, paragraph in enumerate(text.split(BREAK)):
        end = start + len(paragraph)
        pieces: list[tuple[tuple[int, ...], list[Row], Piece]] = []
        while segment and segment[0] < end:
            first, last, over = segment
            first, cut = max(first, start), min(last, end)
            if first < cut:  # not all of it between two paragraphs
                named = [row for row in over if id(row) in are_mentions]
                told = [row for row in over if id(row) not in are_mentions]
                piece = Piece(first, text[first:cut], named[0] if named else None, named[1:])
                pieces.append((tuple(map(id, told)), told, piece))
            if last > end:
                break  # it goes on in the next paragraph
            segment = next(cuts, None)
        kind = kinds[place] if place < len(kinds) and kinds[place] in KINDS else "paragraph"
        made.append(Block(kind, list(_runs(pieces, seen))))
        start = end + len(BREAK)
    return made


def _placed(rows: Iterable[Row], first: str, last: str, length: int) -> Iterator[Found]:
    for row in rows:
        start, end = max(row[first], 0), min(row[last], length)
        if start < end:
            yield Found(start, end, row)


def _covered(text: str, found: Sequence[Found]) -> Iterator[tuple[int, int, list[Row]]]:
    """The text from bound to bound, each part with what it lies in, the shortest first."""
    begins = sorted(found, key=lambda f: f.start)
    bounds = sorted({0, len(text), *(f.start for f in found), *(f.end for f in found)})
    within: list[Found] = []
    following = 0
    for first, last in pairwise(bounds):
        within = [f for f in within if f.end > first]
        while following < len(begins) and begins[following].start == first:
            within.append(begins[following])
            following += 1
        yield first, last, [f.row for f in sorted(within, key=lambda f: f.end - f.start)]


def _runs(pieces: Iterable[tuple[tuple[int, ...], list[Row], Piece]], seen: set[int]) -> Iterator[Run]:
    """`seen`: the events whose evidence has begun; those that begin here are added."""
    for keys, group in groupby(pieces, key=lambda piece: piece[0]):
        members = list(group)
        told = members[0][1]
        begins = [row for row in told if id(row) not in seen]
        seen.update(keys)
        yield Run(told, begins, [piece for _, _, piece in members])


def grouped(made: Iterable[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Blocks in a row that belong together: the items of one list. Any other block stands alone."""
    for kind, group in groupby(made, key=lambda block: block.kind):
        if kind == "item":
            yield kind, list(group)
        else:
            yield from ((kind, [block]) for block in group)
