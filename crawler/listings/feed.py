"""RSS and Atom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import feedparser
from scrapy.http import Response
from w3lib.html import remove_tags, replace_entities

from crawler.items import Listed
from crawler.listings.page import ListingError, Page, gather, listed_date
from crawler.reading.text import clean
from crawler.source import Source

MOST_BYTES, MOST_TAGS, MOST_NAMESPACES = 4_000_000, 15_000, 5_000
"""Of what feedparser is given: it takes a minute for a feed of all news of ten years, and these 5 s."""
_CHARACTER = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+))")
_FEEDPARSER_RAISES = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes out of feedparser for broken markup in broken XML."""
_LONG_TAG = re.compile(rb"""<[^\s<>]++(?:\s++[^\s=<>"'/]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')){500}""")
"""One with 500 attributes, for which feedparser takes the square of their number."""
_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)


def read_feed(response: Response, source: Source, *, today: date) -> Page:
    """Reads as much as can be read of a feed, broken XML too. Raises ListingError if it is none, or endless."""
    media_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    beginning = _beginning(response.body)
    body = _CHARACTER.sub(_possible, beginning)
    try:
        feed = feedparser.parse(
            BytesIO(body),  # given as a string it might be taken for the name of a file
            response_headers={"content-type": media_type, "content-location": response.url},
            sanitize_html=False,
        )
    except _FEEDPARSER_RAISES as error:
        raise ListingError(f"a feed that is broken beyond reading: {type(error).__name__}: {error}") from error
    if not feed.entries and not feed.get("version"):
        reason = feed.get("bozo_exception") or f"no <rss>, <feed> or <rdf:RDF> in it ({media_type})"
        raise ListingError(f"not an RSS or Atom feed: {clean(str(reason))}")
    return gather(_entries(feed, source, today), response.url, source, is_cut=len(beginning) < len(response.body))


def _beginning(body: bytes) -> bytes:
    """A feed without its last entries, if it has too many. Raises ListingError for one that can't be cut."""
    if _LONG_TAG.search(body):
        raise ListingError("the feed has an element with more attributes than any feed needs")
    if not _is_too_much(body):
        return body
    ends = [match.end() for match in _END.finditer(body)]
    kept = tags = 0
    for start, end in pairwise([0, *ends]):
        tags += body.count(b"<", start, end)
        if end > MOST_BYTES or tags > MOST_TAGS:
            break
        kept = end
    cut = body[:kept] + body[ends[-1] :] if kept else body
    if _is_too_much(cut[kept:]) or cut.count(b"xmlns") > MOST_NAMESPACES:
        raise ListingError("the feed is larger than any feed, and has no entries to choose from")
    return cut


def _possible(reference: re.Match[bytes]) -> bytes:
    """The number of a character, or of the sign for none: feedparser breaks off at numbers that are too high."""
    hexadecimal, decimal = reference.groups()
    digits = (hexadecimal or decimal).lstrip(b"0") or b"0"
    number = int(digits, 16 if hexadecimal else 10) if len(digits) < 8 else 0x110000
    return reference[0] if number < 0xD800 or 0xDFFF < number < 0x110000 else b"&#xFFFD"


def _is_too_much(body: bytes) -> bool:
    return len(body) > MOST_BYTES or body.count(b"<") > MOST_TAGS or body.count(b"xmlns") > MOST_NAMESPACES


def _entries(feed: Any, source: Source, today: date) -> Iterator[Listed]:
    for entry in feed.entries:
        # The entry's own `get` answers `updated` with `published`, and a warning, where there is none.
        published, updated = entry.get("published"), dict.get(entry, "updated")
        if published is None and feed.get("version", "").startswith("rss"):
            published = updated  # feedparser's name for dc:date, which in RSS is the day of publication
        yield Listed(
            url=entry.get("feedburner_origlink") or entry.get("link") or "",
            title=clean(remove_tags(replace_entities(entry.get("title") or ""))) or None,
            published=listed_date(published, source, today),
            modified=updated,
        )
