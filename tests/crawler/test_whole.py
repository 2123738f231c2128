"""What broke off on the way is told from what is whole."""

import gzip
import zlib

import pytest
from scrapy.http import HtmlResponse

from crawler.manners.whole import is_half

PAGE = b"<!doctype html><html><body>" + b"<p>Both universities signed.</p>" * 50 + b"</body></html>"
PACKED = gzip.compress(PAGE)


def came(body: bytes, *, coding: str = "", flags: tuple[str, ...] = ()) -> HtmlResponse:
    headers = {"Content-Encoding": coding} if coding else {}
    return HtmlResponse("http://t.example/n/1", body=body, headers=headers, flags=flags)


@pytest.mark.parametrize(
    "response",
    [
        came(PAGE),
        came(PAGE[:900]),  # as long as the server said
        came(PAGE, flags=("partial",)),
        came(b'{"a": 1}', flags=("partial",)),
        came(PACKED, coding="gzip"),
        came(PACKED + b"more", coding="gzip"),
        came(PACKED[:-8], coding="gzip"),  # without its checksum
        came(PAGE, coding="gzip"),  # not packed at all
        came(b"", coding="gzip"),
    ],
)
def test_what_came_to_its_end_is_whole(response: HtmlResponse) -> None:
    assert not is_half(response)


@pytest.mark.parametrize(
    "response",
    [came(PAGE[:900], flags=("partial",)), came(PACKED[:-12], coding="x-gzip"), came(PACKED[:40], coding="gzip")],
)
def test_what_broke_off_is_half(response: HtmlResponse) -> None:
    assert is_half(response)


def test_a_bomb_is_not_unpacked_to_the_end() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"a" * 2**20) for _ in range(100))
    assert not is_half(came(bomb, coding="gzip"))
