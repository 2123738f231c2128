"""Saved HTML pages, alone or with their pictures (MHTML) → Articles."""

from __future__ import annotations

import email
from dataclasses import replace

from crawler.documents.origin import Declared, file_address, source_of, web_address
from crawler.items import Article, Problem
from crawler.parse import parse_page
from crawler.reading.limits import TooMuch
from crawler.reading.page import read_page

_UNKNOWN = "about:blank"
_MOST_BOUNDARIES = 100_000
"""Lines of an MHTML file that may part its parts."""
_EMAIL_RAISES = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes out of the package email for headers that are malformed, and for parts in parts in parts."""


def read_html(
    body: bytes, name: str, source: str, declared: Declared, url: str | None = None, encoding: str | None = None
) -> Article | Problem:
    """The article of a saved page. Its address is `url`, or what it says itself, or the file's."""
    try:
        page = read_page(url or _UNKNOWN, body, declared=encoding)
        if url is None:
            links = page.select("link[rel~=canonical]::attr(href)")
            links += page.select("meta[property='og:url']::attr(content)")
            url = next(filter(None, map(web_address, links)), None)
        origin = source_of(url, declared, source)
        address = url or file_address(name, body)
        if origin.fixes or origin.language != "en":
            # Fixes and, for old encodings, the language bear upon how bytes are read.
            page = read_page(address, body, declared=encoding, language=origin.language, fixes=origin.fixes)
    except TooMuch as error:
        return Problem(error.code, str(error), url or file_address(name, body), source_of(url, declared, source).id)
    return parse_page(replace(page, url=address), origin)


def read_mhtml(body: bytes, name: str, source: str, declared: Declared) -> Article | Problem:
    """The article of a page saved with its pictures in one file."""
    try:
        found = _html_part(body)
    except _EMAIL_RAISES as error:
        return Problem("broken-mhtml", f"{name}: it is malformed ({type(error).__name__})", source=source)
    if found is None:
        return Problem("no-body", f"{name}: there is no HTML page in it", source=source)
    content, address, encoding = found
    return read_html(content, name, source, declared, web_address(address), encoding)


def _html_part(body: bytes) -> tuple[bytes, str, str | None] | None:
    """The first HTML page of a message: its bytes, address and encoding."""
    if body.count(b"\n--") > _MOST_BOUNDARIES:
        return None
    message = email.message_from_bytes(body)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(content, bytes):
            # A header that is not ASCII comes as an object of its own.
            address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
            return content, address, part.get_content_charset()
    return None
