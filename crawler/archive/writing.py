"""The answers of one run into WARC/1.1 files, as they came: still compressed, and each whole on the disk before the next."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any

from scrapy.http import Response
from scrapy.utils.response import response_status_message
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from crawler.archive.reading import Answer

NOT_MODIFIED = 304
_NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_UNDONE = (b"transfer-encoding", b"content-length")
"""Headers that are no longer true of a body whose chunks are put together."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies."""

    file: str
    """Relative to the folder of the archive."""
    offset: int
    length: int
    """In bytes of the file."""


def payload_digest(body: bytes) -> str:
    """As in WARC-Payload-Digest: `sha1:` and 32 characters of Base32."""
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


class Archive:
    """The files of one run of one source. They are made by the first record, and no other run writes to them."""

    def __init__(
        self, folder: Path, source: str, run: int, started: datetime, *, largest: int, about: Mapping[str, str]
    ) -> None:
        """`largest`: bytes after which the next file is begun; `about`: the fields of each file's warcinfo record."""
        self.folder = folder
        self.source = source
        self.stem = f"{source}-{run:06}-{started:%Y%m%dT%H%M%SZ}"
        self.largest = largest
        self.about = about
        self.number = 0
        self._file: FileIO | None = None

    def write(self, response: Response, fetched: str, digest: str, known: Answer | None = None) -> Place:
        """Puts an answer into the file. `known` is an earlier answer with the same body, or, for one of status 304,
        that which the server says still holds: it is referred to instead of kept once more.

        `fetched` is ISO 8601 in UTC. Raises OSError; then the file ends with the record before.
        """
        writer, buffer = _writer()
        told: dict[str, Any] = {"warc_headers_dict": {"WARC-Date": warc_date(fetched)}, "http_headers": _head(response)}
        if known:
            record = writer.create_revisit_record(
                response.url, digest, known.url, warc_date(known.fetched or fetched), **told
            )
            if response.status == NOT_MODIFIED:
                record.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED_PROFILE)
        else:
            told["warc_headers_dict"]["WARC-Payload-Digest"] = digest
            body = response.body
            record = writer.create_warc_record(
                response.url, "response", payload=BytesIO(body), length=len(body), **told
            )
        writer.write_record(record)
        if self._file is None or self._file.tell() >= self.largest:
            self._begin(fetched)
        return self._append(buffer.getvalue())

    def take_back(self, place: Place) -> None:
        """Cuts the newest record off again, for what could not be entered anywhere. Raises OSError."""
        assert self._file is not None
        self._cut(self._file, place.offset)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self, now: str) -> None:
        """The next file, and its first record."""
        self.close()
        folder = self.folder / self.source
        folder.mkdir(parents=True, exist_ok=True)
        while self._file is None:
            self.number += 1
            path = folder / f"{self.stem}-{self.number:05}.warc.gz"
            try:
                # Without a buffer: what could not be written must not wait there for the next try.
                self._file = FileIO(path, "x")
            except FileExistsError:
                continue  # another database with the same archive
        writer, buffer = _writer()
        record = writer.create_warcinfo_record(path.name, self.about)
        record.rec_headers.replace_header("WARC-Date", warc_date(now))
        writer.write_record(record)
        try:
            self._append(buffer.getvalue())
        except OSError:
            self.close()
            path.unlink()
            raise

    def _append(self, data: bytes) -> Place:
        file = self._file
        assert file is not None
        begin = file.tell()
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            self._cut(file, begin)
            raise
        return Place(f"{self.source}/{Path(os.fsdecode(file.name)).name}", begin, len(data))

    @staticmethod
    def _cut(file: FileIO, size: int) -> None:
        file.truncate(size)
        file.seek(size)


class _AsItCame(StatusAndHeaders):  # type: ignore[misc]
    """Headers whose bytes beyond ASCII stay what they were; warcio would quote them."""

    def to_ascii_bytes(self, filter_func: Any = None) -> bytes:
        data: bytes = self.to_bytes(filter_func, "latin-1")
        return data


def _head(response: Response) -> StatusAndHeaders:
    """The header block: names as Scrapy writes them, without what describes the chunks that are put together."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
        if name.lower() not in _UNDONE
    ]
    if response.status != NOT_MODIFIED:
        headers.append(("Content-Length", str(len(response.body))))
    return _AsItCame(response_status_message(response.status), headers, protocol=response.protocol or "HTTP/1.1")


def _writer() -> tuple[WARCWriter, BytesIO]:
    buffer = BytesIO()
    return WARCWriter(buffer, gzip=True, warc_version="1.1"), buffer


def warc_date(time: str) -> str:
    """`2026-01-31T03:00:00+00:00` as WARC has it."""
    return time.replace("+00:00", "Z")
