"""A downloaded page → Article, or Problem where it holds none. Works without Scrapy running."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from scrapy.http import Response, TextResponse

from crawler.addresses import article_address, canonical
from crawler.items import Article, Listed, Problem
from crawler.reading.body import Block, read_blocks
from crawler.reading.datelines import date_style
from crawler.reading.generic import select_body
from crawler.reading.language import language_of
from crawler.reading.limits import LONGEST_LINE, TooMuch
from crawler.reading.page import Page, is_pdf, is_utf8, read_page
from crawler.reading.phrases import LOGIN, MISSING, SECTIONS
from crawler.reading.published import find_modified, find_published
from crawler.reading.structured import NAMES, Metadata, read_metadata
from crawler.reading.text import SHORTEST, clean, fold, join, length
from crawler.reading.titles import find_title
from crawler.reading.trim import tags_of, trim
from crawler.source import Source

_LINKED_HEADINGS = 4
"""So many headings that are links make a list of articles, not an article."""
_MOST_TAGS = 100


def parse_article(response: Response, source: Source, listed: Listed | None = None) -> Article | Problem:
    """The article of a response, an HTML page or a PDF. What a listing said of it comes last."""
    if is_pdf(response.body):
        from crawler.reading.pdf import parse_pdf  # pypdf is slow to import, and few sites have PDFs

        return parse_pdf(response.body, canonical(response.url, source), source, listed)
    declared = None
    if isinstance(response, TextResponse) and not is_utf8(response.body):
        declared = response.encoding
    try:
        page = read_page(response.url, response.body, declared=declared, language=source.language, fixes=source.fixes)
    except TooMuch as error:
        return Problem(error.code, str(error), canonical(response.url, source), source.id)
    return parse_page(page, source, listed)


def parse_page(page: Page, source: Source, listed: Listed | None = None) -> Article | Problem:
    """The article of a page that is read already. The page's tree is used up."""
    metadata = read_metadata(page.root, page.url)
    told = (page.root.get("lang") or page.root.get("xml:lang"), metadata.first(NAMES["languages"]), source.language)
    style = date_style(source, told)
    title = _short(_title(page, source, metadata)) or (listed.title if listed else None)
    url = _address(page, source)
    if reason := _is_no_page(page, title):
        return Problem("not-an-article", reason, url, source.id)

    blocks = cache(lambda: read_blocks([page.root]))
    dated = find_published(page, metadata, blocks, title, style, source.zone, source.selectors("date"))
    if dated is None and listed and listed.published:
        dated = (listed.published, "listing")
    authors = page.texts(source.selectors("author"))
    tags = metadata.tags or tuple(dict.fromkeys(page.texts(source.selectors("tags"))))

    # From here on the tree may be changed.
    found, tried = _body(page, source, metadata, blocks)
    body = trim(found, title, style)
    text = join(block.text for block in body)
    if not body:
        return Problem("no-body", f"no text found by {', '.join(tried)}", url, source.id)
    if not metadata.article and (reason := _is_list(body)):
        return Problem("not-an-article", reason, url, source.id)
    if length(text) < SHORTEST:
        return Problem("too-short", f"the text found by {tried[-1]} has {length(text)} characters", url, source.id)
    published, basis = dated or (None, None)
    return Article(
        url=url,
        source=source.id,
        title=title,
        body=text,
        kinds=tuple(block.kind for block in body),
        language=language_of(text, told),
        published=published,
        published_basis=basis,
        modified=find_modified(metadata, found, style, source.zone),
        author=_short(", ".join(dict.fromkeys(authors)) or metadata.author),
        tags=tuple(filter(_short, tags or tags_of(found)))[:_MOST_TAGS],
    )


def _short(line: str | None) -> str | None:
    """A title, name or tag, if it is one and not a text."""
    return line if line and len(line) <= LONGEST_LINE else None


def _title(page: Page, source: Source, metadata: Metadata) -> str | None:
    """By the source's own selector, chosen on its pages; then as the page's titles agree; then by the family's."""
    organisation = source.organisation
    names = (source.name, organisation.name, *organisation.aliases, *organisation.called)
    if own := page.texts(source.article.title):
        return own[0]
    return find_title(page, metadata, names) or next(iter(page.texts(source.selectors("title"))), None)


def _address(page: Page, source: Source) -> str:
    """The page's canonical address: by its own word, if that leads to an article of the source."""
    for href in page.select("link[rel~=canonical]::attr(href)"):
        if url := article_address(href, page.url, source):
            return url
    return canonical(page.url, source)


def _body(
    page: Page, source: Source, metadata: Metadata, blocks: Callable[[], Sequence[Block]]
) -> tuple[list[Block], list[str]]:
    """The blocks of the article before trimming, and what was tried to get them."""
    tried = []
    drop = [element for css in source.selectors("drop") for element in page.select(css)]
    for css in source.selectors("body"):
        tried.append(f"the selector {css!r}")
        found = read_blocks(page.select(css), drop)
        if sum(length(block.text) for block in found) >= SHORTEST:
            return found, tried
    tried.append("trafilatura")
    found = select_body(page.root, blocks(), page.url)
    whole = [Block(text) for line in (metadata.body or "").splitlines() if (text := clean(line))]
    # JSON-LD repeats the body without its paragraphs, or its beginning only: good if nothing else is.
    if sum(len(block.text) for block in found) * 2 < sum(len(block.text) for block in whole):
        tried.append("the articleBody of JSON-LD")
        return whole, tried
    return found, tried


def _is_no_page(page: Page, title: str | None) -> str | None:
    """Why a page that came with status 200 is an error, a section's list or a form."""
    named = [title or "", *(clean(element.text or "") for element in page.root.iter("title", "h1"))]
    parts = {fold(part) for name in named for part in (name, *re.split(r"\s[|–—-]\s|[|:]", name))}
    if parts & MISSING:
        return f"the page says {next(name for name in named if name)!r}"
    if fold(title or "") in SECTIONS:
        return f"the page is the section {title!r}"
    if parts & LOGIN and page.select("input[type=password]"):
        return "the page asks for a password"
    return None


def _is_list(body: Sequence[Block]) -> str | None:
    """Why a body is a list of articles."""
    if sum(block.is_link for block in body if block.kind == "heading") >= _LINKED_HEADINGS:
        return "the page lists articles: its headings are links"
    if sum(block.linked for block in body) * 10 > sum(len(block.text) for block in body) * 6:
        return "the page is a list of links"
    return None
