"""Answers go into WARC files as they came, and come back the same."""

from __future__ import annotations

import gzip
import resource
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Headers, HtmlResponse, Response
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler.archive.reading import Answer, RecordError, as_response, read_record
from crawler.archive.writing import Archive, Place, payload_digest
from tests.crawler.pages import URL, html

STARTED = datetime(2026, 11, 26, 3, 15, tzinfo=UTC)
NOW = "2026-11-26T03:15:10+00:00"
LARGEST = 2**20


Begin = Callable[..., Archive]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Begin]:
    begun = []

    def begin(largest: int = LARGEST) -> Archive:
        about = {"software": "uniaccord/1", "operator": "", "robots": "obey"}
        begun.append(Archive(tmp_path, "xx_test", 7, STARTED, largest=largest, about=about))
        return begun[-1]

    yield begin
    for each in begun:
        each.close()


def answer(body: bytes = b"", status: int = 200, **headers: Any) -> Response:
    told = Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return Response(URL, status=status, headers=told, body=body, protocol="HTTP/1.1")


def write(into: Archive, response: Response, known: Answer | None = None) -> Place:
    return into.write(response, NOW, payload_digest(response.body), known)


def records(path: Path) -> list[dict[str, str]]:
    with path.open("rb") as stream:
        return [dict(record.rec_headers.headers) for record in ArchiveIterator(stream)]


def is_sound(*paths: Path) -> bool:
    return Checker(Namespace(inputs=list(map(str, paths)), verbose=False)).process_all() == 0


def test_an_answer_comes_back_as_it_came(tmp_path: Path, archive: Begin) -> None:
    body = gzip.compress(html().encode())
    came = answer(
        body,
        Content_Type="text/html",
        Content_Encoding="gzip",
        Transfer_Encoding="chunked",
        Location=b"/caf\xe9",
        Link=["a", "b"],
    )
    into = archive()
    write(into, answer(b"before it"))
    place = write(into, came)
    found = read_record(tmp_path / place.file, place.offset, largest=LARGEST)
    assert (found.kind, found.url, found.status, found.fetched) == ("response", URL, 200, NOW)
    assert found.body == body
    assert [value for name, value in found.headers if name == "Link"] == ["a", "b"]
    assert dict(found.headers)["Content-Length"] == str(len(body))
    assert "Transfer-Encoding" not in dict(found.headers)
    assert b"Location: /caf\xe9\r\n" in gzip.decompress(
        (tmp_path / place.file).read_bytes()[place.offset :][: place.length]
    )


def test_scrapy_would_have_made_the_same_of_it(tmp_path: Path, archive: Begin) -> None:
    page = html().encode("utf-16")
    place = write(
        archive(),
        answer(gzip.compress(page), Content_Type="text/html; charset=utf-16", Content_Encoding="gzip"),
    )
    response = as_response(read_record(tmp_path / place.file, place.offset, largest=LARGEST), largest=LARGEST)
    assert isinstance(response, HtmlResponse)
    assert (response.url, response.body, response.text) == (URL, page, html())
    assert b"Content-Encoding" not in response.headers


def test_a_file_begins_with_who_made_it_and_how(tmp_path: Path, archive: Begin) -> None:
    place = write(archive(), answer(b"x"))
    assert place.file == "xx_test/xx_test-000007-20261126T031500Z-00001.warc.gz"
    with (tmp_path / place.file).open("rb") as stream:
        first = next(iter(ArchiveIterator(stream)))
        told = first.content_stream().read().decode()
    assert (first.rec_type, first.rec_headers.protocol) == ("warcinfo", "WARC/1.1")
    assert told == "software: uniaccord/1\r\nrobots: obey\r\n"


def test_a_body_that_is_there_already_is_referred_to(tmp_path: Path, archive: Begin) -> None:
    into = archive()
    first = write(into, answer(b"the same", Content_Type="text/html"))
    known = read_record(tmp_path / first.file, first.offset, largest=LARGEST)
    again = write(into, answer(b"the same"), known)
    into.write(answer(status=304), NOW, payload_digest(b"the same"), known)
    _, _, same, unmodified = records(tmp_path / again.file)
    assert same["WARC-Type"] == unmodified["WARC-Type"] == "revisit"
    assert same["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    assert unmodified["WARC-Profile"].endswith("/1.1/revisit/server-not-modified")
    for record in same, unmodified:
        assert record["WARC-Refers-To-Target-URI"] == URL
        assert record["WARC-Refers-To-Date"] == "2026-11-26T03:15:10Z"
        assert record["WARC-Payload-Digest"] == payload_digest(b"the same")
    assert is_sound(tmp_path / again.file)


def test_large_archives_go_on_in_another_file(tmp_path: Path, archive: Begin) -> None:
    into = archive(largest=900)
    places = [write(into, answer(str(number).encode() * 50)) for number in range(6)]
    files = sorted({place.file for place in places})
    assert 1 < len(files) < 6
    assert is_sound(*(tmp_path / file for file in files))
    for number, place in enumerate(places):
        assert read_record(tmp_path / place.file, place.offset, largest=LARGEST).body == str(number).encode() * 50


def test_no_file_is_written_to_twice(tmp_path: Path, archive: Begin) -> None:
    first, second = (write(archive(), answer(b"x")) for _ in range(2))
    assert first.file != second.file


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """What a full disk is to a writer: the first bytes are taken, the others are not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_no_torn_record_stays_behind(tmp_path: Path, archive: Begin) -> None:
    into = archive()
    first = write(into, answer(b"first"))
    path = tmp_path / first.file
    whole = path.stat().st_size
    with files_no_larger_than(whole + 100), pytest.raises(OSError, match="File too large"):
        write(into, answer(b"second"))
    assert path.stat().st_size == whole
    third = write(into, answer(b"third"))
    assert third.offset == whole
    assert is_sound(path)
    assert read_record(path, third.offset, largest=LARGEST).body == b"third"


def test_a_file_that_can_not_even_be_begun_is_not_left(tmp_path: Path, archive: Begin) -> None:
    into = archive()
    with files_no_larger_than(50), pytest.raises(OSError, match="File too large"):
        write(into, answer(b"first"))
    assert not list(tmp_path.rglob("*.warc.gz"))
    assert is_sound(tmp_path / write(into, answer(b"first")).file)


def test_the_newest_record_can_be_taken_back(tmp_path: Path, archive: Begin) -> None:
    into = archive()
    write(into, answer(b"first"))
    into.take_back(second := write(into, answer(b"second")))
    third = write(into, answer(b"third"))
    assert second.offset == third.offset
    assert len(records(tmp_path / third.file)) == 3
    assert is_sound(tmp_path / third.file)


def test_a_place_without_a_record_says_so(tmp_path: Path, archive: Begin) -> None:
    place = write(archive(), answer(b"first" * 500))
    for offset in (place.offset + 1, place.offset + place.length):
        with pytest.raises(RecordError, match="no record begins at"):
            read_record(tmp_path / place.file, offset, largest=LARGEST)
    with pytest.raises(RecordError, match="larger than"):
        read_record(tmp_path / place.file, place.offset, largest=50)
    with (tmp_path / place.file).open("r+b") as torn:
        torn.truncate(place.offset + place.length - 20)
    with pytest.raises(RecordError):
        read_record(tmp_path / place.file, place.offset, largest=LARGEST)
