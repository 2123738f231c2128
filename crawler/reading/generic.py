"""The body of a page whose make is unknown: trafilatura tells which text it is, our reader reads it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.reading.body import Block
from crawler.reading.text import fold

_HEAD = 60
"""So many folded characters of a block are looked for: of the rest trafilatura may drop pieces."""
_SHORT = 40
"""A block of fewer folded characters may stand in a main text by chance."""
_SHORTEST = 4
"""Fewer than so many are found anywhere."""
_WINDOW = 400
"""At most so many folded characters on does a short block stand, if it is not there by chance."""
_NEAR = 3
"""So many blocks before and after the text's long ones may short ones belong to it."""
_GAP = 3
"""At most so many blocks between two that were found may have been passed over by mistake."""


def select_body(root: HtmlElement, blocks: Sequence[Block], url: str) -> list[Block]:
    """Those of a page's blocks that trafilatura takes for its main text. `root` may be changed: read it before."""
    from trafilatura import bare_extraction  # slow to import, and selectors find most bodies

    document = bare_extraction(root, url=url, include_comments=False, with_metadata=False)
    text = document.text if document is not None and not isinstance(document, dict) else None
    return _fill(blocks, _found(blocks, fold(text or "")))


def _found(blocks: Sequence[Block], main: str) -> list[bool]:
    """Which blocks stand in the main text: the long ones anywhere, the short ones among them and in order."""
    heads = [fold(block.text)[:_HEAD] for block in blocks]
    long = [len(head) > _SHORT and head in main for head in heads]
    places = [at for at, is_found in enumerate(long) if is_found] or [0, len(blocks)]
    first, last = places[0] - _NEAR, places[-1] + _NEAR
    found, end = [], 0
    for at, head in enumerate(heads):
        limit = len(main) if long[at] else end + len(head) + _WINDOW
        place = main.find(head, end, limit) if len(head) >= _SHORTEST and first <= at <= last else -1
        found.append(long[at] or place >= 0)
        if place >= 0:
            end = place + len(head)
    return found


def _fill(blocks: Sequence[Block], found: Sequence[bool]) -> list[Block]:
    """The blocks found, and between them what was passed over by mistake: headings of what follows, sentences.

    Everything else between paragraphs (captions, teasers, notes on videos) trafilatura left out with reason.
    """
    chosen: list[Block] = []
    passed: list[Block] = []
    for block, is_found in zip(blocks, found, strict=True):
        if not is_found:
            passed.append(block)
            continue
        if chosen and passed:
            sentences = [each for each in passed if each.is_prose and each.kind != "caption"]
            chosen += sentences if len(passed) <= _GAP else []
            if passed[-1].kind == "heading" and not passed[-1].is_link:
                chosen.append(passed[-1])
        chosen.append(block)
        passed = []
    return chosen
