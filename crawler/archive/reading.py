"""Records of WARC files, our own and others', back into what a server answered and what Scrapy makes of that."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager
from scrapy.utils._compression import brotli, zstd  # type: ignore[attr-defined]  # the makes that Scrapy decodes with
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser

BROKEN = (ArchiveLoadFailed, EOFError, ValueError, AttributeError, AssertionError, zlib.error)
"""What warcio raises for what is no archive, and for records that are malformed or end too soon."""
_UNDECODABLE = (OSError, EOFError, zlib.error, brotli.error, zstd.ZstdError)
KINDS = ("response", "revisit", "resource")
"""Types of records that tell what was found at an address."""
_BEGINNINGS = (b"\x1f\x8b", b"WARC/")
_PIECE = 2**16
_LONGEST_HEAD = 2**20
"""Bytes of the headers of a record and of its answer together."""


class RecordError(Exception):
    """A record that can't be read; `code` is a Problem's, the message is one line."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at an address, undecoded but for its chunks."""

    kind: str
    """`response`; `revisit`, whose body is in another record; `resource`, a file without an answer of a server."""
    url: str
    fetched: str | None
    """ISO 8601 in UTC, to the second; null where the record has no date that can be read."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def read_record(path: Path, offset: int, *, largest: int) -> Answer:
    """The record that begins there. `largest`: bytes above which a body is not read.

    Raises RecordError, OSError.
    """
    with path.open("rb") as stream:
        stream.seek(offset)
        try:
            if not stream.read(5).startswith(_BEGINNINGS):  # warcio takes what it can't know for a record of old
                raise StopIteration
            stream.seek(offset)
            record = next(open_archive(stream))
        except (*BROKEN, StopIteration) as error:
            raise RecordError("broken-record", f"{path}: no record begins at {offset}") from error
        return read_answer(record, largest=largest)


def read_answer(record: Any, *, largest: int) -> Answer:
    """The answer in a record of warcio's whose headers of HTTP are not parsed yet. Raises RecordError."""
    head = record.rec_headers
    kind, url = record.rec_type or "", head.get_header("WARC-Target-URI") or ""
    if kind not in KINDS or not url:
        raise RecordError("broken-record", f"the record is a {kind or 'nameless'} of {url or 'no address'}")
    try:
        status, headers = _read_head(record)
        if record.length is None or record.length > largest:
            raise RecordError("too-large", f"the record of {url} is larger than DOWNLOAD_MAXSIZE allows")
        body = _read_body(record, headers)
        if is_damaged(record):
            raise RecordError("broken-record", f"the record of {url} is not what was written: its digest differs")
    except EOFError as error:
        raise RecordError("broken-record", f"the record of {url} is cut off") from error
    except BROKEN as error:
        raise RecordError("broken-record", f"the record of {url} is malformed ({type(error).__name__})") from error
    if kind != "revisit" and (reason := head.get_header("WARC-Truncated") or head.get_header("WARC-Segment-Number")):
        raise RecordError("cut-off", f"the archive has only a part of {url} ({reason})")
    return Answer(kind, url, utc(head.get_header("WARC-Date")), status, headers, body)


def open_archive(stream: BinaryIO) -> ArchiveIterator:
    """The records from here on, as `read_answer` takes them."""
    archive = ArchiveIterator(stream, no_record_parse=True, check_digests=True)
    archive.reader = _ShortHeads(archive.fh)
    return archive


class _ShortHeads(DecompressingBufferedReader):  # type: ignore[misc]
    """warcio's own, which would read the head of a record however long it is."""

    since = 0
    """Bytes read line by line since the last piece of a body."""

    def readline(self, length: int | None = None) -> bytes:
        """Raises ArchiveLoadFailed."""
        line: bytes = super().readline(length or _LONGEST_HEAD)
        self.since += len(line)
        if self.since > _LONGEST_HEAD:
            raise ArchiveLoadFailed("a head without end")
        return line

    def read(self, length: int | None = None) -> bytes:
        self.since = 0
        piece: bytes = super().read(length)
        return piece


def is_damaged(record: Any) -> bool:
    """Whether a record that was read to its end has another content than its WARC-Block-Digest says.

    The digest of the payload is left out: makers of archives do not agree what it is of.
    """
    return any(problem.startswith("block digest") for problem in record.digest_checker.problems)


def _read_head(record: Any) -> tuple[int, tuple[tuple[str, str], ...]]:
    if record.rec_type == "resource":
        return 200, (("Content-Type", record.content_type or ""),)
    if not record.length:
        return 0, ()  # a revisit that keeps no headers
    parsed = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1"], verify=False).parse(record.raw_stream)
    return int(parsed.get_statuscode()), tuple(parsed.headers)


def _read_body(record: Any, headers: tuple[tuple[str, str], ...]) -> bytes:
    told = {name.lower(): value for name, value in headers}
    chunked = told.get("transfer-encoding", "").lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    body: bytes = stream.read()
    while record.raw_stream.read(_PIECE):
        pass  # what stands behind the last chunk
    if record.raw_stream.limit > 0:
        raise EOFError
    return body


def utc(date: str | None) -> str | None:
    """A WARC-Date as the database has times."""
    try:
        time = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return time.isoformat(timespec="seconds")


def as_response(answer: Answer, *, largest: int) -> Response:
    """The response that Scrapy would have made of it. Raises RecordError.

    Archives that decoded what came keep the header that says how it was encoded: a body that begins as pages and PDFs
    do is taken as it is.
    """
    plain = answer.body.lstrip()[:5].startswith((b"<", b"%PDF-"))
    headers = Headers()
    for name, value in answer.headers:
        if not (plain and name.lower() == "content-encoding"):
            headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=answer.url, body=answer.body)
    response = kind(url=answer.url, status=answer.status, headers=headers, body=answer.body)
    try:
        decoded = _decoder(largest).process_response(Request(answer.url), response)
    except IgnoreRequest as error:
        reason = f"the body of {answer.url} is larger, when unpacked, than DOWNLOAD_MAXSIZE allows"
        raise RecordError("too-large", reason) from error
    except _UNDECODABLE as error:
        reason = f"the body of {answer.url} is not encoded as its headers say ({type(error).__name__})"
        raise RecordError("broken-record", reason) from error
    assert isinstance(decoded, Response)
    return decoded


@lru_cache(maxsize=1)
def _decoder(largest: int) -> HttpCompressionMiddleware:
    """Scrapy's own, on a stand for the crawler that it asks for its settings."""
    settings: Mapping[str, Any] = {"DOWNLOAD_MAXSIZE": largest, "DOWNLOAD_WARNSIZE": 0}
    stand: Any = SimpleNamespace(stats=None, settings=Settings(settings), signals=SignalManager())
    return HttpCompressionMiddleware(crawler=stand)
