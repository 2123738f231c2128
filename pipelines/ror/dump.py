"""A dump of the Research Organization Registry as it is released: schema v2, a JSON file or the zip that holds one.

The schema is described at https://ror.readme.io/docs/ror-data-structure; only what is used here is checked.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from extract.countries.names import country_name

CHUNK = 1 << 20
"""Characters read at a time: a dump of 140,000 records has some 350 million."""
LONGEST = 8 << 20
"""Characters that no record has; where this many make no JSON, the file is broken."""
_SEPARATOR = re.compile(r"\s*,?\s*")


class DumpError(Exception):
    """The file is no ROR dump that can be used; the message says why, in one line."""


def _country(code: str) -> str:
    try:
        country_name(code)
    except KeyError:
        raise ValueError(f"{code!r} is no country") from None
    return code


class _Name(BaseModel):
    value: str
    types: list[Literal["ror_display", "label", "alias", "acronym"]]


class _Place(BaseModel):
    country_code: Annotated[str, AfterValidator(_country)] | None = None
    country_name: str | None = None


class _Location(BaseModel):
    geonames_details: _Place


class _Relationship(BaseModel):
    id: str
    type: str


class _ExternalId(BaseModel):
    type: str
    all: list[str]
    preferred: str | None = None


class Record(BaseModel):
    """One organisation of the registry."""

    id: str = Field(pattern=r"^https://ror\.org/0[a-z0-9]{8}$")
    status: Literal["active", "inactive", "withdrawn"]
    types: list[str]
    names: list[_Name] = Field(min_length=1)
    locations: list[_Location] = []
    relationships: list[_Relationship] = []
    external_ids: list[_ExternalId] = []

    @property
    def name(self) -> str:
        """The name under which the registry shows it."""
        return next((n.value for n in self.names if "ror_display" in n.types), self.names[0].value)

    @property
    def countries(self) -> dict[str, str | None]:
        """ISO 3166-1 alpha-2 codes of where it sits, with the registry's names of them; nearly always one."""
        places = (location.geonames_details for location in self.locations)
        return {place.country_code: place.country_name for place in places if place.country_code}

    @property
    def successors(self) -> list[str]:
        return [r.id for r in self.relationships if r.type == "successor"]

    @property
    def wikidata(self) -> str | None:
        """The item, if the registry prefers one or knows one only."""
        for known in self.external_ids:
            if known.type == "wikidata":
                return known.preferred or (known.all[0] if len(known.all) == 1 else None)
        return None


def read_dump(path: Path) -> Iterator[Record]:
    """The records of a dump in its order, with little more than one of them in memory.

    Raises DumpError: missing, neither JSON nor a zip with one JSON file, of schema v1, cut off, or not of the schema.
    """
    try:
        with _open(path) as file:
            for number, member in enumerate(_members(file), 1):
                yield _record(member, number)
    except DumpError as error:
        raise DumpError(f"{path}: {error}") from None
    except OSError as error:
        raise DumpError(f"{path}: {error.strerror or error}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise DumpError(f"{path}: a damaged zip file ({error})") from None
    except UnicodeDecodeError:
        raise DumpError(f"{path}: not a text in UTF-8") from None


@contextmanager
def _open(path: Path) -> Iterator[IO[str]]:
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        member = _json_of(archive)
        if member.flag_bits & 1:
            raise DumpError("a zip file with a password; unpack it and give the JSON file")
        with archive.open(member) as packed:
            yield TextIOWrapper(packed, encoding="utf-8-sig")


def _json_of(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The releases of 2024 and 2025 hold a JSON file of schema v1 beside that of v2, which is then marked."""
    found = [m for m in archive.infolist() if m.filename.endswith(".json") and "__MACOSX" not in m.filename]
    found = [m for m in found if "schema_v2" in m.filename] or found
    if len(found) != 1:
        what = "no JSON file" if not found else f"{len(found)} JSON files; unpack it and give one of them"
        raise DumpError(f"a zip file with {what}")
    return found[0]


def _members(file: IO[str]) -> Iterator[Any]:
    """The members of a JSON array of objects, one after another."""
    decode = json.JSONDecoder().raw_decode
    text = file.read(CHUNK).lstrip()
    if not text.startswith("["):
        raise DumpError("not a JSON array of records")
    at, number, ended = 1, 0, False
    while True:
        separator = _SEPARATOR.match(text, at)
        assert separator is not None
        at = separator.end()
        if text.startswith("]", at):
            return
        try:
            member, at = decode(text, at)
        except json.JSONDecodeError as error:
            # More often than not it only goes on in the next chunk.
            if ended or len(text) - at > LONGEST:
                raise DumpError(f"record {number + 1}: not JSON, or cut off ({error.msg})") from None
            more = file.read(CHUNK)
            text, at, ended = text[at:] + more, 0, not more
            continue
        number += 1
        yield member


def _record(member: Any, number: int) -> Record:
    if isinstance(member, dict) and "name" in member and "names" not in member:
        raise DumpError("records of ROR's schema v1; take the file of schema v2 (its name ends in _schema_v2.json)")
    try:
        return Record.model_validate(member)
    except ValidationError as error:
        first = error.errors()[0]
        raise DumpError(f"record {number}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
