"""Saved HTML pages and web archives (WARC, MHTML) → Articles."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

from w3lib.encoding import http_content_type_encoding
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.addresses import canonical
from crawler.documents.origin import Declared, file_address, source_of
from crawler.items import Article, Problem
from crawler.page import read_page
from crawler.parse import parse_page
from crawler.pdf import is_pdf, parse_pdf

_UNKNOWN = "about:blank"


def read_html(
    body: bytes, name: str, source: str, declared: Declared, url: str | None = None, encoding: str | None = None
) -> Article | Problem:
    """The article of a saved page. Its address is `url`, or what it says itself, or the file's."""
    page = read_page(url or _UNKNOWN, body, declared=encoding)
    if url is None:
        links = page.select("link[rel~=canonical]::attr(href)") + page.select("meta[property='og:url']::attr(content)")
        url = next((link for link in map(str.strip, links) if link.startswith(("http://", "https://"))), None)
    origin = source_of(url, declared, source)
    address = url or file_address(name, body)
    if origin.fixes or origin.language != "en":
        # Fixes and, for old encodings, the language bear upon how bytes are read.
        page = read_page(address, body, declared=encoding, language=origin.language, fixes=origin.fixes)
    return parse_page(replace(page, url=address), origin)


def read_mhtml(body: bytes, name: str, source: str, declared: Declared) -> Article | Problem:
    """The article of a page saved with its pictures in one file."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(content, bytes):
            url = message["Snapshot-Content-Location"] or part["Content-Location"]
            known = urldefrag(str(url).strip()).url if url and str(url).strip().startswith("http") else None
            return read_html(content, name, source, declared, known, part.get_content_charset())
    return Problem("no-body", f"{name}: there is no HTML page in it", source=source)


def read_warc(path: Path, source: str, declared: Declared) -> Iterator[Article | Problem]:
    """The articles of the HTML pages and PDFs in a web archive that were answered with status 200."""
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                headers = record.http_headers
                if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
                    continue
                url = canonical(record.rec_headers.get_header("WARC-Target-URI", "").strip("<>"))
                kind = (headers.get_header("Content-Type") or "").lower()
                body = record.content_stream().read()
                if is_pdf(body):
                    yield parse_pdf(body, url, source_of(url, declared, source))
                elif "html" in kind:
                    yield read_html(body, path.name, source, declared, url, http_content_type_encoding(kind))
        except (ArchiveLoadFailed, EOFError, OSError) as error:
            yield Problem("broken-warc", f"{path.name}: {error}; what came before is kept", source=source)
