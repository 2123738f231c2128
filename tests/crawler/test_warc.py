"""Web archives of many makers become Articles, and what is wrong in them stops nothing."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import brotli
import pytest
from scrapy.utils._compression import zstd
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.documents import read_file
from crawler.items import Article, PassedOver, Problem
from crawler.source import Source
from tests.crawler.pages import FIRST, SECOND, THIRD, TITLE, URL, a_source, html
from tests.crawler.test_documents import pdf

BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
DECLARED = {"xx_northfield": a_source(article={"body": ("article",)})}
HOME = "https://www.northfield.example"
OTHER = "https://other.example"
PAGE = html().encode()
Found = list[Article | Problem | PassedOver]
Read = Callable[..., Found]


def record(
    url: str,
    body: bytes = PAGE,
    *,
    type: str = "response",
    status: str = "200 OK",
    media: str = "text/html; charset=utf-8",
    headers: tuple[tuple[str, str], ...] = (),
    gz: bool = True,
    date: str = "2024-03-01T10:20:30Z",
    **warc: str,
) -> bytes:
    """One record as warcio writes it; names in `warc` are headers with `_` for `-`."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=gz)
    more = {name.replace("_", "-"): value for name, value in warc.items()}
    told: dict[str, Any] = {"warc_headers_dict": {"WARC-Date": date, **more}}
    http = StatusAndHeaders(status, [("Content-Type", media), *headers], protocol="HTTP/1.1")
    if type == "revisit":
        made = writer.create_revisit_record(url, "sha1:A", url, date, http_headers=http, **told)
    elif type == "resource":
        made = writer.create_warc_record(url, type, BytesIO(body), len(body), warc_content_type=media, **told)
    else:
        made = writer.create_warc_record(url, type, BytesIO(body), len(body), http_headers=http, **told)
    writer.write_record(made)
    return buffer.getvalue()


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(*records: bytes, name: str = "a.warc.gz", declared: dict[str, Source] = DECLARED, **more: Any) -> Found:
        path = tmp_path / name
        path.write_bytes(b"".join(records))
        return list(read_file(path, declared=declared, **more))

    return read


def article(found: Found) -> Article:
    [only] = found
    assert isinstance(only, Article), only
    return only


def problem(found: Found) -> Problem:
    [only] = found
    assert isinstance(only, Problem), only
    return only


def urls(found: Found) -> list[str]:
    return [each.url for each in found if isinstance(each, Article)]


def test_an_archive_gives_its_pages_and_pdfs(read: Read) -> None:
    news = f"{OTHER}/news.pdf"
    first, second, third = read(
        record(URL, type="request"),
        record(URL),
        record(news, pdf(FIRST, SECOND), media="application/octet-stream"),
        record(f"{OTHER}/", b"<html><p>Welcome"),
    )
    assert isinstance(first, Article) and isinstance(second, Article) and isinstance(third, Problem)
    assert (first.url, first.source, first.body) == (URL, "xx_northfield", BODY)
    assert (second.url, second.source, second.title) == (news, "import", TITLE)
    assert (third.code, third.url) == ("too-short", f"{OTHER}/")


@pytest.mark.parametrize(
    ("date", "fetched"),
    [
        ("2024-03-01T10:20:30Z", "2024-03-01T10:20:30+00:00"),
        ("2024-03-01T10:20:30.123456Z", "2024-03-01T10:20:30+00:00"),
        ("2024-03-01T12:20:30+02:00", "2024-03-01T10:20:30+00:00"),
        ("once", None),
    ],
)
def test_an_article_tells_when_it_was_fetched(read: Read, date: str, fetched: str | None) -> None:
    assert article(read(record(URL, date=date))).fetched == fetched


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress)],
)
def test_pages_are_unpacked(read: Read, encoding: str, encode: Callable[[bytes], bytes]) -> None:
    told = (("Content-Encoding", encoding),)
    assert article(read(record(URL, encode(PAGE), headers=told))).body == BODY
    # Some archives unpack the body and leave the header as it was, others give it another name.
    assert article(read(record(URL, PAGE, headers=told))).body == BODY
    assert article(read(record(URL, PAGE, headers=(("X-Crawl-Content-Encoding", encoding),)))).body == BODY


def chunks(body: bytes) -> bytes:
    pieces = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_chunks_are_put_together(read: Read) -> None:
    told = (("Transfer-Encoding", "Chunked"),)
    packed = gzip.compress(PAGE)
    assert article(read(record(URL, chunks(PAGE), headers=told))).body == BODY
    assert article(read(record(URL, chunks(packed), headers=(*told, ("Content-Encoding", "gzip"))))).body == BODY
    assert article(read(record(URL, PAGE, headers=told))).body == BODY


def test_the_header_tells_the_encoding_of_the_text(read: Read) -> None:
    page = html().replace("Lakeside", "Sącz").encode("cp1250")
    found = article(read(record(URL, page, media="text/html; charset=windows-1250")))
    assert found.body == BODY.replace("Lakeside", "Sącz")


def test_files_that_were_put_into_an_archive_are_pages_too(read: Read) -> None:
    assert article(read(record(URL, type="resource"), record("urn:pageinfo:x", b"{}", type="resource"))).body == BODY


def test_archives_come_compressed_or_not_and_put_together(read: Read) -> None:
    second = f"{HOME}/news/second"
    both = [URL, second]
    assert urls(read(record(URL, gz=False), record(second, gz=False), name="a.warc")) == both
    assert urls(read(record(URL), record("x:y"), record(second))) == both


