"""What the archive has is given as it came, and only what is what it should be."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from datasette.utils.asgi import Request, Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from db.site.archived import Archived, accepted, answer, charset, first_whole

PAGE = b"<p onclick=alert(1)>Signed</p>"


def digest(body: bytes) -> str:
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


def written(folder: Path, body: bytes, *headers: tuple[str, str], kind: str = "response") -> dict[str, Any]:
    """A record in a file of its own, and its row of `responses`."""
    name = f"record-{len(list(folder.iterdir()))}.warc.gz"
    with (folder / name).open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        head = StatusAndHeaders("200 OK", list(headers), protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record("http://a.example/", kind, payload=BytesIO(body), length=len(body), http_headers=head)
            if kind == "response"
            else writer.create_revisit_record("http://a.example/", digest(body), "http://a.example/", "2026-01-01T00:00:00Z", http_headers=head)
        )  # fmt: skip
    return {"file": name, "offset": 0, "digest": digest(body)}


def asked(encodings: str = "", query: str = "") -> Request:
    scope = {"type": "http", "headers": [(b"accept-encoding", encodings.encode())], "query_string": query.encode()}
    return Request(scope, None)


def given(archived: Archived, media_type: str | None, request: Request) -> Response:
    return answer(archived, media_type, "id-1", request)


def test_a_page_comes_back_as_it_came(tmp_path: Path) -> None:
    row = written(tmp_path, PAGE, ("Content-Type", "text/html; charset=Windows-1251"))
    assert first_whole(tmp_path, [row]) == Archived(PAGE, "", "cp1251")


def test_what_is_packed_stays_packed(tmp_path: Path) -> None:
    row = written(tmp_path, b"\x8b\x0d\x80", ("Content-Encoding", "br"))
    assert first_whole(tmp_path, [row]) == Archived(b"\x8b\x0d\x80", "br", None)


def test_a_record_that_refers_to_another_one_is_passed_over(tmp_path: Path) -> None:
    again = written(tmp_path, PAGE, kind="revisit")
    assert first_whole(tmp_path, [again]) is None
    first = written(tmp_path, PAGE)
    assert first_whole(tmp_path, [again, first]) == Archived(PAGE, "", None)


def test_a_record_of_another_body_is_not_given(tmp_path: Path) -> None:
    row = written(tmp_path, PAGE)
    assert first_whole(tmp_path, [row | {"digest": digest(b"other")}]) is None
    (tmp_path / row["file"]).write_bytes((tmp_path / row["file"]).read_bytes()[:-30])
    assert first_whole(tmp_path, [row]) is None


@pytest.mark.parametrize("file", ["../outside.warc.gz", "missing.warc.gz"])
def test_nothing_outside_of_the_archive_is_read(tmp_path: Path, file: str) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    row = written(tmp_path, PAGE)
    (tmp_path / row["file"]).rename(tmp_path / "outside.warc.gz")
    assert first_whole(archive, [row | {"file": file}]) is None
    assert first_whole(archive, [row | {"file": str(tmp_path / "outside.warc.gz")}]) is None


def test_a_page_is_shown_as_text_and_never_runs() -> None:
    shown = given(Archived(PAGE, "", "cp1251"), "text/html", asked())
    assert shown.content_type == "text/plain; charset=cp1251"
    assert shown.headers["content-security-policy"].startswith("sandbox")


@pytest.mark.parametrize("media_type", ["application/pdf", "image/svg+xml", "application/xml", None, ""])
def test_anything_else_is_only_to_be_saved(media_type: str | None) -> None:
    saved = given(Archived(b"x", "", None), media_type, asked())
    assert saved.content_type == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith('attachment; filename="id-1.')


def test_a_browser_unpacks_what_it_can() -> None:
    packed = Archived(b"x", "br", None)
    assert given(packed, "text/html", asked("gzip, br")).headers["content-encoding"] == "br"
    saved = given(packed, "text/html", asked("gzip, br;q=0"))
    assert saved.headers["content-disposition"] == 'attachment; filename="id-1.html.br"'
    assert "content-encoding" not in saved.headers


def test_only_encodings_of_pages_are_named() -> None:
    assert accepted("gzip, evil\r\n, deflate;q=0.5") == {"gzip", "deflate"}
    assert charset('<meta charset="UTF-8">') == "utf-8"
    assert charset("charset=nonsense") is None
    assert charset("") is None
