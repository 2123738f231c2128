"""Web archives (WARC, gzipped or not) → Articles."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.utils import _compression
from w3lib.encoding import http_content_type_encoding
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from crawler.documents.origin import Declared, source_of, web_address
from crawler.documents.pages import read_html
from crawler.items import Article, Problem
from crawler.reading.page import is_pdf
from crawler.reading.pdf import parse_pdf

LARGEST = 32 * 2**20
"""Bytes of a page or PDF, packed and unpacked: as many as the crawler takes (DOWNLOAD_MAXSIZE)."""
_LONGEST_HEAD = 2**20
"""Bytes between the body of one record and that of the next."""
_PIECE = 2**16


_UNPACKING_RAISES = (_compression.brotli.error, _compression.zstd.ZstdError)  # type: ignore[attr-defined]


class WarcError(ValueError):
    """A web archive that can't be read further."""


def read_warc(path: Path, source: str, declared: Declared) -> Iterator[Article | Problem]:
    """The articles of the HTML pages and PDFs in a web archive that were answered with status 200."""
    found = 0
    try:
        for url, kind, body in _answers(path):
            found += 1
            if body is None:
                yield Problem("too-large", f"{path.name}: the page is larger than {LARGEST:,} bytes", url, source)
            elif is_pdf(body):
                yield parse_pdf(body, url, source_of(url, declared, source))
            else:
                yield read_html(body, path.name, source, declared, url, http_content_type_encoding(kind))
    except WarcError as error:
        yield Problem("broken-warc", f"{path.name}: {error}; what came before is kept", source=source)
        return
    if not found:
        yield Problem("no-page", f"{path.name}: there is no HTML page or PDF with status 200 in it", source=source)


def _answers(path: Path) -> Iterator[tuple[str, str, bytes | None]]:
    """Canonical address, content type and body of the pages and PDFs of an archive; null for what is larger than
    `LARGEST`. Raises WarcError, OSError."""
    with path.open("rb") as file:
        stream = _Stream(file)
        try:
            for record in ArchiveIterator(stream):
                packed = stream.body(record)
                headers = record.http_headers
                if record.rec_type == "response" and headers is not None and headers.get_statuscode() == "200":
                    uri = record.rec_headers.get_header("WARC-Target-URI")
                    if record.raw_stream.limit > 0:
                        raise WarcError(f"it is cut off in the record of {uri}")
                    body = _unpacked(packed, headers) if packed is not None else None
                    kind = (headers.get_header("Content-Type") or "").lower()
                    url = web_address(uri.strip("<>"))
                    if url and ("html" in kind or is_pdf(body or b"")):
                        yield url, kind, body
        except _WARCIO_RAISES as error:
            if isinstance(error, WarcError):
                raise
            raise WarcError(f"it is malformed ({type(error).__name__})") from error


_WARCIO_RAISES = (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError, zlib.error, gzip.BadGzipFile)
"""What comes out of warcio for what is no archive, and for records that are malformed or end too soon."""


class _Stream:
    """The bytes of an archive for warcio, which would take the headers of a record however long they are."""

    def __init__(self, file: io.BufferedReader) -> None:
        is_packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self.file: io.BufferedReader | gzip.GzipFile = gzip.GzipFile(fileobj=file) if is_packed else file
        self.since = 0
        """Bytes since the last piece of a body."""

    def read(self, size: int) -> bytes:
        if self.since > _LONGEST_HEAD:
            raise WarcError("a record has headers without end")
        try:
            data: bytes = self.file.read1(size)
        except EOFError:  # cut off; warcio knows from the record's length
            return b""
        self.since += len(data)
        return data

    def body(self, record: Any) -> bytes | None:
        """What a record holds, read to its end; null if it is larger than `LARGEST`."""
        pieces, size = [], 0
        while piece := record.raw_stream.read(_PIECE):
            self.since = 0
            size += len(piece)
            if size <= LARGEST:
                pieces.append(piece)
        return b"".join(pieces) if size <= LARGEST else None

    def tell(self) -> int:
        return self.file.tell()


def _unpacked(body: bytes, headers: Any) -> bytes | None:
    """The body as a browser has it; null where that is larger than `LARGEST`.

    What is not packed as its headers say comes back unchanged: archives often hold pages unpacked.
    """
    if "chunked" in (headers.get_header("Transfer-Encoding") or "").lower():
        body = ChunkedDataReader(io.BytesIO(body)).read()
    unpacked = body
    try:
        for encoding in reversed((headers.get_header("Content-Encoding") or "").lower().split(",")):
            unpacked = HttpCompressionMiddleware._decode(unpacked, encoding.strip().encode(), LARGEST)
    except ValueError:
        return None
    except (OSError, EOFError, zlib.error, *_UNPACKING_RAISES):
        return body
    return unpacked or body
