"""Pages that list articles, read without a crawl."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse

from crawler.items import Listed
from crawler.listings import ListingError, Page, read_listing
from crawler.listings import page as listed_page
from crawler.listings.page import numbered_page
from crawler.listings.sitemap import MAX_BYTES
from crawler.source import HtmlListing, Source, load_source
from tests.crawler.small_web import Site, feed_listing, html_listing, sitemap_listing

TODAY = date(2024, 6, 15)
FAMILY = """
name = "Counting"
page = "?start={n}"
first = 10
step = 10
"""


def source_with(folder: Path, listing: str, keys: str = "") -> Source:
    """A source of Oslo whose articles are `/n/1`, `/n/2` …"""
    (folder / "counting.toml").write_text(FAMILY, encoding="utf-8")
    site = Site("test.example", listing, keys=keys)
    path = folder / f"{site.source}.toml"
    path.write_text(site.toml, encoding="utf-8")
    return load_source(path, families=folder)


def read(source: Source, body: str | bytes, *, kind: type[Response] = Response, number: int = 1, **more: Any) -> Page:
    """Page `number` of the source's first listing."""
    [listing] = source.listing
    start = listing.urls[0]
    body = body.encode() if isinstance(body, str) else body
    response = kind(start, body=body, **more)
    return read_listing(response, source, listing, start=start, number=number, today=TODAY)


def url(number: int) -> str:
    return f"http://test.example/n/{number}"


# Feeds


@pytest.fixture
def feeding(tmp_path: Path) -> Source:
    return source_with(tmp_path, feed_listing())


def rss(*items: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>x</title>{"".join(items)}</channel></rss>'


def test_rss_tells_address_title_and_the_day_at_the_source(feeding: Source) -> None:
    page = read(
        feeding,
        rss(
            "<item><title>Rector &amp;amp; guests &lt;b&gt;sign&lt;/b&gt;</title>"
            "<link>http://test.example/n/1?utm_source=rss</link><pubDate>Fri, 31 May 2024 22:30:00 GMT</pubDate></item>"
        ),
    )
    assert page.articles == (Listed(url(1), "Rector & guests sign", "2024-06-01T00:30:00+02:00"),)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Fri, 31 May 2024 22:30:00 +0300", "2024-05-31T22:30:00+03:00"),
        ("Fri, 31 May 2024 00:00:00 GMT", "2024-05-31"),
        ("2024-05-31T23:30:00Z", "2024-06-01T01:30:00+02:00"),
        ("2024-05-31", "2024-05-31"),
        ("31 May 2024", "2024-05-31"),
        ("soon", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Wed, 01 Jan 2031 00:00:00 GMT", None),
    ],
)
def test_dates_of_feeds_are_the_days_at_the_source(feeding: Source, written: str, read_as: str | None) -> None:
    page = read(feeding, rss(f"<item><link>{url(1)}</link><pubDate>{written}</pubDate></item>"))
    assert page.articles[0].published == read_as


def test_atom_tells_when_an_entry_was_changed(feeding: Source) -> None:
    page = read(
        feeding,
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://test.example/n/"><entry><title>T</title>'
        '<link rel="alternate" href="1"/><updated>2024-03-02T10:00:00Z</updated></entry></feed>',
    )
    assert page.articles == (Listed(url(1), "T", None, "2024-03-02T10:00:00Z"),)


def test_rss_1_dates_its_items_with_dublin_core(feeding: Source) -> None:
    page = read(
        feeding,
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="x"><title>T</title>'
        f"<link>{url(1)}</link><dc:date>2024-05-31</dc:date></item></rdf:RDF>",
    )
    assert page.articles[0].published == "2024-05-31"


def test_a_permanent_link_stands_in_for_a_missing_one(feeding: Source) -> None:
    page = read(feeding, rss(f'<item><guid isPermaLink="true">{url(1)}</guid></item><item><title>T</title></item>'))
    assert [listed.url for listed in page.articles] == [url(1)]
    assert page.addresses == 2


def test_a_broken_feed_is_read_as_far_as_it_goes(feeding: Source) -> None:
    whole = rss(f"<item><title>A & B</title><link>{url(1)}</link></item>", f"<item><link>{url(2)}</link></item>")
    page = read(feeding, whole[: whole.rindex("</item>")])
    assert [listed.url for listed in page.articles] == [url(1), url(2)]
    assert page.articles[0].title == "A & B"


