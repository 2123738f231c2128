"""A piece of a page's tree → blocks: clean paragraphs that know their kind and how much of them is links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml.html import HtmlElement

from crawler.reading.phrases import CREDITS, named
from crawler.reading.text import clean, ends_sentence, fold, length

ELEMENTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("elements.toml").read_text(encoding="utf-8"))

_PARTS = frozenset(ELEMENTS["parts"])
_UNREAD = frozenset(ELEMENTS["unread"])
_BESIDE = frozenset(ELEMENTS["beside"])
_FURNITURE = named(ELEMENTS["furniture"])
_UNSEEN = named(ELEMENTS["unseen"])
_CAPTION = named(ELEMENTS["captions"])
_CREDIT = re.compile(rf"[(\[]?{CREDITS}", re.IGNORECASE)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_KINDS = dict.fromkeys(_HEADINGS, "heading") | {
    "li": "item",
    "dt": "item",
    "dd": "item",
    "figure": "caption",
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quote",
}
_DEEPEST = 300
"""Elements nested deeper, which only broken markup has, are read as one text."""
_PARAGRAPH = 150
"""Characters that begin a paragraph, and hardly ever a teaser."""
_CAPTION_SIZE = 250
"""Characters that a caption has at most."""
_HEADING_SIZE = 120
"""Characters that a line in bold letters has at most if it is a heading."""
_BOLD, _PLAIN = "\ufdd0", "\ufdd1"
"""Mark where bold letters begin and end in running text: no characters, so no page can have them."""
_MARKS = re.compile(f"[{_BOLD}{_PLAIN}]")
_IN_BOLD = re.compile(f"{_BOLD}[^{_PLAIN}]*(?:{_PLAIN}|$)")
_CELL = 200
"""Characters that a cell of data has at most."""
_LINE = 60
"""A line of more characters that does not end a sentence was broken to fit."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph."""

    text: str
    """Clean, not empty."""
    kind: str = "paragraph"
    """One of `crawler.items.KINDS`."""
    linked: int = 0
    """How many of its characters are links."""
    level: int = 0
    """Of a heading: 1 to 6."""

    @property
    def is_link(self) -> bool:
        return self.linked * 10 >= len(self.text) * 8

    @property
    def is_prose(self) -> bool:
        """A sentence of some length, which menus, teasers and captions seldom are."""
        return length(self.text) >= 80 and ends_sentence(self.text) and self.linked * 2 < len(self.text)


def read_blocks(roots: Iterable[HtmlElement], drop: Collection[HtmlElement] = ()) -> list[Block]:
    """The paragraphs below some elements, in order; what is not for reading (`nav`, share bars …) left out."""
    blocks: list[Block] = []
    done: set[HtmlElement] = set()
    for root in roots:
        if not any(ancestor in done for ancestor in root.iterancestors()):
            blocks += _Reader(root, set(drop)).read()
            done.add(root)
    return blocks


