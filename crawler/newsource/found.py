"""What is known of a site while a source is drafted for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from scrapy.http import Response

from crawler.items import Listed
from crawler.newsource.links import Link, NewsList
from crawler.reading.page import Page
from crawler.source import ArticleRules, Family, HtmlListing, Listing, Organisation, Source


class NothingFound(Exception):
    """No source can be made of the site; the message is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that has been looked at."""

    response: Response
    page: Page
    links: list[Link]
    news: NewsList | None


@dataclass(slots=True)
class Found:
    """What a source file can be made of."""

    start: str
    """The list of news, or the address that was given where there is none."""
    hosts: tuple[str, ...]
    pattern: str
    listings: list[Listing]
    listed: list[Listed]
    """Articles, the newest first as far as the listings say, each once."""
    family: Family | None
    pages: list[Page]
    """Pages of the site, for what they say of it."""
    texts: list[str]
    """Their source."""
    news: NewsList | None = None
    response: Response | None = None
    """The list of news."""
    further: list[Response] = field(default_factory=list)
    """Its first pages."""
    told: list[str] = field(default_factory=list)
    """What the person should know."""


def wide(start: str, language: str = "en") -> Source:
    """A source of which only the host is known, with and without `www.`: every page of it is an article."""
    parts = urlsplit(start)
    host = parts.netloc
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return Source(
        id="new",
        name=host,
        homepage=start,
        language=language,
        timezone="UTC",
        hosts=(host, twin),
        checked="being drafted",
        organisation=Organisation(name=host),
        listing=(HtmlListing(kind="html", urls=(start,)),),
        article=ArticleRules(url=".*"),
    )
