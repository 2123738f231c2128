"""The embedded web without a network: an address goes in, what its server would answer comes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from demo import SITES
from demo.content import read_sites
from demo.render import Replies, Reply, index, render
from demo.site import Article, Site


class Web:
    """Some sites on one of two days; on the second, editors have changed and removed articles."""

    def __init__(self, sites: Sequence[Site], day: int = 1) -> None:
        self.sites = sites
        self.day = day

    @property
    def day(self) -> int:
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        if day not in (1, 2):
            raise ValueError(f"the embedded web has day 1 and day 2, not {day}")
        self._day = day
        self._replies: dict[str, Replies] = {}
        for site in self.sites:
            replies = render(site, day)
            self._replies |= dict.fromkeys(site.hosts, replies)

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(self._replies)

    def addresses(self) -> list[str]:
        """Everything that is served at an address of its own, hosts of the same site included."""
        return [f"http://{host}{path}" for host, replies in self._replies.items() for path in replies.pages]

    def reply(self, url: str) -> Reply:
        """What the host of an absolute address answers; 502 when the web has no such host.

        As real sites do, ours pass over query parameters that they don't use.
        """
        parts = urlsplit(url)
        replies = self._replies.get(parts.netloc.removesuffix(":80"))
        if parts.scheme != "http" or replies is None:
            host = f"{parts.scheme}://{parts.netloc}"
            return Reply(502, f"no such host in the embedded web: {host}\n".encode(), "text/plain")
        path = unquote(parts.path) or "/"
        used = [pair for pair in parse_qsl(parts.query) if pair[0] in replies.parameters]
        address = f"{path}?{urlencode(sorted(used))}"
        return replies.pages.get(address) or replies.pages.get(path) or replies.missing

    def view(self, target: str) -> Reply:
        """The same for a browser: `/HOST/path` on the server's own address; `/` lists the sites."""
        if target == "/":
            return index(self.sites)
        host, _, rest = target.removeprefix("/").partition("/")
        reply = self.reply(f"http://{host}/{rest}")
        location = self._viewed(reply.location.encode()).decode() if reply.location else None
        if not reply.type.startswith(("text/html", "text/css")):
            return replace(reply, location=location)
        body = re.sub(rb"""((?:href|src)=["'])/(?!/)""", rf"\1/{host}/".encode(), reply.body)
        return replace(reply, body=self._viewed(body), location=location)

    def _viewed(self, html: bytes) -> bytes:
        hosts = "|".join(map(re.escape, sorted(self.hosts)))
        return re.sub(rf"http://({hosts})(?=[/\"'?#]|$)".encode(), rb"/\1", html)


def generated(n: int, folder: Path = SITES, like: str = "pt_ribeira") -> Site:
    """A demo site with n articles put together from those of all sites in the folder: for benchmarks.

    Addresses, listings and looks are those of the site `like`, and so is the source file that reads it.
    """
    sites = read_sites(folder)
    texts = [article for site in sites for article in site.articles if article.format == "html"]
    articles = []
    for number in range(n):
        first = texts[number % len(texts)]
        second = texts[(number + 1 + number // len(texts)) % len(texts)]
        stem = f"generated-{number:05}"
        articles.append(
            Article(
                stem,
                f"{first.title} ({number})",
                datetime.fromisoformat("2024-01-01T08:00:00+00:00") + timedelta(hours=number),
                first.blocks[: len(first.blocks) // 2 + 1] + second.blocks[len(second.blocks) // 2 :],
                slug=stem,
            )
        )
    site = next(site for site in sites if site.id == like)
    return replace(site, hosts=site.hosts[:1], articles=articles, troubles=())
