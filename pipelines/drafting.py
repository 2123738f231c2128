"""A draft of a source is made, told to a person, and written: the file, a page as a test, examples of addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.settings import Settings

from crawler.newsource.draft import Wishes, to_toml
from crawler.newsource.found import NothingFound, wide
from crawler.newsource.job import Outcome, draft_from
from crawler.newsource.trial import ENOUGH, Tried
from crawler.saved import ADDRESSES, save_page
from crawler.source import SOURCES, load_source
from crawler.visit import Visit, Visitor, visit_all
from pipelines.verb import WrongUse

TESTS = SOURCES.parents[1] / "tests"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, and what it cost."""

    outcome: Outcome
    requests: int

    @property
    def is_useless(self) -> bool:
        """Whether not one article came out."""
        return not any(each.article for each in self.outcome.tried)

    @property
    def is_good(self) -> bool:
        """Whether listing, title, date and text worked for four of five articles, or for all but one of fewer."""
        tried = self.outcome.tried
        return sum(each.is_whole for each in tried) >= min(ENOUGH, max(1, len(tried) - 1))


def draft(settings: Settings, url: str, wishes: Wishes, today: date) -> Drafted | str:
    """Visits a site; the draft, or one line that says why there is none. Once in a process."""

    async def job(visitor: Visitor) -> Outcome | str:
        try:
            return await draft_from(visitor, url, wishes, today)
        except NothingFound as error:
            return str(error)

    if not urlsplit(url).netloc or urlsplit(url).scheme not in ("http", "https"):
        raise WrongUse(f"{url}: not an absolute http(s) address")
    visit = Visit(wide(url), job)
    visit_all(settings, [visit])
    if visit.result is None:
        return "the draft was not finished: interrupted, or by a mistake of ours, which then stands above"
    return visit.result if isinstance(visit.result, str) else Drafted(visit.result, visit.requests)


def tell(drafted: Drafted) -> Iterator[str]:
    """What was found, for a person."""
    outcome = drafted.outcome
    source, found = outcome.draft.source, outcome.found
    yield (
        f"{source.organisation.name}: {source.language}, {source.organisation.country or 'no country'}, {source.timezone}"
        + (f", made with {source.family.name}" if source.family else "")
    )
    yield f"articles  {source.article.url}"
    for listing in source.listing:
        told = listing.model_dump(exclude_defaults=True, exclude={"kind", "urls"})
        more = "".join(f"  {key} = {value}" for key, value in told.items())
        yield f"{listing.kind:8}  {listing.urls[0]}{more}"
    yield f"{len(found.listed)} articles are listed in what was seen; {drafted.requests} pages were asked for"
    for each in outcome.tried:
        yield ""
        yield each.listed.url
        yield from (f"    {line}" for line in _article(each))
    yield ""
    for remark in [*found.told, *(f"{key}: {text}" for key, text in outcome.draft.remarks.items())]:
        yield f"note: {remark}"
    yield from _verdict(outcome)


def _article(each: Tried) -> Iterator[str]:
    if each.article is None:
        code, detail = getattr(each.result, "code", ""), getattr(each.result, "detail", "")
        yield f"nothing: {detail} ({code})"
        return
    article = each.article
    yield article.title or "(no title)"
    day = f"{article.published} ({article.published_basis})" if article.published else "no date"
    yield f"{day}, {len(article.body.split())} words, {article.language or 'unknown language'}"
    yield from (f"doubtful: {doubt}" for doubt in each.doubts)


def _verdict(outcome: Outcome) -> Iterator[str]:
    """What is missing, and what to do about it."""
    tried = outcome.tried
    articles = [each.article for each in tried if each.article]
    for key, missing in (
        ("body", [each for each in tried if each.article is None]),
        ("title", [each for each in articles if each.title is None]),
        ("date", [each for each in articles if each.published is None]),
    ):
        if missing:
            yield (
                f"missing: {len(missing)} of {len(tried)} have no {'text' if key == 'body' else key}; look at one of them in a browser"
                f" and give [article].{key} a selector (docs/adding-a-source.md)"
            )
    if len(tried) < ENOUGH:
        yield f"missing: only {len(tried)} articles were found to try; give the address of the full list of news"


def write(drafted: Drafted, folder: Path) -> Iterator[str]:
    """Writes the source, which must not exist, and beside it what tests it; tells what was written.

    Raises WrongUse.
    """
    outcome = drafted.outcome
    source = outcome.draft.source
    path = folder / f"{source.id}.toml"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(to_toml(outcome.draft))
    except FileExistsError:
        raise WrongUse(f"{path}: there is such a source already; give another --id, or move the file away") from None
    load_source(path)
    yield f"wrote {path}"
    is_checkout = folder == SOURCES and TESTS.is_dir()
    tests = TESTS / "sources" / source.id if is_checkout else folder / source.id
    whole = next((each for each in outcome.tried if each.is_whole), None)
    if whole and whole.article and whole.response is not None:
        name = (whole.article.published or "page")[:10]
        yield f"wrote {save_page(tests, name, whole.response, whole.listed, whole.article)}"
        (tests / ADDRESSES).write_text(_examples(outcome), encoding="utf-8")
        yield f"wrote {tests / ADDRESSES}"
    yield f"next: read {path.name} once, then `uniaccord crawl {source.id} -a max_articles=5`" + (
        "" if folder == SOURCES else f" with UNIACCORD_SOURCES={folder}"
    )
    if is_checkout:
        yield "      and `python docs/generate.py`, which enters it in docs/sources.md; the tests read the rest"


def _examples(outcome: Outcome) -> str:
    """Addresses that are articles and some that are not, in TOML."""
    source, found = outcome.draft.source, outcome.found
    yes = [each.article.url for each in outcome.tried if each.article]
    no = [found.start, *(url for listing in found.listings for url in listing.urls)]
    lists = {"yes": yes, "no": [url for url in dict.fromkeys(no) if not source.is_article(url)]}
    return "".join(f"{key} = {json.dumps(urls, indent=2)}\n" for key, urls in lists.items())
