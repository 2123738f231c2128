"""What all listings have in common: the page that comes out, dates, the way to the next page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from urllib.parse import urljoin

from crawler.addresses import LONGEST, article_address
from crawler.items import Listed
from crawler.reading.dates import localise, read_date
from crawler.reading.limits import LONGEST_LINE
from crawler.source import HtmlListing, JsonListing, Source

MOST_ENTRIES = 50_000
"""So many entries of a page are read, which is as many as sitemaps.org allows."""


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
    is_cut: bool = False
    """It has more entries than are read."""


def gather(
    entries: Iterable[Listed], base: str, source: Source, *, next_page: str | None = None, is_cut: bool = False
) -> Page:
    """Makes a page of entries whose addresses are as the page writes them, relative to `base`."""
    articles: dict[str, Listed] = {}
    addresses, other = 0, None
    entries = iter(entries)
    for entry in islice(entries, MOST_ENTRIES):
        addresses += 1
        if url := article_address(entry.url, base, source):
            title = entry.title if entry.title and len(entry.title) <= LONGEST_LINE else None
            modified = entry.modified if entry.modified and len(entry.modified) <= LONGEST_LINE else None
            articles.setdefault(url, replace(entry, url=url, title=title, modified=modified))
        else:
            other = other or entry.url[:LONGEST]
    is_cut = is_cut or next(entries, None) is not None
    return Page(tuple(articles.values()), addresses, other, next_page, is_cut=is_cut)


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
