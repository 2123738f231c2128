"""Night after night: every article once, every change kept, what is gone marked, and little asked for."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawler.small_web import Answer, Site, Visit, Web, html_listing, links, redirect, sitemap_listing
from tests.pipelines.many_nights import FIRST, Nights, Process, page


class World:
    """A web with one host, and the nights in which it is crawled."""

    def __init__(self, folder: Path, web: Web, process: Process) -> None:
        self.web = web
        web.pages.clear()
        web.visits.clear()
        self.folder = folder / "sources"
        self.folder.mkdir()
        self.nights = Nights(process, folder / "nights.db", self.folder)
        self.seen = 0

    def declare(self, listing: str, host: str = "news.example", keys: str = "") -> None:
        site = Site(host, listing, keys=keys)
        (self.folder / f"{site.source}.toml").write_text(site.toml, encoding="utf-8")

    def put(self, path: str, text: str | Answer, host: str = "news.example", *, tagged: bool = True) -> None:
        answer = Answer(text) if isinstance(text, str) else text
        self.web.pages[f"http://{host}{path}"] = with_tag(answer) if tagged and answer.status == 200 else answer

    def news(self, *numbers: int, published: str = "2024-05-01") -> None:
        for number in numbers:
            self.put(f"/n/{number}", page(f"Item number {number}", published))

    def asked(self) -> list[str]:
        """Paths asked for since the last call, robots.txt left out."""
        visits, self.seen = self.web.visits[self.seen :], len(self.web.visits)
        paths = ["/" + visit.url.split("/", 3)[3] for visit in visits]
        return [path for path in paths if path != "/robots.txt"]


def with_tag(answer: Answer) -> Callable[[list[Visit]], Answer]:
    """The page of a server that knows it by a tag, and says so."""
    body = answer.body.encode() if isinstance(answer.body, str) else answer.body
    tag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'

    def reply(visits: list[Visit]) -> Answer:
        if visits[-1].headers.get("If-None-Match") == tag:
            return Answer(status=304, headers={"ETag": tag, "Content-Length": "0"})
        return replace(answer, headers={"ETag": tag})

    return reply


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Web, Process]]:
    web = Web()
    with Process(tmp_path_factory.mktemp("nights"), f"http://{web.address}") as process:
        yield web, process
    web.close()


@pytest.fixture
def world(tmp_path: Path, process: tuple[Web, Process]) -> World:
    return World(tmp_path, *process)


def listed(*numbers: int, next: int | None = None) -> Answer:
    after = f'<a class="next" href="/?page={next}">older</a>' if next else ""
    return links(*(f"/n/{number}" for number in numbers), after=after)


def paged(world: World, pages: list[list[int]]) -> None:
    for number, numbers in enumerate(pages, 1):
        more = number + 1 if number < len(pages) else None
        world.put("/" if number == 1 else f"/?page={number}", listed(*numbers, next=more))


NEXT = 'next = "a.next"'


def test_an_unchanged_night_costs_at_most_three_percent_of_the_first(world: World) -> None:
    world.declare(html_listing())
    world.news(*range(200))
    world.put("/", listed(*range(200)))
    assert world.nights.night(0) == {"zz_news": ("finished", {"articles_new": 200})}
    assert len(world.asked()) == 201
    world.nights.night(1)
    (first, second) = world.nights.rows("select requests, bytes, not_modified from runs where kind = 'crawl'")
    assert second[0] <= 0.03 * first[0] and second[1] <= 0.03 * first[1]
    assert second[2] == second[0] - 1  # all but robots.txt


def test_a_fresh_article_is_read_again_after_1_3_10_30_and_90_days(world: World) -> None:
    world.declare(html_listing())
    world.news(1, published="2026-01-01")
    world.put("/", listed(1))
    asked = []
    for day in (*range(12), 29, 30, 31, 89, 90, 91):
        world.nights.night(day)
        if "/n/1" in world.asked():
            asked.append(day)
    assert asked == [0, 1, 3, 10, 30, 90]
    assert world.nights.rows("select versions, last_seen from articles") == [(1, "2026-04-01T03:30:00+00:00")]


def test_a_change_without_a_word_of_the_listing_becomes_a_version_that_says_what_changed(world: World) -> None:
    world.declare(html_listing())
    world.news(1, published="2026-01-01")
    world.put("/", listed(1))
    world.nights.night(0)
    world.put(
        "/n/1", page("Item number 1", "2026-01-01", text="Another text was put in the place of the first one. " * 5)
    )
    assert world.nights.night(1)["zz_news"][1]["articles_changed"] == 1
    [(first,), (second,)] = world.nights.rows("select changes from versions order by number")
    assert first is None
    assert json.loads(second).keys() == {"body"}
    assert json.loads(second)["body"]["added"][0].startswith("Another text")
    assert [bool(world.nights.night(day)) and "/n/1" in world.asked() for day in (2, 3, 4)] == [True, False, True]


def test_what_is_gone_is_marked_and_what_comes_back_is_there_again(world: World) -> None:
    world.declare(html_listing())
    world.news(1, published="2026-01-01")
    world.put("/", listed(1))
    world.nights.night(0)
    world.put("/n/1", Answer("gone", status=410))
    assert world.nights.night(1)["zz_news"][1]["articles_gone"] == 1
    assert world.nights.rows("select gone, versions from articles") == [("2026-01-02T03:30:00+00:00", 1)]
    assert world.nights.rows("select count(*) from texts") == [(1,)]
    world.news(1, published="2026-01-01")
    world.nights.night(3)
    assert world.nights.rows("select gone, versions from articles") == [(None, 1)]


def test_a_listing_is_followed_as_far_as_there_is_news_and_one_page_more(world: World) -> None:
    world.declare(html_listing(NEXT))
    world.news(*range(60))
    paged(world, [list(range(start, start + 10)) for start in range(0, 50, 10)])
    world.nights.night(0)
    assert len([path for path in world.asked() if "/n/" not in path]) == 5
    paged(world, [[50, 51, *range(8)], *(list(range(start, start + 10)) for start in range(8, 48, 10))])
    world.nights.night(1)
    assert [path for path in world.asked() if path in ("/n/50", "/n/51") or "/n/" not in path] == [
        "/", "/n/50", "/n/51", "/?page=2", "/?page=3"]  # fmt: skip


def test_a_crawl_that_ended_early_goes_on_the_next_night_and_loses_nothing(world: World) -> None:
    world.declare(html_listing(NEXT), keys="max_articles = 7")
    world.news(*range(20))
    paged(world, [list(range(10)), list(range(10, 20))])
    stored = []
    for day in range(5):
        world.nights.night(day)
        stored += world.nights.rows("select count(*) from articles")
    assert stored == [(7,), (14,), (20,), (20,), (20,)]


def test_what_failed_is_asked_for_the_next_night_though_its_listing_has_not_changed(world: World) -> None:
    world.declare(html_listing())
    world.news(1)
    world.put("/n/2", Answer("busy", status=500))
    world.put("/", listed(1, 2))
    world.nights.night(0)
    world.news(2)
    assert world.nights.night(1) == {"zz_news": ("finished", {"articles_new": 1})}
    assert [asked for asked in world.asked() if asked != "/n/1"] == ["/", "/n/2", "/", "/n/2"]


def test_a_page_that_gives_no_article_is_told_of_once_and_not_every_night(world: World) -> None:
    world.declare(html_listing())
    world.put("/n/1", "<html><title>Nothing</title></html>")
    world.put("/", listed(1))
    for day in range(5):
        world.nights.night(day)
    assert world.nights.rows("select count(*), min(code) from issues")[0][0] == 1


def test_a_wider_pattern_has_the_listing_followed_anew(world: World) -> None:
    world.declare(html_listing(NEXT))
    world.news(*range(20))
    world.put("/n/special", page("Something special"))
    paged(world, [list(range(10)), list(range(10, 20))])
    world.put("/?page=2", links(*(f"/n/{number}" for number in range(10, 20)), "/n/special"))
    world.nights.night(0)
    source = world.folder / "zz_news.toml"
    source.write_text(source.read_text().replace(r"/n/\d+", r"/n/\w+"))
    world.nights.night(1)
    assert world.nights.rows("select count(*) from articles where url like '%special'") == [(1,)]


def test_an_article_behind_a_redirect_is_read_once_a_night(world: World) -> None:
    world.declare(html_listing())
    world.put("/n/7", redirect("http://news.example/n/1"))
    world.news(1, published="2026-01-01")
    world.put("/", listed(7), tagged=False)
    world.nights.night(0)
    world.put("/", listed(7, 1), tagged=False)
    world.asked()
    world.nights.night(1)
    assert world.asked() == ["/", "/n/7", "/n/1"]
    assert world.nights.rows("select count(*) from articles") == [(1,)]


def sitemap(*entries: tuple[str, str | None], kind: str = "url") -> Answer:
    root = "urlset" if kind == "url" else "sitemapindex"
    items = "".join(
        f"<{kind}><loc>http://news.example{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{kind}>"
        for path, day in entries
    )
    return Answer(f'<?xml version="1.0"?><{root}>{items}</{root}>', media_type="application/xml")


def test_sitemaps_that_the_index_calls_unchanged_are_not_asked_for(world: World) -> None:
    world.declare(sitemap_listing())
    world.news(1, 2, 3)
    world.put(
        "/sitemap.xml", sitemap(("/a.xml", "2025-01-01"), ("/b.xml", None), ("/c.xml", "2025-01-01"), kind="sitemap")
    )
    world.put("/a.xml", sitemap(("/n/1", None)))
    world.put("/b.xml", sitemap(("/n/2", None)))
    world.put("/c.xml", sitemap(("/n/3", None)))
    world.nights.night(0)
    world.asked()
    world.put(
        "/sitemap.xml", sitemap(("/a.xml", "2025-01-01"), ("/b.xml", None), ("/c.xml", "2026-01-02"), kind="sitemap")
    )
    world.put("/c.xml", sitemap(("/n/3", None), ("/n/4", None)))
    world.news(4)
    world.nights.night(1)
    assert sorted(world.asked()) == ["/b.xml", "/c.xml", "/n/4", "/sitemap.xml"]


def test_an_index_that_stays_the_same_hides_no_news_of_its_sitemaps(world: World) -> None:
    world.declare(sitemap_listing())
    world.news(1, 2)
    world.put("/sitemap.xml", sitemap(("/a.xml", None), kind="sitemap"))
    world.put("/a.xml", sitemap(("/n/1", None)))
    world.nights.night(0)
    world.put("/a.xml", sitemap(("/n/1", None), ("/n/2", None)))
    assert world.nights.night(1) == {"zz_news": ("finished", {"articles_new": 1})}


def test_a_page_that_is_called_changed_and_is_not_is_asked_for_once(world: World) -> None:
    world.declare(sitemap_listing())
    world.news(1)
    world.put("/n/2", "<html><title>Nothing</title></html>")
    world.put("/sitemap.xml", sitemap(("/n/1", "2025-01-01"), ("/n/2", "2025-01-01")), tagged=False)
    world.nights.night(0)
    world.put("/sitemap.xml", sitemap(("/n/1", "2026-01-02"), ("/n/2", "2026-01-02")), tagged=False)
    world.asked()
    world.nights.night(1)
    assert sorted(world.asked()) == ["/n/1", "/n/2", "/sitemap.xml"]
    world.nights.night(2)
    assert world.asked() == ["/sitemap.xml"]


def test_a_source_that_can_not_be_crawled_by_a_mistake_holds_up_no_other(world: World) -> None:
    for host in ("one.example", "two.example"):
        world.declare(html_listing(), host=host)
        world.put("/", listed(1), host=host)
        world.put("/n/1", page("Item number 1"), host=host)
    done = world.nights.night(0, arguments={"since": "never"}, settings={"SOURCES_AT_ONCE": 1})
    assert {name: state for name, (state, _) in done.items()} == {"zz_one": "ArgumentError", "zz_two": "ArgumentError"}


def test_a_clock_that_was_wrong_once_delays_nothing(world: World) -> None:
    world.declare(html_listing())
    world.news(1, published="2026-01-01")
    world.put("/", listed(1))
    world.nights.night(0, now=FIRST.replace(year=2094))
    world.asked()
    world.nights.night(0)
    assert "/n/1" in world.asked()


def test_two_sources_at_one_host_are_crawled_one_after_the_other(world: World) -> None:
    for name in ("a", "b"):
        site = Site("news.example", html_listing().replace('HOST/"', f'HOST/{name}/"'))
        toml = site.toml.replace(r"/n/\d+", rf"/{name}/n/\d+")
        (world.folder / f"zz_{name}.toml").write_text(toml, encoding="utf-8")
        world.put(f"/{name}/", links(*(f"/{name}/n/{number}" for number in range(5))))
        for number in range(5):
            world.put(f"/{name}/n/{number}", page(f"Item {number} of {name}"))
    world.nights.night(0)
    names = [path[1] for path in world.asked()]
    assert names == sorted(names)
    assert world.nights.rows("select count(*) from articles") == [(10,)]


def test_a_source_that_hangs_holds_up_no_other(world: World) -> None:
    world.declare(html_listing(), host="hangs.example")
    world.declare(html_listing())
    world.put("/", Answer("late", after=30), host="hangs.example", tagged=False)
    world.news(1)
    world.put("/", listed(1))
    done = world.nights.night(0, settings={"DOWNLOAD_TIMEOUT": 1, "SOURCES_AT_ONCE": 2})
    assert done == {"zz_news": ("finished", {"articles_new": 1}), "zz_hangs": ("failed", {"errors": 1})}
    assert world.nights.rows("select code from issues") == [("timeout",)]


def test_a_source_without_end_is_cut_off_and_goes_on_the_next_night(world: World) -> None:
    world.declare(html_listing("page = '?page={n}'\nmax_pages = 1000"))

    world.put("/", listed(*range(5)))
    for number in range(2, 13):
        world.put(f"/?page={number}", listed(*range(5 * number - 5, 5 * number)))
    world.news(*range(60))
    assert world.nights.night(0, settings={"CLOSESPIDER_PAGECOUNT": 30})["zz_news"][0] == "interrupted"
    reason, issue = "select reason from runs where kind = 'crawl'", "select code, level from issues"
    assert "goes on from here" in world.nights.rows(reason)[0][0]
    assert world.nights.rows(issue) == [("limit", "warning")]
    for day in (1, 2, 3):
        world.nights.night(day, settings={"CLOSESPIDER_PAGECOUNT": 30})
    assert world.nights.rows("select count(*) from articles") == [(60,)]


def test_a_host_that_is_silent_is_soon_left_alone(world: World) -> None:
    world.declare(html_listing())
    world.put("/", listed(*range(30)))
    for number in range(30):
        world.put(f"/n/{number}", Answer("late", after=30))
    world.nights.night(0, settings={"DOWNLOAD_TIMEOUT": 0.3})
    assert len(world.asked()) < 15  # five, and those that were on their way already
    assert world.nights.rows("select count(*) from pages where role = 'article' and due is not null") == [(30,)]


def test_the_night_has_a_line_of_its_own_with_the_sums_of_its_parts(world: World) -> None:
    world.declare(html_listing(), host="one.example")
    world.declare(html_listing(), host="two.example")
    for host in ("one.example", "two.example"):
        world.put("/", listed(1), host=host)
        world.put("/n/1", page("Item number 1"), host=host)
    world.nights.night(0)
    parts = world.nights.rows("select sum(requests), sum(articles_new), count(*) from runs where part_of = 1")
    assert parts == [(*world.nights.rows("select requests, articles_new from runs where id = 1")[0], 2)]
