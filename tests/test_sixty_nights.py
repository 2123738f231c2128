"""Sixty nights of the embedded web, whose articles appear, change and vanish: the record is what the web showed."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Response

from crawler.items import Article
from crawler.parse import parse_article
from crawler.source import load_sources
from demo import SITES, SOURCES
from demo.content import read_sites
from demo.server import Server, serve
from demo.site import Article as Story
from demo.site import Block, Site
from demo.web import Web
from tests.pipelines.many_nights import FIRST, Nights, Process

NIGHTS = 60
DRAW = random.Random(60)


@dataclass(frozen=True)
class Life:
    """On which nights an article appears, is edited and vanishes."""

    appears: int
    edits: tuple[int, ...]
    vanishes: int

    def on(self, story: Story, night: int) -> Story:
        """The article as the site has it on a night; one that is not there is `removed`."""
        shown = self.appears <= night < self.vanishes
        made = [Block("paragraph", f"Note {edit}: the editors added this on night {edit}.") for edit in self.edits]
        count = sum(edit <= night for edit in self.edits)
        published = story.published
        if self.appears:
            day = (FIRST + timedelta(days=self.appears - 1)).date()
            published = published.replace(year=day.year, month=day.month, day=day.day)
        return replace(
            story, edited=None, removed=not shown, published=published, blocks=(*story.blocks, *made[:count])
        )


def lives(sites: list[Site]) -> dict[tuple[str, str], Life]:
    """Two in three articles are there from the beginning; one in four is edited, one in six vanishes."""
    drawn = {}
    for site in sites:
        for story in site.articles:
            appears = 0 if DRAW.random() < 0.66 else DRAW.randrange(1, NIGHTS - 1)
            after = range(appears + 1, NIGHTS)
            edits = tuple(sorted(DRAW.sample(after, min(DRAW.choice((0, 0, 0, 1, 2)), len(after)))))
            vanishes = DRAW.choice(after) if DRAW.random() < 0.17 else NIGHTS
            drawn[site.id, story.stem] = Life(appears, edits if story.format == "html" else (), vanishes)
    return drawn


class Story60:
    """What the web showed, and what the record has after the last night."""

    def __init__(self, folder: Path, server: Server, process: Process) -> None:
        self.sites = read_sites(SITES)
        self.lives = lives(self.sites)
        self.nights = Nights(process, folder / "nights.db", SOURCES)
        self.requests: list[int] = []
        self.told = []
        for night in range(NIGHTS):
            server.web = self.web(night)
            server.requests.clear()
            self.told.append(self.nights.night(night))
            self.requests.append(len(server.requests))

    def web(self, night: int) -> Web:
        sites = [
            replace(site, articles=[self.lives[site.id, story.stem].on(story, night) for story in site.articles])
            for site in self.sites
        ]
        return Web(sites, day=2)

    def shown(self, night: int, url: str, source: str) -> Article | None:
        """What our parser reads of a page as it was on a night; null if it was not there."""
        reply = _web(self, night).reply(url)
        while reply.location:
            reply = _web(self, night).reply(reply.location)
        if reply.status != 200:
            return None
        kind = HtmlResponse if reply.type.startswith("text/html") else Response
        found = parse_article(kind(url, body=reply.body, headers={"Content-Type": reply.type}), _SOURCES[source])
        return found if isinstance(found, Article) else None


_SOURCES = load_sources(SOURCES)


@cache
def _web(story: Story60, night: int) -> Web:
    return story.web(night)


def number(stamp: str) -> int:
    """The night of a time that the record has."""
    return (datetime.fromisoformat(stamp) - FIRST).days


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story60]:
    folder = tmp_path_factory.mktemp("sixty")
    with serve(SITES) as server, Process(folder, server.proxy) as process:
        yield Story60(folder, server, process)


def test_every_night_came_to_its_end(story: Story60) -> None:
    assert Counter(state for night in story.told for state, _ in night.values()) == {"finished": 6 * NIGHTS}


def test_every_article_that_was_there_long_enough_is_stored_once(story: Story60) -> None:
    titles = Counter(story.nights.rows("select source_id, title from articles"))
    assert set(titles.values()) == {1}
    closed = ("internal/", "staff/", "intranet/")
    expected = {
        (site.id, made.title)
        for site in story.sites
        if site.id in _SOURCES
        for made in site.articles
        if not made.slug.startswith(closed)
    }
    assert set(titles) == expected


def test_every_version_is_what_the_page_showed_that_night(story: Story60) -> None:
    rows = story.nights.rows(
        "select articles.url, articles.source_id, versions.fetched, texts.title, texts.body from versions"
        " join texts on texts.version_id = versions.id join articles on articles.id = versions.article_id"
    )
    assert len(rows) > 100
    for url, source, fetched, title, body in rows:
        shown = story.shown(number(fetched), url, source)
        assert shown is not None, url
        assert (shown.title, shown.body) == (title, body)


def test_what_is_in_force_is_what_was_last_seen_and_gone_is_what_was_not_there(story: Story60) -> None:
    rows = story.nights.rows(
        "select articles.url, articles.source_id, articles.last_seen, articles.gone, texts.body from articles"
        " join texts on texts.version_id = articles.version_id"
    )
    gone = 0
    for url, source, seen, missing, body in rows:
        shown = story.shown(number(seen), url, source)
        assert shown is not None and shown.body == body, url
        if missing:
            gone += 1
            assert story.shown(number(missing), url, source) is None
    assert gone > 3


def test_edits_are_found_by_the_next_reading_that_was_due(story: Story60) -> None:
    """1, 3, 10 or 30 days after the article or its last change that was found."""
    late, found = [], 0
    bodies: dict[str, list[str]] = {}
    rows = "select articles.url, texts.body from texts join versions on versions.id = texts.version_id join articles on articles.id = versions.article_id"
    for url, body in story.nights.rows(rows):
        bodies.setdefault(url, []).append(body)
    for site in story.sites:
        for made in site.articles:
            life = story.lives[site.id, made.stem]
            stays = life.vanishes == NIGHTS
            for edit in life.edits:
                url = next((url for url in bodies if url.endswith(site.path(life.on(made, edit)))), None)
                if url is None or not stays or life.appears == 0:
                    continue
                had = any(f"on night {edit}." in body for body in bodies[url])
                found += had
                due = next((life.appears + step for step in (1, 3, 10, 30) if life.appears + step >= edit), NIGHTS)
                if not had and due < NIGHTS - 1:
                    late.append((url, edit))
    assert late == []
    assert found >= 5


def test_the_ledger_explains_each_row(story: Story60) -> None:
    rows = story.nights.rows
    assert rows("select sum(articles_new), sum(articles_changed) from runs where kind = 'crawl'") == rows(
        "select (select count(*) from articles), (select count(*) from versions where number > 1)"
    )
    unexplained = "select count(*) from versions join runs on runs.id = versions.run_id where runs.started <> fetched or runs.kind <> 'crawl'"
    assert rows(unexplained) == [(0,)]
    assert rows("select count(*) from versions where run_id is null") == [(0,)]
    assert rows("select count(*) from issues where run_id is null") == [(0,)]
    told = [json.loads(changes) for (changes,) in rows("select changes from versions where number > 1")]
    assert told and all("on night" in "".join(change["body"]["added"]) for change in told)


def test_the_ledger_counts_the_requests_that_the_web_received(story: Story60) -> None:
    counted = story.nights.rows("select requests from runs where kind = 'refresh' order by id")
    assert [count for (count,) in counted] == story.requests


def test_a_quiet_night_asks_for_little(story: Story60) -> None:
    assert max(story.requests[1:]) < 0.6 * story.requests[0]


def test_no_reference_leads_nowhere(story: Story60) -> None:
    assert story.nights.rows("pragma foreign_key_check") == []
    assert story.nights.rows("pragma integrity_check") == [("ok",)]
