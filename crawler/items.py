"""What leaves the crawler: articles, and the pages that could not become one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]+")
_LONGEST_DETAIL = 500
KINDS = ("paragraph", "heading", "item", "caption", "quote")
"""Kinds of paragraph of a body; a page that does not tell them apart has only `paragraph`."""

BASES = ("json-ld", "meta", "time", "selector", "label", "dateline", "url", "listing", "file")
"""Where a publication date may have been read, the most trusted first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a listing says of one article before anyone has opened it."""

    url: str
    """Canonical, absolute."""
    title: str | None = None
    published: str | None = None
    """ISO 8601 date or date-time."""
    modified: str | None = None
    """As the listing writes it (a sitemap's `lastmod`, a feed's `updated`): compared, never calculated with."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as its publisher put it out. Null where the page does not say."""

    url: str
    """Canonical, absolute. Articles read from a file without an address have `file:NAME#sha256=…`."""
    source: str
    """Id of the source: the stem of its TOML file, e.g. `ru_spbu`."""
    title: str | None
    body: str
    """Plain text in NFC, paragraphs separated by one blank line. Every offset in uniaccord refers to it."""
    kinds: tuple[str, ...]
    """The kind of each paragraph of `body`, in order; values of `KINDS`."""
    language: str | None
    """ISO 639-1."""
    published: str | None
    """ISO 8601, as fine as the page says: year, month, day, or date-time with offset."""
    published_basis: str | None
    """One of `BASES`; null exactly when `published` is."""
    modified: str | None = None
    """ISO 8601, by the page itself."""
    author: str | None = None
    tags: tuple[str, ...] = ()
    fetched: str | None = None
    """When a web archive fetched it (ISO 8601, UTC); null for what is read as it comes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A page, file or listing that gave no article, or a suspicious one, and why."""

    code: str
    """Short and stable, e.g. `no-body`, `robots`, `http-404`, `empty-listing`."""
    detail: str
    """One line for a person: what is wrong and, if it helps, what to do."""
    url: str | None = None
    source: str | None = None
    level: str = "warning"
    """`warning`: one record; `error`: the whole source or run is in doubt, and the exit status says so."""

    def __post_init__(self) -> None:
        """What a site or file says of itself may be anything: here it becomes a line that can be stored and shown."""
        line = " ".join(_CONTROLS.sub(" ", self.detail).split()).encode("utf-8", "replace").decode()
        object.__setattr__(self, "detail", line if len(line) <= _LONGEST_DETAIL else f"{line[:_LONGEST_DETAIL]}…")


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A page of a web archive that is no article, and no problem either: it is only counted."""

    why: str
    """Completes "so many are …": `not articles`."""
