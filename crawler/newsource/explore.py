"""What a site offers, from one of its addresses: its list of news, the pattern of articles, the ways in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

from scrapy.http import Response

from crawler.items import Article, Listed
from crawler.newsource import about
from crawler.newsource.links import LEAST, Link, NewsList, find_list, html_page, labels, links_of
from crawler.newsource.paging import read, turn_pages
from crawler.newsource.shapes import pattern_of
from crawler.newsource.ways import Offer, find_feeds, find_posts, find_sitemap, is_news, read_offer, sitemaps_of
from crawler.newsource.words import NEWS, NEWS_ADDRESSES, WORDS
from crawler.parse import parse_article
from crawler.reading.page import Page
from crawler.reading.text import fold
from crawler.source import (
    ArticleRules,
    Family,
    FeedListing,
    HtmlListing,
    Listing,
    Organisation,
    Source,
)
from crawler.visit import NoAnswer, Visitor, address

_LISTS = 5
"""So many pages are looked at for the list of news."""
_SHARE = 0.5
"""A feed belongs to the section if so much of it is its articles."""


class NothingFound(Exception):
    """No source can be made of the site; the message is one line that says why and what to do."""


@dataclass(slots=True)
class Found:
    """What a source file can be made of."""

    start: str
    """The list of news, or the address that was given where there is none."""
    hosts: tuple[str, ...]
    pattern: str
    listings: list[Listing]
    listed: list[Listed]
    """Articles, the newest first as far as the listings say, each once."""
    family: Family | None
    pages: list[Page]
    """Pages of the site, for what they say of it."""
    texts: list[str]
    """Their source."""
    news: NewsList | None = None
    response: Response | None = None
    """The list of news."""
    further: list[Response] = field(default_factory=list)
    """Its first pages."""
    told: list[str] = field(default_factory=list)
    """What the person should know."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page that has been looked at."""

    response: Response
    page: Page
    links: list[Link]
    news: NewsList | None


def wide(start: str, language: str = "en") -> Source:
    """A source of which only the host is known, with and without `www.`: every page of it is an article."""
    parts = urlsplit(start)
    host = parts.netloc
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return Source(
        id="new",
        name=host,
        homepage=start,
        language=language,
        timezone="UTC",
        hosts=(host, twin),
        checked="being drafted",
        organisation=Organisation(name=host),
        listing=(HtmlListing(kind="html", urls=(start,)),),
        article=ArticleRules(url=".*"),
    )


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
        named = await _in_sitemaps(visitor, first.url, articles, today)
    if not named and not feeds:
        raise NothingFound(_nothing(visitor, seen, bool(articles)))
    found = await _ways_in(visitor, start, named, feeds, today, told)
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


def _look(visitor: Visitor, response: Response, known: Iterable[str]) -> _Seen:
    page = html_page(response)
    if page is None:
        raise NothingFound(f"{response.url}: not a page of HTML; give the address of the list of news")
    links = links_of(response, page, visitor.source)
    return _Seen(response, page, links, find_list(links, address(response.url, visitor.source), tuple(known)))


async def _lists(visitor: Visitor, first: _Seen, articles: set[str]) -> list[_Seen]:
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
    seen: list[_Seen] = []
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


async def _in_sitemaps(visitor: Visitor, home: str, articles: set[str], today: date) -> set[str]:
    """Addresses of articles by a sitemap alone: those like an article that is known, or with a word for news."""
    robots = await visitor.probe(urljoin(home, "/robots.txt"))
    alike = pattern_of(articles) if articles else None

    def is_article(url: str) -> bool:
        return re.fullmatch(alike, url) is not None if alike else is_news(url) and urlsplit(url).path.count("/") > 1

    offer = await find_sitemap(visitor, sitemaps_of(robots), urljoin(home, "/"), is_article, today)
    found = {each.url for each in offer.listed} if offer else set()
    return found if len(found) >= LEAST else set()


