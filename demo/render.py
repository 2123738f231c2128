"""A site, its templates and a day → every reply that the site gives, made in advance."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from email.utils import format_datetime
from functools import lru_cache
from http import HTTPStatus
from itertools import chain, groupby
from textwrap import shorten
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from demo import TEMPLATES
from demo.listing import Entry, article_entry, part_address, parts, trouble_address, trouble_entry
from demo.pdf import bulletin
from demo.quirks import MARKUP, TEXT
from demo.site import Article, Block, Charset, Page, Site, Trouble

TYPES = {
    "html": "text/html",
    "xml": "application/xml",
    "json": "application/json",
    "css": "text/css",
    "svg": "image/svg+xml",
}
UTF8 = Charset("utf-8", "utf-8")
LATEST = 8
"""Articles in a side-bar."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers."""

    status: int
    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    location: str | None = None
    """Absolute address of a redirect."""
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class Replies:
    """Everything that one site answers."""

    pages: dict[str, Reply]
    """By path and query, the parameters of which are in order of name."""
    missing: Reply
    parameters: frozenset[str]
    """Names in its own query strings; it ignores others."""


@lru_cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html", "xml", "svg")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rfc822"] = format_datetime
    environment.filters["teaser"] = _teaser
    return environment


def _teaser(article: Article | None, width: int = 180) -> str:
    texts = (block.text for block in article.blocks if block.kind == "paragraph") if article else ()
    return shorten(next(iter(texts), ""), width, placeholder=" ...")


def _groups(blocks: Iterable[Block]) -> list[tuple[str, list[str]]]:
    """Kinds and texts of blocks; items that follow each other are one group, every other block its own."""
    groups: list[tuple[str, list[str]]] = []
    for kind, run in groupby(blocks, lambda block: block.kind):
        texts = [block.text for block in run]
        groups += [(kind, texts)] if kind == "item" else [(kind, [text]) for text in texts]
    return groups


