"""The title of a page, by agreement between its headings and what it tells machines.

The first h1 equals the title that people give in 90 % of news pages, og:title in 66 %: it carries the name of
the site, or a variant for search engines. But an h1 may be the site's or the section's name, so it needs support.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from lxml.html import HtmlElement

from crawler.reading.body import read_blocks
from crawler.reading.page import Page
from crawler.reading.phrases import any_of
from crawler.reading.structured import NAMES, Metadata
from crawler.reading.text import clean, fold

_PARTS = re.compile(r"\s+(?:[|–—·•›:/\\]|::|-|<|>)\s+|\s*[|｜]\s*|_(?=[^_\s]*$)")
"""What stands between a title and the name of the site."""
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_SUPPORT = 0.6
"""Share of words that a heading has in common with another title, if it is to be believed."""
_LABEL = 3
"""Titles of so few words may be labels: `News`, `Faculty of Law`."""
_FRONT_PAGE = re.compile(r"(?:https?://[^/]+)?/?(?:\w\w/?)?(?:index\.\w+)?")
_QUOTES = str.maketrans("‘’“”–—‑", "''\"\"---")


def find_title(page: Page, metadata: Metadata, names: Iterable[str] = ()) -> str | None:
    """The title of the article on a page; `names` are what its site may be called."""
    tab = next((clean(e.text or "") for e in page.root.iterfind("./head/title")), None)
    meta = [title for name in NAMES["titles"] for title in metadata.meta.get(name, ())[:2]]
    raw = [title for title in (metadata.headline, *meta, tab) if title and fold(title)]
    sites = {site for site in (metadata.site, *names) if site}
    labels = {fold(part) for part in (*sites, *(part for title in raw for part in _PARTS.split(title)[1:]))}
    headings = [heading for heading in _headings(page, "h1") if fold(heading) not in labels]
    # What is made for this page comes first, what is made for tabs last.
    told = [_clip(title, headings, sites) for title in raw]

    supported = [(max((_support(h, t) for t in told), default=0.0), -at, h) for at, h in enumerate(headings)]
    support, _, best = max(supported, default=(0.0, 0, ""))
    if best and (support >= _SUPPORT or not told):
        return _spelling(best, told)
    for heading in _headings(page, "h2"):
        if any(_support(heading, title) > 0.8 for title in told):
            return heading
    if len(headings) == 1 and len(_words(headings[0])) > _LABEL and not (metadata.headline or meta):
        return headings[0]  # <title> alone speaks against it: it is often one for the whole site
    return told[0] if told else None


def _headings(page: Page, tag: str) -> list[str]:
    found = []
    for element in page.root.iter(tag):
        text = " ".join(block.text for block in read_blocks([element]))
        if text and not _leads_home(element):
            found.append(text)
    return found


def _leads_home(heading: HtmlElement) -> bool:
    """Whether a heading links to the front page: then it is the site's name."""
    return any(_FRONT_PAGE.fullmatch(link) for link in heading.xpath(".//a/@href | ancestor::a/@href"))


def _clip(title: str, headings: Sequence[str], sites: set[str]) -> str:
    """A title without the name of the site, and its rubric, before or behind it."""
    if "«" not in title:  # where it does not close a quotation, » parts titles from sites
        title = re.sub(r"\s+»\s+", " | ", title)
    wanted = {fold(heading) for heading in headings}
    for cut in _PARTS.finditer(title):
        for part in (title[: cut.start()], title[cut.end() :]):
            if fold(part) in wanted:
                return part
    if sites:
        site = any_of(sites)
        title = re.sub(rf"^{site}\s*[-|–—·•»:/_]+\s*|\s*[-|–—·•«:/_]+\s*{site}$", "", title, flags=re.IGNORECASE)
    # `A long title | Education | The Paper`: behind a bar stand rubric and site, if they are short.
    parts = re.split(r"\s*[|｜]\s*", title)
    while len(parts) > 1 and len(parts[-1]) < 50 and len(_words(parts[0])) > 2:
        parts.pop()
    return " | ".join(parts)


def _spelling(heading: str, told: Sequence[str]) -> str:
    """The heading, or a title told to machines that is the same and better spelt.

    A heading is put together from several elements: it loses blanks, dashes and quotes on the way, and may
    begin with a kicker. A title told twice, a few characters apart from it, is as it was written.
    """
    shown = _typed(heading)
    for title in told:
        other = _typed(title)
        if shown == other:
            return heading
        if shown.endswith(other) and len(other) * 2 > len(shown) and len(_words(other)) > _LABEL:
            return title
        is_whole = told.count(title) > 1 and not title.endswith(("…", "..."))
        if is_whole and SequenceMatcher(None, shown, other, autojunk=False).ratio() > 0.95:
            return title
    return heading


def _typed(title: str) -> str:
    return " ".join(title.casefold().translate(_QUOTES).split())


def _support(heading: str, title: str) -> float:
    """The share of words in common: of the shorter one, or of the longer if the shorter is a mere label."""
    a, b = set(_words(heading)), set(_words(title))
    fewer, more = sorted((len(a), len(b)))
    return len(a & b) / (fewer if fewer > _LABEL else more) if fewer else 0.0


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())
