"""A PDF → Article. Lines are put together to paragraphs, and what every page repeats is left out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from statistics import median
from time import process_time
from typing import Any

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from crawler.items import Article, Listed, Problem
from crawler.reading.body import Block
from crawler.reading.datelines import date_style
from crawler.reading.head import find_date, find_title
from crawler.reading.language import language_of
from crawler.reading.limits import LONGEST_TEXT
from crawler.reading.text import SHORTEST, clean, fold, join, length
from crawler.reading.trim import tags_of, trim
from crawler.reading.wrapped import Line, unwrap, without_edges
from crawler.source import Source

_HEAD = 8
"""So many paragraphs may stand above the text: kicker, title, date, authors."""
_MADE_BY_MACHINE = re.compile(
    r"^microsoft word|\.(?:docx?|pdf|indd|odt|pptx?|qxd|rtf)$|^untitled|^document\d*$|^[\w-]+$", re.IGNORECASE
)
_PYPDF_RAISES = (
    PyPdfError,
    DependencyError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What comes out of pypdf for files that are cut off, malformed or of a rare make."""
_MOST_PAGES = 300
_SECONDS = 7
"""Of processor time for the pages of a file; a usual page takes 0.03 s."""
_LIMITS = Configuration(
    stream_parsing_work_maximum_count=500_000,
    zlib_maximum_output_length=16_000_000,
    lzw_maximum_output_length=16_000_000,
    run_length_maximum_output_length=16_000_000,
    array_based_stream_maximum_output_length=16_000_000,
    xform_maximum_invocations_per_extraction=1_000,
)
"""Those that pypdf keeps on each page: 2 s of processor time at most."""
_LEAST = 20
"""Letters that a page has at least if it is no picture."""

Run = tuple[str, float, float]
"""A piece of text, its height on the page and the size of its letters in points."""


class PdfError(ValueError):
    """A PDF that can't be read; `code` is a Problem's."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def parse_pdf(body: bytes, url: str, source: Source, listed: Listed | None = None) -> Article | Problem:
    """The article of a PDF. `url` is stored as it is."""
    try:
        pages, told = _read(body)
    except PdfError as error:
        return Problem(error.code, str(error), url, source.id)
    lines = without_edges([_lines(runs, number) for number, runs in enumerate(pages)])
    language = language_of(" ".join(line.text for line in lines), (told.get("language"), source.language))
    style = date_style(source, (language,))
    blocks = [block for each in unwrap(lines) if (block := _fixed(each, source))]
    first = next((at for at, block in enumerate(blocks) if block.is_prose), len(blocks))
    head = blocks[: min(first, _HEAD)]
    title = _told_title(told.get("title"), blocks) or _largest(head, lines) or find_title(head, blocks[first:], style)
    kept = trim(blocks, title, style)
    text = join(block.text for block in kept)
    if length(text) < SHORTEST:
        return Problem("too-short", f"the PDF has {length(text)} characters of text", url, source.id)
    dated = find_date(blocks, head, title, style)
    if dated is None and listed and listed.published:
        dated = (listed.published, "listing")
    published, basis = dated or (None, None)
    return Article(
        url=url,
        source=source.id,
        title=title or (listed.title if listed else None),
        body=text,
        kinds=tuple(block.kind for block in kept),
        language=language,
        published=published,
        published_basis=basis,
        author=told.get("author"),
        tags=tags_of(blocks),
    )


def _told_title(told: str | None, blocks: list[Block]) -> str | None:
    """The title that the file names, if it is one that its text begins with."""
    if not told or _MADE_BY_MACHINE.search(told):
        return None
    return told if any(fold(told) in fold(block.text) for block in blocks[: _HEAD * 2]) else None


def _largest(head: list[Block], lines: list[Line]) -> str | None:
    """The paragraph above the text in the largest letters, if these are larger than most."""
    usual = median(line.size for line in lines) if lines else 0
    largest = max(lines[:30], key=lambda line: line.size, default=None)
    if largest is None or largest.size <= usual * 1.1:
        return None
    return next((block.text for block in head if fold(largest.text) in fold(block.text)), None)


def _fixed(block: Block, source: Source) -> Block | None:
    text = block.text
    for wrong, right in source.fixes.items():
        text = text.replace(wrong, right)
    text = clean(text)
    return Block(text, block.kind, level=block.level) if fold(text) else None


def _read(body: bytes) -> tuple[list[list[Run]], dict[str, str]]:
    """The runs of text of each page; title, author and language as the file names them.

    Raises PdfError (`broken-pdf`, `encrypted-pdf`, `no-text`, `too-large`).
    """
    try:
        with apply_configuration(_LIMITS):
            reader = PdfReader(BytesIO(body))
            if reader.is_encrypted and not reader.decrypt(""):
                raise PdfError("encrypted-pdf", "the PDF is encrypted: save it without its password")
            pages = _pages(reader)
            told = {"language": reader.root_object.get("/Lang"), **_information(reader)}
    except PdfError:
        raise
    except LimitReachedError as error:
        raise PdfError("too-large", f"the PDF needs more than anyone gives it: {error}") from error
    except _PYPDF_RAISES as error:
        reason = str(error) or type(error).__name__
        raise PdfError("broken-pdf", f"the PDF can't be read: {reason}") from error
    letters = sum(len(fold(text)) for runs in pages for text, _, _ in runs)
    if letters < _LEAST * max(1, len(pages)):
        raise PdfError("no-text", f"no text on {len(pages)} page(s): probably a scan, which needs OCR")
    return pages, {name: clean(value) for name, value in told.items() if isinstance(value, str) and fold(value)}


def _pages(reader: PdfReader) -> list[list[Run]]:
    if len(reader.pages) > _MOST_PAGES:
        raise PdfError("too-large", f"the PDF has {len(reader.pages):,} pages; up to {_MOST_PAGES} are read")
    pages: list[list[Run]] = []
    letters, began = 0, process_time()
    for page in reader.pages:
        pages.append(_runs(page))
        letters += sum(len(text) for text, _, _ in pages[-1])
        if letters > LONGEST_TEXT:
            raise PdfError("too-large", f"the PDF has more than {LONGEST_TEXT:,} characters of text")
        if process_time() - began > _SECONDS:
            raise PdfError("too-large", f"the PDF takes more than {_SECONDS} s to read")
    return pages


def _information(reader: PdfReader) -> dict[str, Any]:
    information: Mapping[str, Any] = reader.metadata or {}
    return {"title": information.get("/Title"), "author": information.get("/Author")}


def _runs(page: Any) -> list[Run]:
    runs: list[Run] = []

    def visit(text: str, current: list[float], matrix: list[float], font: object, size: float) -> None:
        scale = abs(matrix[3] * current[3]) or 1.0
        runs.append((text, matrix[5] * current[3] + current[5], size * scale))

    page.extract_text(visitor_text=visit)
    return runs


def _lines(runs: list[Run], number: int) -> list[Line]:
    """The lines of a page in the order of the file, with the gap above each in points."""
    joined: list[Run] = []
    for text, height, size in runs:
        for at, piece in enumerate(text.split("\n")):
            if at == 0 and joined and abs(joined[-1][1] - height) < 2:
                joined[-1] = (joined[-1][0] + piece, height, max(joined[-1][2], size))
            elif piece.strip():
                joined.append((piece, height, size))
    lines: list[Line] = []
    above: float | None = None
    for text, height, size in joined:
        shown = clean(text)
        if fold(shown):
            lines.append(Line(shown, 0.0 if above is None else max(0.0, above - height), round(size, 1), number))
            above = height
    return lines
