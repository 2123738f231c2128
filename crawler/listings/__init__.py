"""Pages that list articles: feeds, sitemaps, pages of links, JSON. Pure functions of a response."""

from __future__ import annotations

from datetime import date

from scrapy.http import Response

from crawler.listings.feed import read_feed
from crawler.listings.html import read_html
from crawler.listings.json import read_json
from crawler.listings.page import ListingError, Page
from crawler.listings.sitemap import read_sitemap
from crawler.source import FeedListing, HtmlListing, Listing, SitemapListing, Source

__all__ = ["ListingError", "Page", "read_listing"]


def read_listing(
    response: Response, source: Source, listing: Listing, *, start: str, number: int = 1, today: date
) -> Page:
    """Reads page `number` (from 1) of the listing that began at the declared address `start`.

    `today` is the day at the source, for printed dates such as "yesterday".
    Raises ListingError when the response is not what the source's file says.
    """
    match listing:
        case FeedListing():
            return read_feed(response, source, today=today)
        case SitemapListing():
            return read_sitemap(response, source, listing, today=today)
        case HtmlListing():
            return read_html(response, source, listing, start=start, number=number, today=today)
    return read_json(response, source, listing, start=start, number=number, today=today)
