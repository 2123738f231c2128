"""JSON lines → Articles: one document a line, with the keys that `uniaccord extract` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.documents.origin import Declared, file_address, source_of, web_address
from crawler.items import Article, Problem
from crawler.reading.dates import read_date
from crawler.reading.language import language_of
from crawler.reading.limits import LARGEST, LONGEST_TEXT
from crawler.reading.text import clean, join

_KEYS = ("text", "title", "published", "language", "url", "source")


def read_json_lines(path: Path, source: str, declared: Declared) -> Iterator[Article | Problem]:
    """The documents of a file. `text` is required; a line that is no document is a Problem with its number.

    `source` in a line is the id of a declared source or the name of its organisation.
    """
    with path.open(encoding="utf-8", errors="replace") as file:
        number, is_rest = 1, False
        while line := file.readline(LARGEST):
            is_whole = line.endswith("\n") or len(line) < LARGEST
            if not is_whole and not is_rest:
                yield Problem(
                    "too-large", f"{path.name} line {number}: longer than {LARGEST:,} characters", source=source
                )
            elif line.strip() and not is_rest:
                yield from _read_line(line, f"{path.name} line {number}", path.name, source, declared)
            number, is_rest = number + is_whole, not is_whole


def _read_line(line: str, place: str, name: str, source: str, declared: Declared) -> Iterator[Article | Problem]:
    try:
        record = json.loads(line)
    except RecursionError:
        yield Problem("bad-line", f"{place}: not JSON that anyone can read: it is nested too deep", source=source)
        return
    except ValueError as error:
        yield Problem("bad-line", f"{place}: not JSON: {error}", source=source)
        return
    if reason := _what_is_wrong(record):
        yield Problem("bad-line", f"{place}: {reason}", source=source)
        return
    text: str = record["text"]
    if len(text) > LONGEST_TEXT:
        yield Problem("too-large", f"{place}: `text` has {len(text):,} characters", source=source)
        return
    paragraphs = [shown for paragraph in text.split("\n\n") if (shown := clean(paragraph))]
    if not paragraphs:
        yield Problem("no-body", f"{place}: `text` is empty", source=source)
        return
    url = web_address(record.get("url")) or file_address(name, text.encode("utf-8", "replace"))
    origin = _named(record.get("source"), declared) or source_of(url, declared, source).id
    published = _iso(record.get("published"))
    body = join(paragraphs)
    yield Article(
        url=url,
        source=origin,
        title=clean(record.get("title") or "") or None,
        body=body,
        kinds=("paragraph",) * len(paragraphs),
        language=language_of(body, (record.get("language"),)),
        published=published,
        published_basis="file" if published else None,
    )


def _what_is_wrong(record: Any) -> str | None:
    if not isinstance(record, dict):
        return "not an object"
    if "text" not in record:
        return "`text` is missing"
    for key in _KEYS:
        if not isinstance(record.get(key), str) and (key == "text" or record.get(key) is not None):
            return f"`{key}` is not a string"
    if record.get("published") and not _iso(record["published"]):
        return f"`published` is not an ISO date: {record['published']!r}"
    if record.get("url") and not web_address(record["url"]):
        return f"`url` is not an absolute http(s) address: {record['url']!r}"
    return None


def _iso(text: str | None) -> str | None:
    return read_date(text, languages=("en",), date_order="YMD") if text else None


def _named(name: str | None, declared: Declared) -> str | None:
    """The id of the declared source that a line calls by its id or by a name of its organisation."""
    for source in declared.values():
        organisation = source.organisation
        if name and name in (source.id, source.name, organisation.name, *organisation.aliases):
            return source.id
    return None