class _Reader:
    """Walks one tree in document order and cuts its running text where a part begins or ends."""

    def __init__(self, root: HtmlElement, drop: set[HtmlElement]) -> None:
        self.root = root
        self.drop = drop
        self.captioned = _captioned(root)
        self.blocks: list[Block] = []
        self.running: list[str] = []
        self.linked = 0
        self.size = 0
        self.depth = 0

    def read(self) -> list[Block]:
        self._walk(self.root, "paragraph", 0, False)
        self._cut("paragraph", 0)
        return self.blocks

    def _walk(self, element: HtmlElement, kind: str, level: int, in_link: bool) -> None:
        tag = element.tag
        if tag == "br":
            self.running.append("\n")
            return
        if element is not self.root and self._is_unread(element):
            return
        is_part, is_bold = tag in _PARTS, tag in ("b", "strong")
        if is_part:
            self._cut(kind, level)
        if tag == "tr" and (cells := _cells(element)):
            self.running.append(" | ".join(cells))
            self._cut("item", 0)
            return
        inner_kind, inner_level = _KINDS.get(tag, kind), _HEADINGS.get(tag, level)
        if kind == "paragraph" and (element in self.captioned or _CAPTION.search(element.get("class", ""))):
            inner_kind = "caption"
        in_link = in_link or tag == "a"
        if is_bold:
            self.running.append(_BOLD)
        self.depth += 1
        self._add(element.text, in_link, tag == "pre")
        for child in element:
            if self.depth > _DEEPEST:
                self._add(child.text_content(), in_link, False)
            elif isinstance(child.tag, str):
                self._part_words(child)
                self._walk(child, inner_kind, inner_level, in_link)
            self._add(child.tail, in_link, tag == "pre")
        self.depth -= 1
        if is_bold:
            self.running.append(_PLAIN)
        if is_part:
            self._cut(inner_kind, inner_level)

    def _add(self, text: str | None, in_link: bool, is_preformatted: bool) -> None:
        if text:
            self.running.append(text if is_preformatted else text.replace("\n", " "))
            if in_link:
                self.linked += len(text.strip())

    def _part_words(self, element: HtmlElement) -> None:
        """A blank between two elements that style sheets hold apart: `<a>Health</a><span>MAY 2</span>`."""
        before = element.getprevious()
        after = (element.text or "")[:1]
        if before is not None and not before.tail and self.running and after and element.tag not in ("sub", "sup"):
            last = self.running[-1].rstrip(_PLAIN)[-1:]
            new_word = (last.islower() or last.isdigit()) and after.isupper()
            if new_word or (last.isalpha() and after.isdigit()):
                self.running.append(" ")

    def _cut(self, kind: str, level: int) -> None:
        """Ends the running paragraph."""
        if self.running:
            lines = _lines("".join(self.running))
            share = min(1.0, self.linked / max(1, sum(len(text) for text, _ in lines)))
            for text, is_bold in lines:
                shown = kind
                if kind == "paragraph" and len(text) < _HEADING_SIZE:
                    is_heading = is_bold and not ends_sentence(text)
                    shown = "caption" if _CREDIT.match(text) else "heading" if is_heading else kind
                self.blocks.append(Block(text, shown, round(share * len(text)), level))
            self.running.clear()
        self.linked = 0

    def _is_unread(self, element: HtmlElement) -> bool:
        attributes = element.attrib
        if element.tag in _UNREAD or element in self.drop or "hidden" in attributes:
            return True
        if "display:none" in attributes.get("style", "").replace(" ", ""):
            return True
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if _UNSEEN.search(names):
            return True
        if element.tag in _BESIDE or _FURNITURE.search(names):
            # Such words also name whole pages ("node-social-work"), and an unclosed `nav` swallows them.
            self.size = self.size or _size(self.root)
            return _size(element) * 10 < self.size * 3 and not _holds_text(element)
        return False


def _captioned(root: HtmlElement) -> set[HtmlElement]:
    """The elements that hold a picture and its caption, or centred text below a picture."""
    found: set[HtmlElement] = set()
    sizes: dict[HtmlElement, int] = {}

    def size(element: HtmlElement) -> int:
        if element not in sizes:
            sizes[element] = len(element.text_content().strip())
        return sizes[element]

    for picture in root.iter("img"):
        box = picture.getparent()
        while box is not None and box is not root and not size(box):
            below = box.getnext()
            if below is not None and isinstance(below.tag, str) and _is_centred(below):
                found.add(below)
            box = box.getparent()
        if box is not None and box is not root:
            found.add(box)
    return {element for element in found if size(element) < min(_CAPTION_SIZE, size(root) // 4)}


def _is_centred(element: HtmlElement) -> bool:
    return any("center" in element.get(name, "") for name in ("style", "align", "class"))


def _holds_text(element: HtmlElement) -> bool:
    """Whether an element holds the title or paragraphs, whatever its name (`sidebar-grid`)."""
    long = sum(len(paragraph.text or "") > _PARAGRAPH for paragraph in element.iter("p"))
    return long > 1 or next(element.iter("h1"), None) is not None


def _size(element: HtmlElement) -> int:
    """The length of the text, without scripts."""
    code = sum(len(script.text or "") for script in element.iter("script", "style"))
    return len(element.text_content()) - code


def _cells(row: HtmlElement) -> list[str]:
    """The cells of a row of data; none for a row of a table that only lays out the page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or any(sum(1 for _ in cell.iter(*_PARTS)) > 2 for cell in cells):
        return []
    texts = [clean(cell.text_content()) for cell in cells]
    return [text for text in texts if text] if all(len(text) < _CELL for text in texts) else []


def _lines(running: str) -> list[tuple[str, bool]]:
    """The paragraphs in a text with line breaks, and whether they are in bold letters.

    Two breaks always part, one parts what is finished or short. A long line that does not end a sentence was
    broken by hand to fit a column: it goes on.
    """
    paragraphs: list[tuple[str, bool]] = []
    for piece in re.split(r"\n[^\S\n]*\n\s*", running):
        is_open: bool | None = None  # null where no line stands before
        for raw in piece.split("\n"):
            line = clean(_MARKS.sub("", raw))
            if not fold(line):  # bullets and rules part as an empty line does
                is_open = None
                continue
            if is_open or (is_open is not None and line[0].islower()):
                paragraphs[-1] = (f"{paragraphs[-1][0]} {line}", False)
            else:
                is_bold = _BOLD in raw and not _MARKS.sub("", _IN_BOLD.sub("", raw)).strip()
                paragraphs.append((line, is_bold))
            is_open = len(line) > _LINE and not ends_sentence(line) and not line.endswith(":")
    return paragraphs
