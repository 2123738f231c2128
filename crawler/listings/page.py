"""What all listings have in common: the page that comes out, dates, the way to the next page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urljoin

from crawler.addresses import article_address
from crawler.items import Listed
from crawler.reading.dates import localise, read_date
from crawler.source import HtmlListing, JsonListing, Source

MOST = 50_000
"""Addresses that a page of a listing may have: the limit of sitemaps.org, and far beyond what readers are given."""


class ListingError(ValueError):
    """A listing that is not what its source's file says; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing."""

    articles: tuple[Listed, ...]
    """The source's articles, each once, in the page's order; in a sitemap the newest first."""
    addresses: int
    """How many addresses the page had, articles or not."""
    other: str | None = None
    """The first address that is none of the source's articles, for whoever has to mend the pattern."""
    next: str | None = None
    """Where the listing goes on."""
    children: tuple[Listed, ...] = ()
    """The sitemaps that an index names, the newest first."""


def limit(addresses: int) -> None:
    """Raises ListingError if a page has more addresses than are read."""
    if addresses > MOST:
        raise ListingError(f"more than {MOST} addresses on one page: declare a listing that has only the newest")


def gather(entries: Iterable[Listed], base: str, source: Source, *, next_page: str | None = None) -> Page:
    """Makes a page of entries whose addresses are as the page writes them, relative to `base`. Raises ListingError."""
    articles: dict[str, Listed] = {}
    addresses, other = 0, None
    for entry in entries:
        addresses += 1
        limit(addresses)
        if url := article_address(entry.url, base, source):
            articles.setdefault(url, replace(entry, url=url))
        else:
            other = other or entry.url
    return Page(tuple(articles.values()), addresses, other, next_page)


def listed_date(text: str | None, source: Source, today: date) -> str | None:
    """A date that a listing gives, for machines or for readers, in ISO 8601; null if it can't be read.

    `today` is the day at the source; what is dated later is not believed.
    """
    if not text:
        return None
    # A day's grace: dates with an offset may already be tomorrow's in another time zone.
    value = read_date(
        text,
        languages=(source.language, "en"),
        date_order=source.date_order,
        today=today + timedelta(days=1),
    )
    return localise(value, source.zone) if value else None


def numbered_page(source: Source, listing: HtmlListing | JsonListing, start: str, number: int) -> str | None:
    """The address of the page after page `number`, for listings that count; null when they do not.

    A source that counts in its family's way may still say where (`first`) and by how much (`step`).
    """
    page, first, step = listing.page, listing.first, listing.step
    family = source.family if isinstance(listing, HtmlListing) and not listing.next else None
    if page is None and family is not None:
        page = family.page
        first = first if "first" in listing.model_fields_set else family.first
        step = step if "step" in listing.model_fields_set else family.step
    n = first + (number - 1) * step
    return urljoin(start, page.replace("{n}", str(n))) if page is not None and n >= 0 else None
