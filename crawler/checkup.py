"""Whether a source still is as its file says: its listings asked once, a few of its articles read. Stores nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from crawler.items import Listed, Problem
from crawler.listings import ListingError, Page, read_listing
from crawler.newsource.links import html_page
from crawler.newsource.trial import Tried, try_articles
from crawler.source import Listing, SitemapListing, Source
from crawler.visit import NoAnswer, Visitor

CHECKED = ("title", "body", "date")
"""Keys of `[article]` whose selectors are looked for."""
_INDEXES = 3
"""Levels of sitemaps."""


@dataclass(slots=True)
class Checkup:
    """What was seen of one source."""

    source: Source
    listed: list[Listed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Of listings."""
    tried: list[Tried] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Keys whose own selectors find nothing on any of the pages."""

    @property
    def newest(self) -> str | None:
        """The latest day that listings or articles give."""
        days = [each.published for each in self.listed] + [t.article.published for t in self.tried if t.article]
        return max((day[:10] for day in days if day), default=None)


async def check_up(visitor: Visitor, source: Source, today: date) -> Checkup:
    """Looks at a source. What fails is in the result."""
    seen = Checkup(source)
    for listing in source.listing:
        for url in listing.urls:
            try:
                page = await _page(visitor, source, listing, url, today)
            except NoAnswer as error:
                seen.problems.append(_problem(source, error))
                continue
            except ListingError as error:
                seen.problems.append(Problem("bad-listing", str(error), url, source.id))
                continue
            if not page.articles:
                detail = f"{page.addresses} addresses, none matches [article].url, for instance {page.other}"
                empty = f"the {listing.kind} has no addresses at all"
                seen.problems.append(Problem("empty-listing", detail if page.addresses else empty, url, source.id))
            seen.listed += page.articles
    seen.listed = list({each.url: each for each in reversed(seen.listed)}.values())[::-1]
    seen.tried = await try_articles(visitor, source, seen.listed, today)
    seen.lost = _lost(source, seen.tried)
    return seen


async def _page(visitor: Visitor, source: Source, listing: Listing, url: str, today: date) -> Page:
    """The first page of a listing; of an index of sitemaps the newest sitemap that has articles."""
    page = read_listing(await visitor.ask(url), source, listing, start=url, today=today)
    for _ in range(_INDEXES):
        if not (isinstance(listing, SitemapListing) and page.children and not page.articles):
            break
        child = page.children[0].url
        page = read_listing(await visitor.ask(child), source, listing, start=url, today=today)
    return page


def _problem(source: Source, error: NoAnswer) -> Problem:
    advice = "; if it has moved there for good, put it into `hosts` and the addresses" if error.leads_to else ""
    return Problem(error.code, error.detail + advice, error.url, source.id)


def _lost(source: Source, tried: list[Tried]) -> list[str]:
    """Keys for which the source has selectors that find nothing, though the pages are there."""
    pages = [
        page for each in tried if each.response is not None and (page := html_page(each.response, source.language))
    ]
    return [
        key
        for key in CHECKED
        if pages
        and (own := getattr(source.article, key))
        and not any(page.select(css) for css in own for page in pages)
    ]
