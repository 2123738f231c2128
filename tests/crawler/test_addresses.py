"""One address for one page."""

from __future__ import annotations

from itertools import product

import pytest
from scrapy import Request

from crawler.addresses import allowed, article_address, canonical
from crawler.source import Source, load_source

TOML = """
name = "Test"
homepage = "https://www.test.example/"
language = "en"
timezone = "UTC"
hosts = ["www.test.example", "old.test.example", "test.example:8080"]
checked = "made for a test"
[organisation]
name = "University of Test"
[article]
url = 'https?://(www|old)[.]test[.]example/show[?]cid=[0-9]+|https://www[.]test[.]example/news/.+'
[[listing]]
kind = "feed"
urls = ["http://old.test.example/feed", "https://www.test.example/feed"]
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("sources") / "zz_test.toml"
    path.write_text(TOML, encoding="utf-8")
    return load_source(path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTPS://User:pw@WWW.Test.Example.:443/News", "https://www.test.example/News"),
        ("http://test.example", "http://test.example/"),
        ("http://test.example:8080/a", "http://test.example:8080/a"),
        ("https://test.example:80/a", "https://test.example:80/a"),
        ("https://тест.example/", "https://xn--e1aybc.example/"),
        ("https://test.example/a#part", "https://test.example/a"),
        ("https://test.example//a///b/./c/../d", "https://test.example/a/b/d"),
        ("https://test.example/%d0%bf/п/%7Ea b", "https://test.example/%D0%BF/%D0%BF/~a%20b"),
        ("https://test.example/a%2Fb?c=d%26e", "https://test.example/a%2Fb?c=d%26e"),
        ("https://test.example/caf%E9?q=%EF%F0", "https://test.example/caf%E9?q=%EF%F0"),
        ("https://test.example/%E2%80%8Ba\u200bb\u00ad", "https://test.example/ab"),
        ("https://test.example/\u0645\u06cc\u200c\u0634", "https://test.example/%D9%85%DB%8C%E2%80%8C%D8%B4"),
        (" https://test.example/a\n", "https://test.example/a"),
        ("https://test.example/?b=2&a=1&a=0", "https://test.example/?a=0&a=1&b=2"),
        ("https://test.example/?utm_source=x&id=5&fbclid=y&Gclid=z&srsltid=q", "https://test.example/?id=5"),
        ("https://test.example/a?mc_cid=1&yclid=2&lite&cid=3", "https://test.example/a"),
        ("https://test.example/a?id=1&amp;page=2", "https://test.example/a?id=1&page=2"),
        ("https://test.example/news.php?item.12", "https://test.example/news.php?item.12"),
        ("https://test.example/a?x=", "https://test.example/a?x="),
        ("https://test.example/a?", "https://test.example/a"),
        ("https://test.example/a;jsessionid=0F?x=1", "https://test.example/a?x=1"),
        ("https://test.example/a/amp", "https://test.example/a"),
        ("https://test.example/a/amp/?amp=1", "https://test.example/a/"),
        ("https://test.example/a.amp.html", "https://test.example/a.html"),
    ],
)
def test_an_address_is_written_in_one_way(written: str, meant: str) -> None:
    assert canonical(written) == meant


@pytest.mark.parametrize(
    "url",
    [
        "https://test.example/amp",
        "https://test.example/amp/a",
        "https://test.example/campus/lamp",
        "https://test.example/index.html",
        "https://test.example/News/",
        "https://test.example/a?category=1",
        "mailto:someone@test.example",
        "file:minutes.pdf#sha256=00",
    ],
)
def test_what_may_be_another_page_is_left_alone(url: str) -> None:
    assert canonical(url) == url


def test_canonical_addresses_stay_as_they_are_here_and_in_scrapy(source: Source) -> None:
    schemes = ("http://", "HTTPS://")
    hosts = ("www.test.example", "m.test.example", "Old.Test.Example.:80", "тест.example:8080", "u@[::1]")
    paths = ("", "/", "//a//b/", "/%7e/100%", "/x/amp/amp/", "/п/%d0%bf;jsessionid=1", "/a b/..%2f/%zz", "/.amp", "/:/")
    queries = ("", "?", "?&&", "?b=1&a", "?q=%EF+%20x", "?a==b&amp;c=1", "?cid=1&utm_x=2", "?x=a/b:c@d&y=[]", "?;&?")
    for parts in product(schemes, hosts, paths, queries, ("", "#a?b")):
        url = canonical("".join(parts), source)
        assert canonical(url, source) == url
        assert canonical(Request(url).url, source) == url, Request(url).url


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://www.test.example/a", "https://www.test.example/a"),
        ("https://old.test.example/a", "http://old.test.example/a"),
        ("https://other.example/a", "https://other.example/a"),
        ("http://test.example:8080/a", "http://test.example:8080/a"),
        ("https://m.test.example/a", "https://www.test.example/a"),
        ("http://amp.test.example:8080/a", "http://test.example:8080/a"),
        ("https://m.other.example/a", "https://m.other.example/a"),
        ("http://old.test.example/show?cid=5&utm_id=1", "http://old.test.example/show?cid=5"),
    ],
    ids=lambda url: url.removeprefix("https://"),
)
def test_a_source_tells_what_its_hosts_and_parameters_mean(source: Source, written: str, meant: str) -> None:
    assert canonical(written, source) == meant


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        ("https://www.test.example/a", True),
        ("http://WWW.TEST.EXAMPLE.:80/a", True),
        ("https://m.test.example/", True),
        ("https://test.example:8080/", True),
        ("https://test.example/", False),
        ("https://sub.www.test.example/", False),
        ("https://www.test.example.evil.example/", False),
        ("https://www.test.example@evil.example/", False),
        ("https://evil.example/www.test.example", False),
        ("javascript:alert(1)", False),
        ("http://[x", False),
        ("http://www.test.example:port/", False),
    ],
)
def test_only_hosts_of_the_source_are_allowed(source: Source, url: str, answer: bool) -> None:
    assert allowed(url, source) is answer


def test_links_are_read_from_the_page_they_stand_on(source: Source) -> None:
    base = "https://www.test.example/news/list?page=2"
    assert article_address("a?utm_source=x", base, source) == "https://www.test.example/news/a"
    assert article_address("//m.test.example/news/b", base, source) == "https://www.test.example/news/b"
    assert article_address("../about", base, source) is None
    assert article_address("https://copy.example/news/a", base, source) is None
    assert article_address("http://[broken", base, source) is None


def test_an_address_that_cannot_be_taken_apart_is_an_error() -> None:
    with pytest.raises(ValueError, match="Invalid IPv6 URL"):
        canonical("http://[x")
