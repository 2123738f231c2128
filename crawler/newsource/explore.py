"""What a site offers, from one of its addresses: its list of news, the pattern of articles, the ways in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urljoin, urlsplit

from scrapy.http import Response

from crawler.items import Article
from crawler.newsource import about
from crawler.newsource.assemble import in_sitemaps, ways_in
from crawler.newsource.found import Found, NothingFound, Seen, wide
from crawler.newsource.links import Link, find_list, html_page, links_of
from crawler.newsource.ways import find_feeds, is_news, read_offer
from crawler.newsource.words import NEWS, NEWS_ADDRESSES, WORDS
from crawler.parse import parse_article
from crawler.reading.text import fold
from crawler.source import FeedListing
from crawler.visit import NoAnswer, Visitor, address

_LISTS = 5
"""So many pages are looked at for the list of news."""


async def explore(visitor: Visitor, url: str, today: date) -> Found:
    """Looks at a site, from its list of news, its front page or one of its articles. Raises NothingFound."""
    told: list[str] = []
    first = await _open(visitor, url, told)
    given = read_offer(first, FeedListing(kind="feed", urls=(first.url,)), visitor.source, today)
    if given or html_page(first) is None:
        if not given:
            kind = (first.headers.get("Content-Type") or b"nothing").decode("latin-1")
            raise NothingFound(f"{first.url}: neither a page nor a feed, the server calls it {kind}; give a page")
        first = await visitor.probe(urljoin(first.url, "/")) or first
    seen = [_look(visitor, first, ())]
    articles = {first.url} if not given and _is_article(visitor, first) else set()
    if articles:
        told.append(f"{first.url} is an article: looked for the list that leads to it")
    seen += await _lists(visitor, seen[0], articles)
    best = max(
        (each for each in seen if each.news and each.response.url not in articles),
        key=lambda each: each.news.score * (1.3 if each is seen[0] else 1.0) if each.news else 0.0,
        default=None,
    )
    start = best or seen[0]
    feeds = (
        [given] if given else await find_feeds(visitor, [(s.response, s.page) for s in _once((start, seen[0]))], today)
    )
    named = {*articles, *(start.news.urls if start.news else ())} if best else set()
    if not named and not feeds:
        named = await in_sitemaps(visitor, first.url, articles, today)
    if not named and not feeds:
        raise NothingFound(_nothing(visitor, seen, bool(articles)))
    found = await ways_in(visitor, start, named, feeds, today, told)
    found.pages = [each.page for each in seen]
    found.texts = [each.response.text for each in seen if hasattr(each.response, "text")]
    return found


async def _open(visitor: Visitor, url: str, told: list[str]) -> Response:
    """The first page, on another host if the site has moved there. Raises NothingFound."""
    for _ in range(3):
        try:
            return await visitor.ask(url)
        except NoAnswer as error:
            if not error.leads_to:
                host = about.host_of(url)
                advice = {
                    "dns": "",
                    "robots": "; nothing is read there, write to the publisher if you may",
                    "http-404": "; give the address of the list of news or of the front page",
                }.get(error.code, "")
                raise NothingFound(f"{host}: {error.detail}{advice} ({error.code}: {error.url})") from None
            told.append(f"{url} leads to another host, {about.host_of(error.leads_to)}: that one is used")
            url = error.leads_to
            if _is_login(url):
                raise NothingFound(f"{url}: the site wants a password there; only public pages are read") from None
            visitor.source = wide(url)
    raise NothingFound(f"{url}: the address is passed on from host to host")


def _look(visitor: Visitor, response: Response, known: Iterable[str]) -> Seen:
    page = html_page(response)
    if page is None:
        raise NothingFound(f"{response.url}: not a page of HTML; give the address of the list of news")
    links = links_of(response, page, visitor.source)
    return Seen(response, page, links, find_list(links, address(response.url, visitor.source), tuple(known)))


async def _lists(visitor: Visitor, first: Seen, articles: set[str]) -> list[Seen]:
    """Further pages that may be the list of news: those that links call so; above an article, its parents."""
    parts = urlsplit(first.response.url)
    is_front = parts.path.count("/") <= (2 if parts.path.endswith("/") else 1) or not is_news(first.response.url)
    wanted: list[str] = []
    if articles:
        segments = [segment for segment in parts.path.strip("/").split("/") if segment][:-1]
        above = ["/" + "/".join(segments[:n]) for n in range(len(segments), -1, -1)]
        linked = {link.url.rstrip("/"): link.url for link in first.links}
        known = [linked.get(urljoin(first.response.url, path).rstrip("/")) for path in above]
        wanted += [url for url in known if url]
        wanted += [urljoin(first.response.url, f"{path}/".replace("//", "/")) for path in above]
    if articles or is_front or not first.news:
        wanted += _called_news(first.links)
    seen: list[Seen] = []
    for url in [url for url in dict.fromkeys(wanted) if url != first.response.url and url not in articles]:
        response = await visitor.probe(url)
        if response is None or html_page(response) is None or response.url == first.response.url:
            continue
        seen.append(_look(visitor, response, articles))
        if len(seen) == _LISTS or (articles and (news := seen[-1].news) and articles & set(news.urls)):
            break
    return seen


def _called_news(links: Sequence[Link]) -> list[str]:
    """Addresses that links call the news, the surest first."""
    ranks: dict[str, int] = {}
    for link in links:
        last = urlsplit(link.url).path.strip("/").rsplit("/", 1)[-1].lower()
        rank = min(NEWS.get(fold(link.text), 99), 50 if re.sub(r"\.\w+$", "", last) in NEWS_ADDRESSES else 99)
        if rank < 99:
            ranks[link.url] = min(rank, ranks.get(link.url, 99))
    return sorted(ranks, key=lambda url: ranks[url])[:3]


def _is_article(visitor: Visitor, response: Response) -> bool:
    """Whether a page is one article, and not a list of them."""
    page = html_page(response)
    if page is None or urlsplit(response.url).path.strip("/") == "":
        return False
    kinds = [kind.lower() for kind in page.select("meta[property='og:type']::attr(content)")]
    result = parse_article(response, visitor.source)
    if not isinstance(result, Article):
        return False
    sentences = sum(len(part) > 150 for part in result.body.split("\n\n"))
    return "article" in kinds or (result.published is not None and sentences >= 3) or sentences >= 5


def _once(seen: Iterable[Seen]) -> list[Seen]:
    return list({each.response.url: each for each in seen}.values())


def _is_login(url: str) -> bool:
    parts = urlsplit(url.lower())
    return bool(set(re.split(r"[./_-]", parts.netloc + parts.path)) & set(WORDS["logins"]))


def _nothing(visitor: Visitor, seen: Sequence[Seen], is_article: bool) -> str:
    """Why no articles were found."""
    first = seen[0]
    url, html = first.response.url, first.response.body.decode("utf-8", "replace").lower()
    tried = [asked for asked, answer in visitor.answers.items() if not isinstance(answer, NoAnswer)]
    asked = len(visitor.answers)
    if is_article:
        return (
            f"{url}: this is an article, and no list that leads to it was found ({asked} addresses tried, {len(tried)} of them pages);"
            " give the address of the list of news"
        )
    if first.page.select("input[type=password]") or _is_login(url):
        return f"{url}: the page wants a password; only public pages are read"
    if any(phrase in html for phrase in WORDS["scripted"]) or (len(first.links) < 5 and html.count("<script") > 2):
        return (
            f"{url}: the page is made by JavaScript in the browser, its HTML holds no articles; look for a feed, a sitemap or the"
            " JSON that it loads, and write the source by hand (docs/adding-a-source.md)"
        )
    return (
        f"{url}: no list of articles found; tried the page, links to news, feeds and sitemaps ({asked} addresses, {len(tried)} of"
        " them pages); give the address of the list of news itself"
    )
