"""What the components read instead of a text: its shadow, character for character as long, without what stands within words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain
from statistics import quantiles

from spacy.tokens import Doc

from extract.lexicon import lexicon

# Plain values only: a Span in an extension attribute breaks `nlp.pipe(n_process=2)` (spaCy E871).
Doc.set_extension("document", default={}, force=True)
"""`asdict(Document)`: what is known of the document; the text itself is `document["text"]`."""
Doc.set_extension("origins", default=None, force=True)
"""For each character of the text that is read, and for its end, the offset in the text that came in; null if they are
the same."""
Doc.set_extension("mentions", default=[], force=True)
"""Fields of `records.Mention` as dicts, in any order; no two of them overlap."""
Doc.set_extension("people", default=[], force=True)
"""Fields of `records.Person` as dicts."""
Doc.set_extension("organisations", default=[], force=True)
"""Fields of `records.Organisation` as dicts."""
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
_MARKS = "\u0300-\u036f"
"""Accents and the like that stand behind the letter that they belong to."""
_EDGE_INVISIBLE = re.compile(rf"(?<![\w{_MARKS}{INVISIBLE}]){INVISIBLE}+|{INVISIBLE}+(?![\w{INVISIBLE}])")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:#|\.{0,2}/|https?:|mailto:)[^()\s]*\)")
_BREAK = re.compile(r" *\n[ \n]*")
_MONTHS = "|".join(lexicon("dates")["months"])
_GOES_ON = re.compile(r"(?:\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)|,|[^\W\d_]-)$")
_DAY_FOLLOWS = re.compile(rf"\b(?:by|from|of|on|since|to|until) (?:{_MONTHS})$")

_WITHIN = re.compile(rf"{INVISIBLE}+|[^{_MARKS}][{_MARKS}]+| (?=\n)|(?<=[^\W\d_])[- ] +(?=(?!(?:and|or|to)\b)[^\W\d_])")
"""Characters without width in a word, a letter with marks behind it, one half of a line end of Windows, a hyphen at the
end of a wrapped line."""

_ITEM = re.compile(r"[-*•·▪—]|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s")
_STOPS = ".!?:;\"'”»)"

_HYPHENS = "-\u00ad\u2010\u2011"
_LINE_END = re.compile(r"[\r\n]")

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


def readable(text: str) -> tuple[str, list[int] | None]:
    """The shadow of a text without soft hyphens and line ends within words, with letters and their marks in one.

    With it the offsets in `text` of each of its characters and of its end; null if nothing was taken out.
    """
    plain = shadow(text)
    pieces: list[str] = []
    origins: list[int] = []
    at = 0
    for found in _WITHIN.finditer(plain):
        instead = _instead(found[0], text[found.start() : found.end()], plain[found.end() : found.end() + 1])
        if instead is not None:
            pieces += (plain[at : found.start()], instead)
            origins += (*range(at, found.start()), *range(found.start(), found.start() + len(instead)))
            at = found.end()
    if not pieces:
        return plain, None
    return "".join([*pieces, plain[at:]]), [*origins, *range(at, len(plain) + 1)]


def _instead(plain: str, original: str, following: str) -> str | None:
    """What to read within a word, null if it is not within one after all: `short- and long-term`."""
    if plain[0] == INVISIBLE:
        return ""
    if plain == " ":
        return "" if original == "\r" else None
    if not plain[1:].isspace():
        return unicodedata.normalize("NFC", plain)[0]
    if original[0] not in _HYPHENS or not _LINE_END.search(original):
        return None
    return "-" if plain[0] == "-" and following.isupper() else ""


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
        if following[0].isdigit() and _DAY_FOLLOWS.search(line):
            return True
        return bool(_GOES_ON.search(line)) or (following[0].islower() and line[-1] not in _STOPS)
    return False
