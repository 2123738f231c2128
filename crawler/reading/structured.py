"""What a page says of itself to machines: JSON-LD (schema.org), meta elements, microdata."""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from crawler.reading.text import clean, fold

NAMES: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("metadata.toml").read_text(encoding="utf-8"))

Node = dict[str, Any]
"""One object of JSON-LD."""

_ARTICLES = frozenset(NAMES["articles"])
_PAGES = frozenset(NAMES["pages"])
# Keys whose values are objects of their own about the same page, and not its authors or pictures.
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "isPartOf", "itemListElement", "item")
_DEPTH = 6
_LIST = 4
"""So many articles in the JSON-LD of one page are a list of others."""
_NOBODY = re.compile(r"https?:|@|^(?:admin|administrator|editor|webmaster)$", re.IGNORECASE)
_WRAPPING = re.compile(
    r"^(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?:(?://|/\*)|(?<!\s))\s*\]\]>(?:\s*\*/)?|;)$"
)
_LONGEST = 1_000_000
"""Characters of JSON-LD; more is data for a shop or a map."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Read as they stand in the page; texts that come out of it are clean and without markup."""

    article: Node
    """The JSON-LD object that is this page's article; empty without one."""
    webpage: Node
    """The JSON-LD object that is the page itself."""
    meta: dict[str, list[str]]
    """Name, property or itemprop of meta elements in lower case → contents in order."""

    def first(self, names: Iterable[str]) -> str | None:
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    @property
    def headline(self) -> str | None:
        return _string(self.article.get("headline")) or _string(self.article.get("name"))

    @property
    def site(self) -> str | None:
        """The name of the site, as it follows titles."""
        return self.first(NAMES["sites"]) or _string(_name(self.article.get("publisher")))

    @property
    def author(self) -> str | None:
        people = [_string(_name(author)) for author in _list(self.article.get("author"))]
        if not any(people):
            people = [*next((self.meta[name] for name in NAMES["authors"] if name in self.meta), [])]
        return ", ".join(dict.fromkeys(name for name in people if name and not _NOBODY.search(name))) or None

    @property
    def tags(self) -> tuple[str, ...]:
        words = list(self.meta.get("article:tag", ()))
        words += [text for keywords in _list(self.article.get("keywords")) if (text := _string(keywords))]
        tags = words[0].split(",") if len(words) == 1 else words
        return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))

    @property
    def body(self) -> str | None:
        """`articleBody`, line breaks kept."""
        text = self.article.get("articleBody")
        return html.unescape(text) if isinstance(text, str) else None


def read_metadata(root: HtmlElement, url: str) -> Metadata:
    """JSON-LD and meta elements of a page; `url` tells which of several JSON-LD objects is the page's."""
    nodes = list(_json_ld(root))
    return Metadata(
        article=_of_page([node for node in nodes if _types(node) & _ARTICLES], url),
        webpage=_of_page([node for node in nodes if _types(node) & _PAGES], url),
        meta=_meta(root),
    )


def _meta(root: HtmlElement) -> dict[str, list[str]]:
    meta: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        name = next((name for name in names if name), None)
        content = clean(element.get("content") or "")
        if name and content:
            meta.setdefault(name.strip().lower(), []).append(content)
    return meta


def _json_ld(root: HtmlElement) -> Iterator[Node]:
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            yield from _objects(_loads(script.text or ""))


def _loads(text: str) -> Any:
    """JSON, with the slips repaired that leave no doubt: comments around it, commas at ends, raw line breaks."""
    if len(text) > _LONGEST:
        return None
    text = _WRAPPING.sub("", text.strip())
    for candidate in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except RecursionError:
            return None
        except ValueError:  # not JSON, or a number of thousands of digits
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[Node]:
    if isinstance(value, list):
        for member in value:
            yield from _objects(member, depth)
    elif isinstance(value, dict) and depth < _DEPTH:
        yield value
        for key in _NESTED:
            yield from _objects(value.get(key), depth + 1)


def _of_page(nodes: list[Node], url: str) -> Node:
    """The object that names the page's address, else the first, unless they are a list of other pages."""
    for node in nodes:
        if any(_bare(address) == _bare(url) for address in _addresses(node)):
            return node
    dated = [node for node in nodes if "datePublished" in node or "headline" in node]
    return (dated or nodes or [{}])[0] if len(dated) < _LIST else {}


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        for value in _list(node.get(key)):
            address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(address, str):
                yield address


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[#?].*$|/$", "", url.strip())


def _types(node: Node) -> set[str]:
    return {str(kind).rsplit("/", 1)[-1].removeprefix("schema:") for kind in _list(node.get("@type"))}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> Any:
    """The name of a person or organisation: an object, the first of a list of such, or a plain string."""
    first = next(iter(_list(value)), None)
    return first.get("name") if isinstance(first, dict) else first


def _string(value: Any) -> str | None:
    """Clean text, or null for what is none; it arrives with markup, and with entities escaped once or twice."""
    first = next(iter(_list(value)), None)
    if not isinstance(first, str):
        return None
    text = clean(re.sub(r"</?[a-z][^<>]*>", " ", html.unescape(html.unescape(first))))
    return text if fold(text) else None
