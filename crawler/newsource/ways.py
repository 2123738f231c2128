"""What a site offers to machines: feeds, sitemaps, WordPress's REST interface."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from scrapy.http import Response

from crawler.addresses import absolute, allowed
from crawler.items import Listed
from crawler.listings import ListingError, Page, read_listing
from crawler.newsource.links import base_of
from crawler.newsource.words import NEWS_ADDRESSES
from crawler.reading.page import Page as HtmlPage
from crawler.source import FeedListing, JsonListing, Listing, SitemapListing, Source
from crawler.visit import Visitor

_FEEDS = ("feed/", "rss.xml", "feed.xml", "atom.xml", "rss/", "rss")
_OF_COMMENTS = re.compile(r"comment|/category/|/tag/|/author/", re.IGNORECASE)
_FEED_LINK = re.compile(r"(?:rss|feed|atom)[^/]*(?:\.xml|\.php|/)?$", re.IGNORECASE)
_OF_NEWS = re.compile(r"news|post|article|press|story|stories|novost|notic|aktuell|actual|blog", re.IGNORECASE)
_SITEMAPS = 4
"""So many sitemaps of an index are opened."""
_POSTS = "/wp-json/wp/v2/posts"


@dataclass(frozen=True, slots=True)
class Offer:
    """A listing that a site offers, and what stands in it, in its own order."""

    listing: Listing
    listed: tuple[Listed, ...]

    @property
    def url(self) -> str:
        return self.listing.urls[0]


async def find_feeds(visitor: Visitor, pages: Iterable[tuple[Response, HtmlPage]], today: date) -> list[Offer]:
    """The feeds that pages name, or else those at the usual addresses."""
    source, named, usual = visitor.source, [], []
    for response, page in pages:
        base = base_of(response)
        for link in page.root.iter("link", "a"):
            kind, href = (link.get("type") or "").lower(), link.get("href") or ""
            is_feed = kind in ("application/rss+xml", "application/atom+xml") or (
                link.tag == "a" and _FEED_LINK.search(href.partition("?")[0])
            )
            if is_feed and (url := absolute(href, base)) and allowed(url, source) and not _OF_COMMENTS.search(url):
                named.append(url)
        if response.url.endswith("/"):
            usual.append(urljoin(response.url, _FEEDS[0]))
        usual += [urljoin(response.url, f"/{ending}") for ending in _FEEDS]
    feeds = [offer for url in dict.fromkeys(named[:6]) if (offer := await _feed(visitor, url, today))]
    if not feeds:
        for url in dict.fromkeys(usual):
            if offer := await _feed(visitor, url, today):
                return [offer]
    return feeds


async def _feed(visitor: Visitor, url: str, today: date) -> Offer | None:
    response = await visitor.probe(url)
    return read_offer(response, FeedListing(kind="feed", urls=(url,)), visitor.source, today) if response else None


def read_offer(response: Response, listing: Listing, source: Source, today: date) -> Offer | None:
    """What a listing holds; null where the answer is none, or it is empty."""
    page = _read(response, listing, source, today)
    return Offer(listing, page.articles) if page and page.articles else None


async def find_posts(visitor: Visitor, home: str, today: date) -> Offer | None:
    """The posts of a WordPress site."""
    url = urljoin(home, _POSTS)
    response = await visitor.probe(f"{url}?per_page=10&page=1")
    listing = JsonListing(kind="json", urls=(url,), page="?per_page=10&page={n}", title="title.rendered", date="date")
    return read_offer(response, listing, visitor.source, today) if response else None


async def find_sitemap(
    visitor: Visitor, named: Iterable[str], home: str, is_article: Callable[[str], bool], today: date
) -> Offer | None:
    """The sitemap with the most articles, those of an index limited to the ones that have any."""
    usual = [urljoin(home, path) for path in ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")]
    named = [url for url in dict.fromkeys(named) if allowed(url, visitor.source)]
    offers = []
    for url in named[:3] or usual:
        if offer := await _sitemap(visitor, url, is_article, today):
            offers.append(offer)
            if not named:
                break
    return max(offers, key=lambda offer: len(offer.listed), default=None)


async def _sitemap(visitor: Visitor, url: str, is_article: Callable[[str], bool], today: date) -> Offer | None:
    bare = SitemapListing(kind="sitemap", urls=(url,))
    response = await visitor.probe(url)
    page = _read(response, bare, visitor.source, today) if response else None
    if page is None:
        return None
    if not page.children:
        kept = tuple(listed for listed in page.articles if is_article(listed.url))
        return Offer(bare, kept) if kept else None
    children = [child.url for child in page.children if allowed(child.url, visitor.source)]
    rated = sorted(children, key=lambda child: _OF_NEWS.search(urlsplit(child).path) is None)
    rich: list[str] = []
    listed: list[Listed] = []
    for child in rated[:_SITEMAPS]:
        answer = await visitor.probe(child)
        inner = _read(answer, bare, visitor.source, today) if answer else None
        found = [each for each in inner.articles if is_article(each.url)] if inner else []
        if found:
            rich.append(child)
            listed += found
        elif rich:
            break
    if not rich:
        return None
    return Offer(bare.model_copy(update={"follow": _follow(rich, children)}), tuple(listed))


def _follow(rich: list[str], children: list[str]) -> str | None:
    """A pattern for the sitemaps that have articles; null if it fits all of the index."""
    masks = {re.sub(r"\d+", "0", _path(url)) for url in rich}
    said = "|".join(sorted(re.escape(mask).replace(r"\-", "-").replace("0", r"\d+") for mask in masks))
    said = f"(?:{said})" if len(masks) > 1 else said
    return None if all(re.search(said, url) for url in children) else said


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _read(response: Response | None, listing: Listing, source: Source, today: date) -> Page | None:
    if response is None:
        return None
    try:
        return read_listing(response, source, listing, start=response.url, today=today)
    except ListingError:
        return None


def sitemaps_of(robots: Response | None) -> list[str]:
    """The sitemaps that a robots.txt names."""
    text = robots.body.decode("utf-8", "replace") if robots else ""
    return [line.split(":", 1)[1].strip() for line in text.splitlines() if line.lower().startswith("sitemap:")]


def is_news(url: str) -> bool:
    """Whether an address has a word for news in it."""
    return bool(NEWS_ADDRESSES & set(re.split(r"[/.?=&]", url.lower())))
