"""Five articles, read with a draft of the source: what of them comes out, and what is doubtful about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from scrapy.http import Response

from crawler.items import Article, Listed, Problem
from crawler.parse import parse_article
from crawler.reading.text import fold, length
from crawler.source import Source
from crawler.visit import NoAnswer, Visitor, address

ARTICLES = 5
ENOUGH = 4
"""So many of the five must have title, date and text."""
_SPARE = 3
"""So many addresses that lead nowhere are replaced by their neighbours."""
_SHORT = 400
"""A text of fewer characters may be a teaser."""
_LONG_AGO = 20 * 365


@dataclass(slots=True)
class Tried:
    """One article that was tried."""

    listed: Listed
    response: Response | None
    """Null where nothing came."""
    result: Article | Problem
    doubts: list[str] = field(default_factory=list)

    @property
    def article(self) -> Article | None:
        return self.result if isinstance(self.result, Article) else None

    @property
    def is_whole(self) -> bool:
        """Whether it has title, date and text."""
        return self.article is not None and self.article.title is not None and self.article.published is not None


def spread(listed: Sequence[Listed], number: int = ARTICLES) -> list[Listed]:
    """So many articles, from the first to the last at even distances."""
    if len(listed) <= number:
        return list(listed)
    return [listed[round(at * (len(listed) - 1) / (number - 1))] for at in range(number)]


async def try_articles(visitor: Visitor, source: Source, listed: Sequence[Listed], today: date) -> list[Tried]:
    """Reads five articles of a listing, or all if it has fewer; a page that is gone is replaced by another."""
    chosen = spread(listed)
    spare = [each for each in listed if each not in chosen]
    tried: list[Tried] = []
    failed: list[Tried] = []
    queue = list(chosen)
    while queue:
        each = queue.pop(0)
        try:
            response = await visitor.ask(each.url)
        except NoAnswer as error:
            failed.append(Tried(each, None, Problem(error.code, error.detail, each.url)))
            if spare and len(failed) <= _SPARE:
                queue.append(spare.pop(len(spare) // 2))
            continue
        if not source.is_article(address(response.url, source)):
            moved = Problem("moved", f"leads to {response.url}, which the pattern does not match", each.url)
            failed.append(Tried(each, response, moved))
            if spare and len(failed) <= _SPARE:
                queue.append(spare.pop(len(spare) // 2))
            continue
        tried.append(Tried(each, response, parse_article(response, source, each)))
    tried += failed[: max(0, ARTICLES - len(tried))] if len(listed) >= ARTICLES else failed
    doubt(tried, source, today)
    return tried


def read_again(tried: Sequence[Tried], source: Source, today: date) -> list[Tried]:
    """The same pages, read with a source that knows more."""
    again = [
        Tried(each.listed, each.response, parse_article(each.response, source, each.listed))
        if each.response is not None and not (isinstance(each.result, Problem) and each.result.code == "moved")
        else Tried(each.listed, each.response, each.result)
        for each in tried
    ]
    doubt(again, source, today)
    return again


def doubt(tried: Sequence[Tried], source: Source, today: date) -> None:
    """Writes down what is doubtful about each article, by itself and beside the others."""
    articles = [each.article for each in tried if each.article]
    titles = Counter(fold(article.title or "") for article in articles)
    days = Counter(article.published[:10] for article in articles if article.published)
    openings = Counter(article.body[:200] for article in articles)
    for each in tried:
        each.doubts.clear()
        if not (article := each.article):
            continue
        say = each.doubts.append
        if article.title is None:
            say("no title")
        elif titles[fold(article.title)] > 1:
            say("other articles have the same title")
        if article.published is None:
            say("no date")
        else:
            _doubt_day(article.published, each.listed.published, today, say)
            if len(articles) > 3 and days[article.published[:10]] == len(articles):
                say("all have the same date")
            if article.published_basis in ("url", "listing"):
                say(f"the page has no date: it is the {'address' if article.published_basis == 'url' else 'listing'}'s")
        if length(article.body) < _SHORT:
            say("a short text")
        if openings[article.body[:200]] > 1:
            say("other articles begin alike")
        if article.language and article.language != source.language:
            say(f"in another language ({article.language})")


def _doubt_day(published: str, listed: str | None, today: date, say: object) -> None:
    assert callable(say)
    if published[:10] > (today + timedelta(days=1)).isoformat():
        say("a date in the future")
    elif published[:10] < (today - timedelta(days=_LONG_AGO)).isoformat():
        say("a very old date")
    if listed and len(published) >= 10 and len(listed) >= 10:
        apart = abs((date.fromisoformat(published[:10]) - date.fromisoformat(listed[:10])).days)
        if apart > 2:
            say(f"the listing says {listed[:10]}")
