"""Documents and extractions as JSON lines, one object a line in UTF-8."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, asdict, fields
from typing import Any, TextIO

from extract.records import Document, Extraction

_HALF_PAIR = re.compile("[\ud800-\udfff]")


class JsonLinesError(ValueError):
    """A line that is no document; the message names the file, the line and the key."""


def read_documents(lines: Iterable[str], name: str) -> Iterator[Document]:
    """Documents of a file; blank lines are passed over. Raises JsonLinesError at the first line that has bad
    JSON, an unknown, missing or mistyped key, or an id that was there before. `name` is that of the file."""
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            document = _document(line, f"{name}, line {number}")
            if document.id in seen:
                raise JsonLinesError(
                    f"{name}, line {number}: id {document.id!r} was already in line {seen[document.id]}: ids must differ"
                )
            seen[document.id] = number
            yield document


def _document(line: str, place: str) -> Document:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise JsonLinesError(f"{place}: not valid JSON: {error}") from None
    if not isinstance(data, dict):
        raise JsonLinesError(f"{place}: a document is a JSON object, not {_kind(data)}")
    known = {field.name: field for field in fields(Document)}
    for key, value in data.items():
        if key not in known:
            raise JsonLinesError(f"{place}: {key}: unknown key; known are {', '.join(known)}")
        required = known[key].default is MISSING
        if key == "source_aliases":
            if not isinstance(value, list) or not all(isinstance(alias, str) for alias in value):
                raise JsonLinesError(f"{place}: {key}: expected an array of strings")
        elif not isinstance(value, str) and (required or value is not None):
            expected = "a string" if required else "a string or null"
            raise JsonLinesError(f"{place}: {key}: expected {expected}, not {_kind(value)}")
        if isinstance(value, str) and _HALF_PAIR.search(value):
            raise JsonLinesError(f"{place}: {key}: holds half of a surrogate pair, which is no character")
    for key, field in known.items():
        if field.default is MISSING and key not in data:
            raise JsonLinesError(f"{place}: {key}: missing")
    if "source_aliases" in data:
        data["source_aliases"] = tuple(data["source_aliases"])
    return Document(**data)


def _kind(value: Any) -> str:
    """The JSON name of a value's type."""
    names = {
        dict: "an object",
        list: "an array",
        str: "a string",
        bool: "a boolean",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")


def write_extractions(extractions: Iterable[Extraction], file: TextIO) -> int:
    """Writes a line for each and tells how many."""
    number = 0
    for extraction in extractions:
        file.write(json.dumps(asdict(extraction), ensure_ascii=False) + "\n")
        number += 1
    return number
