"""A small web on loopback, and real crawls of it in a process of their own.

The web is reached through its server as an HTTP proxy, so that each site may have a host of its own name.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("run_crawls.py")
HTML = "text/html; charset=utf-8"


@dataclass
class Visit:
    """A request that the web received. Times are seconds on the monotonic clock."""

    url: str
    headers: dict[str, str]
    came: float
    left: float = 0.0


@dataclass(frozen=True)
class Answer:
    body: bytes | str = b""
    status: int = 200
    media_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0
    """Seconds that the server takes to answer."""
    apart: float = 0.0
    """Seconds between one byte and the next."""


Page = Answer | Callable[[list[Visit]], Answer]
"""A page, or what makes it of the visits to it so far, this one included."""


def links(*paths: str, after: str = "") -> Answer:
    """A page of links."""
    return Answer("<html><body>" + "".join(f'<a href="{path}">x</a>' for path in paths) + after)


def article(published: str = "2024-05-01") -> Answer:
    return Answer(f"<html><title>A title</title><time>{published}</time><p>Some text.</p></html>")


def redirect(location: str) -> Answer:
    return Answer(status=302, headers={"Location": location})


def html_listing(keys: str = "") -> str:
    return f'[[listing]]\nkind = "html"\nurls = ["http://HOST/"]\n{keys}\n'


def feed_listing() -> str:
    return '[[listing]]\nkind = "feed"\nurls = ["http://HOST/feed"]\n'


def sitemap_listing(keys: str = "") -> str:
    return f'[[listing]]\nkind = "sitemap"\nurls = ["http://HOST/sitemap.xml"]\n{keys}\n'


@dataclass(frozen=True)
class Site:
    """A news site, the source file that declares it, and how it is crawled."""

    host: str
    listing: str
    """TOML, in which HOST stands for the host."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """By path, or by address for pages of other hosts."""
    keys: str = ""
    """More TOML at the top level of the source."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """`zz_pages` for `pages.example`."""
        return "zz_" + self.host.partition(".")[0].partition(":")[0]

    @property
    def toml(self) -> str:
        return f"""
name = "Test"
homepage = "http://{self.host}/"
language = "en"
timezone = "Europe/Oslo"
hosts = ["{self.host}"]
checked = "made for a test"
{self.keys}
[organisation]
name = "University of Test"
[article]
url = '.*/n/\\d+'
{self.listing.replace("HOST", self.host)}
"""


class Web:
    """The sites' server and its memory. What has no page is 404."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.visits: list[Visit] = []
        self.closing = threading.Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                address = self.path if "://" in self.path else f"http://{self.headers['Host']}{self.path}"
                visit = Visit(address, dict(self.headers), time.monotonic())
                answer = web.answer(visit)
                web.closing.wait(answer.after)
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                headers = {"Content-Type": answer.media_type, "Content-Length": len(body), **answer.headers}
                self.send_response(answer.status)
                for name, value in headers.items():
                    self.send_header(name, str(value))
                self.end_headers()
                visit.left = time.monotonic()
                for piece in [body[at : at + 1] for at in range(len(body))] if answer.apart else [body]:
                    self.wfile.write(piece)
                    web.closing.wait(answer.apart)
                self.close_connection = int(headers["Content-Length"]) > len(body)

            def handle(self) -> None:
                with suppress(ConnectionError):  # crawlers hang up on what is too large
                    super().handle()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def put(self, site: Site) -> None:
        for path, page in site.pages.items():
            self.pages[path if "://" in path else f"http://{site.host}{path}"] = page

    def answer(self, visit: Visit) -> Answer:
        self.visits.append(visit)
        page = self.pages.get(visit.url, Answer(status=404))
        if isinstance(page, Answer):
            return page
        return page([earlier for earlier in self.visits if earlier.url == visit.url])

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()


@dataclass(frozen=True)
class Crawl:
    """What came of the crawl of a site."""

    items: list[dict[str, Any]]
    stats: dict[str, Any]
    visits: list[Visit]
    """Requests to the site's host, in order."""

    @property
    def articles(self) -> list[str]:
        """Addresses, in alphabetical order: pages are read side by side."""
        return sorted(item["url"] for item in self.items if "body" in item)

    @property
    def problems(self) -> list[dict[str, Any]]:
        return [item for item in self.items if "code" in item]

    def problem(self, path: str) -> dict[str, Any]:
        """The one problem with this page of the site."""
        [problem] = [problem for problem in self.problems if problem["url"].split("/", 3)[3] == path[1:]]
        return problem

    @property
    def gaps(self) -> list[float]:
        """Seconds between the beginnings of one request and the next, robots.txt left out."""
        times = [visit.came for visit in self.visits if not visit.url.endswith("/robots.txt")]
        return [later - earlier for earlier, later in pairwise(times)]

    @property
    def asked(self) -> list[str]:
        """Paths in the order in which they were asked for, robots.txt left out."""
        paths = ["/" + visit.url.split("/", 3)[3] for visit in self.visits]
        return [path for path in paths if path != "/robots.txt"]


@dataclass(frozen=True)
class Runs:
    """Crawls, and what they logged at level WARNING or above."""

    crawls: dict[str, Crawl]
    log: str

    def __getitem__(self, site: Site) -> Crawl:
        return self.crawls[site.source]


# Gentle manners take seconds; tests of manners turn on what they test. With no delay at all Scrapy 2.19 would
# not keep to CONCURRENT_REQUESTS_PER_DOMAIN either.
QUICK = {
    "DOWNLOAD_DELAY": 0.001,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_TIMES": 0,
    "ITEM_PIPELINES": {},
    "SPIDER_MIDDLEWARES": {},
    "EXTENSIONS": {},
}


def run_crawls(folder: Path, web: Web, sites: Iterable[Site], settings: Mapping[str, Any] = {}) -> Runs:
    """Crawls sites side by side in one process, in which Scrapy's deprecation warnings are errors.

    `settings` are the process's, such as that of its resolver; those of a site are its crawl's.
    """
    sites = list(sites)
    jobs = []
    for site in sites:
        web.put(site)
        (folder / f"{site.source}.toml").write_text(site.toml, encoding="utf-8")
        feeds = {"FEEDS": {str(folder / f"{site.source}.items"): {"format": "jsonlines"}}}
        jobs.append({"name": site.source, "arguments": site.arguments, "settings": QUICK | site.settings | feeds})
    environment = {
        **{name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        "http_proxy": f"http://{web.address}",
        "no_proxy": "127.0.0.1,.invalid",
        "UNIACCORD_SOURCES": str(folder),
        "UNIACCORD_CONTACT": "crawls@test.example",
    }
    done = subprocess.run(
        [sys.executable, RUNNER, folder],
        input=json.dumps({"settings": settings, "jobs": jobs}),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    crawls = {}
    for site in sites:
        items = (folder / f"{site.source}.items").read_text(encoding="utf-8").splitlines()
        stats = (folder / f"{site.source}.stats").read_text(encoding="utf-8")
        visits = [visit for visit in web.visits if visit.url.startswith(f"http://{site.host}/")]
        crawls[site.source] = Crawl([json.loads(item) for item in items], json.loads(stats), visits)
    return Runs(crawls, done.stderr)
