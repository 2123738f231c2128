"""Only the hosts of a source are asked: copies of news sites circulate on other domains."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from crawler.addresses import DEFAULT_PORTS, LONGEST, allowed
from crawler.manners.connections import is_public
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
        parts = urlparse_cached(request)
        if parts.scheme not in DEFAULT_PORTS:
            raise Refusal("off-host", f"{parts.scheme}: is no part of the web; only http and https are read")
        if len(request.url) > LONGEST:
            raise Refusal(
                "long-address", f"the address has {len(request.url):,} characters; up to {LONGEST:,} are asked for"
            )
        source = getattr(self.crawler.spider, "source", None)
        if source is None or allowed(request.url, source):
            return
        if request.meta.get("allow_offsite"):
            if is_inside(parts.hostname or ""):
                raise Refusal(
                    "private-address", f"{parts.netloc} is not on the public internet, and no site may lead us there"
                )
            return
        raise Refusal("off-host", f"{parts.netloc} is not among `hosts` of {source.id}.toml")


def is_inside(host: str) -> bool:
    """Whether a host is this machine or one of its own network, by its name or number: no site may send us there, not
    through a proxy either, which would look it up itself."""
    try:
        return not is_public(host)
    except ValueError:
        return f".{host.rstrip('.')}".endswith((".localhost", ".local", ".internal"))
