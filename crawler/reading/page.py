"""A downloaded or saved page: its bytes decoded, its tree parsed once, for all who read in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from charset_normalizer import from_bytes
from lxml.html import HtmlElement
from parsel import Selector
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

from crawler.reading.limits import parse_html
from crawler.reading.text import clean

SCRIPTS = {
    "cyrillic": ("[\u0430-\u045f]{5}", ("cp1251", "koi8-r"), ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky")),
    "chinese": ("[\u4e00-\u9fff]{2}", ("gb18030", "big5"), ("zh",)),
    "japanese": ("[\u3040-\u30ff]{2}", ("cp932", "euc_jp"), ("ja",)),
    "korean": ("[\uac00-\ud7af]{2}", ("cp949",), ("ko",)),
    "greek": ("[\u0370-\u03ff]{3}", ("cp1253",), ("el",)),
    "arabic": ("[\u0600-\u06ff]{3}", ("cp1256",), ("ar", "fa")),
}
"""Script → what shows that a text is in it (small letters: the old Russian tables differ in case), its old
encodings, its languages (ISO 639-1)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page."""

    url: str
    """Absolute; relative links are joined to it."""
    selector: Selector

    @property
    def root(self) -> HtmlElement:
        root: HtmlElement = self.selector.root
        return root

    def select(self, css: str) -> list[Any]:
        """Elements, or strings where the selector ends in `::attr(…)` or `::text`."""
        return [found.root for found in self.selector.css(css)]

    def texts(self, selectors: Iterable[str]) -> list[str]:
        """The clean texts that the first selector finds that finds any."""
        for css in selectors:
            found = [clean(x if isinstance(x, str) else x.text_content()) for x in self.select(css)]
            if any(found):
                return [text for text in found if text]
        return []


def read_page(
    url: str, body: bytes, *, declared: str | None = None, language: str = "", fixes: Mapping[str, str] = {}
) -> Page:
    """A page from its bytes. `fixes` are exact strings of the source text, replaced before parsing.

    Raises `crawler.reading.limits.TooMuch`.
    """
    html = decode(body, declared=declared, language=language)
    for wrong, right in fixes.items():
        html = html.replace(wrong, right)
    return Page(url, parse_html(html))


def decode(body: bytes, *, declared: str | None = None, language: str = "") -> str:
    """The text of a page, whatever it says of its encoding: bytes that are UTF-8 are UTF-8.

    Then what header (`declared`) or meta element say counts, unless much can't be decoded, or the page
    should be in a script of its own and comes out without a letter of it; then the old encodings of that script.
    """
    bom, mark = read_bom(body)
    if bom and mark:
        return body[len(mark) :].decode(bom, "replace").replace("\x00", "")
    if is_utf8(body):
        return body.decode("utf-8").replace("\x00", "")
    names = [declared, html_body_declared_encoding(body[:4096])]
    named = [codec for name in names if name and (codec := resolve_encoding(name))]
    shows, old = next(((shows, old) for shows, old, codes in SCRIPTS.values() if language in codes), ("", ()))
    for codec in (*named, *old, *_usual(body)):
        text = body.decode(codec, "replace")
        if _few_broken(text) and re.search(shows, text):
            return text.replace("\x00", "")
    best = from_bytes(body).best()
    return str(best) if best else body.decode("cp1252", "replace")


def _usual(body: bytes) -> tuple[str, ...]:
    """The likely encodings of a text that names a wrong one, by how its bytes beyond ASCII stand together.

    Single ones are the accents and quotes of a Western text, even numbers of high ones mostly Chinese.
    """
    runs = re.findall(rb"[\x80-\xff]+", body)
    if sum(len(run) == 1 for run in runs) * 10 > len(runs) * 8:
        return ("cp1252",)
    if sum(len(run) % 2 == 0 and min(run) > 0xA0 for run in runs) * 10 > len(runs) * 6:
        return ("gb18030",)
    return ()


def is_pdf(body: bytes) -> bool:
    """By its first bytes, for servers name the type of PDFs in many ways."""
    return b"%PDF-" in body[:1024]


def is_utf8(body: bytes) -> bool:
    """Whether bytes are UTF-8; ASCII is."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _few_broken(text: str) -> bool:
    """Whether at most one in fifty characters beyond ASCII could not be decoded."""
    return text.count("\ufffd") * 50 <= sum(character > "\x7f" for character in text)
