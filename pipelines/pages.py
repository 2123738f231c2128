"""What is known of the addresses of one source, in a crawl: asked of before, due, conditions of the next request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Literal

from crawler.items import Listed
from crawler.source import Source
from crawler.trail import Trail
from pipelines import turns
from pipelines.rows import Row

GONE = ("http-404", "http-410")
PASSING = ("http-5", "http-429", "http-408", "timeout", "dns", "unreachable", "tls", "cut-off", "busy", "robots-unread", "not-archived", "crash")  # fmt: skip
"""Codes of problems (or how they begin) that may be over tomorrow; others are the page's own."""
OURS = ("not-archived",)
"""Those for which neither page nor server is to blame: with room on the disk again, the next run asks at once."""


@dataclass(slots=True)
class Page:
    """A row of `pages`, and since when its article has been as it is."""

    url: str
    source_id: str
    role: Literal["listing", "article"]
    found: str
    article_id: str | None = None
    listed_title: str | None = None
    listed_published: str | None = None
    listed_modified: str | None = None
    asked: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: int = 0
    failures: int = 0
    due: str | None = None
    followed: str | None = None
    since: str | None = None
    said: str | None = None
    """What the listings of this crawl say of its last change."""
    saved: bool = False
    """Whether the database has it as it is."""

    def row(self) -> Row:
        return {key: value for key, value in asdict(self).items() if key not in ("since", "said", "saved")}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said besides the page."""

    status: int
    etag: str | None
    last_modified: str | None


class Pages:
    """Implements `crawler.memory.Memory`. What came of a page is known once the database has it, which `keep` says."""

    def __init__(
        self,
        source: Source,
        rows: Iterable[Mapping[str, object]],
        known: Mapping[str, tuple[str, str | None]],
        now: datetime,
    ) -> None:
        self._source = source
        self._now = now
        self._stamp = turns.stamp(now)
        self._rules = rules_of(source)
        self._pages = {str(row["url"]): Page(**row, saved=True) for row in rows}  # type: ignore[arg-type]
        self._known = known
        """Every address that led to a stored article: its id, and what its listing said of its last change."""
        self._turns = {p.article_id: p.url for p in self._pages.values() if p.article_id and p.due}
        """The page by which an article is read again."""
        self._answers: dict[str, Answer] = {}

    # What the spider asks

    def is_known(self, url: str) -> bool:
        page = self._pages.get(url)
        return url in self._known or (page is not None and page.asked is not None)

    def was_followed(self, start: str, since: date | None, max_pages: int) -> bool:
        page = self._pages.get(start)
        return page is not None and covers(page.followed, self._limits(since, max_pages))

    def has_changed(self, url: str, modified: str | None) -> bool:
        page = self._pages.get(url)
        known = page.listed_modified if page else None
        return modified is None or known is None or is_later(modified, known)

    # What the corridor asks

    def wants(self, listed: Listed) -> bool:
        """Whether an article that a listing names is to be read: it is new, has changed, or its turn has come."""
        page = self.hear(listed)
        if not self.is_known(listed.url) or turns.is_due(page.due, self._now):
            return True
        known = page.listed_modified
        return bool(listed.modified and known and is_later(listed.modified, known))

    def hear(self, listed: Listed) -> Page:
        """Remembers an address that was never heard of, and what a listing says where nothing was known."""
        page = self._pages.get(listed.url)
        if page is None:
            page = self._page(listed.url)
            page.listed_title, page.listed_published = listed.title, listed.published
            if listed.url in self._known:  # led here by a redirect; it is read again by the address that was asked
                page.article_id, page.listed_modified = self._known[listed.url]
            else:
                page.due = self._stamp
        page.said = listed.modified or page.said
        if page.listed_modified is None and listed.modified:
            page.listed_modified, page.saved = listed.modified, False
        return page

    def due(self) -> Iterator[tuple[Listed, bool]]:
        """The articles whose turn has come, those that are overdue first, and whether they have been read before."""
        turn = [p for p in self._pages.values() if p.role == "article" and turns.is_due(p.due, self._now)]
        for page in sorted(turn, key=lambda page: page.due or ""):
            listed = Listed(page.url, page.listed_title, page.listed_published, page.listed_modified)
            yield listed, page.asked is not None

    def conditions(self, url: str) -> dict[str, str]:
        """Headers by which the server may say that nothing has changed since (RFC 9110 13.1)."""
        page = self._pages.get(url)
        if page is None:
            return {}
        told = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
        return {name: value for name, value in told.items() if value}

    # What came of it

    def answered(self, url: str, answer: Answer) -> None:
        self._answers[url] = answer

    def read(self, url: str, article_id: str, *, published: str | None, changed: bool) -> Page:
        """A page that gave an article. `changed`: new, or another version than before."""
        page = replace(self._page(url))
        first = page.asked is None
        if changed and not first:
            page.since = self._stamp
        elif page.since is None:
            page.since = published
        page.unchanged = 0 if changed else page.unchanged + 1
        page.article_id = article_id
        self._settle(page)
        if self._turns.setdefault(article_id, url) == url:
            since = page.since or (None if first else page.found)
            page.due = turns.next_reading(url, self._now, since=since, first=first)
        else:
            page.due = None
        return page

    def unchanged(self, url: str) -> Page:
        """A page of which the server says that it is as it was."""
        page = self._page(url)
        page.unchanged += 1
        self._settle(page)
        page.due = turns.next_reading(url, self._now, since=page.since or page.found, first=False)
        return page

    def failed(self, url: str, code: str) -> Page | None:
        """A page that gave no article, for the reason that is a Problem's code; null if it is no article's."""
        page = self._pages.get(url)
        if page is None or page.role != "article":
            return None
        answer = self._answers.pop(url, None)
        page.asked = self._stamp
        if code.startswith(PASSING):
            page.failures += 1
            page.status = answer.status if answer else _status(code)
            page.due = self._stamp if code in OURS else turns.next_try(self._now, page.failures)
            page.saved = False
            return page
        page.failures = 0
        page.unchanged += 1
        page.listed_modified = page.said or page.listed_modified
        page.status = answer.status if answer else _status(code)
        page.etag, page.last_modified = (answer.etag, answer.last_modified) if answer else (None, None)
        since = page.since or page.listed_published or page.found
        page.due, page.saved = turns.next_reading(url, self._now, since=since, first=page.unchanged == 1), False
        return page

    def keep(self, page: Page) -> None:
        """The database has it."""
        page.saved = True
        self._pages[page.url] = page

    def forget(self, url: str) -> None:
        """What a page gave was lost, by a mistake of ours or for want of room: it is asked for again the next time."""
        self._answers.pop(url, None)
        page = self._page(url)
        page.failures += 1
        page.due, page.saved = turns.next_try(self._now, page.failures), False

    def rest(self, trails: Iterable[Trail], *, finished: bool) -> list[Page]:
        """What is not saved yet, at the end of a crawl: listings, and addresses that nothing came of."""
        for trail in trails:
            for url in trail.pages:
                self._end_page(trail, url)
        if finished:  # read, and found to be a copy of what was read, or too old
            for url in list(self._answers):
                page = self._page(url)
                self._settle(page)
                page.due = None
        return [page for page in self._pages.values() if not page.saved]

    def _end_page(self, trail: Trail, url: str) -> None:
        page = self._pages.get(url) or Page(url, self._source.id, "listing", self._stamp)
        if page.role != "listing":
            return
        self._pages[url] = page
        page.asked, page.saved = self._stamp, False
        answer = self._answers.pop(url, None)
        page.status = answer.status if answer else None
        page.failures = 0 if answer else page.failures + 1
        if not trail.is_done:
            return  # what it named may not have been heard of: the next crawl asks for it whole
        if url == trail.start:
            limits = self._limits(trail.since, trail.max_pages)
            if not covers(page.followed, limits):
                page.followed = limits
        if url in trail.read and answer and answer.status != 304:
            index = url in trail.indexes  # may be the same while what it leads to has changed
            page.etag, page.last_modified = (None, None) if index else (answer.etag, answer.last_modified)
            page.listed_modified = trail.read[url]

    def _page(self, url: str) -> Page:
        if url not in self._pages:
            self._pages[url] = Page(url, self._source.id, "article", self._stamp)
        return self._pages[url]

    def _settle(self, page: Page) -> None:
        answer = self._answers.pop(page.url, None)
        page.asked, page.failures, page.saved = self._stamp, 0, False
        page.listed_modified = page.said or page.listed_modified
        if answer:
            page.status = answer.status
        if answer and answer.status != 304:
            page.etag, page.last_modified = answer.etag, answer.last_modified

    def _limits(self, since: date | None, max_pages: int) -> str:
        return json.dumps({"since": since and since.isoformat(), "max_pages": max_pages, "rules": self._rules})


def rules_of(source: Source) -> str:
    """A digest of what decides which addresses of a listing are articles."""
    told = [source.article.url, *(listing.model_dump_json() for listing in source.listing)]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:8]


def covers(old: str | None, new: str) -> bool:
    """Whether a listing that was followed within `old` limits has no more to give within `new` ones."""
    if old is None:
        return False
    a, b = json.loads(old), json.loads(new)
    deep = a["since"] is None or (b["since"] is not None and a["since"] <= b["since"])
    return a["rules"] == b["rules"] and deep and a["max_pages"] >= b["max_pages"]


def is_later(modified: str, known: str) -> bool:
    """Whether what a listing says of the last change is later than what was heard before.

    Listings of one site differ in how fine they are and in their time zones: days are compared where one has no time.
    """
    try:
        new, old = datetime.fromisoformat(modified), datetime.fromisoformat(known)
    except ValueError:
        return modified != known
    if new.tzinfo and old.tzinfo:
        return new > old
    return new.date() > old.date()


def _status(code: str) -> int | None:
    number = code.removeprefix("http-")
    return int(number) if number.isdecimal() else None
