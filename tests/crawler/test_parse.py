"""A page becomes an Article, or tells why it is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scrapy.http import Response

from crawler.items import Article, Listed
from crawler.parse import parse_article
from crawler.source import Family, FamilyRules
from tests.crawler.pages import FIRST, PROSE, SECOND, THIRD, TITLE, URL, a_source, article, html, problem

BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def json_ld(**keys: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **keys}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_article_is_the_pages_and_nothing_round_it() -> None:
    found = article(html(head='<meta name="author" content="Edna Marsh">'))
    assert found == Article(
        url=URL,
        source="xx_northfield",
        title=TITLE,
        body=BODY,
        kinds=("paragraph",) * 3,
        language="en",
        published=None,
        published_basis=None,
        author="Edna Marsh",
    )


# Titles


@pytest.mark.parametrize(
    ("tab", "heading", "head", "title"),
    [
        ("A pact of two lakes | NU", "A pact of two lakes", "", "A pact of two lakes"),
        ("Exchange agreement - NU", "A pact", json_ld(headline="A pact of two lakes"), "A pact of two lakes"),
        ("A pact of two lakes_Northfield University", "", "", "A pact of two lakes"),
        ("Northfield University: A pact of two lakes", "", "", "A pact of two lakes"),
        ("A pact of two lakes | News | Northfield University", "Northfield University", "", "A pact of two lakes"),
        ("Northfield University", "A pact of two lakes", "", "A pact of two lakes"),
        ("A pact of two lakes", "Research: A pact of two lakes", "", "A pact of two lakes"),
        (
            "NU | A pact of 2 lakes",
            "A pact: 2 lakes",
            '<meta property="og:title" content="A pact of 2 lakes">',
            "A pact: 2 lakes",
        ),
        ("Lakeside’s pact", "Lakeside's pact", "", "Lakeside's pact"),
        ("A « pact » of two lakes » NU", "", "", "A « pact » of two lakes » NU"),
        ("两校签署合作协议-北原大学", "两校签署合作协议", "", "两校签署合作协议"),
    ],
)
def test_titles_agree(tab: str, heading: str, head: str, title: str) -> None:
    page = f"<html><head><title>{tab}</title>{head}</head><body><h1>{heading}</h1>{PROSE}</body></html>"
    assert article(page).title == title


def test_a_heading_in_pieces_is_spelt_as_it_is_told() -> None:
    told = "What tutoring is and what it is not – a guide"
    head = f'<title>{told}</title><meta property="og:title" content="{told}">'
    page = (
        f"<html><head>{head}</head><body><h1>What tutoring is and what it is not<br>a guide</h1>{PROSE}</body></html>"
    )
    assert article(page).title == told


def test_a_heading_that_leads_home_is_the_sites_name() -> None:
    logo = '<h1><a href="/">Lakes and more lakes</a></h1>'
    assert article(f"<title>A pact</title>{logo}<h2>A pact</h2>{PROSE}").title == "A pact"


def test_the_sources_selector_knows_the_title() -> None:
    source = a_source(article={"title": ("h2.real",)})
    assert article(html('<h2 class="real">Pact signed</h2>' + PROSE), source).title == "Pact signed"


def test_the_listing_knows_the_title_last() -> None:
    listed = Listed(URL, title="A pact, says the listing", published="2023-07-28")
    found = article(f"<html><body>{PROSE}</body></html>", listed=listed)
    assert (found.title, found.published, found.published_basis) == (
        "A pact, says the listing",
        "2023-07-28",
        "listing",
    )


# Dates


def dated(page: str, **more: Any) -> tuple[str | None, str | None]:
    found = article(page, **more)
    return found.published, found.published_basis


@pytest.mark.parametrize(
    ("page", "published", "basis"),
    [
        (html(head=json_ld(datePublished="2023-07-28T09:00:00+03:00")), "2023-07-28T09:00:00+03:00", "json-ld"),
        (html(head=json_ld(**{"@type": "WebPage", "datePublished": "2023-07-28"})), "2023-07-28", "json-ld"),
        (html(head='<meta property="article:published_time" content="2023-07-28">'), "2023-07-28", "meta"),
        (html(head='<meta name="DC.date.issued" content="2023-07-28">'), "2023-07-28", "meta"),
        (html(above='<time datetime="2023-07-28">July</time>'), "2023-07-28", "time"),
        (html('<span itemprop="datePublished" content="2023-07-28"></span>' + PROSE), "2023-07-28", "time"),
        (html(PROSE + "<p>Дата публикации: 2023.07.28</p>"), "2023-07-28", "label"),
        (html("<div><span>Release time:2023-07-28</span><span>visits:9</span></div>" + PROSE), "2023-07-28", "label"),
        (html(above="<p>28 July 2023 News</p>"), "2023-07-28", "dateline"),
        (html("<p>28.07.23</p>" + PROSE), "2023-07-28", "dateline"),
        (html(above="<p>11:34 News</p>"), None, None),
        (html(PROSE + "<p>The Institute was founded on 5 May 1990.</p>"), None, None),
        (html(head='<meta name="last-modified" content="2023-07-28">'), None, None),
        (html(head=json_ld(datePublished="0001-01-01T00:00:00Z")), None, None),
        (html(head=json_ld(datePublished="")), None, None),
    ],
)
def test_the_day_of_publication_has_a_basis(page: str, published: str | None, basis: str | None) -> None:
    assert dated(page) == (published, basis)


def test_the_surest_date_counts() -> None:
    meta = '<meta property="article:published_time" content="2023-07-27">'
    page = html(head=json_ld(datePublished="2023-07-28") + meta, above="<p>26 July 2023</p>")
    assert dated(page) == ("2023-07-28", "json-ld")
    assert dated(page.replace("datePublished", "x")) == ("2023-07-27", "meta")
    assert dated(page.replace("datePublished", "x").replace(meta, "")) == ("2023-07-26", "dateline")


def test_the_address_may_tell_the_day() -> None:
    url = "https://www.northfield.example/news/2023/07/28/pact"
    assert dated(html(), url=url) == ("2023-07-28", "url")
    assert dated(html(above="<p>29 July 2023</p>"), url=url) == ("2023-07-29", "dateline")


def test_a_sources_selector_may_tell_the_day() -> None:
    source = a_source(article={"date": (".when", "time.when")})
    assert dated(html('<div class="when">On 28 July 2023</div>' + PROSE), source=source)[1] is not None
    assert dated(html('<i class="when">28 July 2023</i>' + PROSE), source=source) == ("2023-07-28", "selector")
    assert dated(html('<time class="when">28 July 2023</time>' + PROSE), source=source) == ("2023-07-28", "time")


def test_a_sources_label_is_believed() -> None:
    source = a_source(article={"date_labels": ("put up",)})
    assert dated(html(PROSE + "<p>Item 17 put up 28.07.2023</p>"), source=source) == ("2023-07-28", "label")


def test_dates_are_the_publishers() -> None:
    late = html(head=json_ld(datePublished="2023-07-28T22:30:00Z"))
    assert dated(late)[0] == "2023-07-29T01:30:00+03:00"
    assert dated(late, source=a_source(timezone="America/New_York"))[0] == "2023-07-28T18:30:00-04:00"
    midnight = html(head=json_ld(datePublished="2023-07-28T00:00:00.000Z"))
    assert dated(midnight, source=a_source(timezone="America/New_York"))[0] == "2023-07-28"


def test_where_the_publishers_clock_is_unknown_the_printed_day_counts() -> None:
    page = html(head=json_ld(datePublished="2023-07-28T22:30:00Z"), above="<p>29 July 2023</p>")
    assert dated(page, source=a_source(timezone="UTC")) == ("2023-07-29", "json-ld")


def test_the_order_of_numbers_is_the_sources() -> None:
    assert dated(html(above="<p>07/08/2023</p>"))[0] == "2023-08-07"
    assert dated(html(above="<p>07/08/2023</p>"), source=a_source(date_order="MDY"))[0] == "2023-07-08"


def test_changes_are_told_apart_from_publication() -> None:
    found = article(html(head=json_ld(datePublished="2023-07-28", dateModified="2023-08-01")))
    assert (found.published, found.modified) == ("2023-07-28", "2023-08-01")
    found = article(html(PROSE + "<p>Last updated: 1 August 2023</p>"))
    assert (found.published, found.modified) == (None, "2023-08-01")


# JSON-LD


@pytest.mark.parametrize(
    "script",
    [
        '[{"@type": "Organization"}, {"@type": ["Thing", "Article"], "datePublished": "2023-07-28"}]',
        '{"@graph": [{"@type": "WebSite"}, {"@type": "BlogPosting", "datePublished": "2023-07-28"}]}',
        '<!-- {"@type": "Report", "datePublished": "2023-07-28",} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "two\nlines", "datePublished": "2023-07-28"}\n//]]>',
        '{"@type": "http://schema.org/NewsArticle", "datePublished": "2023-07-28"};',
    ],
)
def test_json_ld_is_read_in_all_its_shapes(script: str) -> None:
    assert dated(html(head=f'<script type="application/ld+json">{script}</script>')) == ("2023-07-28", "json-ld")


def test_broken_json_ld_is_passed_over() -> None:
    assert dated(html(head='<script type="application/ld+json">{"@type": "Article", </script>')) == (None, None)


def test_the_json_ld_of_other_pages_is_not_the_pages() -> None:
    others = [
        {"@type": "NewsArticle", "url": f"/n/{n}", "headline": f"Title {n}", "datePublished": "2020-01-01"}
        for n in range(4)
    ]
    own = {"@type": "NewsArticle", "url": URL, "datePublished": "2023-07-28"}
    assert dated(html(head=json_ld(**{"@graph": others}))) == (None, None)
    assert dated(html(head=json_ld(**{"@graph": [*others, own]}))) == ("2023-07-28", "json-ld")


def test_authors_and_tags_come_from_json_ld() -> None:
    people = [{"@type": "Person", "name": "Edna Marsh"}, {"name": "admin"}, "Olaf &amp; Co"]
    found = article(html(head=json_ld(author=people, keywords="lakes, exchange")))
    assert (found.author, found.tags) == ("Edna Marsh, Olaf & Co", ("lakes", "exchange"))


def test_the_article_body_of_json_ld_is_the_last_resort() -> None:
    page = f"<html><head><title>{TITLE}</title>{json_ld(articleBody=BODY)}</head><body><div id=app></div></body></html>"
    assert article(page).body == BODY


# Bodies


def test_the_sources_selectors_find_the_body() -> None:
    page = html(
        f'<div class="lead">{FIRST}</div><div class="more">{SECOND}<p class="note">Note</p></div><div>{THIRD}</div>'
    )
    source = a_source(article={"body": (".absent", ".lead, .more"), "drop": (".note",)})
    assert article(page, source).body == f"{FIRST}\n\n{SECOND}"


def test_a_selector_that_finds_next_to_nothing_is_passed_over() -> None:
    source = a_source(article={"body": (".teaser", "article")})
    assert article(html('<p class="teaser">In short</p>' + PROSE), source).body == f"In short\n\n{BODY}"


def test_the_family_helps_after_the_source() -> None:
    rules = FamilyRules(body=("article",), tags=(".tags a",), author=(".by",), drop=(".ad",))
    family = Family(id="made", name="Made", article=rules)
    extra = '<p class="ad">Buy</p><p class="by">Edna Marsh</p><div class="tags"><a>Lakes</a> <a>Exchange</a></div>'
    found = article(html(PROSE + extra), a_source(family=family))
    assert (found.author, found.tags) == ("Edna Marsh", ("Lakes", "Exchange"))
    assert "Buy" not in found.body


def test_headings_and_items_keep_their_kind() -> None:
    found = article(html(f"<p>{FIRST}</p><h2>What it covers</h2><ul><li>students</li><li>teachers</li></ul><p>{SECOND}</p>"),
                    a_source(article={"body": ("article",)}))  # fmt: skip
    assert found.kinds == ("paragraph", "heading", "item", "item", "paragraph")
    assert len(found.body.split("\n\n")) == len(found.kinds)


def test_fixes_come_before_reading() -> None:
    source = a_source(fixes={"Lakesied": "Lakeside"})
    assert "Lakesied" not in article(html(PROSE.replace("Lakeside", "Lakesied")), source).body


def test_a_wrong_charset_is_seen_through() -> None:
    page = html(f"<p>Ректор подписал соглашение о сотрудничестве с университетом. {FIRST}</p>")
    found = article(
        page.encode("cp1251"), a_source(language="ru"), headers={"Content-Type": "text/html; charset=utf-8"}
    )
    assert "соглашение о сотрудничестве" in found.body


# Addresses


def test_the_page_may_name_a_better_address() -> None:
    def at(href: str) -> str:
        return article(html(head=f'<link rel="canonical" href="{href}">'), url=f"{URL}?utm_source=feed&page=1").url

    assert at("/news/pact#top") == "https://www.northfield.example/news/pact"
    assert at("https://www.northfield.example/") == f"{URL}?page=1"
    assert at("https://copies.example/news/pact") == f"{URL}?page=1"


# Pages without an article


@pytest.mark.parametrize(
    ("page", "code", "says"),
    [
        (html(title="Page not found"), "not-an-article", "Page not found"),
        (html(title="404 | Northfield University"), "not-an-article", "404"),
        (html(title="Latest News"), "not-an-article", "section"),
        (html("<form><input type=password></form>" + PROSE, title="Log in"), "not-an-article", "password"),
        (html("".join(f"<h2><a href='/{n}'>A title of some words {n}</a></h2><p>{FIRST} {n}</p>" for n in range(6)), title="All"), "not-an-article", "list"),
        (html("<p>See you there!</p>"), "too-short", "characters"),
        ("<html><title>App</title><body><div id=root></div><script>run()</script></body></html>", "no-body", "trafilatura"),
        ("", "no-body", "trafilatura"),
    ],
)  # fmt: skip
def test_a_page_without_an_article_says_why(page: str, code: str, says: str) -> None:
    found = problem(page)
    assert (found.code, found.url, found.source) == (code, URL, "xx_northfield")
    assert says in found.detail


def test_what_was_tried_is_told() -> None:
    found = problem("<p></p>", a_source(article={"body": (".entry", "main")}))
    assert found.detail == "no text found by the selector '.entry', the selector 'main', trafilatura"


def test_a_response_of_any_type_may_be_a_pdf() -> None:
    found = parse_article(Response(URL, body=b"%PDF-1.4 cut off"), a_source())
    assert getattr(found, "code", None) == "broken-pdf"