class _Renderer:
    """A site on one day, while its replies are made."""

    def __init__(self, site: Site, day: int) -> None:
        self.site, self.day = site, day
        self.shown = {article.stem: shown for article in site.articles if (shown := article.on(day))}
        self.articles = self._newest_first(article_entry(site, article) for article in self.shown.values())

    def _newest_first(self, entries: Iterable[Entry]) -> list[Entry]:
        return sorted(entries, key=lambda entry: (entry.moment, entry.url), reverse=True)

    def _troubles(self, template: str) -> list[Entry]:
        """What a template lists besides the articles; nothing about articles that are gone."""
        return [
            trouble_entry(self.site, trouble, self.shown.get(trouble.article or ""))
            for trouble in self.site.troubles
            if template in trouble.seen and (trouble.article is None or trouble.article in self.shown)
        ]

    def _parts(self, page: Page) -> list[tuple[str, Sequence[Entry]]]:
        return parts(page, self._newest_first([*self.articles, *self._troubles(page.template)]))

    def text(self, template: str, charset: str, words: dict[str, Any]) -> str:
        """A template of the site's make, else of `common`, filled in."""
        always = {
            "site": self.site,
            "base": f"http://{self.site.host}/",
            "charset": charset,
            "latest": [entry for entry in self.articles if entry.published][:LATEST],
            "aside": self._troubles("aside"),
        }
        names = [f"{self.site.make}/{template}", f"common/{template}"]
        return _templates().select_template(names).render(always | words)

    def html(self, template: str, words: dict[str, Any], status: int = 200, charset: Charset = UTF8) -> Reply:
        text = self.text(template, charset.declared, words)
        kind = f"text/html; charset={charset.declared}" if self.site.header_charset else "text/html"
        return Reply(status, text.encode(charset.encoding, "xmlcharrefreplace"), kind)

    def message(self, title: str, text: str, status: int = 200) -> Reply:
        return self.html("page.html", {"title": title, "text": text}, status)

    def article(self, article: Article) -> Reply:
        if article.format == "pdf":
            return Reply(200, bulletin(self.site, article), "application/pdf")
        groups = _groups(article.blocks)
        for quirk in article.quirks:
            if quirk in TEXT:
                groups = [(kind, [TEXT[quirk](text) for text in texts]) for kind, texts in groups]
        body = self.text("body.html", "utf-8", {"groups": groups})
        for quirk in article.quirks:
            body = MARKUP[quirk](body) if quirk in MARKUP else body
        words = {
            "entry": article_entry(self.site, article),
            "article": article,
            "body": Markup(body),  # noqa: S704 (made from our own templates, which escape)
            "views": article.number % 900 + 40 * self.day,
        }
        wrong = "wrong-charset" in article.quirks
        return self.html("article.html", words, charset=self.site.wrong_charset if wrong else UTF8)

    def page(self, page: Page) -> dict[str, Reply]:
        """All parts of a page, by address."""
        made = self._parts(page)
        addresses = [address for address, _ in made]
        kind = page.type or TYPES[page.template.rsplit(".", 1)[-1]]
        replies = {}
        for index, (address, entries) in enumerate(made):
            words = {
                "entries": entries,
                "parts": addresses,
                "here": address,
                "newer": addresses[index - 1] if index else None,
                "older": addresses[index + 1] if index + 1 < len(made) else None,
                "series": self._series,
            }
            if kind == "text/html":
                replies[address] = self.html(page.template, words)
            else:
                body = self.text(page.template, "utf-8", words).encode()
                replies[address] = Reply(200, gzip.compress(body, mtime=0) if page.gzip else body, kind)
        if page.end:
            after = part_address(page, len(made) + 1, len(made))
            replies[after] = self.message("Nothing here", "There is no such page.", page.end)
        return replies

    def _series(self, template: str) -> list[str]:
        """Absolute addresses of all parts of the pages made with a template."""
        pages = [page for page in self.site.pages if page.template == template]
        return [f"http://{self.site.host}{address}" for page in pages for address, _ in self._parts(page)]

    def trouble(self, trouble: Trouble, original: Article | None) -> Reply | None:
        """What the site answers at the trouble's address, if that is anything out of the ordinary."""
        if trouble.status is None:
            return None
        if 300 <= trouble.status < 400:
            location = trouble.location or (self.site.path(original) if original else "/")
            return Reply(trouble.status, location=urljoin(f"http://{self.site.host}", location))
        if trouble.status >= 400:
            phrase = HTTPStatus(trouble.status).phrase
            return self.message(phrase, "The page can't be shown.", trouble.status)
        shown = self.shown.get(trouble.article or "")
        return self.article(shown) if shown else None


def render(site: Site, day: int) -> Replies:
    """Every page of a site on day 1 or 2. Raises ValueError for what the content can't be shown as."""
    renderer = _Renderer(site, day)
    originals = {article.stem: article for article in site.articles}
    pages: dict[str, Reply] = {}
    for article in site.articles:
        path = site.path(article)
        if path in pages:
            raise ValueError(f"{site.id}: two articles have the address {path}: give one another slug")
        shown = renderer.shown.get(article.stem)
        pages[path] = renderer.article(shown) if shown else renderer.message("Gone", "It was removed.", 410)
    for page in site.pages:
        pages |= renderer.page(page)
    links = chain(site.menu, *(aside.links for aside in site.asides))
    pages |= {link.address: renderer.message(link.title, link.text) for link in links if link.text}
    for trouble in site.troubles:
        original = originals[trouble.article] if trouble.article else None
        if reply := renderer.trouble(trouble, original):
            pages[urldefrag(trouble_address(site, trouble, original)).url] = reply
    if site.robots:
        pages["/robots.txt"] = Reply(200, site.robots.encode(), "text/plain; charset=utf-8")
    if site.etags:
        pages = {address: _tagged(reply) for address, reply in pages.items()}
    queries = chain.from_iterable(parse_qsl(urlsplit(address).query) for address in pages)
    missing = renderer.message("Page not found", "There is no such page on this site.", 404)
    return Replies(pages, missing, frozenset(name for name, _ in queries))


def _tagged(reply: Reply) -> Reply:
    """With an ETag, if it is a page."""
    tag = f'"{hashlib.sha1(reply.body, usedforsecurity=False).hexdigest()[:16]}"'
    return replace(reply, etag=tag) if reply.status == 200 else reply


def index(sites: Sequence[Site]) -> Reply:
    """The page that a browser sees first."""
    return Reply(200, _templates().get_template("common/index.html").render(sites=sites).encode())
