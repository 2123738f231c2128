"""Title and date of a text without markup: which of the lines above it is its title, which says its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from crawler.reading.body import Block
from crawler.reading.datelines import DateStyle, dateline, is_dateline, labelled_date
from crawler.reading.phrases import BYLINES
from crawler.reading.text import WIDE, ends_sentence, fold
from crawler.reading.trim import is_crumbs, is_furniture, same_title

_BYLINE = re.compile(rf"(?i:{BYLINES})\s?[:：]|(?i:by|von|par|por|di)(?:\s+[A-Z][\w.'-]*){{1,4}}$")
_LONGEST_TITLE = 300
_LONGEST_LABEL = 160


def find_title(head: Sequence[Block], body: Sequence[Block], style: DateStyle) -> str | None:
    """The title among the lines `head` above a text, or at the beginning of the text itself.

    A line that the text repeats as its first words is the title; else the one that looks most like one.
    """
    for block, after in pairwise([*head, *body[:2]]):
        is_repeated = fold(after.text).startswith(fold(block.text))
        if is_repeated and len(block.text.split()) > 2 and len(block.text) < _LONGEST_TITLE:
            return block.text
    rated = [(rating, at) for at, block in enumerate(head) if (rating := _rating(block, style)) > 0]
    return head[max(rated)[1]].text if rated else None


def find_date(
    blocks: Sequence[Block], head: Sequence[Block], title: str | None, style: DateStyle
) -> tuple[str, str] | None:
    """The day of publication and its basis: labelled anywhere in `blocks`, or beside the title in `head`."""
    for block in blocks:
        if len(block.text) < _LONGEST_LABEL and (value := labelled_date(block.text, style)):
            return value, "label"
    at = next((at for at, block in enumerate(head) if title and same_title(block.text, title)), len(head))
    for block in [*head[at + 1 :], *reversed(head[:at])]:
        if not block.is_prose and (value := dateline(block.text, style)):
            return value, "dateline"
    return None


def _rating(block: Block, style: DateStyle) -> float:
    """How much a line looks like a title; 0 or less if it can't be one."""
    text = block.text
    if block.kind == "item" or len(text) > _LONGEST_TITLE or is_crumbs(text):
        return 0
    if is_furniture(text) or is_dateline(text, style):
        return 0
    words = len(set(text.casefold().split())) + len(WIDE.findall(text)) / 2
    is_sentence = ends_sentence(text) and not text.endswith(("?", "!"))
    rating = min(words, 14.0) + (10 if block.kind == "heading" else 0)
    return rating - (8 if is_sentence else 0) - (8 if _BYLINE.match(text) else 0)
