"""A page → its links, and among them the list of news: the links of one place that read like headlines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from crawler.addresses import absolute, allowed
from crawler.newsource.words import AROUND, NEWS_ADDRESSES
from crawler.reading.datelines import DateStyle, dateline, read
from crawler.reading.limits import TooMuch
from crawler.reading.page import Page, is_utf8, read_page
from crawler.reading.text import WIDE, clean, length
from crawler.source import Source
from crawler.visit import address

LEAST = 3
"""A list has at least so many headlines."""
_WORDS = 4
_CHARACTERS = 12
"""A headline has at least so many words, or characters of a script without blanks."""
_FEW = 3
"""A menu has more links than an entry's head."""
_ITEM = 1500
"""Characters that an entry of a list has at most."""
_DATED = 80
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|docx?|xlsx?|pptx?|zip|rar|mp[34]|css|js|ics|xml|rss|atom)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of the site."""

    url: str
    """Canonical."""
    text: str
    """Of the link, or what stands for it: its title, the heading of its entry."""
    place: str
    """The names of the elements from the root to it."""
    is_around: bool
    """It stands in a menu, a footer, a side-bar."""
    element: HtmlElement

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, or holds one."""
        return bool(set(_HEADINGS) & set(self.place.split("/"))) or any(
            self.element.find(f".//{heading}") is not None for heading in _HEADINGS
        )

    @property
    def is_headline(self) -> bool:
        words = len(self.text.split())
        if words >= _WORDS or (words > 1 and self.is_heading):
            return True
        return length(self.text) >= _CHARACTERS * 3 and bool(WIDE.search(self.text))


@dataclass(frozen=True, slots=True)
class NewsList:
    """The links of a page that are a list of news."""

    links: tuple[Link, ...]
    """Each address once, in the page's order."""
    score: float

    @property
    def urls(self) -> list[str]:
        return [link.url for link in self.links]

    def alike(self, links: Iterable[Link]) -> list[str]:
        """Addresses of headlines that stand on another page where these stand on theirs."""
        places = {(link.place, link.is_around) for link in self.links}
        return [link.url for link in links if link.is_headline and (link.place, link.is_around) in places]


def html_page(response: Response, language: str = "") -> Page | None:
    """The page of an answer, decoded as the crawl does; null for what is no HTML, or more than is read."""
    if not isinstance(response, TextResponse) or b"<" not in response.body[:2000]:
        return None
    declared = None if is_utf8(response.body) else response.encoding
    try:
        page = read_page(response.url, response.body, declared=declared, language=language)
    except TooMuch:
        return None
    return page if page.root.tag == "html" else None


def base_of(response: Response) -> str:
    """The address that the links of a page are relative to."""
    return get_base_url(response) if isinstance(response, TextResponse) else response.url


def links_of(response: Response, page: Page, source: Source) -> list[Link]:
    """The links of a page that lead to pages of the source's hosts, in order."""
    base = base_of(response)
    here = address(response.url, source)
    found = []
    for element in page.root.iter("a"):
        url = absolute(element.get("href") or "#", base)
        if not url or not allowed(url, source) or _NO_PAGE.search(url.partition("?")[0]):
            continue
        if (url := address(url, source)) != here:
            found.append(Link(url, _text(element), _place(element), _is_around(element), element))
    return found


def find_list(links: Sequence[Link], start: str, known: Collection[str] = ()) -> NewsList | None:
    """The list of news among the links of page `start`; `known` are addresses that are articles for sure."""
    groups: dict[tuple[str, bool], list[Link]] = defaultdict(list)
    for link in links:
        groups[link.place, link.is_around].append(link)
    lists = [made for group in groups.values() if (made := _list(group, start, frozenset(known)))]
    return max(lists, key=lambda made: made.score, default=None)


