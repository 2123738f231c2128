"""What each reader of foreign bytes promises: it returns, or raises the error that it declares.

A function a reader. Whatever else leaves one of them is a mistake of ours.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from protego import Protego
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from crawler.addresses import LONGEST, absolute, allowed, article_address
from crawler.documents import read_file
from crawler.items import Article, PassedOver, Problem
from crawler.listings import ListingError, Page, read_listing
from crawler.manners.pace import retry_after
from crawler.manners.robots import concerning
from crawler.parse import parse_article
from crawler.source import FeedListing, HtmlListing, JsonListing, Listing, SitemapListing, SourceError, load_source
from tests.crawler.pages import URL, a_source

LIST = "https://www.northfield.example/news/"
TODAY = date(2026, 3, 1)
SOURCE = a_source(article={"body": ("article",), "date": ("time",), "author": (".author",), "tags": (".tag",)})
UNKNOWN_MAKE = a_source()

Reader = Callable[[bytes], object]


def feed(data: bytes) -> Page | None:
    return _listing(XmlResponse(LIST, body=data), FeedListing(kind="feed", urls=(LIST,)))


def sitemap(data: bytes) -> Page | None:
    return _listing(XmlResponse(LIST, body=data), SitemapListing(kind="sitemap", urls=(LIST,)))


def html_listing(data: bytes) -> Page | None:
    listing = HtmlListing(kind="html", urls=(LIST,), item="li", title="a", date="time", next="a[rel=next]")
    return _listing(HtmlResponse(LIST, body=data), listing)


def json_listing(data: bytes) -> Page | None:
    listing = JsonListing(kind="json", urls=(LIST,), items="items", title="title.rendered", date="date", next="next")
    return _listing(TextResponse(LIST, body=data), listing)


def _listing(response: Response, listing: Listing) -> Page | None:
    try:
        page = read_listing(response, SOURCE, listing, start=LIST, today=TODAY)
    except ListingError as error:
        _check_told(Problem("bad-listing", str(error)).detail)
        return None
    for listed in page.articles:
        assert len(listed.url) <= LONGEST
        for told in (listed.url, listed.title or "", listed.published or "", listed.modified or ""):
            told.encode()  # SQLite takes no lone surrogates
    return page


def article(data: bytes) -> Article | Problem:
    """A page that is read by selectors."""
    return _checked(parse_article(HtmlResponse(URL, body=data), SOURCE))


def page(data: bytes) -> Article | Problem:
    """A page of unknown make."""
    return _checked(parse_article(HtmlResponse(URL, body=data), UNKNOWN_MAKE))


def pdf(data: bytes) -> Article | Problem:
    return _checked(parse_article(Response(URL, body=b"%PDF-" + data.removeprefix(b"%PDF-")), UNKNOWN_MAKE))


def saved_page(data: bytes) -> list[Article | Problem]:
    return _file("page.html", data)


def mhtml(data: bytes) -> list[Article | Problem]:
    return _file("page.mhtml", data)


def text(data: bytes) -> list[Article | Problem]:
    return _file("text.txt", data)


def records(data: bytes) -> list[Article | Problem]:
    return _file("lines.jsonl", data)


def warc(data: bytes) -> list[Article | Problem]:
    return _file("pages.warc", data)


def zipped_warc(data: bytes) -> list[Article | Problem]:
    return _file("pages.warc.gz", data)


def _file(name: str, data: bytes) -> list[Article | Problem]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        found = read_file(path, declared={SOURCE.id: SOURCE})
        return [_checked(each) for each in found if not isinstance(each, PassedOver)]


def source_file(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "xx_fuzz.toml")
        path.write_bytes(data)
        try:
            load_source(path)
        except SourceError as error:
            _check_told(str(error))


def robots(data: bytes) -> None:
    rules = Protego.parse(concerning("uniaccord", data).decode())
    rules.can_fetch(LIST + "a" * 500, "uniaccord")
    rules.crawl_delay("uniaccord")


def address(data: bytes) -> None:
    href = data.decode("utf-8", "replace")
    absolute(href, LIST)
    allowed(href, SOURCE)
    article_address(href, LIST, SOURCE)


def header(data: bytes) -> None:
    retry_after(data, datetime(2026, 3, 1, tzinfo=UTC))


READERS: Mapping[str, Reader] = {
    reader.__name__: reader
    for reader in (
        *(feed, sitemap, html_listing, json_listing, article, page, pdf, saved_page, mhtml, text, records),
        *(warc, zipped_warc, source_file, robots, address, header),
    )
}


def _checked(found: Article | Problem) -> Article | Problem:
    """What can be stored, as `crawler.items` promises it."""
    if isinstance(found, Problem):
        _check_told(found.detail)
        return found
    assert found.body
    assert "\x00" not in found.body
    assert len(found.body.split("\n\n")) == len(found.kinds)
    assert (found.published is None) == (found.published_basis is None)
    for told in (found.url, found.body, found.title or "", found.author or "", *found.tags):
        told.encode()
    return found


def _check_told(line: str) -> None:
    """One line for a person that a database and a terminal take."""
    assert line == line.strip()
    assert len(line.splitlines()) == 1, repr(line)
    assert len(line) < 1_000
    line.encode()
