"""Selectors for what pages do not say by themselves, found where several pages of a site agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from crawler.newsource.links import NewsList, day_in, html_page, item_of
from crawler.newsource.trial import Tried
from crawler.reading.datelines import DateStyle, date_style
from crawler.reading.page import Page
from crawler.reading.text import clean, fold
from crawler.source import HtmlListing, Source

_CLASS = re.compile(r"-?[A-Za-z_][A-Za-z_-]*")
_MOST = 0.8
"""On so many of the pages a selector must find what it is for."""
_ASIDE = ("nav", "aside", "footer", "script", "style", "head")


def mend(tried: Sequence[Tried], source: Source) -> Source:
    """The source with selectors for what two or more of the articles lack; the same source if nothing is found."""
    pages = [(each, page) for each in tried if each.response is not None and (page := _page(each, source))]
    rules: dict[str, tuple[str, ...]] = {}
    bodiless = [each for each in tried if each.response is not None and each.article is None]
    undated = [each for each in tried if each.article and each.article.published_basis in (None, "url", "listing")]
    titles = Counter(fold(each.article.title or "") for each in tried if each.article)
    if len(bodiless) > 1 and (css := find_body([page for _, page in pages])):
        rules["body"] = (css,)
    if len(undated) > 1 or (len(bodiless) > 1 and rules):
        style = date_style(source, (source.language,))
        if css := find_date([(page, each.listed.published) for each, page in pages], style):
            rules["date"] = (css,)
    if titles and max(titles.values()) > 1 and (css := find_title([(p, e.listed.title) for e, p in pages])):
        rules["title"] = (css,)
    if not rules:
        return source
    return source.model_copy(update={"article": source.article.model_copy(update=rules)})


def _page(each: Tried, source: Source) -> Page | None:
    return html_page(each.response, source.language) if each.response is not None else None


def find_body(pages: Sequence[Page]) -> str | None:
    """A selector of the element that holds most of the prose, on most of the pages."""
    return _agreed([list(_holders(page)) for page in pages], pages)


def find_date(pages: Sequence[tuple[Page, str | None]], style: DateStyle) -> str | None:
    """A selector of a printed day; the one that says what listings say, if they say anything."""
    votes: Counter[str] = Counter()
    values: dict[str, set[str]] = {}
    for page, listed in pages:
        for css, day in _days(page, style):
            votes[css] += 3 if listed and day[:10] == listed[:10] else 1 if not listed else 0
            values.setdefault(css, set()).add(day)
    # A day that is the same on all pages is that of the template.
    order = list(votes)  # an element comes after those that hold it
    for css in sorted(order, key=lambda css: (-votes[css], -order.index(css))):
        if votes[css] >= len(pages) * _MOST and (len(values[css]) > 1 or len(pages) < 3):
            return css
    return None


def find_title(pages: Sequence[tuple[Page, str | None]]) -> str | None:
    """A selector of the element that has the title which the listing gave."""
    candidates = []
    for page, title in pages:
        wanted = fold(title or "")
        elements = [e for e in _elements(page) if wanted and fold(e.text_content()) == wanted]
        candidates.append([css for element in elements for css in _names(element)])
    return _agreed(candidates, [page for page, _ in pages])


def find_items(news: NewsList, listing: HtmlListing, page: Page, source: Source) -> HtmlListing:
    """The listing with selectors for its entries and their days, if they can be told; else as it is."""
    style = date_style(source, (source.language,))
    items = [item_of(link, news.urls) for link in news.links]
    names = Counter(css for item in items for css in dict.fromkeys(_names(item)))
    for css, times in names.most_common(4):
        found = page.select(css)
        if times < len(items) * _MOST or len(found) > len(items) * 1.5:
            continue
        days: Counter[str] = Counter()
        for item in items:
            inside = {name for element in item.iterdescendants() if day_in(element, style) for name in _inner(element)}
            days.update(inside)
        dated = [inner for inner, times in days.items() if times >= len(items) * _MOST]
        if dated:
            named = sorted(dated, key=lambda inner: (inner != "time", inner.isalpha(), -days[inner], inner))
            return listing.model_copy(update={"item": css, "date": named[0]})
    return listing


def _inner(element: HtmlElement) -> Iterator[str]:
    """Names within an entry: an element by its tag alone, if it is one for dates."""
    yield from _names(element)
    if element.tag in ("time", "span", "small", "i", "em"):
        yield str(element.tag)


def _agreed(candidates: Sequence[Sequence[str]], pages: Sequence[Page]) -> str | None:
    votes = Counter(css for names in candidates for css in dict.fromkeys(names))
    order = [css for names in candidates for css in names]
    best = sorted(votes, key=lambda css: (-votes[css], order.index(css)))
    return next((css for css in best if votes[css] >= max(2, len(pages) * _MOST)), None)


def _holders(page: Page) -> Iterator[str]:
    """Names of elements with most of the page's prose, the innermost first."""
    whole = _prose(page.root)
    holders = [element for element in _elements(page) if whole and _prose(element) * 10 >= whole * 7]
    for element in reversed(holders):
        if element.tag not in ("html", "body", "p"):
            yield from _names(element)


def _prose(element: HtmlElement) -> int:
    """Characters of running text."""
    texts = [
        clean(part) for part in element.xpath(".//text()[not(ancestor::a or ancestor::script or ancestor::style)]")
    ]
    return sum(len(text) for text in texts if len(text) > 60)


def _days(page: Page, style: DateStyle) -> Iterator[tuple[str, str]]:
    seen = set()
    for element in _elements(page):
        if len(element) > 3 or not (day := day_in(element, style)):
            continue
        for css in _names(element):
            if css not in seen:
                seen.add(css)
                yield css, day


def _elements(page: Page) -> Iterator[HtmlElement]:
    body = next(page.root.iterfind("./body"), page.root)
    skipped = {inner for tag in _ASIDE for outer in body.iter(tag) for inner in outer.iter()}
    return (element for element in body.iter() if isinstance(element.tag, str) and element not in skipped)


def _names(element: HtmlElement) -> Iterator[str]:
    """Selectors by which an element may be found: its id, its classes, those of its parent."""
    name = element.get("id") or ""
    if _CLASS.fullmatch(name):
        yield f"#{name}"
    for name in (element.get("class") or "").split():
        if _CLASS.fullmatch(name):
            yield f"{element.tag}.{name}"
    parent = element.getparent()
    if parent is not None and not element.get("class"):
        for name in (parent.get("class") or "").split():
            if _CLASS.fullmatch(name):
                yield f".{name} > {element.tag}"
