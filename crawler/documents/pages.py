"""Saved HTML pages and web archives (WARC, MHTML) → Articles."""

from __future__ import annotations

import email
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from w3lib.encoding import http_content_type_encoding
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.documents.origin import Declared, file_address, source_of, web_address
from crawler.items import Article, Problem
from crawler.parse import parse_page
from crawler.reading.limits import TooMuch
from crawler.reading.page import is_pdf, read_page
from crawler.reading.pdf import parse_pdf

_UNKNOWN = "about:blank"


def read_html(
    body: bytes, name: str, source: str, declared: Declared, url: str | None = None, encoding: str | None = None
) -> Article | Problem:
    """The article of a saved page. Its address is `url`, or what it says itself, or the file's."""
    try:
        page = read_page(url or _UNKNOWN, body, declared=encoding)
    except TooMuch as error:
        return Problem(error.code, str(error), url or file_address(name, body), source)
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


def read_warc(path: Path, source: str, declared: Declared) -> Iterator[Article | Problem]:
    """The articles of the HTML pages and PDFs in a web archive that were answered with status 200."""
    found = 0
    try:
        for url, kind, body in _answers(path):
            found += 1
            if is_pdf(body):
                yield parse_pdf(body, url, source_of(url, declared, source))
            else:
                yield read_html(body, path.name, source, declared, url, http_content_type_encoding(kind))
    except WarcError as error:
        yield Problem("broken-warc", f"{path.name}: {error}; what came before is kept", source=source)
        return
    if not found:
        yield Problem("no-page", f"{path.name}: there is no HTML page or PDF with status 200 in it", source=source)


class WarcError(ValueError):
    """A web archive that can't be read further."""


def _answers(path: Path) -> Iterator[tuple[str, str, bytes]]:
    """Canonical address, content type and body of the pages and PDFs of an archive. Raises WarcError, OSError."""
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                headers = record.http_headers
                if record.rec_type == "response" and headers is not None and headers.get_statuscode() == "200":
                    uri = record.rec_headers.get_header("WARC-Target-URI")
                    body = record.content_stream().read()
                    if record.raw_stream.limit > 0:
                        raise WarcError(f"it is cut off in the record of {uri}")
                    kind = (headers.get_header("Content-Type") or "").lower()
                    url = web_address(uri.strip("<>"))
                    if url and ("html" in kind or is_pdf(body)):
                        yield url, kind, body
        except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, zlib.error) as error:
            # What warcio raises for what is no archive, and for records that are malformed or end too soon.
            if isinstance(error, WarcError):
                raise
            raise WarcError(f"it is malformed ({type(error).__name__})") from error