async def _ways_in(
    visitor: Visitor, start: _Seen, articles: set[str], feeds: list[Offer], today: date, told: list[str]
) -> Found:
    """The pattern and the listings: a feed for the newest, and one way to the rest."""
    url = address(start.response.url, visitor.source)
    others = [url, *(feed.url for feed in feeds), *labels(start.links, articles)]
    pattern, feed = _first_pattern(articles, feeds, others, start)
    family = about.find_family([start.page], [start.response.text])
    draft = visitor.source.model_copy(update={"article": ArticleRules(url=pattern), "family": family})
    html, pages = await turn_pages(visitor, draft, start.response, today)
    seen = set(articles) | ({each.url for each in feed.listed if draft.is_article(each.url)} if feed else set())
    for response in pages:
        seen |= {each.url for each in read(response, draft, html, start.response.url, 1, today).articles}
        if start.news and articles and (page := html_page(response)):
            seen |= set(start.news.alike(links_of(response, page, draft)))
    home = urljoin(start.response.url, "/")
    posts = await find_posts(visitor, home, today) if family and family.id == "wordpress" else None
    if posts:
        seen |= {each.url for each in posts.listed if re.fullmatch(pattern, each.url)}
    pattern = pattern_of(sorted(seen), others)

    def is_article(address: str) -> bool:
        return re.fullmatch(pattern, address) is not None

    posts = posts if posts and sum(is_article(each.url) for each in posts.listed) * 2 > len(posts.listed) else None
    robots = await visitor.probe(urljoin(home, "/robots.txt"))
    sitemap = None if posts else await find_sitemap(visitor, sitemaps_of(robots), home, is_article, today)
    draft = draft.model_copy(update={"article": ArticleRules(url=pattern)})
    on_pages = [
        each
        for number, response in enumerate(pages, 1)
        for each in read(response, draft, html, start.response.url, number, today).articles
    ]
    if sitemap and len(sitemap.listed) < max(len({each.url for each in on_pages}), 3):
        sitemap = None
    deep: list[Offer] = [posts] if posts else [sitemap] if sitemap else []
    listings: list[Listing] = [offer.listing for offer in ([feed] if feed else []) + deep]
    if on_pages and not (feed and deep):
        listings.append(html)
        if not deep and len(pages) == 1:
            told.append(f"found no second page of {url}: older articles are not reached")
    everything = [*(feed.listed if feed else ()), *on_pages]
    everything += [each for offer in deep for each in offer.listed]
    return Found(
        start=url,
        hosts=_hosts(visitor.source, pattern, everything, listings),
        pattern=pattern,
        listings=listings,
        listed=list({each.url: each for each in reversed(everything) if is_article(each.url)}.values())[::-1],
        family=family,
        pages=[],
        texts=[],
        news=start.news,
        response=start.response,
        further=pages,
        told=told,
    )


def _first_pattern(articles: set[str], feeds: list[Offer], others: list[str], start: _Seen) -> tuple[str, Offer | None]:
    """The pattern by the list and the feed that is of the same section; by a feed alone where there is no list."""
    if articles:
        pattern = pattern_of(sorted(articles), others)
        rated = [(sum(re.fullmatch(pattern, each.url) is not None for each in feed.listed), feed) for feed in feeds]
        for fitting, feed in sorted(rated, key=lambda pair: -pair[0]):
            if fitting and fitting >= len(feed.listed) * _SHARE:
                urls = [each.url for each in feed.listed if re.fullmatch(pattern, each.url)]
                return pattern_of(sorted({*articles, *urls}), others), feed
    for feed in feeds:
        # The list may have been of something else: a feed whose addresses the page repeats knows better.
        pattern = pattern_of([each.url for each in feed.listed], others)
        on_page = {link.url for link in start.links if re.fullmatch(pattern, link.url)}
        if not articles or len(on_page) >= max(3, len(articles) // 2):
            return pattern, feed
    return pattern_of(sorted(articles), others), None


def _hosts(source: Source, pattern: str, listed: Iterable[Listed], listings: Iterable[Listing]) -> tuple[str, ...]:
    """The hosts of the listings, then those of articles."""
    found = [urlsplit(url).netloc for listing in listings for url in listing.urls]
    found += [urlsplit(each.url).netloc for each in listed if re.fullmatch(pattern, each.url)]
    return tuple(dict.fromkeys(host for host in found if host in source.hosts))


def _once(seen: Iterable[_Seen]) -> list[_Seen]:
    return list({each.response.url: each for each in seen}.values())


def _is_login(url: str) -> bool:
    parts = urlsplit(url.lower())
    return bool(set(re.split(r"[./_-]", parts.netloc + parts.path)) & set(WORDS["logins"]))


def _nothing(visitor: Visitor, seen: Sequence[_Seen], is_article: bool) -> str:
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
