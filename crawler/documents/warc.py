"""Web archives (WARC) → Articles: our own, and those of Common Crawl, Heritrix, wget, Browsertrix."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed

from crawler.archive.reading import BROKEN, KINDS, RecordError, as_response, is_damaged, open_archive, read_answer
from crawler.documents.origin import Declared, article_source, by_host, source_of, sources_at, web_address
from crawler.items import Article, PassedOver, Problem
from crawler.parse import parse_article
from crawler.source import Source
from crawler.spider import is_page

OK = 200


def read_warc(
    path: Path, source: str, declared: Declared, *, declared_only: bool, largest: int
) -> Iterator[Article | Problem | PassedOver]:
    """The articles of the pages and PDFs in a web archive that were answered with status 200.

    Of the hosts of declared sources only what these call articles; of other hosts every page, or none with
    `declared_only`. What is broken is a Problem, and the reading goes on behind it. `largest`: bytes of a record above
    which it is not read.
    """
    hosts, found = by_host(declared), False
    for record in _records(path):
        if isinstance(record, RecordError):
            found = True
            yield Problem(record.code, f"{path.name}: {record}", source=source)
            continue
        url = web_address(record.rec_headers.get_header("WARC-Target-URI"))
        if record.rec_type not in KINDS or not url:
            continue
        found = True
        there = sources_at(url, hosts)
        origin = article_source(url, there) if there else source_of(None, declared, source)
        if not there and declared_only:
            yield PassedOver("of undeclared hosts")
        elif origin is None:
            yield PassedOver("not articles")
        elif record.rec_type == "revisit":
            yield PassedOver("seen before")
        else:
            yield _read(record, url, origin, path.name, largest)
    if not found:
        yield Problem("no-page", f"{path.name}: there is no page in it", source=source)


def _read(record: Any, url: str, origin: Source, name: str, largest: int) -> Article | Problem | PassedOver:
    try:
        with redirect_stderr(StringIO()):  # on which warcio remarks
            answer = read_answer(record, largest=largest)
        if answer.status != OK:
            return PassedOver("without status 200")
        response = as_response(answer, largest=largest)
    except RecordError as error:
        return Problem(error.code, f"{name}: {error}", url, origin.id)
    if not is_page(response):
        return PassedOver("neither HTML nor PDF")
    result = parse_article(response, origin)
    return replace(result, fetched=answer.fetched) if isinstance(result, Article) else result


def _records(path: Path) -> Iterator[Any]:
    """The records of an archive, and a RecordError where it can't be read; then what comes after."""
    with path.open("rb") as stream:
        start: int | None = 0
        while start is not None:
            stream.seek(start)
            archive = open_archive(stream)
            reached, start = start, None
            try:
                while (record := _quietly(archive.__next__, StopIteration)) is not None:
                    yield record
                    _quietly(archive.read_to_end)
                    reached = max(reached, archive.member_info[0])
                    if getattr(record.raw_stream, "limit", 0) > 0 or is_damaged(record):
                        # What follows may have been taken for a part of the record.
                        start = _next_record(stream, reached + 1)
                        break
            except BROKEN as error:
                # warcio loses count within a packed record whose length is wrong.
                reached = max(reached, archive.offset)
                yield RecordError("broken-warc", _what_is_wrong(error, reached))
                start = _next_record(stream, reached + 1)


def _quietly(step: Callable[[], Any], end: type[Exception] | tuple[()] = ()) -> Any:
    """What a step of warcio's gives, without its remarks; null at the end."""
    with redirect_stderr(StringIO()):
        try:
            return step()
        except end:
            return None


def _what_is_wrong(error: BaseException, at: int) -> str:
    if isinstance(error, ArchiveLoadFailed) and "non-chunked gzip" in str(error):
        return "it is compressed as a whole, not record by record: unpack it first (gzip -d)"
    return f"it is malformed at byte {at} ({type(error).__name__}); what can be read is kept"


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """Where the next record begins after a broken one, as far as its first bytes tell."""
    with mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        packed = data[:2] == b"\x1f\x8b"
        begins = re.compile(rb"\x1f\x8b\x08" if packed else rb"WARC/1\.\d\r\n")
        while found := begins.search(data, start):
            start = found.start()
            if not packed or _unpacks_to_record(data[start : start + 512]):
                return start
            start += 1
    return None


def _unpacks_to_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(data, 7) == b"WARC/1."
    except zlib.error:
        return False
