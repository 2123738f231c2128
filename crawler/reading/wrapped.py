"""Lines that were broken to fit a page → paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from crawler.reading.body import Block
from crawler.reading.phrases import BYLINES, COMPOUNDS
from crawler.reading.text import WIDE, ends_sentence

BULLET = re.compile(r"\s*(?:[•◦▪‣●○■□▸►➢✓·∙\uf0b7\uf0a7]|\*(?=\s))\s*(?=\S)")
_DASH = re.compile(r"[–—-]\s")
_EDGE = 3
"""At most so many lines at the top and at the foot of a page are its header and footer."""
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|стр\.?|страница|seite|第)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?\s*(?:(?:of|/|из|von|sur|de)\s*\d{1,4}|页)?",
    re.IGNORECASE,
)
_BYLINE = re.compile(rf"{BYLINES}:", re.IGNORECASE)
_OTHER_SIZE = 0.6
"""Points by which letters differ that are not of one paragraph."""
_FULL = 0.9
"""The share of the widest line that lines fill, where too few of them show it."""
_LONG_PARAGRAPH = 5
"""Lines after which a full line that ends a sentence rather ends its paragraph than not."""
_LONGEST_PARAGRAPH = 300
"""Lines that no paragraph has."""
_QUOTES = (("“", "”"), ("«", "»"))
_LONGEST_WORD = 60
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page."""

    text: str
    """Clean."""
    gap: float = 0
    """The blank space above it, in any unit: blank lines, points."""
    size: float = 0
    """Of its letters, in points; 0 if unknown."""
    page: int = 0


@dataclass(frozen=True, slots=True)
class _Column:
    """What most lines have in common."""

    gap: float
    size: float
    width: float
    """Of the widest line (`_width`)."""
    least: float
    """The share of `width` that those lines fill which certainly go on in the next."""


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines of a text are of a page's width, and not paragraphs."""
    long = [len(line) for line in lines if len(line) >= 50]
    if len(long) < 4 or sum(size for size in long if size > 160) * 5 > sum(long):
        return False
    unfinished = sum(len(line) >= 50 and not ends_sentence(line) for line in lines)
    return median(long) <= 130 and unfinished * 5 >= 2 * len(long)


def unwrap(lines: Sequence[Line]) -> list[Block]:
    """Paragraphs: a line goes on in the next unless it was ended on purpose.

    That is so where the next word would have had room, or a wider gap follows than between most lines. A full
    line that ends a sentence may do either: it ends the paragraph if that is long and no quotation is open.
    """
    if not lines:
        return []
    column = _column(lines)
    words = Counter(word for line in lines for word in _WORD.findall(line.text.lower()))
    blocks: list[Block] = []
    text, so_far = "", 0
    for at, line in enumerate(lines):
        text = _joined(text, line.text, words) if text else line.text
        so_far += 1
        if at + 1 == len(lines) or _ends(text, so_far, line, lines[at + 1], column):
            blocks.append(_block(text, line, column))
            text, so_far = "", 0
    return blocks


def without_edges(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines of all pages, without their headers and footers: page numbers, what stands at the edges of several
    pages, and what stands apart at the foot in small letters."""
    edges = [[*page[:_EDGE], *page[-_EDGE:]] for page in pages if len(page) > _EDGE]
    counts = Counter(text for edge in edges for text in {_numberless(line.text) for line in edge})
    repeated = {text for text, count in counts.items() if count > 1 and count * 2 >= len(pages)}
    every = [line for page in pages for line in page]
    column = _column(every) if every else None
    kept: list[Line] = []
    for page in pages:
        for at, line in enumerate(page):
            is_edge = at < _EDGE or at >= len(page) - _EDGE
            is_note = column is not None and line.size < column.size * 0.9 and line.gap > column.gap * 2
            is_small = is_note and at >= len(page) - 2
            is_number = _PAGE_NUMBER.fullmatch(line.text) is not None
            if not (is_edge and (is_small or is_number or _numberless(line.text) in repeated)):
                kept.append(line)
    return kept


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _ends(text: str, so_far: int, line: Line, after: Line, column: _Column) -> bool:
    """Whether a paragraph, `text` of `so_far` lines up to `line`, ends before the line `after`."""
    goes_on = after.text[:1].islower() or line.text.endswith((",", "-"))
    finished = ends_sentence(line.text) or line.text.endswith((":", ";"))
    if abs(line.size - after.size) > _OTHER_SIZE or so_far >= _LONGEST_PARAGRAPH:
        return True
    if BULLET.match(after.text) or _BYLINE.match(after.text) or (finished and _DASH.match(after.text)):
        return True
    is_apart = after.gap > column.gap * 1.25 + 0.1
    if is_apart and (finished or (not goes_on and line.page == after.page)):
        return True
    if goes_on:
        return False
    # An unfinished line is a heading or an item of a list if it leaves a good deal of room.
    if _filled(line, after) < column.width * column.least * (1 if finished else 0.8):
        return True
    return finished and so_far >= _LONG_PARAGRAPH and not _in_quotation(text)


def _column(lines: Sequence[Line]) -> _Column:
    gap = Counter(round(line.gap) for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0
    size = Counter(line.size for line in lines for _ in line.text.split()).most_common(1)[0][0]
    width = max(_width(line.text) for line in lines if line.size <= size)
    shares = sorted(
        _filled(line, after) / width
        for line, after in pairwise(lines)
        if after.text[:1].islower() and not ends_sentence(line.text)
    )
    # A few raggeder lines aside.
    least = min(shares[len(shares) // 20], 1.0) if len(shares) > 4 else _FULL
    return _Column(gap, size, width, least)


def _filled(line: Line, after: Line) -> float:
    """How wide a line would have been with the first word of the next."""
    return _width(f"{line.text} {after.text.split(' ', 1)[0]}")


def _width(text: str) -> float:
    """The width of a line in a typical proportional typeface; most small letters are 10.5 wide."""
    return sum(map(_width_of, text))


def _width_of(character: str) -> float:
    if character in "ijl.,:;'’|!":
        return 5
    if character in 'ftrI()[]-"“”/ ':
        return 6.5
    if character in "mwMW—@%":
        return 16
    if WIDE.match(character):
        return 20
    if character.isupper():
        return 12.5
    return 9 if character in "sczkvxy" else 10.5


def _in_quotation(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in _QUOTES)


def _joined(text: str, line: str, words: Counter[str]) -> str:
    """Two lines as one, a word broken over them made whole."""
    if broken := re.search(r"([^\W_]+)[-\u2010]$", text[-_LONGEST_WORD:]):
        head, tail = broken[1], re.split(r"[\W_]", line, maxsplit=1)[0]
        whole, hyphened = words[f"{head}{tail}".lower()], words[f"{head}-{tail}".lower()]
        is_compound = head.isupper() or head[-1].isdigit() or head.lower() in COMPOUNDS or not line[0].islower()
        return text + line if hyphened > whole or (is_compound and not whole) else text[:-1] + line
    if WIDE.match(text[-1]) and WIDE.match(line[0]):
        return text + line
    return f"{text} {line}"


def _block(text: str, line: Line, column: _Column) -> Block:
    if BULLET.match(text):
        return Block(BULLET.sub("", text, count=1), "item")
    if line.size > column.size * 1.1 and len(text) < 300:
        return Block(text, "heading", level=2)
    return Block(text)