def _list(group: Sequence[Link], start: str, known: frozenset[str]) -> NewsList | None:
    headlines = {link.url: link for link in reversed(group) if link.is_headline or link.url in known}
    if len(headlines) < LEAST:
        return None
    links = tuple(sorted(headlines.values(), key=group.index))
    labels = {link.url for link in group} - headlines.keys()
    words = min(12.0, sum(len(link.text.split()) + length(link.text) / 12 for link in links) / len(links) / 2)
    score = len(links) * words * len(links) / (len(links) + len(labels))
    below = start.partition("?")[0].rstrip("/") + "/"
    if below.count("/") > 3 and sum(link.url.startswith(below) for link in links) * 2 > len(links):
        score *= 1.5
    elif sum(bool(NEWS_ADDRESSES & set(re.split(r"[/.]", link.url.lower()))) for link in links) * 2 > len(links):
        score *= 1.3
    if sum(_has_day(link, links) for link in links[:8]) * 2 > min(8, len(links)):
        score *= 1.6
    score *= 0.25 if group[0].is_around else 1.2 if "/main/" in group[0].place or "/article/" in group[0].place else 1.0
    if links[0].is_heading:
        score *= 1.2
    return NewsList(links, score * (1 + 2 * len(known & headlines.keys()) / len(links)))


def item_of(link: Link, urls: Collection[str]) -> HtmlElement:
    """The largest element around a link that leads to no other of these addresses: its entry in the list."""
    others = set(urls) - {link.url}
    item = link.element
    for ancestor in link.element.iterancestors():
        if ancestor.tag in ("body", "html") or len(ancestor.text_content()) > _ITEM:
            break
        if any(_leads(a, link) & others for a in ancestor.iter("a") if a is not link.element):
            break
        item = ancestor
    return item


def _leads(element: HtmlElement, link: Link) -> set[str]:
    """The end of an address, with and without its slash: enough to tell one entry of a list from another."""
    href = (element.get("href") or "").split("#")[0]
    if not href:
        return set()
    return {url for url in (absolute(href, link.url), absolute(href.split("?")[0], link.url)) if url}


def _has_day(link: Link, links: Sequence[Link]) -> bool:
    return any(day_in(element) for element in item_of(link, [each.url for each in links]).iter())


def day_in(element: HtmlElement, style: DateStyle | None = None) -> str | None:
    """The day that an element consists of, or that is beside little else in it."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "a"):
        return None
    if value := element.get("datetime"):
        return read(value, style or _ANY)
    text = clean(element.text_content())
    if not text or len(text) > _DATED or not any(map(str.isdigit, text)):
        return None
    return _day(text, style or _ANY)


_ANY = DateStyle(("en", "ru", "de", "fr", "es", "pt", "it", "zh"))


@lru_cache(maxsize=2048)
def _day(text: str, style: DateStyle) -> str | None:
    return read(text, style) or dateline(text, style)


def _text(element: HtmlElement) -> str:
    text = clean(element.text_content())
    if len(text.split()) >= _WORDS:
        return text
    told = clean(element.get("title") or element.get("aria-label") or "")
    return max(text, told, key=len)


def _place(element: HtmlElement) -> str:
    return "/".join(reversed([element.tag, *(str(above.tag) for above in element.iterancestors())]))


def _is_around(element: HtmlElement) -> bool:
    for above in element.iterancestors():
        if above.tag in ("nav", "footer", "aside") or above.get("role") in ("navigation", "contentinfo"):
            return True
        if above.tag in ("main", "article", "body"):
            return False
        if AROUND.search(f"{above.get('class', '')} {above.get('id', '')}") and len(list(above.iter("a"))) > _FEW:
            return True
    return False


def labels(links: Iterable[Link], articles: Collection[str]) -> list[str]:
    """Addresses that are no articles: labels lead to them, and they are none of several words themselves."""
    known, read_as = set(articles), defaultdict(list)
    for link in links:
        read_as[link.url].append(link)
    return [
        url
        for url, all_links in read_as.items()
        if url not in known
        and not any(link.is_headline for link in all_links)
        and any(link.text for link in all_links)
        # A headline of two words, or a picture with a caption, is no label: its address tells.
        and len(re.split(r"[-_]", url.rstrip("/").rsplit("/", 1)[-1])) < _WORDS - 1
    ]
