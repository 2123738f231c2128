"""Blocks of a page or file → the article's own: the title above, dates, share bars and lists of other pages go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from crawler.reading.body import Block
from crawler.reading.datelines import DateStyle, is_dateline, labelled_date, modified_date
from crawler.reading.phrases import ASIDES, BYLINES, COUNTERS, ENDS, FURNITURE, TAGS, TAILS
from crawler.reading.text import fold

_NUMBER = r"\d+(?:[., ]\d{3})*"
_COUNTER = re.compile(rf"(?:{COUNTERS}\s?[:：]?\s?{_NUMBER}\s?|{_NUMBER}\s?{COUNTERS}\s?)+", re.IGNORECASE)
_READING_TIME = re.compile(
    r"\d+\s?-?\s?min(?:ute)?s?\.?\s+(?:to\s+)?read"
    r"|(?:reading time|lesezeit|temps de lecture|время чтения)\W*\d.{0,12}",
    re.IGNORECASE,
)
_TAGS = re.compile(rf"{TAGS}\s?[:：]\s?\S", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:#\s?[^#\s][^#]*){2,}|#\s?\w+")
_ASIDE = re.compile(rf"[\W_]*{ASIDES}\s?[:：]\s?\S", re.IGNORECASE)
_CRUMBS = re.compile(r"[^»›>/\\→|]{1,40}(?:\s*[»›>→]\s*[^»›>→]{0,60}){2,}|[^/|]{1,30}(?:\s[/|]\s[^/|]{1,60}){2,}")
_RIGHTS = re.compile(r"©|\(c\)\s|copyright\b|all rights reserved|все права защищены|版权所有", re.IGNORECASE)
_BYLINE = re.compile(rf"{BYLINES}\s?[:：]", re.IGNORECASE)
_ABOVE = 14
"""The title stands at most so many blocks down, breadcrumbs, date and rubric above it."""


def trim(blocks: Sequence[Block], title: str | None, style: DateStyle) -> list[Block]:
    """The blocks without what is not the article's."""
    return _cut_tail(_drop_lines(_cut_head(blocks, title, style), style), style)


def tags_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The tags in lines such as `# cooperation # online courses` and `Tags: cooperation, online courses`."""
    tags: list[str] = []
    for block in blocks:
        if _HASHTAGS.fullmatch(block.text):
            tags += block.text.split("#")
        elif len(block.text) < 300 and _TAGS.match(block.text):
            tags += re.split(r"[,;|、，]", re.split(r"[:：]", block.text, maxsplit=1)[1])
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def same_title(line: str, title: str) -> bool:
    """Whether a line is a title, however typeset, with or without a kicker before it."""
    a, b = fold(line), fold(title)
    if not a or not b:
        return False
    if a.endswith(b) and len(b) * 2 > len(a):
        return True
    near = min(len(a), len(b)) > 0.85 * max(len(a), len(b))
    return near and SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.93


def is_furniture(text: str) -> bool:
    """Whether a line is a button, a row of buttons, a counter, a row of tags."""
    folded = fold(text)
    if not folded or folded in FURNITURE or folded in TAILS:
        return True
    if _COUNTER.fullmatch(text) or _READING_TIME.fullmatch(text):
        return True
    if _HASHTAGS.fullmatch(text) or (len(text) < 300 and _TAGS.match(text)):
        return True
    if len(text) >= 120:
        return False
    return all(word in FURNITURE for word in map(fold, re.split(r"[\s|·•/,]+", text)) if word)


def is_crumbs(text: str) -> bool:
    """Whether a line is the way from the front page: `Home » News » Campus`."""
    return len(text) < 200 and _CRUMBS.fullmatch(text) is not None


def is_tail(text: str) -> bool:
    """Whether a line heads a list of other pages, or ends the article otherwise."""
    return len(text) < 60 and fold(text) in TAILS


def _cut_head(blocks: Sequence[Block], title: str | None, style: DateStyle) -> list[Block]:
    """From below the title on, and below the dates, buttons and breadcrumbs that follow it."""
    start, above = 0, 0
    total = sum(len(block.text) for block in blocks)
    for at, block in enumerate(blocks[:_ABOVE]):
        if title and above * 4 < total and same_title(block.text, title):
            start = at + 1
        above += len(block.text)
    while start < len(blocks) - 1 and _is_head(blocks[start], style):
        start += 1
    return list(blocks[start:])


def _is_head(block: Block, style: DateStyle) -> bool:
    if block.is_prose:
        return False
    return is_crumbs(block.text) or is_furniture(block.text) or is_dateline(block.text, style)


def _drop_lines(blocks: Sequence[Block], style: DateStyle) -> list[Block]:
    """Without furniture between paragraphs, labelled dates, and paragraphs that stand there twice."""
    kept: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        text = block.text
        if not is_tail(text) and (is_furniture(text) or _is_labelled(text, style) or _is_aside(block)):
            continue
        if len(text) > 60 and text in seen:
            continue
        seen.add(text)
        kept.append(block)
    return kept


def _is_aside(block: Block) -> bool:
    """Whether a paragraph sends to another page: `Read also: …`."""
    return len(block.text) < 250 and not block.is_prose and _ASIDE.match(block.text) is not None


def _is_labelled(text: str, style: DateStyle) -> bool:
    return len(text) < 120 and bool(labelled_date(text, style) or modified_date(text, style))


def _cut_tail(blocks: Sequence[Block], style: DateStyle) -> list[Block]:
    """Up to the first heading of a list of other pages after which no more of the article comes."""
    kept: list[Block] = []
    in_list = False
    for at, block in enumerate(blocks):
        if is_tail(block.text):
            if any(each.is_prose for each in kept) and _ends_article(blocks, at):
                break
            in_list = True
        elif not (in_list and block.is_link):
            in_list = False
            kept.append(block)
    while len(kept) > 1 and _is_stray(kept[-1], style):
        kept.pop()
    return kept


def _ends_article(blocks: Sequence[Block], at: int) -> bool:
    """Whether below a heading comes nothing of the article: little prose, or the prose of teasers."""
    below = blocks[at + 1 :]
    prose = [len(block.text) for block in below if block.is_prose]
    size = sum(len(block.text) for block in below)
    is_late = size < sum(len(block.text) for block in blocks[:at])
    are_teasers = is_late and len(prose) * 2 <= len(below)
    return fold(blocks[at].text) in ENDS or sum(prose) * 2 < size or are_teasers or not below


def _is_stray(last: Block, style: DateStyle) -> bool:
    """Whether a last block is a note on authors or rights, a heading of nothing, a button or a dateline."""
    is_button = last.is_link and len(last.text) < 80
    is_date = len(last.text) < 60 and is_dateline(last.text, style)
    is_byline = len(last.text) < 80 and _BYLINE.match(last.text) is not None
    return last.kind == "heading" or is_button or is_date or is_byline or _RIGHTS.match(last.text) is not None
