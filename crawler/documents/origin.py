"""Where a document from a file comes from: its address, and the source it counts as."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.addresses import REDUCED_HOSTS, allowed, canonical
from crawler.source import ArticleRules, HtmlListing, Organisation, Source

Declared = Mapping[str, Source]
"""The declared sources by id."""
Hosts = Mapping[str, Sequence[Source]]
"""The declared sources by host."""

_NOWHERE = "http://nowhere.invalid/"


def file_address(name: str, content: bytes) -> str:
    """The address of a document that names none; the same content in a file of the same name has the same."""
    return f"file:{name}#sha256={hashlib.sha256(content).hexdigest()[:16]}"


def web_address(text: str | None) -> str | None:
    """The canonical form of an absolute http(s) address; null for anything else."""
    try:
        url = canonical(text.strip()) if text else ""
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def source_of(url: str | None, declared: Declared, fallback: str) -> Source:
    """The declared source on whose hosts an address lies; else the declared source `fallback`, or one without rules."""
    host = urlsplit(url).netloc.lower() if url and url.startswith("http") else ""
    there = [source for source in declared.values() if host and host in source.hosts]
    return article_source(url or "", there) or next(iter(there), None) or declared.get(fallback) or undeclared(fallback)


def by_host(declared: Declared) -> Hosts:
    hosts: dict[str, list[Source]] = {}
    for source in declared.values():
        for host in source.hosts:
            hosts.setdefault(host, []).append(source)
    return hosts


def sources_at(url: str, hosts: Hosts) -> Sequence[Source]:
    """The declared sources on whose hosts, or the reduced versions of these, an address lies."""
    host = urlsplit(url).netloc
    label, _, rest = host.partition(".")
    if host in hosts or label not in REDUCED_HOSTS:
        return hosts.get(host, ())
    return [source for name in (rest, f"www.{rest}") for source in hosts.get(name, ()) if allowed(url, source)]


def article_source(url: str, sources: Iterable[Source]) -> Source | None:
    """The source of which an address is an article: sections of one site may share its host."""
    return next((source for source in sources if source.is_article(canonical(url, source))), None)


@lru_cache(maxsize=64)
def undeclared(source: str) -> Source:
    """A source that nothing is known of: no selectors, days as printed, English if the text shows no other."""
    return Source(
        id=source,
        name=source,
        homepage=_NOWHERE,
        language="en",
        timezone="UTC",
        hosts=("nowhere.invalid",),
        checked="stands for documents from files",
        organisation=Organisation(name=source),
        listing=(HtmlListing(kind="html", urls=(_NOWHERE,)),),
        article=ArticleRules(url=".*"),
    )
