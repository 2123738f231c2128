"""robots.txt as RFC 9309 has it, and the Crawl-delay that many sites still set.

Scrapy reads on when robots.txt can't be had, and reads Crawl-delay without keeping it.
"""

from __future__ import annotations

import asyncio
import re

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object

from crawler.manners.pace import keep_distance
from crawler.problems import Refusal, explain

LONGEST = 500 * 2**10
"""Bytes of a robots.txt that are read (RFC 9309 2.5)."""
_GROUP = re.compile(r"^[ \t]*user[- ]?agent(?:[ \t]*:|[ \t])([^\n#]*).*$", re.IGNORECASE | re.MULTILINE)


class KeepRobotsRules(RobotsTxtMiddleware):
    """Asks each host for its rules once, before anything else, and refuses what they forbid.

    Host in trouble (5xx, 429) or out of reach: nothing is asked of it. No such file (4xx): all is open.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings: BaseSettings = crawler.settings
        self.agent: str = settings["ROBOTSTXT_USER_AGENT"]
        self.longest_delay = settings.getfloat("CRAWL_DELAY_MAX")
        self.failures = tuple(load_object(name) for name in settings.getlist("RETRY_EXCEPTIONS"))
        self.rules: dict[str, asyncio.Task[RobotParser]] = {}

    async def robot_parser(self, request: Request) -> RobotParser:
        """The rules of the request's host, asked for once however many requests wait. Raises Refusal."""
        host = urlparse_cached(request).netloc
        if host not in self.rules:
            self.rules[host] = asyncio.ensure_future(self._ask(request))
        return await self.rules[host]

    async def _ask(self, request: Request) -> RobotParser:
        page = urlparse_cached(request)
        ask = Request(
            f"{page.scheme}://{page.netloc}/robots.txt",
            callback=NO_CALLBACK,
            priority=self.DOWNLOAD_PRIORITY,
            # RFC 9309 2.3.1.2: robots.txt may be redirected, to other hosts too.
            meta={"dont_obey_robotstxt": True, "allow_offsite": True},
        )
        try:
            response = await self.crawler.engine.download_async(ask)
        except (IgnoreRequest, *self.failures) as error:
            code, detail = explain(error)
            raise Refusal(code, f"{detail} (asked for robots.txt, without which nothing is read)") from error
        if response.status >= 500 or response.status == 429:
            detail = f"robots.txt of {page.netloc} can't be had ({response.status}), so nothing is read"
            raise Refusal("robots-unread", detail)
        rules = concerning(self.agent, response.body) if response.status < 300 else b""
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, rules)
        return parser

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raises Refusal for what the rules forbid; keeps the distance that they ask for."""
        if rp is None:
            return
        host = urlparse_cached(request).netloc
        if not rp.allowed(request.url, self.agent):
            raise Refusal("robots", f"robots.txt of {host} asks us not to read this address")
        delay = rp.crawl_delay(self.agent) or 0
        if delay > self.longest_delay:
            detail = f"robots.txt of {host} asks for {delay:g} s between requests; CRAWL_DELAY_MAX is less"
            raise Refusal("crawl-delay", detail)
        if delay > 0:
            keep_distance(self.crawler, request, delay)


def concerning(agent: str, rules: bytes) -> bytes:
    """A robots.txt in which all groups that are not for `agent` (a token in lower case) are for one and the same other.

    The parser keeps each rule once for each name of its group: ten thousand of both would take it minutes.
    """

    def renamed(line: re.Match[str]) -> str:
        name = line[1].strip().lower()
        return line[0] if name == "*" or name.replace("*", "") in agent else "User-agent: others"

    text = "\n".join(rules[:LONGEST].decode("utf-8", "ignore").splitlines())
    return _GROUP.sub(renamed, text).encode()