def test_a_feed_of_declared_encoding_is_decoded(feeding: Source) -> None:
    text = (
        '<?xml version="1.0" encoding="windows-1251"?>'
        + rss(f"<item><title>Мир</title><link>{url(1)}</link></item>")[21:]
    )
    assert read(feeding, text.encode("windows-1251")).articles[0].title == "Мир"


def test_a_page_that_is_no_feed_is_an_error(feeding: Source) -> None:
    with pytest.raises(ListingError, match="not an RSS or Atom feed"):
        read(feeding, "<html><body>Sorry</body></html>", headers={"Content-Type": "text/html"})
    with pytest.raises(ListingError, match="not an RSS or Atom feed"):
        read(feeding, b"/etc/hostname")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_entities_do_not_grow_in_feeds(feeding: Source) -> None:
    page = read(feeding, rss(f"<item><title>&i;</title><link>{url(1)}</link></item>", head=BOMB + "]>"))
    assert [len(listed.title or "") < 100 for listed in page.articles] == [True]


# Sitemaps


@pytest.fixture
def mapped(tmp_path: Path) -> Source:
    return source_with(tmp_path, sitemap_listing('follow = "news"'))


def urlset(*urls: str, head: str = "") -> str:
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?>{head}<urlset xmlns="{namespace}">{"".join(urls)}</urlset>'


def test_a_sitemap_is_read_newest_first(mapped: Source) -> None:
    page = read(
        mapped,
        urlset(
            f"<url><loc>{url(1)}</loc></url>",
            f"<url><loc> {url(2)}\n</loc><lastmod>2023-01-01</lastmod></url>",
            f"<url><loc>{url(3)}</loc><lastmod>2024-01-01T10:00:00Z</lastmod></url>",
            "<url><loc>http://test.example/about</loc></url>",
        ),
    )
    assert page.articles == (
        Listed(url(3), modified="2024-01-01T10:00:00Z"),
        Listed(url(2), modified="2023-01-01"),
        Listed(url(1)),
    )
    assert (page.addresses, page.other) == (4, "http://test.example/about")


def test_a_news_sitemap_tells_title_and_date(mapped: Source) -> None:
    page = read(
        mapped,
        f'<urlset xmlns:n="news" xmlns:i="image"><url><loc>{url(1)}</loc><i:image><i:loc>http://x/y.jpg</i:loc></i:image>'
        "<n:news><n:publication><n:name>X</n:name></n:publication><n:publication_date>2024-05-01</n:publication_date>"
        "<n:title>A &amp; B</n:title></n:news></url></urlset>",
    )
    assert page.articles == (Listed(url(1), "A & B", "2024-05-01"),)


def test_an_index_leads_to_the_sitemaps_that_the_source_follows(mapped: Source) -> None:
    page = read(
        mapped,
        "<sitemapindex><sitemap><loc>/news-1.xml</loc><lastmod>2023-01-01</lastmod></sitemap><sitemap>"
        "<loc>http://test.example/news-2.xml.gz</loc><lastmod>2024-01-01</lastmod></sitemap>"
        "<sitemap><loc>/people.xml</loc></sitemap><sitemap><loc>http://[x</loc></sitemap></sitemapindex>",
    )
    assert page.children == (
        Listed("http://test.example/news-2.xml.gz", modified="2024-01-01"),
        Listed("http://test.example/news-1.xml", modified="2023-01-01"),
    )
    assert (page.articles, page.addresses, page.other) == ((), 4, "http://test.example/people.xml")


def test_a_gzipped_sitemap_is_unpacked(mapped: Source) -> None:
    page = read(mapped, gzip.compress(urlset(f"<url><loc>{url(1)}</loc></url>").encode()))
    assert [listed.url for listed in page.articles] == [url(1)]


