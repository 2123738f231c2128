"""RSS and Atom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import feedparser
from scrapy.http import Response
from w3lib.html import remove_tags, replace_entities

from crawler.items import Listed
from crawler.listings.page import ListingError, Page, gather, limit, listed_date
from crawler.reading.text import clean
from crawler.source import Source

ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)


def read_feed(response: Response, source: Source, *, today: date) -> Page:
    """Reads as much as can be read of a feed, broken XML too. Raises ListingError if it is none."""
    limit(len(ENTRY.findall(response.body)))  # before it takes a minute in which nothing else is read
    media_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    feed = feedparser.parse(
        BytesIO(response.body),  # given as a string it might be taken for the name of a file
        response_headers={"content-type": media_type, "content-location": response.url},
        sanitize_html=False,
    )
    if not feed.entries and not feed.version:
        reason = feed.get("bozo_exception") or f"no <rss>, <feed> or <rdf:RDF> in it ({media_type})"
        raise ListingError(f"not an RSS or Atom feed: {clean(str(reason))}")
    return gather(_entries(feed, source, today), response.url, source)


def _entries(feed: Any, source: Source, today: date) -> Iterator[Listed]:
    for entry in feed.entries:
        # The entry's own `get` answers `updated` with `published`, and a warning, where there is none.
        published, updated = entry.get("published"), dict.get(entry, "updated")
        if published is None and feed.version.startswith("rss"):
            published = updated  # feedparser's name for dc:date, which in RSS is the day of publication
        yield Listed(
            url=entry.get("feedburner_origlink") or entry.get("link", ""),
            title=clean(remove_tags(replace_entities(entry.get("title", "")))) or None,
            published=listed_date(published, source, today),
            modified=updated,
        )
