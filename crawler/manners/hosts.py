"""Only the hosts of a source are asked: copies of news sites circulate on other domains."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from crawler.addresses import allowed
from crawler.problems import Refusal


class OnlyOwnHosts:
    """Refuses every other host, after a redirect too; unlike Scrapy's middleware it tells the errback."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Refusal. Spiders without a source, such as that of `scrapy fetch`, may ask anyone."""
        source = getattr(self.crawler.spider, "source", None)
        if source is None or allowed(request.url, source):
            return
        parts = urlparse_cached(request)
        if request.meta.get("allow_offsite") and not is_inside(parts.hostname or ""):
            return
        host = parts.netloc
        raise Refusal("off-host", f"{host} is not among `hosts` of {source.id}.toml")


def is_inside(host: str) -> bool:
    """Whether a host is this machine or one of its own network, by its name or number: no site may send us there."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return f".{host.rstrip('.')}".endswith((".localhost", ".local", ".internal"))