def test_a_sitemap_cut_short_is_read_as_far_as_it_goes(mapped: Source) -> None:
    page = read(mapped, urlset(f"<url><loc>{url(1)}</loc></url>", f"<url><loc>{url(2)}</loc></url>")[:-20])
    assert page.articles[0].url == url(1)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><body>Sorry</body></html>", "not a sitemap: the document is <html>"),
        (b"", "not a sitemap"),
        (b"Sorry", "not a sitemap"),
        (b"\x1f\x8b\x08broken", "can't be unpacked"),
        (gzip.compress(b"x" * (MAX_BYTES + 1)), "a sitemap of more than 50 MB when unpacked"),
    ],
    ids=["html", "empty", "text", "broken gzip", "gzip bomb"],
)
def test_what_is_no_sitemap_is_an_error(mapped: Source, body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        read(mapped, body)


def test_entities_do_not_grow_in_sitemaps_nor_read_files(mapped: Source, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(url(7), encoding="utf-8")
    head = f'{BOMB}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    page = read(
        mapped,
        urlset(f"<url><loc>{url(1)}</loc></url><url><loc>&i;</loc></url><url><loc>&file;</loc></url>", head=head),
    )
    assert [listed.url for listed in page.articles] == [url(1)]
    assert len(page.other or "") < 100


# Pages of links

CARDS = """<html><head><base href="/n/"></head><body><nav><a href="/about">About</a></nav>
<li><a href="1"><img></a><h3><a href="1?utm_source=x"> A  title </a></h3><span>31 May 2024</span></li>
<li><a href="2"></a><h3></h3><span><time datetime="2024-05-30T08:00:00+02:00">Thursday</time></span></li>
<li><a href="3">three</a> and <a href="4">four</a><h3>Digest</h3><span>29 May 2024</span></li>
<li><a href="5"></a><h3>Undated</h3><span>breaking</span></li>
<li><a href="javascript:void(0)"></a><a href="http://copy.example/n/6"></a><a></a></li>
<a class="next" href="../news?page=2">older</a></body></html>"""


def cards(folder: Path, keys: str) -> Page:
    return read(source_with(folder, html_listing(keys)), CARDS, kind=HtmlResponse)


def test_entries_tell_address_title_and_date(tmp_path: Path) -> None:
    page = cards(tmp_path, 'item = "li"\ntitle = "h3"\ndate = "span time, span"')
    assert page.articles[:2] == (
        Listed(url(1), "A title", "2024-05-31"),
        Listed(url(2), None, "2024-05-30T08:00:00+02:00"),
    )
    assert page.articles[-1] == Listed(url(5), "Undated", None)


def test_an_entry_of_several_articles_dates_none_of_them(tmp_path: Path) -> None:
    page = cards(tmp_path, 'item = "li"\ntitle = "h3"\ndate = "span"')
    assert page.articles[2:4] == (Listed(url(3)), Listed(url(4)))


def test_without_entries_all_links_of_the_page_are_read(tmp_path: Path) -> None:
    page = cards(tmp_path, "")
    assert [listed.url for listed in page.articles] == [url(number) for number in range(1, 6)]
    assert (page.addresses, page.other) == (11, "/about")


def test_a_selector_may_end_in_an_attribute(tmp_path: Path) -> None:
    page = cards(tmp_path, 'link = "h3 a::attr(href)"\nnext = "a.next::attr(href)"\ntitle = "b"')
    assert page.articles == (Listed(url(1)),)
    assert page.next == "http://test.example/news?page=2"


def test_a_link_around_an_entry_holds_its_title_and_date(tmp_path: Path) -> None:
    source = source_with(tmp_path, html_listing('link = "a.card"\ntitle = "h3"\ndate = "i"'))
    page = read(
        source, '<a class="card" href="/n/1"><h3>T</h3><i>31.05.2024</i></a><a href="/n/2">x</a>', kind=HtmlResponse
    )
    assert page.articles == (Listed(url(1), "T", "2024-05-31"),)


def test_a_listing_ends_where_the_declared_link_is_missing(tmp_path: Path) -> None:
    assert cards(tmp_path, 'next = "a.next"').next == "http://test.example/news?page=2"
    assert cards(tmp_path, 'next = "li a"').next == "http://test.example/n/1"
    assert cards(tmp_path, 'next = "li:nth-of-type(5) a"').next is None  # javascript:void(0)
    assert cards(tmp_path, 'next = "a.older"\npage = "?p={n}"').next is None


@pytest.mark.parametrize("kind", [TextResponse, HtmlResponse])
def test_html_is_read_under_any_name(tmp_path: Path, kind: type[Response]) -> None:
    source = source_with(tmp_path, html_listing())
    assert read(source, '<a href="/n/1">', kind=kind, headers={"Content-Type": "text/plain"}).articles


def test_what_is_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ListingError, match="not a page of HTML: the server calls it image/png"):
        read(source_with(tmp_path, html_listing()), b"\x89PNG", headers={"Content-Type": "image/png"})


