"""How much is read: sizes just within the limits, and just beyond them."""

from __future__ import annotations

from pathlib import Path

import pytest
from protego import Protego

from crawler.addresses import LONGEST, article_address
from crawler.documents import read_file
from crawler.items import Article, Problem
from crawler.listings.feed import MOST_TAGS
from crawler.listings.page import MOST_ENTRIES
from crawler.manners.robots import concerning
from crawler.reading.limits import (
    DEEPEST,
    LONGEST_ATTRIBUTE,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ATTRIBUTES,
    MOST_ELEMENTS,
    TooMuch,
    parse_html,
)
from crawler.reading.text import MOST_ACCENTS, clean
from tests.crawler.pages import PROSE, TITLE, a_source, article, html, problem
from tests.fuzz.readers import READERS

# Pages


@pytest.mark.parametrize(
    ("within", "beyond", "code"),
    [
        ("<i>x</i>" * (MOST_ELEMENTS - 60), "<i>x</i>" * MOST_ELEMENTS, "too-large"),
        ("<i>" * (DEEPEST - 10) + "x", "<i>" * DEEPEST + "x", "too-deep"),
        ("x" * (LONGEST_TEXT - 2_000), "x" * LONGEST_TEXT, "too-large"),
        ("<i" + "".join(f" a{n}=x" for n in range(MOST_ATTRIBUTES)) + ">", None, "too-large"),
        (None, "<i" + "".join(f" a{n}=x" for n in range(MOST_ATTRIBUTES + 1)) + ">", "too-large"),
        (None, "<!--" + "x" * 8_000_000, "too-large"),
    ],
    ids=["elements", "depth", "text", "attributes", "more attributes", "source"],
)
def test_a_page_is_read_up_to_a_size_and_refused_beyond_it(within: str | None, beyond: str | None, code: str) -> None:
    if within is not None:
        assert article(html(PROSE + within)).title == TITLE
    if beyond is not None:
        assert problem(html(PROSE + beyond)).code == code


def test_scripts_and_styles_are_no_text() -> None:
    code = "x = 1;" * LONGEST_TEXT
    assert article(html(f"{PROSE}<script>{code}</script>")).title == TITLE


def test_of_an_element_only_the_long_attributes_are_left_out() -> None:
    tree = parse_html(f'<p class="a" data-x="{"x" * (LONGEST_ATTRIBUTE + 1)}" id="b">text</p>')
    assert dict(tree.css("p")[0].root.attrib) == {"class": "a", "id": "b"}


def test_a_letter_bears_so_many_accents_and_no_more() -> None:
    assert clean("e\u0301 … a" + "\u0323" * 100) == "é … ạ" + "\u0323" * (MOST_ACCENTS - 1)
    [heap] = parse_html("<p>a" + "&#803;&#769;" * 200_000).css("p::text").getall()
    assert len(heap) == 1 + MOST_ACCENTS


def test_dots_and_rules_are_no_accents() -> None:
    assert clean("Contents " + "…" * 100 + " 5") == "Contents " + "…" * 100 + " 5"


def test_a_text_is_no_title() -> None:
    long = "word " * LONGEST_LINE
    assert (
        article(html(title=TITLE, above=f"<h1>{long}</h1>", head=f"<meta property=og:title content='{long}'>")).title
        != long.strip()
    )


def test_a_page_that_is_too_large_is_not_half_read() -> None:
    with pytest.raises(TooMuch, match="more than 10 elements"):
        parse_html("<p>x" * 20, most_elements=10)


# Listings


def feed_of(entries: int) -> bytes:
    items = "".join(f"<item><link>https://www.northfield.example/news/{n}</link></item>" for n in range(entries))
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def test_of_a_long_feed_the_first_entries_are_read() -> None:
    short, long = READERS["feed"](feed_of(1_000)), READERS["feed"](feed_of(50_000))
    assert (len(short.articles), short.is_cut) == (1_000, False)
    assert long.is_cut
    assert MOST_TAGS // 4 - 10 < len(long.articles) <= MOST_TAGS // 4
    assert long.articles[0].url == "https://www.northfield.example/news/0"


def test_of_a_sitemap_as_many_addresses_are_read_as_one_may_have() -> None:
    urls = "".join(f"<url><loc>/news/{n}</loc></url>" for n in range(MOST_ENTRIES + 1))
    page = READERS["sitemap"](f"<urlset>{urls}</urlset>".encode())
    assert (page.addresses, page.is_cut) == (MOST_ENTRIES, True)


def test_an_address_that_is_too_long_is_counted_and_passed_over() -> None:
    page = READERS["html_listing"](
        f"<li><a href='/news/{'x' * LONGEST}'>a</a></li><li><a href='/news/b'>b</a>".encode()
    )
    assert [listed.url for listed in page.articles] == ["https://www.northfield.example/news/b"]
    assert page.addresses == 2


@pytest.mark.parametrize("href", ["file://www.northfield.example/news/a", "ftp://www.northfield.example/news/a"])
def test_only_the_web_has_articles(href: str) -> None:
    anything = a_source(article={"url": ".*"})
    assert article_address(href, "https://www.northfield.example/", anything) is None


# robots.txt


def test_groups_for_others_stay_apart_from_ours() -> None:
    rules = "User-agent: other\nDisallow: /\n\nuser-agent: *\nDisallow: /a\n\nUserAgent: third # x\nAllow: /a\n"
    read = Protego.parse(concerning("uniaccord", rules.encode()).decode())
    assert not read.can_fetch("http://a.example/a", "uniaccord")
    assert read.can_fetch("http://a.example/b", "uniaccord")


@pytest.mark.parametrize("name", ["uniaccord", "UniAccord", "uni*accord", "uni"])
def test_groups_for_us_are_kept(name: str) -> None:
    read = Protego.parse(
        concerning("uniaccord", f"User-agent: x\nUser-agent: {name}\r\nDisallow: /a".encode()).decode()
    )
    assert not read.can_fetch("http://a.example/a", "uniaccord")


# Files


def test_a_file_and_a_line_have_an_end(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b'{"text": "one"}\n' + b"x" * 17_000_000 + b'\n{"text": "two"}\n')
    first, long, third = read_file(lines)
    assert isinstance(first, Article) and isinstance(third, Article) and isinstance(long, Problem)
    assert (first.body, third.body) == ("one", "two")
    assert (long.code, long.detail) == ("too-large", "a.jsonl line 2: longer than 8,000,000 characters")
    (tmp_path / "a.html").write_bytes(bytes(65 * 2**20))
    [page] = read_file(tmp_path / "a.html")
    assert isinstance(page, Problem) and page.code == "too-large"
