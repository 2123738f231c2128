"""JSON documents that list articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from scrapy.http import Response
from w3lib.html import remove_tags, replace_entities

from crawler.addresses import absolute
from crawler.items import Listed
from crawler.listings.page import ListingError, Page, gather, listed_date, numbered_page
from crawler.reading.limits import LARGEST
from crawler.reading.text import clean
from crawler.source import JsonListing, Source


def read_json(
    response: Response, source: Source, listing: JsonListing, *, start: str, number: int, today: date
) -> Page:
    """Reads the entries of a document. Raises ListingError if it is not JSON or has no array there."""
    if len(response.body) > LARGEST:
        raise ListingError(f"the document has {len(response.body):,} bytes; up to {LARGEST:,} are read")
    try:
        document = json.loads(response.body)
    except RecursionError:
        raise ListingError("not JSON that anyone can read: it is nested too deep") from None
    except ValueError as error:
        raise ListingError(f"not JSON: {error}") from error
    items = at(document, listing.items)
    if not isinstance(items, list):
        kind = "nothing" if items is None else f"a {type(items).__name__}"
        raise ListingError(f"there is {kind}, no array, at items = {listing.items!r}{_keys(document)}")
    following = at(document, listing.next) if listing.next else numbered_page(source, listing, start, number)
    return gather(
        _entries(items, source, listing, today),
        response.url,
        source,
        next_page=absolute(following, response.url) if isinstance(following, str) and following else None,
    )


def at(document: Any, path: str) -> Any:
    """What lies at a dotted path (`data.0.title.rendered`); null if nothing does, the document for ""."""
    for step in filter(None, path.split(".")):
        if isinstance(document, list) and step.isdecimal() and int(step) < len(document):
            document = document[int(step)]
        elif isinstance(document, dict):
            document = document.get(step)
        else:
            return None
    return document


def _entries(items: list[Any], source: Source, listing: JsonListing, today: date) -> Iterator[Listed]:
    for item in items:
        address, title = at(item, listing.url), at(item, listing.title) if listing.title else None
        yield Listed(
            url=address if isinstance(address, str) else "",
            title=clean(remove_tags(replace_entities(title))) or None if isinstance(title, str) else None,
            published=_date(at(item, listing.date), source, today) if listing.date else None,
        )


def _date(value: Any, source: Source, today: date) -> str | None:
    """A printed date, or seconds or milliseconds since 1970."""
    if isinstance(value, int) and 0 < value < 10**13:
        seconds = value / 1000 if value > 10**11 else value  # 10^11 s is the year 5138, 10^11 ms 1973
        value = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    return listed_date(value, source, today) if isinstance(value, str) else None


def _keys(document: Any) -> str:
    return clean(f"; the document's keys are {', '.join(islice(document, 20))}") if isinstance(document, dict) else ""
