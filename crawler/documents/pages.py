"""Saved HTML pages, alone or with their pictures (MHTML) → Articles."""

from __future__ import annotations

import email
from dataclasses import replace

from crawler.documents.origin import Declared, file_address, source_of, web_address
from crawler.items import Article, Problem
from crawler.parse import parse_page
from crawler.reading.page import read_page

_UNKNOWN = "about:blank"


def read_html(
    body: bytes, name: str, source: str, declared: Declared, url: str | None = None, encoding: str | None = None
) -> Article | Problem:
    """The article of a saved page. Its address is `url`, or what it says itself, or the file's."""
    page = read_page(url or _UNKNOWN, body, declared=encoding)
    if url is None:
        links = page.select("link[rel~=canonical]::attr(href)") + page.select("meta[property='og:url']::attr(content)")
        url = next(filter(None, map(web_address, links)), None)
    origin = source_of(url, declared, source)
    address = url or file_address(name, body)
    if origin.fixes or origin.language != "en":
        # Fixes and, for old encodings, the language bear upon how bytes are read.
        page = read_page(address, body, declared=encoding, language=origin.language, fixes=origin.fixes)
    return parse_page(replace(page, url=address), origin)


def read_mhtml(body: bytes, name: str, source: str, declared: Declared) -> Article | Problem:
    """The article of a page saved with its pictures in one file."""
    message = email.message_from_bytes(body)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(content, bytes):
            # A header that is not ASCII comes as an object of its own.
            url = web_address(str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""))
            return read_html(content, name, source, declared, url, part.get_content_charset())
    return Problem("no-body", f"{name}: there is no HTML page in it", source=source)
