"""How far one declared address of a listing has been followed in a crawl."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from crawler.source import Listing, Paged


@dataclass(slots=True)
class Trail:
    """One declared address of a listing, and how far the spider has followed it."""

    listing: Listing
    start: str
    since: date | None = None
    """Older articles are passed over."""
    pages: set[str] = field(default_factory=set)
    """Addresses of pages asked for."""
    articles: set[str] = field(default_factory=set)
    addresses: int = 0
    """Addresses on its pages, articles or not."""
    other: str | None = None
    """An address that is no article."""
    waiting: int = 0
    """Pages asked for and not yet answered."""
    explained: bool = False
    """It gave articles, or it is known why not."""
    followed: bool = False
    """An earlier crawl came to its end, so that it goes on only as far as there is news."""
    known_pages: int = 0
    """Pages in a row that had only known articles."""
    failed: bool = False
    """A page of it could not be read."""
    indexes: set[str] = field(default_factory=set)
    """Pages that only name other pages."""
    read: dict[str, str | None] = field(default_factory=dict)
    """Pages read, with what the index that names them says of their last change."""

    @property
    def max_pages(self) -> int:
        """How far its source's file has it followed; 0 where it has no pages."""
        return self.listing.max_pages if isinstance(self.listing, Paged) else 0

    @property
    def is_done(self) -> bool:
        """Whether it was followed to its end, or to what was known."""
        return bool(self.pages) and not self.waiting and not self.failed
