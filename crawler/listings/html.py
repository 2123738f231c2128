"""Pages of links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parsel import Selector, SelectorList
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from crawler.addresses import absolute, article_address
from crawler.items import Listed
from crawler.listings.page import ListingError, Page, gather, listed_date, numbered_page
from crawler.reading.limits import TooMuch, parse_html
from crawler.reading.text import clean
from crawler.source import HtmlListing, Source

DATE_ATTRIBUTES = ("datetime", "content")
MOST_ELEMENTS = 50_000
"""Archives list the news of many years on one page."""


def read_html(
    response: Response, source: Source, listing: HtmlListing, *, start: str, number: int, today: date
) -> Page:
    """Reads the links of a page. Raises ListingError if the response is not text, or too much of it."""
    if not isinstance(response, TextResponse):
        media_type = (response.headers.get("Content-Type") or b"nothing").decode("latin-1")
        raise ListingError(f"not a page of HTML: the server calls it {media_type}")
    try:
        document = parse_html(response.text, most_elements=MOST_ELEMENTS)  # whatever the server calls it
    except TooMuch as error:
        raise ListingError(str(error)) from None
    base = get_base_url(response)
    next_page = _next_page(document, source, listing, start, number)
    entries = _entries(document, source, listing, base, today)
    return gather(entries, base, source, next_page=absolute(next_page, base) if next_page else None)


def _entries(document: Selector, source: Source, listing: HtmlListing, base: str, today: date) -> Iterator[Listed]:
    for item in document.css(listing.item or listing.link):
        links = [_address(link) for link in (item.css(listing.link) if listing.item else [item])]
        # An entry that leads to several articles does not say whose its title and date are.
        single = len({article_address(link, base, source) for link in links} - {None}) == 1
        single = single and not _is_text(item)
        title = _text(item.css(listing.title)) if single and listing.title else None
        printed = _date(item.css(listing.date)) if single and listing.date else None
        yield from (Listed(link, title, listed_date(printed, source, today)) for link in links)


def _next_page(document: Selector, source: Source, listing: HtmlListing, start: str, number: int) -> str | None:
    """The link to the next page, the source's before its family's, or else the next number."""
    family = source.family.next if source.family and not listing.page else None
    if css := listing.next or family:
        links = document.css(css)
        return _address(links[0]) or None if links else None
    return numbered_page(source, listing, start, number)


def _is_text(node: Selector) -> bool:
    """Whether a selector ended in `::attr(…)` or `::text`."""
    return isinstance(node.root, str)


def _address(link: Selector) -> str:
    return str(link.root if _is_text(link) else link.root.get("href", ""))


def _text(nodes: SelectorList[Selector]) -> str | None:
    """The text of the first node that has any."""
    texts = (node.get() if _is_text(node) else node.xpath("string()").get("") for node in nodes)
    return next(filter(None, map(clean, texts)), None)


def _date(nodes: SelectorList[Selector]) -> str | None:
    for node in nodes:
        for name in () if _is_text(node) else DATE_ATTRIBUTES:
            if value := node.root.get(name):
                return str(value)
    return _text(nodes)