@pytest.mark.parametrize(
    ("keys", "family", "numbers", "addresses"),
    [
        ("", "", (1,), [None]),
        ('page = "?p={n}"', "", (1, 2, 3), ["/?p=2", "/?p=3", "/?p=4"]),
        ('page = "?p={n}"\nfirst = 1', "", (1, 2), ["/?p=1", "/?p=2"]),
        ('page = "page/{n}/"', "", (1,), ["/page/2/"]),
        ('page = "?o={n}"\nfirst = 20\nstep = 20', "", (1, 2), ["/?o=20", "/?o=40"]),
        ('page = "{n}.htm"\nfirst = 1\nstep = -1', "", (1, 2, 3), ["/1.htm", "/0.htm", None]),
        ("", 'cms = "counting"', (1, 2), ["/?start=10", "/?start=20"]),
        ("first = 5\nstep = 5", 'cms = "counting"', (1, 2), ["/?start=5", "/?start=10"]),
        ('page = "?p={n}"', 'cms = "counting"', (1,), ["/?p=2"]),
        ('next = "a.next"', 'cms = "counting"', (1,), [None]),
    ],
)
def test_pages_are_counted_as_the_source_or_its_family_counts(
    tmp_path: Path, keys: str, family: str, numbers: tuple[int, ...], addresses: list[str | None]
) -> None:
    source = source_with(tmp_path, html_listing(keys), family)
    [listing] = source.listing
    assert isinstance(listing, HtmlListing)
    start = "http://test.example/"
    counted = [numbered_page(source, listing, start, number) for number in numbers]
    assert [page and page.removeprefix("http://test.example") for page in counted] == addresses


# JSON


def json_source(folder: Path, keys: str) -> Source:
    return source_with(folder, html_listing(keys).replace('"html"', '"json"'))


def test_wordpress_lists_its_posts(tmp_path: Path) -> None:
    source = json_source(tmp_path, 'title = "title.rendered"\ndate = "date"\npage = "?page={n}"')
    posts = [
        {"link": url(1), "title": {"rendered": "A &#8211; <i>B</i>"}, "date": "2024-05-31T10:00:00"},
        {"link": "/n/2", "title": {}, "date": None},
        {"title": {"rendered": "no link"}},
    ]
    page = read(source, json.dumps(posts))
    assert page.articles == (Listed(url(1), "A – B", "2024-05-31"), Listed(url(2)))
    assert (page.addresses, page.next) == (3, "http://test.example/?page=2")


@pytest.mark.parametrize("stamp", [1717180200, 1717180200000])
def test_a_document_may_say_where_it_goes_on(tmp_path: Path, stamp: int) -> None:
    source = json_source(tmp_path, 'items = "data.0.rows"\nurl = "path"\ndate = "at"\nnext = "data.0.more"')
    document = {"data": [{"rows": [{"path": "n/1", "at": stamp}], "more": "/?after=1"}]}
    page = read(source, json.dumps(document))
    assert page.articles == (Listed(url(1), None, "2024-05-31T20:30:00+02:00"),)
    assert page.next == "http://test.example/?after=1"
    document["data"][0]["more"] = None  # type: ignore[assignment]
    assert read(source, json.dumps(document)).next is None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<html>", "not JSON: Expecting value"),
        (b"\xff\xfe\x00", "not JSON"),
        (
            '{"posts": [], "count": 0}',
            "there is nothing, no array, at items = 'data'; the document's keys are posts, count",
        ),
        ('{"data": {}}', "there is a dict, no array, at items = 'data'"),
        ("[]", "there is nothing, no array, at items = 'data'"),
    ],
)
def test_a_document_of_another_shape_is_an_error(tmp_path: Path, body: str | bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        read(json_source(tmp_path, 'items = "data"'), body)


# Without measure


@pytest.mark.parametrize("kind", ["feed", "sitemap", "html"])
def test_a_page_with_more_addresses_than_any_reader_is_given_is_an_error(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed_page, "MOST", 5)
    addresses = [f"http://t.example/n/{number}" for number in range(6)]
    listing, body = {
        "feed": (feed_listing(), rss(*(f"<item><link>{url}</link></item>" for url in addresses))),
        "sitemap": (sitemap_listing(), urlset(*(f"<url><loc>{url}</loc></url>" for url in addresses))),
        "html": (html_listing(), "<html>" + "".join(f"<a href='{url}'>x</a>" for url in addresses)),
    }[kind]
    with pytest.raises(ListingError, match="more than 5 addresses"):
        read(source_with(tmp_path, listing), body, kind=HtmlResponse)
