"""One address → a draft of a source and five articles read with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrapy.http import TextResponse

from crawler.items import Listed
from crawler.newsource.draft import Draft, Wishes, draft_source, expectations
from crawler.newsource.explore import explore
from crawler.newsource.found import Found
from crawler.newsource.links import html_page
from crawler.newsource.paging import read
from crawler.newsource.selectors import mend
from crawler.newsource.trial import Tried, read_again, try_articles
from crawler.source import HtmlListing
from crawler.visit import Visitor


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    draft: Draft
    found: Found
    tried: list[Tried]


async def draft_from(visitor: Visitor, url: str, wishes: Wishes, today: date) -> Outcome:
    """Explores a site and tries what was found. Raises NothingFound."""
    found = await explore(visitor, url, today)
    draft = draft_source(found, wishes, today)
    visitor.source = draft.source
    found.listed = _dated(found, draft, today)
    tried = await try_articles(visitor, draft.source, found.listed, today)
    # Articles tell more of the site than its lists: which names stand on all pages, how days are written.
    pages = [
        (each.response, page) for each in tried if each.response is not None and (page := html_page(each.response))
    ]
    found.pages += [page for _, page in pages]
    found.texts += [response.text for response, _ in pages if isinstance(response, TextResponse)]
    draft = draft_source(found, wishes, today)
    tried = read_again(tried, draft.source, today)
    source = mend(tried, draft.source)
    remarks = dict(draft.remarks)
    if source is not draft.source:
        better = read_again(tried, source, today)
        if _worth(better) > _worth(tried):
            changed = source.article.model_dump(exclude_defaults=True).keys() - {"url"}
            remarks |= {key: "found where the pages agree; general reading did not do" for key in changed}
            tried = better
        else:
            source = draft.source
    days = [each.published for each in found.listed]
    source = source.model_copy(update={"expect": expectations(days, tried, len(found.listed), today)})
    return Outcome(Draft(source, remarks), found, tried)


def _worth(tried: Sequence[Tried]) -> int:
    """How many articles are whole, and how many of those by their own page's word."""
    whole = [each.article for each in tried if each.article and each.is_whole]
    return len(whole) + sum(article.published_basis not in ("listing", "url") for article in whole)


def _dated(found: Found, draft: Draft, today: date) -> list[Listed]:
    """The articles listed, with the days that the selectors of the draft find in the list."""
    days: dict[str, Listed] = {}
    for listing in draft.source.listing:
        if isinstance(listing, HtmlListing):
            for number, response in enumerate(found.further, 1):
                page = read(response, draft.source, listing, found.start, number, today)
                days |= {each.url: each for each in page.articles if each.published}
    return [each if each.published else days.get(each.url, each) for each in found.listed]
