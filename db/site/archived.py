"""`/article/ID/archived`: what the server sent when a version was fetched, as the archive has it.

It comes out of the web and must not run here: it is shown as plain text, or else saved, and is still packed as it came,
so that nothing is unpacked on this side. docs/archive.md tells what lies in the archive and where.
"""

from __future__ import annotations

import asyncio
import codecs
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.utils import Digester

from db.archive import NOT_MODIFIED
from db.site import reading
from db.site.asking import Row, ask, database

LARGEST = 64 * 2**20
"""Bytes above which a body is left where it is."""
BROKEN = (ArchiveLoadFailed, EOFError, ValueError, AttributeError, AssertionError, StopIteration, OSError, zlib.error)
"""What warcio raises for what is no record; files that are not there."""
ENDINGS = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "txt"}
ENCODINGS = {"gzip", "deflate", "br", "zstd"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)

RESPONSE = "select * from responses where id = :id"
SAME_BODY = """
select file, "offset", digest from responses where url = :url and digest = :digest and status <> :not_modified
order by id limit 20
"""


@dataclass(frozen=True, slots=True)
class Archived:
    body: bytes
    """As it came, packed or not."""
    encoding: str
    """How it is packed; empty: not at all."""
    charset: str | None


async def show(datasette: Datasette, request: Request) -> Response:
    """Raises NotFound, with a line that says what is missing."""
    id = unquote(request.url_vars["id"])
    version = await reading.version(datasette, id, request.args.get("version"))
    found = await ask(datasette, RESPONSE, id=version["response_id"])
    if not found:
        raise NotFound(
            "The answer of the server is not archived: this version was imported, or is older than the archive."
        )
    response = found[0]
    # A record may refer to an earlier one that has the same body.
    same = await ask(datasette, SAME_BODY, url=response["url"], digest=response["digest"], not_modified=NOT_MODIFIED)
    archived = await asyncio.to_thread(first_whole, folder(datasette), [response, *same])
    if archived is None:
        raise NotFound(
            f"The archive does not have it: {response['file']} is missing, or damaged at {response['offset']}."
        )
    name = f"{re.sub(r'[^0-9A-Za-z-]', '', id)[:40] or 'article'}-{version['number']}"
    return answer(archived, response["media_type"], name, request)


def answer(archived: Archived, media_type: str | None, name: str, request: Request) -> Response:
    headers = {"content-security-policy": "sandbox; default-src 'none'", "vary": "accept-encoding"}
    ending = ENDINGS.get(media_type or "", "bin")
    as_text = (media_type or "").startswith("text/") or ending == "html"
    if archived.encoding in accepted(request.headers.get("accept-encoding", "")):
        headers["content-encoding"] = archived.encoding
    elif archived.encoding:
        as_text, ending = False, f"{ending}.{re.sub(r'[^a-z]', '', archived.encoding)[:10] or 'packed'}"
    if as_text and not request.args.get("download"):
        kind = f"text/plain; charset={archived.charset or 'utf-8'}"
    else:
        kind = "application/octet-stream"
        headers["content-disposition"] = f'attachment; filename="{name}.{ending}"'
    return Response(archived.body, headers=headers, content_type=kind)


def accepted(told: str) -> set[str]:
    """The encodings that a browser unpacks by itself, of those that pages come in."""
    return ENCODINGS & {
        part.partition(";")[0].strip().lower() for part in told.split(",") if not re.search(r"q=0(\.0*)?\s*$", part)
    }


def folder(datasette: Datasette) -> Path:
    """Where the archive lies: as `uniaccord serve` was told, or else beside the database."""
    told = datasette.plugin_config("uniaccord") or {}
    path = Path(str(database(datasette).path))
    return Path(told["archive"]) if "archive" in told else path.with_name(f"{path.stem}-archive")


def first_whole(archive: Path, rows: Sequence[Row]) -> Archived | None:
    """What the first of these rows of `responses` has whose record has the body that it should; None if none has."""
    for row in rows:
        place = PurePosixPath(row["file"])
        if place.is_absolute() or ".." in place.parts:
            continue
        try:
            found = read(archive / place, row["offset"], row["digest"])
        except BROKEN:
            continue
        if found:
            return found
    return None


def read(path: Path, offset: int, digest: str) -> Archived | None:
    """The body of the record that begins there, if it is the one with this digest. Raises BROKEN."""
    with path.open("rb") as stream:
        stream.seek(offset)
        record = next(iter(ArchiveIterator(stream)))
        if record.rec_type != "response" or record.http_headers is None:
            return None
        body = record.raw_stream.read(LARGEST + 1)
        digester = Digester("sha1")
        digester.update(body)
        if len(body) > LARGEST or str(digester) != digest:
            return None
        plain = body.lstrip()[:5].startswith((b"<", b"%PDF-"))  # unpacked on the way, whatever the header says
        encoding = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
        encoding = "" if plain or encoding == "identity" else encoding
        kind = record.http_headers.get_header("Content-Type") or ""
        beginning = "" if encoding else body[:2048].decode("latin-1")
        return Archived(body, encoding, charset(kind) or charset(beginning))


def charset(text: str) -> str | None:
    """The first character encoding that is named, if there is such a one."""
    named = _CHARSET.search(text)
    try:
        return codecs.lookup(named[1]).name if named else None
    except LookupError:
        return None
