"""The text of a page, as a dump or a print gives it → Article: the text is found among the site around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from crawler.items import Article, Problem
from crawler.reading.body import Block
from crawler.reading.datelines import DateStyle, date_style, is_dateline, labelled_date
from crawler.reading.head import find_date, find_title
from crawler.reading.language import language_of
from crawler.reading.limits import LONGEST_TEXT
from crawler.reading.text import SHORTEST, clean, ends_sentence, fold, join, length
from crawler.reading.trim import is_furniture, is_tail, same_title, tags_of, trim
from crawler.reading.wrapped import BULLET, Line, is_wrapped, unwrap, without_edges
from crawler.source import Source

_ABOVE, _BELOW = 12, 8
"""So many lines above and below the text may tell of it: title, date, rubric, labelled date, tags."""
_BULLET = re.compile(rf"{BULLET.pattern}|-\s+")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"^\s{0,3}#{1,6}\s+(?=[^#]+$)|\*\*|__(?=\S)|(?<=\S)__|^\s*>+\s*|^\s*[-=_*]{3,}\s*$")


def parse_text(text: str, url: str, source: Source) -> Article | Problem:
    """The article in a plain text, with or without the menus and lists around it. `url` is stored as it is."""
    if len(text) > LONGEST_TEXT:
        return Problem(
            "too-large", f"the text has {len(text):,} characters; up to {LONGEST_TEXT:,} are read", url, source.id
        )
    for wrong, right in source.fixes.items():
        text = text.replace(wrong, right)
    style = date_style(source, (language_of(text, (source.language,)),))
    blocks = read_text(text)
    start, end = find_body(blocks, style)
    if start == end:
        return Problem("no-body", "no sentences found, only short lines", url, source.id)
    head, found = _head(blocks[:start]), blocks[start:end]
    title = find_title(head, found, style)
    around = [*head, *found, *blocks[end : end + _BELOW]]
    dated = find_date(around, head, title, style)
    body = trim([*_lead(head, title, style), *found], title, style)
    whole = join(block.text for block in body)
    if length(whole) < SHORTEST:
        return Problem("too-short", f"the text has {length(whole)} characters", url, source.id)
    published, basis = dated or (None, None)
    return Article(
        url=url,
        source=source.id,
        title=title,
        body=whole,
        kinds=tuple(block.kind for block in body),
        language=language_of(whole, (source.language,)),
        published=published,
        published_basis=basis,
        tags=tags_of(around),
    )


def read_text(text: str) -> list[Block]:
    """The paragraphs of a plain text: its lines, or, where these were broken to a width, what they make up."""
    pages: list[list[Line]] = []
    for number, page in enumerate(text.split("\f")):
        lines: list[Line] = []
        gap = 0
        for raw in page.splitlines():
            shown = clean(_MARKS.sub("", _LINK.sub(r"\1", raw)))
            if not fold(shown):
                gap += 1
                continue
            lines.append(Line(shown, gap, page=number))
            gap = 0
        pages.append(lines)
    every = without_edges(pages) if len(pages) > 1 else pages[0]
    if is_wrapped([line.text for line in every]):
        return unwrap(every)
    return [Block(_BULLET.sub("", line.text), "item" if _BULLET.match(line.text) else "paragraph") for line in every]


def find_body(blocks: Sequence[Block], style: DateStyle) -> tuple[int, int]:
    """Where the text stands among menus and lists: the run of blocks with the most prose and the least else."""
    best, start, end = 0.0, 0, 0
    total, since = 0.0, 0
    for at, block in enumerate(blocks):
        if total <= 0:
            total, since = 0.0, at
        total += _weight(block)
        if total > best:
            best, start, end = total, since, at + 1
    return start, end + _last_lines(blocks[start:end], blocks[end:], style)


def _last_lines(text: Sequence[Block], below: Sequence[Block], style: DateStyle) -> int:
    """How many lines below a text belong to it: the list it announces, a caption before what ends it for sure."""
    if not text:
        return 0
    items = 0
    if text[-1].kind == "item" or text[-1].text.endswith(":"):
        items = next((at for at, block in enumerate(below) if block.kind != "item"), len(below))
    for line, after in pairwise(below[items : items + 2]):
        ends = is_tail(after.text) or labelled_date(after.text, style) or tags_of([after])
        if ends and line.kind != "item" and len(line.text.split()) > 3 and not is_furniture(line.text):
            return items + 1
    return items


def _weight(block: Block) -> float:
    """How much a block speaks for an article (above 0) or for the site around it."""
    if is_tail(block.text):
        return -8
    if block.is_prose or _is_sentence(block):
        return min(length(block.text) / 100, 8)
    if block.kind == "item":
        return -0.7
    return -1 if is_furniture(block.text) else -0.5


def _is_sentence(block: Block) -> bool:
    """A short sentence, which menus have not; questions and exclamations may be titles."""
    is_said = ends_sentence(block.text) and not block.text.endswith(("?", "!", "？", "！"))
    return is_said and block.kind != "item" and len(block.text.split()) > 3


def _head(above: Sequence[Block]) -> list[Block]:
    """The lines above a text that may be of it, up to a menu."""
    head: list[Block] = []
    for block in reversed(above[-_ABOVE:]):
        if block.kind == "item" or is_tail(block.text):
            break
        head.insert(0, block)
    return head


def _lead(head: Sequence[Block], title: str | None, style: DateStyle) -> list[Block]:
    """The sentences between title and text."""
    at = next((at for at, block in enumerate(head) if title and same_title(block.text, title)), len(head))
    return [block for block in head[at + 1 :] if _is_sentence(block) and not is_dateline(block.text, style)]
