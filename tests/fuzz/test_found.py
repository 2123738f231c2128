"""What fuzzing found: each of these once ended a crawl or an import."""

from __future__ import annotations

import json

import pytest

from crawler.items import Article, Problem
from crawler.listings import Page
from tests.crawler.pages import PROSE
from tests.fuzz.hostile import a_page, warc
from tests.fuzz.readers import READERS

LONG = "x" * 6_000
FOUND = {
    "nothing at all": ("feed", b""),
    "half a character in a feed": ("feed", b"<rss version='2.0'><channel><item><title>&#xD800;</b>"),
    "a character beyond all": ("feed", b"<rss version='2.0'><channel><item><title>&#1114112;</b>"),
    "half a character in a sitemap": ("sitemap", b"<urlset><url><loc>/news/&#xD800;</loc></url></urlset>"),
    "a tag that is no name": ("sitemap", b"<urlset xmlns:n='urn:n'><url><n:a1:2></n:a1:2></url></urlset>"),
    "an attribute with a control character": ("page", a_page(f"<p id='\x01' title='{LONG}'>")),
    "a link with an attribute that is no name": ("html_listing", b"<li><a href=/news/1 a\x01b=1>x</a></li>"),
    "lists in lists": ("json_listing", b"[" * 100_000),
    "a key of half a character": ("json_listing", b'{"\\ud800":1}'),
    "a title of half a character": ("json_listing", b'{"items":[{"link":"/news/1","title":{"rendered":"\\udfff"}}]}'),
    "a text of half a character": ("records", json.dumps({"text": "x \udc00 y"}).encode()),
    "a number of ten thousand digits": ("records", b'{"text":' + b"1" * 10_000 + b"}"),
    "parts in parts": ("mhtml", b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))),
    "a parameter in pieces": ("mhtml", b"Content-Type: text/html; charset*0=x; charset*=x''y\n\nx"),
    "an address of two lines": ("warc", warc(PROSE.encode()).replace(b"http://a.example/", b"http://a.example/\x0bx", 1)[:-200]),
    "a source of ten thousand digits": ("source_file", b"name = " + b"1" * 10_000),
    "a source of ten thousand lists": ("source_file", b"name = " + b"[" * 10_000),
    "a day beyond the calendar": ("header", b"Mon, 01 Jan 99999999999999999999 00:00:00 GMT"),
}  # fmt: skip


@pytest.mark.parametrize(("reader", "data"), FOUND.values(), ids=FOUND)
def test_what_was_found_is_read_or_refused(reader: str, data: bytes) -> None:
    READERS[reader](data)


def test_a_feed_is_read_although_one_of_its_characters_is_impossible() -> None:
    link = "<link>https://www.northfield.example/news/a</link>"
    feed = READERS["feed"](
        f"<rss version='2.0'><channel><item><title>A &#xDC00; B</title>{link}</item></channel></rss>".encode()
    )
    assert isinstance(feed, Page)
    assert [entry.url for entry in feed.articles] == ["https://www.northfield.example/news/a"]


def test_what_a_site_says_is_told_in_one_line_that_can_be_stored() -> None:
    told = Problem("x", "one\r\n\x1b[31mtwo\x00 \ud800" + "three " * 500).detail
    assert told.startswith("one [31mtwo ?three three")
    assert len(told) == 501
    told.encode()


def test_an_article_is_read_although_some_of_its_markup_is_no_markup() -> None:
    found = READERS["page"](a_page(f"<p <a title='{LONG}' id='\x01'>One more sentence of this.</p>"))
    assert isinstance(found, Article)
    assert found.body.endswith("One more sentence of this.")
