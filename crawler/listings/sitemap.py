"""Sitemaps, indexes of sitemaps and news sitemaps, gzipped or not (sitemaps.org)."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date
from io import BytesIO

from lxml import etree
from scrapy.http import Response
from scrapy.utils.gz import gunzip

from crawler.addresses import absolute
from crawler.items import Listed
from crawler.listings.page import ListingError, Page, gather, limit, listed_date
from crawler.reading.text import clean
from crawler.source import SitemapListing, Source

MAX_BYTES = 50 * 2**20
"""The size that sitemaps.org allows a sitemap to have when unpacked."""
ROOTS = ("urlset", "sitemapindex")


def read_sitemap(response: Response, source: Source, listing: SitemapListing, *, today: date) -> Page:
    """Reads a sitemap or an index; broken XML as far as it goes. Raises ListingError if it is neither."""
    is_index, entries = _read(_unpacked(response.body), source, today)
    entries.sort(key=lambda entry: entry.modified or entry.published or "", reverse=True)
    if not is_index:
        return gather(entries, response.url, source)
    follow = re.compile(listing.follow or "")
    addresses = [(absolute(entry.url, response.url), entry) for entry in entries]
    children = [replace(entry, url=url) for url, entry in addresses if url]
    return Page(
        articles=(),
        addresses=len(entries),
        other=next((child.url for child in children if not follow.search(child.url)), None),
        children=tuple(child for child in children if follow.search(child.url)),
    )


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return gunzip(body, max_size=MAX_BYTES)
    except (OSError, EOFError, zlib.error) as error:
        raise ListingError(f"a gzipped sitemap that can't be unpacked: {error}") from error
    except ValueError as error:
        raise ListingError(f"a sitemap of more than {MAX_BYTES // 2**20} MB when unpacked") from error


def _read(xml: bytes, source: Source, today: date) -> tuple[bool, list[Listed]]:
    """Whether it is an index, and its entries. Entities stay unexpanded, so none can grow."""
    events = etree.iterparse(
        BytesIO(xml), events=("start", "end"), recover=True, resolve_entities=False, no_network=True
    )
    entries: list[Listed] = []
    root = ""
    try:
        for event, element in events:
            if event == "start":
                root = root or etree.QName(element).localname
            elif etree.QName(element).localname in ("url", "sitemap"):
                entries.append(_entry(element, source, today))
                limit(len(entries))
                element.clear()
                while element.getprevious() is not None:  # what was read is let go of
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise ListingError(f"not a sitemap: {error}") from error
    if root not in ROOTS:
        raise ListingError(f"not a sitemap: the document is <{root}>, not <urlset> or <sitemapindex>")
    return root == "sitemapindex", entries


def _entry(element: etree._Element, source: Source, today: date) -> Listed:
    # `{*}` leaves the namespace open: sites write it wrong or not at all.
    return Listed(
        url=clean(element.findtext("{*}loc") or ""),
        title=clean(element.findtext("{*}news/{*}title") or "") or None,
        published=listed_date(element.findtext("{*}news/{*}publication_date"), source, today),
        modified=clean(element.findtext("{*}lastmod") or "") or None,
    )
