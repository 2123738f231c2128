"""A path → Articles and Problems, by what kind of file it is. One bad file never stops the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from crawler.documents.origin import Declared, file_address, source_of
from crawler.documents.pages import read_html, read_mhtml
from crawler.documents.plain import parse_text
from crawler.documents.records import read_json_lines
from crawler.documents.warc import read_warc
from crawler.items import Article, PassedOver, Problem
from crawler.reading.page import decode, is_pdf
from crawler.reading.pdf import parse_pdf
from crawler.settings import DOWNLOAD_MAXSIZE
from crawler.source import Source

KINDS: Mapping[str, str] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "mhtml", ".mht": "mhtml", ".pdf": "pdf",
    ".txt": "text", ".text": "text", ".md": "text", ".jsonl": "records", ".ndjson": "records", ".warc": "warc",
    ".warc.gz": "warc",
}  # fmt: skip
"""Ends of file names, in lower case."""
LARGEST = 64 * 2**20
"""Bytes of a file that holds one document."""


def read_file(
    path: Path,
    *,
    source: str = "import",
    declared: Mapping[str, Source] | None = None,
    declared_only: bool = False,
    largest: int = DOWNLOAD_MAXSIZE,
) -> Iterator[Article | Problem | PassedOver]:
    """The articles of a file, and a Problem for each that could not be read.

    `source` is the id for documents of no declared source; of `declared`, each article gets that on whose hosts
    its address lies. Of web archives: `declared_only` leaves out what lies on no such host, `largest` is the size in
    bytes above which a record is not read.
    """
    kind = next((kind for end, kind in KINDS.items() if path.name.lower().endswith(end)), None)
    known = declared or {}
    try:
        size = path.stat().st_size
        if size == 0:
            yield Problem("empty-file", f"{path.name}: the file is empty", source=source)
            return
        if kind == "records":
            yield from read_json_lines(path, source, known)
            return
        if kind == "warc":
            yield from read_warc(path, source, known, declared_only=declared_only, largest=largest)
            return
        if size > LARGEST:
            detail = f"{path.name}: the file has {size:,} bytes; a document may have {LARGEST:,}"
            yield Problem("too-large", detail, source=source)
            return
        body = path.read_bytes()
    except OSError as error:
        yield Problem("unreadable", f"{path.name}: {error.strerror or error}", source=source)
        return
    found = _read(body, "pdf" if is_pdf(body) else kind, path.name, source, known)
    if isinstance(found, Problem):
        found = replace(found, detail=f"{path.name}: {found.detail.removeprefix(f'{path.name}: ')}")
    yield found


def _read(body: bytes, kind: str | None, name: str, source: str, declared: Declared) -> Article | Problem:
    match kind:
        case "html":
            return read_html(body, name, source, declared)
        case "mhtml":
            return read_mhtml(body, name, source, declared)
        case "pdf":
            return parse_pdf(body, file_address(name, body), source_of(None, declared, source))
        case "text":
            return parse_text(decode(body), file_address(name, body), source_of(None, declared, source))
        case _:
            kinds = ", ".join(KINDS)
            return Problem("unknown-format", f"this kind of file is not read; these are: {kinds}", source=source)
