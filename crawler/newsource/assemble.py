"""The list of news and what else a site offers → the pattern of its articles and the ways in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin, urlsplit

from crawler.items import Listed
from crawler.newsource import about
from crawler.newsource.found import Found, Seen
from crawler.newsource.links import LEAST, html_page, labels, links_of
from crawler.newsource.paging import read, turn_pages
from crawler.newsource.shapes import pattern_of
from crawler.newsource.ways import Offer, find_posts, find_sitemap, is_news, sitemaps_of
from crawler.source import ArticleRules, Listing, Source
from crawler.visit import Visitor, address

_SHARE = 0.5
"""A feed belongs to the section if so much of it is its articles."""


async def ways_in(
    visitor: Visitor, start: Seen, articles: set[str], feeds: list[Offer], today: date, told: list[str]
) -> Found:
    """The pattern and the listings: a feed for the newest, and one way to the rest."""
    url = address(start.response.url, visitor.source)
    others = [url, *(feed.url for feed in feeds), *labels(start.links, articles)]
    pattern, feed = _first_pattern(articles, feeds, others, start)
    family = about.find_family([start.page], [start.response.text])
    draft = visitor.source.model_copy(update={"article": ArticleRules(url=pattern), "family": family})
    html, pages = await turn_pages(visitor, draft, start.response, today)
    seen = set(articles) | ({each.url for each in feed.listed if draft.is_article(each.url)} if feed else set())
    for response in pages:
        seen |= {each.url for each in read(response, draft, html, start.response.url, 1, today).articles}
        if start.news and articles and (page := html_page(response)):
            seen |= set(start.news.alike(links_of(response, page, draft)))
    home = urljoin(start.response.url, "/")
    posts = await find_posts(visitor, home, today) if family and family.id == "wordpress" else None
    if posts:
        seen |= {each.url for each in posts.listed if re.fullmatch(pattern, each.url)}
    pattern = pattern_of(sorted(seen), others)

    def is_article(address: str) -> bool:
        return re.fullmatch(pattern, address) is not None

    posts = posts if posts and sum(is_article(each.url) for each in posts.listed) * 2 > len(posts.listed) else None
    robots = await visitor.probe(urljoin(home, "/robots.txt"))
    sitemap = None if posts else await find_sitemap(visitor, sitemaps_of(robots), home, is_article, today)
    draft = draft.model_copy(update={"article": ArticleRules(url=pattern)})
    on_pages = [
        each
        for number, response in enumerate(pages, 1)
        for each in read(response, draft, html, start.response.url, number, today).articles
    ]
    if sitemap and len(sitemap.listed) < max(len({each.url for each in on_pages}), 3):
        sitemap = None
    deep: list[Offer] = [posts] if posts else [sitemap] if sitemap else []
    listings: list[Listing] = [offer.listing for offer in ([feed] if feed else []) + deep]
    if on_pages and not (feed and deep):
        listings.append(html)
        if not deep and len(pages) == 1:
            told.append(f"found no second page of {url}: older articles are not reached")
    everything = [*(feed.listed if feed else ()), *on_pages]
    everything += [each for offer in deep for each in offer.listed]
    return Found(
        start=url,
        hosts=_hosts(visitor.source, pattern, everything, listings),
        pattern=pattern,
        listings=listings,
        listed=list({each.url: each for each in reversed(everything) if is_article(each.url)}.values())[::-1],
        family=family,
        pages=[],
        texts=[],
        news=start.news,
        response=start.response,
        further=pages,
        told=told,
    )


def _first_pattern(articles: set[str], feeds: list[Offer], others: list[str], start: Seen) -> tuple[str, Offer | None]:
    """The pattern by the list and the feed that is of the same section; by a feed alone where there is no list."""
    if articles:
        pattern = pattern_of(sorted(articles), others)
        rated = [(sum(re.fullmatch(pattern, each.url) is not None for each in feed.listed), feed) for feed in feeds]
        for fitting, feed in sorted(rated, key=lambda pair: -pair[0]):
            if fitting and fitting >= len(feed.listed) * _SHARE:
                urls = [each.url for each in feed.listed if re.fullmatch(pattern, each.url)]
                return pattern_of(sorted({*articles, *urls}), others), feed
    for feed in feeds:
        # The list may have been of something else: a feed whose addresses the page repeats knows better.
        pattern = pattern_of([each.url for each in feed.listed], others)
        on_page = {link.url for link in start.links if re.fullmatch(pattern, link.url)}
        if not articles or len(on_page) >= max(3, len(articles) // 2):
            return pattern, feed
    return pattern_of(sorted(articles), others), None


def _hosts(source: Source, pattern: str, listed: Iterable[Listed], listings: Iterable[Listing]) -> tuple[str, ...]:
    """The hosts of the listings, then those of articles."""
    found = [urlsplit(url).netloc for listing in listings for url in listing.urls]
    found += [urlsplit(each.url).netloc for each in listed if re.fullmatch(pattern, each.url)]
    return tuple(dict.fromkeys(host for host in found if host in source.hosts))


async def in_sitemaps(visitor: Visitor, home: str, articles: set[str], today: date) -> set[str]:
    """Addresses of articles by a sitemap alone: those like an article that is known, or with a word for news."""
    robots = await visitor.probe(urljoin(home, "/robots.txt"))
    alike = pattern_of(articles) if articles else None

    def is_article(url: str) -> bool:
        return re.fullmatch(alike, url) is not None if alike else is_news(url) and urlsplit(url).path.count("/") > 1

    offer = await find_sitemap(visitor, sitemaps_of(robots), urljoin(home, "/"), is_article, today)
    found = {each.url for each in offer.listed} if offer else set()
    return found if len(found) >= LEAST else set()
