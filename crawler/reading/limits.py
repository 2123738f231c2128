"""How much of a page is read. What readers do with a page grows faster than the page: beyond these sizes, which no
article has, a page is refused as a whole.

An HTML page at its limits is read within 10 s and 500 MB on a slow machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from parsel import Selector

from crawler.reading.text import MARKS, MOST_ACCENTS, without_heaps

LARGEST = 8_000_000
"""Characters of a document's source: HTML with pictures in it, JSON."""
MOST_ELEMENTS = 20_000
DEEPEST = 200
"""Elements in one another, which is more than libxml2 gives to any page that closes what it opens."""
LONGEST_TEXT = 1_000_000
"""Characters for reading: a book has half as many."""
LONGEST_LINE = 1_000
"""Characters of a title, a name or a tag."""
MOST_ATTRIBUTES = 500
"""Of one element; to make a tree of them takes libxml2 the square of their number."""
LONGEST_ATTRIBUTE = 5_000
"""Characters; the value of a longer one (pictures, settings of scripts) is left out."""
LONGEST_ATTRIBUTES = 1_500_000
"""Characters of all attributes that are not left out, a name counting as `_NAME`."""
_NAME = 16
_UNSETTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that are in trees of HTML, but which lxml puts into none."""
_CODE = ("script", "style")


class TooMuch(ValueError):
    """A document beyond the limits: `code` is a Problem's, the message its detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def parse_html(html: str, *, most_elements: int = MOST_ELEMENTS) -> Selector:
    """The tree of a page. Raises TooMuch."""
    if len(html) > LARGEST:
        raise TooMuch("too-large", f"the page has {len(html):,} characters; up to {LARGEST:,} are read")
    source = html.encode("utf-8", "replace")  # UTF-7 may hold half a character
    counts = _Counts(most_elements)
    parser = etree.HTMLParser(target=counts, encoding="utf-8", huge_tree=True)
    parser.feed(source)
    parser.close()
    tree = Selector(text=source.decode(), type="html")
    if counts.is_odd:
        _tame(tree.root)
    return tree


def _tame(root: HtmlElement) -> None:
    """Takes out what is too long in attributes, and heaps of accents."""
    for element in root.iter(etree.Element):
        for part in ("text", "tail"):
            if MARKS.search(getattr(element, part) or ""):
                setattr(element, part, _UNSETTABLE.sub("", without_heaps(getattr(element, part))))
        attributes = element.attrib.items()
        if any(len(value) > LONGEST_ATTRIBUTE or MARKS.search(value) for _, value in attributes):
            element.attrib.clear()
            for name, value in attributes:
                if len(value) <= LONGEST_ATTRIBUTE:
                    with suppress(ValueError):  # a name that only broken markup has
                        element.set(name, _UNSETTABLE.sub("", without_heaps(value)))


class _Counts:
    """Hears of a page's parts before there is a tree of them (lxml's parser target), and stops when it is too much."""

    def __init__(self, most_elements: int) -> None:
        self.most_elements = most_elements
        self.elements = self.depth = self.text = self.attributes = 0
        self.is_odd = False
        """Whether there is something to take out."""
        self.in_code = False
        self.last = ""

    def start(self, tag: str | bytes, attributes: Mapping[Any, Any]) -> None:
        self.elements += 1
        self.depth += 1
        self.in_code = tag in _CODE
        sizes = [len(value) for value in attributes.values()]
        self.is_odd = self.is_odd or any(len(v) > LONGEST_ATTRIBUTE or MARKS.search(v) for v in attributes.values())
        self.attributes += sum(size + _NAME for size in sizes if size <= LONGEST_ATTRIBUTE)
        if self.elements > self.most_elements:
            raise TooMuch("too-large", f"the page has more than {self.most_elements:,} elements")
        if self.depth > DEEPEST:
            raise TooMuch("too-deep", f"the page has more than {DEEPEST} elements in one another")
        if len(sizes) > MOST_ATTRIBUTES or self.attributes > LONGEST_ATTRIBUTES:
            raise TooMuch("too-large", "the page has more attributes than any article needs")

    def end(self, tag: str | bytes) -> None:
        self.depth -= 1
        self.in_code = False

    def data(self, text: Any) -> None:
        self.text += 0 if self.in_code else len(text)
        self.last = (self.last + text)[-len(text) - MOST_ACCENTS :]  # characters written as numbers come one by one
        self.is_odd = self.is_odd or MARKS.search(self.last) is not None
        if self.text > LONGEST_TEXT:
            raise TooMuch("too-large", f"the page has more than {LONGEST_TEXT:,} characters of text")

    def comment(self, text: Any) -> None:
        pass

    def close(self) -> None:
        pass
