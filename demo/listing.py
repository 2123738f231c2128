"""What a site lists, and how it spreads a list over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urljoin

from demo.site import Article, Page, Site, Trouble


@dataclass(frozen=True, slots=True)
class Entry:
    """What a listing, feed or side-bar shows of an article or of a trouble."""

    address: str
    """As the site links it: a path, or absolute."""
    url: str
    """The same, absolute."""
    title: str
    moment: datetime
    """What the site sorts by."""
    published: date | None
    """None where the site does not tell it."""
    modified: str
    """ISO 8601."""
    article: Article | None


def article_entry(site: Site, article: Article) -> Entry:
    """The entry of an article under its own address."""
    address = site.path(article)
    return Entry(
        address,
        urljoin(f"http://{site.host}", address),
        article.title,
        site.moment(article.published),
        None if "no-date" in article.quirks else article.published,
        (article.modified or article.published).isoformat(),
        article,
    )


def trouble_address(site: Site, trouble: Trouble, article: Article | None) -> str:
    return trouble.address.replace("{path}", site.path(article) if article else "")


def trouble_entry(site: Site, trouble: Trouble, article: Article | None) -> Entry:
    """The entry of a trouble, which looks like that of its article. Raises ValueError if it can't have one."""
    address = trouble_address(site, trouble, article)
    url = urljoin(f"http://{site.host}", address)
    if article:
        entry = replace(article_entry(site, article), address=address, url=url)
        return replace(entry, title=trouble.title or entry.title)
    if trouble.title is None or trouble.published is None:
        raise ValueError(f"{site.id}: {address} can't be listed without title and published")
    moment, modified = site.moment(trouble.published), trouble.published.isoformat()
    return Entry(address, url, trouble.title, moment, trouble.published, modified, None)


def parts(page: Page, entries: Sequence[Entry]) -> list[tuple[str, Sequence[Entry]]]:
    """The address and entries of each part of a page."""
    length = page.length or max(len(entries), 1)
    slices = [entries[first : first + length] for first in range(0, len(entries), length)] or [entries]
    if "{n}" not in page.path:
        del slices[1:]
    return [(part_address(page, number, len(slices)), part) for number, part in enumerate(slices, 1)]


def part_address(page: Page, number: int, count: int) -> str:
    """The address of a part; `number` counts from 1, the newest entries."""
    if number == 1 and page.start:
        return page.start
    return page.path.format(n=count + 1 - number if page.down else number + page.shift)
