"""The shadow of a text: what the components read instead of it, character for character as long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from statistics import quantiles

from spacy.tokens import Doc

# Plain values only: a Span in an extension attribute breaks `nlp.pipe(n_process=2)` (spaCy E871).
Doc.set_extension("document", default={}, force=True)
"""`asdict(Document)`: what is known of the document; the text itself is `document["text"]`."""
Doc.set_extension("mentions", default=[], force=True)
"""Fields of `records.Mention` as dicts, in any order; no two of them overlap."""
Doc.set_extension("people", default=[], force=True)
"""Fields of `records.Person` as dicts."""
Doc.set_extension("events", default=[], force=True)
"""Fields of `records.Event` as dicts; `evidence` is a pair of offsets."""

INVISIBLE = "\u00ad"
"""Stands for any soft hyphen, zero-width character or direction mark within a word. It can't be dropped
(the text would get shorter) nor be a blank (the word would fall apart); at the edge of a word it is a blank."""

_PLAIN = {
    **dict.fromkeys([*"\t\v\f\u00a0\u1680\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))], " "),
    **dict.fromkeys("\u0085\u2028\u2029", "\n"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63", "-"),
    **dict.fromkeys(
        [*"\u00ad\u061c\u180e\ufeff", *map(chr, chain(range(0x200B, 0x2010), range(0x202A, 0x202F)))], INVISIBLE
    ),
    **dict.fromkeys(map(chr, range(0x2060, 0x2065)), INVISIBLE),
    **{chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)},  # full-width ASCII of Chinese pages
}
_TABLE = str.maketrans(_PLAIN)
_EDGE_INVISIBLE = re.compile(rf"(?<![\w{INVISIBLE}]){INVISIBLE}+|{INVISIBLE}+(?![\w{INVISIBLE}])")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:#|\.{0,2}/|https?:|mailto:)[^()\s]*\)")
_BREAK = re.compile(r" *\n[ \n]*")
_GOES_ON = re.compile(r"(?:\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)|,|[^\W\d_]-)$")

_ITEM = re.compile(r"[-*•·▪—]|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s")
_STOPS = ".!?:;\"'”»)"

WIDEST_WRAP = 120
"""Characters: hard-wrapped lines are no longer; one paragraph a line is."""


def shadow(text: str) -> str:
    """The text with every character replaced by one that is easier to read, so that offsets stay valid.

    Kinds of blanks become blanks, kinds of apostrophes and hyphens the plain ones (double quotation marks and
    the em dash stay: they tell sides and clauses), full-width letters the common ones, characters without width
    `INVISIBLE`. Links in Markdown leave their words alone. Line breaks within a paragraph become blanks:
    what is left of `\\n` marks a paragraph. Same length, always.
    """
    text = text.replace("\r\n", " \n").replace("\r", "\n").translate(_TABLE)
    text = _EDGE_INVISIBLE.sub(lambda m: " " * len(m[0]), text)
    found = 1
    while found:  # an image within a link is a link within a link
        text, found = _LINK.subn(_words_of_link, text)
    return _join_wrapped_lines(text)


def _words_of_link(link: re.Match[str]) -> str:
    before, after = link.start(1) - link.start(), link.end() - link.end(1)
    return " " * before + link[1] + " " * after


def _join_wrapped_lines(text: str) -> str:
    """Blanks out the line breaks that a narrow page has put into sentences.

    Text out of a PDF has them as `\\n` or, every line followed by an empty one, as `\\n\\n`. A document is
    taken for wrapped in one of these ways if its lines are short and many of them go on in lower case. There, a
    break after a full stop is a wrap if the next word would not have fitted into the line, any other one
    unless the line is much too short, like a heading.
    """
    breaks = list(_BREAK.finditer(text))
    starts = [0, *(b.end() for b in breaks)]
    ends = [*(b.start() for b in breaks), len(text)]
    lines = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    heights = [b[0].count("\n") for b in breaks]
    widths = {height: _wrap_width(lines, heights, height) for height in (1, 2)}
    joined = list(text)
    for i, (found, height) in enumerate(zip(breaks, heights, strict=True)):
        if height > 2:
            continue
        line, following = lines[i], lines[i + 1]
        if _goes_on(line, following, widths[height], height):
            joined[found.start() : found.end()] = " " * len(found[0])
    return "".join(joined)


def _wrap_width(lines: Sequence[str], heights: Sequence[int], height: int) -> int | None:
    """The width in characters to which the document is wrapped by breaks of so many `\\n`; null if it is not."""
    pairs = [(lines[i], lines[i + 1]) for i, h in enumerate(heights) if h == height]
    within = sum(after[:1].islower() or bool(_GOES_ON.search(before)) for before, after in pairs)
    if within < 3 or within < 0.25 * len(pairs):
        return None
    width = round(quantiles((len(before) for before, _ in pairs), n=20)[-1])  # a table or an address may stick out
    return width if 20 <= width <= WIDEST_WRAP else None


def _goes_on(line: str, following: str, width: int | None, height: int) -> bool:
    if not line or not following or _ITEM.match(following):
        return False
    if width is not None:
        if line[-1] in _STOPS:
            word = following.split(maxsplit=1)[0]
            return following[0].islower() or len(line) + 1 + len(word) > width
        return following[0].islower() or len(line) > 0.6 * width or bool(_GOES_ON.search(line))
    if height == 1:
        return bool(_GOES_ON.search(line)) or (following[0].islower() and line[-1] not in _STOPS)
    return False
