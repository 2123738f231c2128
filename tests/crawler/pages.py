"""Sources and pages for tests, in few words."""

from __future__ import annotations

from typing import Any

from scrapy.http import HtmlResponse

from crawler.items import Article, Listed, Problem
from crawler.parse import parse_article
from crawler.source import ArticleRules, HtmlListing, Organisation, Source

URL = "https://www.northfield.example/news/lakeside-agreement"
FIRST = (
    "Northfield University and the Lakeside Institute of Technology signed an agreement on the exchange of students"
    " and teachers in Northfield on Tuesday."
)
SECOND = (
    "The agreement is valid for five years. Its first fruit will be a summer school on the chemistry of lakes, to which"
    " both sides send twenty students each."
)
THIRD = "“We know each other's laboratories, now we learn each other's languages,” said the rector, Dr Edna Marsh."
TITLE = "Northfield and Lakeside sign exchange agreement"
PROSE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def a_source(*, article: dict[str, Any] | None = None, **keys: Any) -> Source:
    """A source of www.northfield.example; `article` holds keys of `[article]`."""
    known: dict[str, Any] = {
        "id": "xx_northfield",
        "name": "Northfield University",
        "homepage": "https://www.northfield.example/",
        "language": "en",
        "timezone": "Europe/Moscow",
        "hosts": ("www.northfield.example",),
        "checked": "made for tests",
        "organisation": Organisation(name="Northfield University", aliases=("NU",)),
        "listing": (HtmlListing(kind="html", urls=("https://www.northfield.example/news",)),),
        "article": ArticleRules(**{"url": r"https://www\.northfield\.example/news/.+", **(article or {})}),
    }
    return Source(**{**known, **keys})


def html(body: str = PROSE, *, head: str = "", title: str = TITLE, lang: str = "en", above: str = "") -> str:
    """A page with a menu, a side-bar and a footer round the article."""
    return f"""<!doctype html><html lang="{lang}"><head><title>{title} | Northfield University</title>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<main><article>{above}<h1>{title}</h1>{body}</article></main>
<aside><h2>Latest news</h2><ul><li><a href="/news/a">Choir tours the northern islands in June</a> <time>2026-10-01</time>
</li><li><a href="/news/b">New opening hours of the library in winter</a> <time>2026-09-30</time></li></ul></aside>
<footer>© 2026 Northfield University</footer></body></html>"""


def parse(
    page: str | bytes, source: Source | None = None, *, url: str = URL, listed: Listed | None = None, **more: Any
) -> Article | Problem:
    body = page.encode() if isinstance(page, str) else page
    return parse_article(HtmlResponse(url, body=body, **more), source or a_source(), listed)


def article(page: str | bytes, source: Source | None = None, **more: Any) -> Article:
    found = parse(page, source, **more)
    assert isinstance(found, Article), found
    return found


def problem(page: str | bytes, source: Source | None = None, **more: Any) -> Problem:
    found = parse(page, source, **more)
    assert isinstance(found, Problem), found
    return found
