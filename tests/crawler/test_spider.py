"""The spider, by real crawls of small sites: each test stands below the site that it is about."""

from __future__ import annotations

import gzip
import socket

import pytest

from tests.crawler.small_web import (
    Answer,
    Runs,
    Site,
    Web,
    article,
    feed_listing,
    html_listing,
    links,
    redirect,
    run_crawls,
    sitemap_listing,
)


@pytest.fixture(scope="module")
def runs(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """All sites of this module, crawled side by side."""
    sites = [value for value in globals().values() if isinstance(value, Site)]
    settings = {"ALLOW_PRIVATE_ADDRESSES": True}  # for the port that is closed
    return run_crawls(tmp_path_factory.mktemp("sources"), web, sites, settings)


def articles(*numbers: int, published: str = "2024-05-01") -> dict[str, Answer]:
    return {f"/n/{number}": article(published) for number in numbers}


def feed(*urls: str) -> Answer:
    items = "".join(f"<item><title>t</title><link>{url}</link></item>" for url in urls)
    xml = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    return Answer(xml, media_type="application/rss+xml")


def closed_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# Listings

PAGES = Site(
    "pages.example",
    html_listing('page = "?p={n}"'),
    {
        "/": links("/n/1?utm_source=list", "/n/1#top", "/about", "http://copy.example/n/9"),
        "/?p=2": links("/n/2", "//m.pages.example/n/3"),
        "/?p=3": links("/n/2", "/n/3"),
    }
    | articles(1, 2, 3),
)


def test_a_counted_listing_is_read_until_a_page_has_nothing_new(runs: Runs) -> None:
    assert runs[PAGES].asked == ["/", "/n/1", "/?p=2", "/n/2", "/n/3", "/?p=3"]


def test_articles_come_out_with_canonical_addresses(runs: Runs) -> None:
    assert runs[PAGES].articles == [f"http://pages.example/n/{number}" for number in (1, 2, 3)]
    assert not runs[PAGES].problems


def test_pages_are_asked_for_in_the_language_of_the_source(runs: Runs) -> None:
    assert {visit.headers["Accept-Language"] for visit in runs[PAGES].visits} == {"en, *;q=0.5"}


RING = Site(
    "ring.example",
    html_listing('next = "a.next"'),
    {
        "/": links("/n/1", after='<a class="next" href="/older">more</a>'),
        "/older": links("/n/2", after='<a class="next" href="/">more</a>'),
    }
    | articles(1, 2),
)


def test_a_listing_that_leads_back_to_its_beginning_is_left(runs: Runs) -> None:
    assert runs[RING].asked == ["/", "/n/1", "/older", "/n/2"]


LONG = Site(
    "long.example",
    html_listing('page = "?p={n}"\nmax_pages = 2'),
    {"/": links("/n/1"), "/?p=2": links("/n/2"), "/?p=3": links("/n/3")} | articles(1, 2, 3),
)


def test_max_pages_ends_a_listing(runs: Runs) -> None:
    assert runs[LONG].asked == ["/", "/n/1", "/?p=2", "/n/2"]


END = Site("end.example", html_listing('page = "page/{n}/"'), {"/": links("/n/1")} | articles(1))


def test_a_counted_listing_may_end_with_404(runs: Runs) -> None:
    assert runs[END].asked == ["/", "/n/1", "/page/2/"]
    assert not runs[END].problems


TWICE = Site(
    "twice.example",
    feed_listing() + html_listing('page = "?p={n}"'),
    {
        "/feed": feed("http://twice.example/n/1?utm_medium=rss"),
        "/": links("/n/1"),
        "/?p=2": links("/n/2"),
    }
    | articles(1, 2),
)


def test_an_article_of_two_listings_is_asked_for_once(runs: Runs) -> None:
    assert runs[TWICE].asked.count("/n/1") == 1


def test_what_one_listing_has_shown_does_not_end_another(runs: Runs) -> None:
    assert runs[TWICE].articles == ["http://twice.example/n/1", "http://twice.example/n/2"]


MAP = Site(
    "map.example",
    sitemap_listing(),
    {
        "/sitemap.xml": Answer(
            "<sitemapindex><sitemap><loc>http://map.example/old.xml</loc><lastmod>2023-12-31</lastmod>"
            "</sitemap><sitemap><loc>http://map.example/new.xml.gz</loc></sitemap>"
            "<sitemap><loc>http://copy.example/x.xml</loc></sitemap></sitemapindex>"
        ),
        "/new.xml.gz": Answer(
            gzip.compress(
                b"<urlset><url><loc>http://map.example/n/1</loc></url>"
                b"<url><loc>/n/2</loc><lastmod>2023-05-05</lastmod></url></urlset>"
            ),
            media_type="application/gzip",
        ),
    }
    | articles(1, 2),
    keys="since = 2024-01-01",
)


def test_sitemaps_and_pages_that_did_not_change_since_are_not_asked_for(runs: Runs) -> None:
    assert runs[MAP].asked == ["/sitemap.xml", "/new.xml.gz", "/n/1"]


QUIET = Site(
    "quiet.example",
    sitemap_listing(),
    {"/sitemap.xml": Answer("<sitemapindex><sitemap><loc>/x</loc><lastmod>2023</lastmod></sitemap></sitemapindex>")},
    keys="since = 2024-01-01",
)


def test_a_source_that_was_quiet_since_is_not_in_doubt(runs: Runs) -> None:
    assert runs[QUIET].items == []


# Arguments

SINCE = Site(
    "since.example",
    html_listing('item = "li"\ndate = "b"\npage = "?p={n}"'),
    {
        "/": Answer(
            '<li><a href="/n/1"></a><b>3 March 2024</b><li><a href="/n/2"></a><b>31 January 2024</b>'
            '<li><a href="/n/3"></a><b>soon</b><li><a href="/n/4"></a><b>2024</b>'
        ),
        "/?p=2": Answer('<li><a href="/n/5"></a><b>30 January 2024</b>'),
        "/?p=3": Answer('<li><a href="/n/6"></a><b>1 March 2024</b>'),
    }
    | articles(1, 2, 4, 5, 6)
    | articles(3, published="2023-12-31"),
    keys="since = 2020-01-01",
    arguments={"since": "2024-02-01"},
)


def test_articles_that_the_listing_dates_before_since_are_not_asked_for(runs: Runs) -> None:
    assert "/n/2" not in runs[SINCE].asked


def test_articles_that_date_themselves_before_since_are_not_handed_on(runs: Runs) -> None:
    assert runs[SINCE].articles == ["http://since.example/n/1", "http://since.example/n/4"]
    assert not runs[SINCE].problems


def test_a_page_of_nothing_but_older_articles_ends_the_listing(runs: Runs) -> None:
    assert [path for path in runs[SINCE].asked if "p=" in path] == ["/?p=2"]


def test_what_is_passed_over_is_counted(runs: Runs) -> None:
    assert runs[SINCE].stats["uniaccord/older"] == 3
    assert runs[SINCE].stats["uniaccord/articles"] == 2


FEW = Site(
    "few.example",
    html_listing('page = "?p={n}"'),
    {"/": links("/n/1", "/n/2", "/n/3"), "/?p=2": links("/n/4")} | articles(1, 2, 3, 4),
    arguments={"max_articles": "2"},
)


def test_max_articles_limits_what_is_asked_for(runs: Runs) -> None:
    assert runs[FEW].asked == ["/", "/n/1", "/n/2"]


ONE = Site(
    "one.example",
    html_listing(),
    articles(7),
    keys="since = 2024-12-01",
    arguments={"url": "http://one.example/n/7#x"},
)


def test_one_article_can_be_named(runs: Runs) -> None:
    assert runs[ONE].asked == ["/n/7"]
    assert runs[ONE].articles == ["http://one.example/n/7"]


# What goes wrong with articles

BAD = Site(
    "bad.example",
    html_listing(),
    {
        "/robots.txt": Answer("User-agent: uniaccord\nDisallow: /n/8$"),
        "/": links(*(f"/n/{number}" for number in range(1, 17))),
        "/n/1": Answer(status=404),
        "/n/2": Answer(status=410),
        "/n/3": Answer(status=403),
        "/n/4": Answer(status=500),
        "/n/5": redirect("http://copy.example/n/5"),
        "/n/6": redirect("/"),
        "/n/7": Answer("x" * 3000),
        "/n/9": Answer(b"\x89PNG\r\n", media_type="image/png"),
        "/n/10": Answer("<html>nothing</html>"),
        "/n/11": Answer("<p>half", headers={"Content-Length": "999"}),
        "/n/12": redirect("/n/12?1"),
        "/n/12?1": redirect("/n/12?2"),
        "/n/12?2": redirect("/n/12?3"),
        "/n/13": Answer("%PDF-1.7 text", media_type="application/pdf"),
        "/n/14": Answer("<!DOCTYPE html><p>text</p>", media_type="text/plain"),
        "/n/15": redirect("/n/13"),
        "/n/16": Answer(gzip.compress(b"x" * 3000), headers={"Content-Encoding": "gzip"}),
    },
    settings={"DOWNLOAD_MAXSIZE": 2000, "REDIRECT_MAX_TIMES": 2},
)


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/n/1", "http-404", "gone"),
        ("/n/2", "http-410", "taken down"),
        ("/n/3", "http-403", "closed to us"),
        ("/n/4", "http-500", "in trouble"),
        (
            "/n/5",
            "off-host",
            "copy.example is not among `hosts` of zz_bad.toml (redirected to http://copy.example/n/5)",
        ),
        ("/n/6", "moved", "leads to http://bad.example/, which is none of the source's articles"),
        ("/n/7", "too-large", "DOWNLOAD_MAXSIZE"),
        ("/n/8", "robots", "robots.txt of bad.example asks us not to read this address"),
        ("/n/9", "media-type", "image/png"),
        ("/n/10", "no-body", "no text"),
        ("/n/11", "cut-off", "broke"),
        ("/n/12", "redirects", "again and again"),
        ("/n/16", "too-large", "unpacked"),
    ],
)
def test_an_article_that_fails_becomes_a_problem_that_says_why(runs: Runs, path: str, code: str, words: str) -> None:
    problem = runs[BAD].problem(path)
    assert (problem["code"], problem["level"], problem["source"]) == (code, "warning", "zz_bad")
    assert words in problem["detail"]


