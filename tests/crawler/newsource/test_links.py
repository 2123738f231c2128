"""The list of news among the links of a page."""

from __future__ import annotations

import json
import re

import pytest
from scrapy.http import HtmlResponse

from bench.pages import FOLDER
from crawler.addresses import canonical
from crawler.newsource.found import wide
from crawler.newsource.links import Link, find_list, html_page, labels, links_of
from crawler.newsource.shapes import pattern_of

HOST = "https://www.x.example"


def links(body: str, url: str = f"{HOST}/news") -> list[Link]:
    response = HtmlResponse(url, body=f"<html><body>{body}</body></html>".encode())
    page = html_page(response)
    assert page is not None
    return links_of(response, page, wide(url))


def entries(*titles: str, tag: str = "h3") -> str:
    return "".join(
        f'<div><{tag}><a href="/news/{title.split()[0].lower()}-{len(title)}">{title}</a></{tag}></div>'
        for title in titles
    )


TITLES = ("Rectors sign an agreement in Oslo", "Lakes are deeper than was thought", "Students from Kenya have arrived")


def test_headlines_are_told_from_menus() -> None:
    menu = "".join(f'<li><a href="/study/{n}">Programme of studies number {n}</a></li>' for n in range(20))
    found = find_list(links(f"<nav><ul>{menu}</ul></nav>{entries(*TITLES)}"), f"{HOST}/news")
    assert found is not None
    assert [link.text for link in found.links] == list(TITLES)


def test_a_heading_may_be_short_and_a_script_without_blanks_has_no_words() -> None:
    assert links('<h3><a href="/news/1">Cup won</a></h3>')[0].is_headline
    assert not links('<p><a href="/news/1">Cup won</a></p>')[0].is_headline
    assert links('<p><a href="/info/1.htm">我校与圣彼得堡彼得大帝理工大学签署合作协议</a></p>')[0].is_headline


def test_two_links_are_no_list() -> None:
    assert find_list(links(entries(*TITLES[:2])), f"{HOST}/news") is None


def test_labels_are_no_articles_unless_their_address_has_the_words_of_a_headline() -> None:
    found = links(entries(*TITLES) + '<a href="/news/archive">Archive</a><a href="/news/two-rectors-meet">Meeting</a>')
    assert labels(found, []) == [f"{HOST}/news/archive"]


def test_links_to_other_hosts_and_to_files_are_none_of_the_sites_pages() -> None:
    elsewhere = (
        '<a href="https://other.example/news/a">Rectors sign an agreement</a><a href="/a.jpg">A picture of it all</a>'
    )
    assert links(elsewhere) == []


@pytest.mark.skipif(not FOLDER.is_dir(), reason="there is no folder ../shared beside this checkout")
def test_lists_beside_real_articles_give_a_pattern_that_the_article_itself_matches() -> None:
    fitting, clear = [], []
    for line in (FOLDER / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        response = HtmlResponse(told["url"], body=(FOLDER / told["html"]).read_bytes())
        page, source = html_page(response), wide(told["url"])
        assert page is not None
        found = links_of(response, page, source)
        news = find_list(found, told["url"])
        if news and news.score > 20:
            clear.append(told["id"])
            if re.fullmatch(pattern_of(news.urls, labels(found, news.urls)), canonical(told["url"], source)):
                fitting.append(told["id"])
    assert len(clear) >= 15
    assert len(fitting) >= 0.8 * len(clear)


def test_a_page_that_is_too_much_for_any_reader_is_no_page() -> None:
    deep = HtmlResponse("http://news.example/", body=b"<html><body>" + b"<div>" * 100_000)
    assert html_page(deep) is None
