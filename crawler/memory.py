"""What a spider may ask of earlier crawls. The corridor, which has the database, gives it one that remembers."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Memory(Protocol):
    """Addresses are canonical."""

    def is_known(self, url: str) -> bool:
        """Whether an article's address has been asked for before."""

    def was_followed(self, start: str, since: date | None, max_pages: int) -> bool:
        """Whether the listing that begins at `start` has been followed at least as far, by the same rules."""

    def has_changed(self, url: str, modified: str | None) -> bool:
        """Whether a page of a listing may have changed, by the index that names it, since it was read."""


class Nothing:
    """A first crawl."""

    def is_known(self, url: str) -> bool:
        return False

    def was_followed(self, start: str, since: date | None, max_pages: int) -> bool:
        return False

    def has_changed(self, url: str, modified: str | None) -> bool:
        return True