def test_problems_are_logged_in_one_line(runs: Runs) -> None:
    lines = [line for line in runs.log.splitlines() if "(http://bad.example/n/1)" in line]
    assert len(lines) == 1
    assert "[zz_bad] WARNING: http-404: the server answers 404 Not Found" in lines[0]


def test_what_the_rules_forbid_or_the_allow_list_lacks_is_never_asked_for(web: Web, runs: Runs) -> None:
    assert "/n/8" not in runs[BAD].asked
    assert not [visit for visit in web.visits if "copy.example" in visit.url]


def test_pdf_and_html_of_a_wrong_media_type_are_read(runs: Runs) -> None:
    assert runs[BAD].articles == ["http://bad.example/n/13", "http://bad.example/n/14"]


def test_two_addresses_of_one_article_give_one_article(runs: Runs) -> None:
    assert runs[BAD].asked.count("/n/15") == 1
    assert len([item for item in runs[BAD].items if item["url"].endswith("/n/13")]) == 1


# What goes wrong with listings

SILENT = Site("silent.example", html_listing(), {"/": Answer(after=60)}, settings={"DOWNLOAD_TIMEOUT": 3})
EMPTY = Site("empty.example", feed_listing(), {"/feed": feed()})
MISMATCH = Site("mismatch.example", html_listing(), {"/": links("/news/1", "/news/2", "/contact")})
NO_FEED = Site("nofeed.example", feed_listing(), {"/feed": links("/n/1")})
GONE = Site("gone.example", html_listing())
CLOSED = Site(f"127.0.0.1:{closed_port()}", html_listing())
UNKNOWN = Site("unknown.invalid", html_listing())


@pytest.mark.parametrize(
    ("site", "code", "words"),
    [
        (EMPTY, "empty-listing", "the feed has no addresses at all"),
        (MISMATCH, "empty-listing", "3 addresses, none matches [article].url, for instance /news/1"),
        (NO_FEED, "bad-listing", "not an RSS or Atom feed"),
        (GONE, "http-404", "404 Not Found"),
        (CLOSED, "unreachable", "refuses connections"),
        (SILENT, "timeout", "did not answer in time"),
        (UNKNOWN, "dns", "no host of this name"),
    ],
    ids=["empty", "mismatch", "no-feed", "gone", "closed", "silent", "unknown"],
)
def test_a_listing_that_fails_puts_the_source_in_doubt(runs: Runs, site: Site, code: str, words: str) -> None:
    [problem] = runs[site].problems
    assert (problem["code"], problem["level"], problem["source"]) == (code, "error", site.source)
    assert words in problem["detail"]