def test_of_declared_hosts_only_their_articles_are_read(read: Read) -> None:
    quietly = [
        record(f"{HOME}/robots.txt", b"User-agent: *", media="text/plain"),
        record(f"{HOME}/news"),
        record(f"{HOME}/about/rector"),
        record(URL, type="revisit"),
        record(f"{HOME}/news/gone", status="404 Not Found"),
        record(f"{HOME}/news/a.png", b"\x89PNG", media="image/png"),
    ]
    found = read(*quietly, record(URL))
    assert urls(found) == [URL]
    passed = [each.why for each in found if isinstance(each, PassedOver)]
    assert passed == ["not articles"] * 3 + ["seen before", "without status 200", "neither HTML nor PDF"]


def test_a_reduced_host_is_the_sources_too(read: Read) -> None:
    assert article(read(record(URL.replace("www.", "m.")))).url == URL


def test_sections_that_share_a_host_have_each_their_own(read: Read) -> None:
    blog = a_source(id="xx_blog", article={"url": f"{HOME}/blog/.+"})
    declared = {"xx_northfield": DECLARED["xx_northfield"], "xx_blog": blog}
    found = read(record(f"{HOME}/blog/lakes"), record(URL), declared=declared)
    assert [each.source for each in found if isinstance(each, Article)] == ["xx_blog", "xx_northfield"]


def test_what_nobody_declared_can_be_left_out(read: Read) -> None:
    elsewhere = record(f"{OTHER}/news/1")
    assert urls(read(elsewhere, record(URL))) == [f"{OTHER}/news/1", URL]
    passed, found = read(elsewhere, record(URL), declared_only=True)
    assert passed == PassedOver("of undeclared hosts") and isinstance(found, Article)


def test_a_page_of_which_only_a_part_was_kept_is_no_article(read: Read) -> None:
    found = problem(read(record(URL, PAGE[:-100], WARC_Truncated="length")))
    assert (found.code, found.url, found.source) == ("cut-off", URL, "xx_northfield")
    assert found.detail == f"a.warc.gz: the archive has only a part of {URL} (length)"


def test_records_that_are_too_large_are_not_read_into_memory(tmp_path: Path) -> None:
    body = b"<html>" + bytes(48 * 2**20)
    path = tmp_path / "a.warc"
    with path.open("wb") as file:
        file.write(record(URL, body, gz=False))
        file.write(record(URL, gzip.compress(body), headers=(("Content-Encoding", "gzip"),), gz=False))
        file.write(record(URL, gz=False))
    tracemalloc.start()
    found = list(read_file(path, declared=DECLARED, largest=2**20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [each.code for each in found if isinstance(each, Problem)] == ["too-large", "too-large"]
    assert urls(found) == [URL]
    assert peak < 8 * 2**20


def damaged(data: bytes) -> bytes:
    """A record of which the disk lost the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes(100) + data[middle + 100 :]


def cut_off(data: bytes) -> bytes:
    return data[:-200]


def test_what_is_broken_does_not_stop_the_rest(read: Read) -> None:
    whole = record(URL, gz=False)
    length = next(line for line in whole.split(b"\r\n") if line.startswith(b"Content-Length: "))
    broken = {
        "damaged": whole,
        "cut off": whole,
        "too long": whole.replace(length, b"Content-Length: 99999999"),
        "too short": whole.replace(length, b"Content-Length: 900"),
        "nameless": whole.replace(b"WARC-Target-URI", b"WARC-Target"),
        "headless": whole.replace(length, b"Content-Length: 0"),
    }
    first, last = f"{HOME}/news/first", f"{HOME}/news/last"
    for how, plain in broken.items():
        for gz in (True, False):
            bad = gzip.compress(plain) if gz else plain
            bad = {"damaged": damaged, "cut off": cut_off}.get(how, bytes)(bad)
            found = read(record(first, gz=gz), bad, record(last, gz=gz), name="a.warc.gz" if gz else "a.warc")
            told = urls(found)
            assert (told[0], told[-1]) == (first, last), (how, gz, found)
            assert told.count(first) == told.count(last) == 1, (how, gz, found)


def test_it_is_told_what_is_broken_and_where(read: Read) -> None:
    first, last = record(f"{HOME}/news/first"), record(f"{HOME}/news/last")
    [told] = [each for each in read(first, damaged(record(URL)), last) if isinstance(each, Problem)]
    assert told.code == "broken-warc" and f"malformed at byte {len(first)} " in told.detail
    changed = record(URL, gz=False).replace(b"signed", b"denied")
    [told] = [each for each in read(first, gzip.compress(changed), last) if isinstance(each, Problem)]
    assert (told.code, told.url) == ("broken-record", URL)
    assert told.detail == f"a.warc.gz: the record of {URL} is not what was written: its digest differs"


def test_an_archive_that_is_cut_off_gives_what_it_has(read: Read) -> None:
    first, told = read(record(URL), record(f"{HOME}/news/second")[:-100])
    assert isinstance(first, Article) and isinstance(told, Problem)
    assert told.detail == f"a.warc.gz: the record of {HOME}/news/second is cut off"


def test_what_is_no_archive_says_so(read: Read) -> None:
    assert problem(read(b"no archive at all", name="b.warc")).code == "broken-warc"
    assert problem(read(record(URL, type="request"))).code == "no-page"
    whole = b"".join(record(f"{HOME}/news/{number}", gz=False) for number in range(3))
    *_, told = read(gzip.compress(whole))
    assert isinstance(told, Problem) and "unpack it first (gzip -d)" in told.detail


def test_odd_pages_are_problems_and_no_crash(read: Read) -> None:
    odd = [b"", b"\x00" * 50, b"<html>", b"%PDF-1.4 nothing", b"\xff\xfe<\x00h\x00"]
    found = read(*chain.from_iterable([record(URL, body), record(f"{OTHER}/x", body)] for body in odd))
    assert len(found) == 2 * len(odd)
    assert all(isinstance(each, Problem | PassedOver) for each in found), found
