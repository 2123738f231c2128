"""How a list of news goes on: the ways that its page offers, tried until one gives other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from scrapy.http import Response

from crawler.addresses import absolute
from crawler.listings import ListingError, Page, read_listing
from crawler.newsource.links import base_of, html_page
from crawler.newsource.words import NEWS, NEXT, NEXT_MARKS
from crawler.reading.text import clean, fold
from crawler.source import HtmlListing, Source
from crawler.visit import Visitor

DEPTH = 3
"""So many pages of a list are looked at."""
_FRESH = 3
"""So many articles of a further page are new, if it is one."""
_GUESSES = ("?page={n}", "page/{n}/")
"""Where a list shows no way on."""
_CLASS = re.compile(r"-?[A-Za-z_][A-Za-z_-]*")


async def turn_pages(
    visitor: Visitor, source: Source, response: Response, today: date
) -> tuple[HtmlListing, list[Response]]:
    """The listing that begins with a page, with its way to further ones if there is any; its first pages.

    `source` has the pattern of the articles and the family of the site.
    """
    url = response.url
    bare = HtmlListing(kind="html", urls=(url,))
    first = read(response, source, bare, url, 1, today)
    for listing in _ways(response, bare, source):
        pages = [response]
        seen = {listed.url for listed in first.articles}
        page = read(response, source, listing, url, 1, today)
        while page.next and page.next != url and len(pages) < DEPTH:
            answer = await visitor.probe(page.next)
            if answer is None:
                break
            page = read(answer, source, listing, url, len(pages) + 1, today)
            fresh = [listed for listed in page.articles if listed.url not in seen]
            # A box of the latest news may stand on every page.
            if len(fresh) < min(_FRESH, len(page.articles)) or not fresh:
                break
            seen.update(listed.url for listed in fresh)
            pages.append(answer)
        if len(pages) > 1:
            return listing, pages
    return bare, [response]


def read(response: Response, source: Source, listing: HtmlListing, start: str, number: int, today: date) -> Page:
    """One page of a list; an empty one where it can't be read."""
    try:
        return read_listing(response, source, listing, start=start, number=number, today=today)
    except ListingError:
        return Page((), 0)


def _ways(response: Response, bare: HtmlListing, source: Source) -> Iterator[HtmlListing]:
    """Listings to try: the family's way, the link to the next page, numbered links, guesses."""
    page = html_page(response, source.language)
    if page is None:
        return
    if source.family and (source.family.next or source.family.page):
        yield bare
    links = [(a, url) for a in page.root.iter("a") if (url := absolute(a.get("href") or "#", base_of(response)))]
    nexts = [(a, url) for a, url in links if _is_next(a) and url.split("#")[0] != response.url]
    for element, _ in nexts:
        for css in _selectors(element):
            found = page.select(css)
            if found and found[0] is element:
                yield bare.model_copy(update={"next": css})
                break
    numbered = {clean(a.text_content()): url for a, url in links if clean(a.text_content()) in ("2", "3")}
    if "2" in numbered and (counted := _counted(response.url, numbered["2"], numbered.get("3"))):
        yield bare.model_copy(update=counted)
    if not nexts and not numbered:
        for guess in _GUESSES:
            if "?" in guess or response.url.endswith("/"):
                yield bare.model_copy(update={"page": guess})


def _is_next(link: HtmlElement) -> bool:
    if "next" in (link.get("rel") or "").split():
        return True
    text = clean(link.text_content())
    told = clean(link.get("title") or link.get("aria-label") or "")
    names = f" {link.get('class') or ''} ".lower()
    if text in NEXT_MARKS or fold(text) in NEXT or fold(told) in NEXT:
        return True
    return " next " in names and len(text.split()) < 4 and fold(text) not in NEWS


def _selectors(link: HtmlElement) -> Iterator[str]:
    """Selectors that may find the link on every page, the plainest first."""
    if "next" in (link.get("rel") or "").split():
        yield "a[rel~='next']"
    for name in _classes(link):
        yield f"a.{name}"
    for above in list(link.iterancestors())[:2]:
        for name in _classes(above):
            yield f".{name} > a" if above is link.getparent() else f".{name} a"
            yield f".{name} > a:last-of-type" if above is link.getparent() else f".{name} a:last-of-type"


def _classes(element: HtmlElement) -> list[str]:
    names = [name for name in (element.get("class") or "").split() if _CLASS.fullmatch(name)]
    return sorted(names, key=lambda name: ("next" not in name.lower(), name))


def _counted(start: str, second: str, third: str | None) -> dict[str, object] | None:
    """`page`, `first` and `step` by the addresses of the second and the third page."""
    numbers = list(re.finditer(r"\d+", second))
    for number in reversed(numbers):
        head, tail = second[: number.start()], second[number.end() :]
        if third:
            match = re.fullmatch(re.escape(head) + r"(\d+)" + re.escape(tail), third)
            if not match or match[1] == number[0]:
                continue
            step = int(match[1]) - int(number[0])
        elif number[0] in ("1", "2"):
            step = 1
        else:
            continue
        keys: dict[str, object] = {
            "page": _relative(start, f"{head}{{n}}{tail}"),
            "first": int(number[0]),
            "step": step,
        }
        return keys
    return None


def _relative(start: str, template: str) -> str:
    """As short as the template can be said relative to the address where the list begins."""
    path, _, query = template.partition("?")
    if query and path == start.partition("?")[0]:
        return f"?{query}"
    if start.endswith("/") and template.startswith(start):
        return template.removeprefix(start)
    parts = urlsplit(template)
    root = urljoin(template, "/")
    return f"/{template.removeprefix(root)}" if parts.netloc == urlsplit(start).netloc else template
