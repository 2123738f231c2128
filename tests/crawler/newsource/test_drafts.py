"""Sources drafted from sites of many makes, and what is said where none can be: real visits to a small web."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.small_web import ROOT, Answer, Page, Site, Visit, Web, redirect

RUNNER = Path(__file__).with_name("run_drafts.py")
PROSE = (
    "<p>The University of Test and the Institute of Northern Studies signed an agreement in Oslo on the exchange of"
    " students and teachers in the field of number {n}, the first one of its kind in the history of both.</p>"
    "<p>The agreement is valid for five years. Its first fruit will be a summer school in the month of {n} weeks, to"
    " which both sides send twenty students each, and a common seminar that meets every second week.</p>"
    "<p>“We know each other's laboratories, now we learn each other's languages,” said the rector, Dr Edna Marsh, who"
    " had come with a delegation of {n} professors and stayed for the whole of the day.</p>"
)
WORDS = ("Lakes", "Rivers", "Hills", "Woods", "Seas", "Bays", "Moors", "Dunes", "Cliffs", "Springs", "Fields", "Isles")
MENU = '<nav><a href="/">Home</a><a href="/about">About us</a><a href="/news">News</a></nav>'
END = "</main><footer>University of Test, 1 Main Street, Oslo, Norway</footer></body></html>"


def top(title: str) -> str:
    return f'<html lang="en"><head><title>{title}</title></head><body>{MENU}<main>'


def headline(n: int) -> str:
    return f"Agreement number {n} signed with the Academy of {WORDS[n % 12]}"


def day(n: int) -> str:
    return f"2026-{11 - n // 20:02}-{25 - n % 20:02}"


def article(n: int, above: str = '<p class="date">{day}</p>', below: str = "") -> Answer:
    text = f"{above}{PROSE}{below}".format(n=n, day=day(n))
    return Answer(f"{top(f'{headline(n)} | University of Test')}<h1>{headline(n)}</h1>{text}{END}")


def listing(paths: dict[int, str], after: str = "") -> Answer:
    entries = "".join(
        f'<div class="entry"><span class="day">{day(n)}</span><h3><a href="{path}">{headline(n)}</a></h3></div>'
        for n, path in paths.items()
    )
    return Answer(f"{top('News | University of Test')}<h1>News</h1>{entries}{after}{END}")


def paged(path: str, second: str, third: str, pager: str) -> dict[str, Page]:
    """A site of three pages with six articles each; `pager` links the next ones."""
    paths = [{n: f"/news/{n}-a-title" for n in range(start * 6, start * 6 + 6)} for start in range(3)]
    pages: dict[str, Page] = {
        path: listing(paths[0], pager.format(second=second)),
        second: listing(paths[1], pager.format(second=third)),
        third: listing(paths[2]),
    }
    return pages | {where: article(n) for part in paths for n, where in part.items()}


def feed(paths: dict[int, str]) -> Answer:
    items = "".join(f"<item><title>{headline(n)}</title><link>{path}</link></item>" for n, path in paths.items())
    text = f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
    return Answer(text, media_type="application/rss+xml")


def sitemap(urls: list[str]) -> Answer:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    return Answer(text, media_type="text/xml")


NEWS = {n: f"/news/{n}-a-title" for n in range(8)}
ARTICLES: dict[str, Page] = {path: article(n) for n, path in NEWS.items()}
EMPTY = Answer(f"{top('University of Test')}<p>Welcome.</p>{END}")
# A day far from the title and among other things, which only who has seen several pages can take for the article's.
ODD = '<ul class="facts"><li class="when">No. 5 / {day} / Oslo</li></ul>'
MAPPED = [f"http://sitemap.example{path}" for path in [*NEWS.values(), "/about"]]
SCRIPTS = (
    "<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"
    "<script src=/a.js></script></body></html>"
)
FORM = '<html><title>Intranet</title><body><form><input name=u><input type="password"></form></body></html>'

SITES: dict[str, dict[str, Page]] = {
    "next": paged("/news", "/news?from=6", "/news?from=12", '<a class="more next" href="{second}">Older news</a>'),
    "rel": paged("/news", "/news/archive-2", "/news/archive-3", '<a rel="next" href="{second}">on</a>'),
    "numbers": paged(
        "/news/",
        "/news/?part=1",
        "/news/?part=2",
        '<b>1</b> <a href="/news/?part=1">2</a> <a href="/news/?part=2">3</a>',
    ),
    "unlinked": paged("/news", "/news?page=2", "/news?page=3", ""),
    "ignores": {"/news": listing(NEWS), "/news?page=2": listing(NEWS), **ARTICLES},
    "feed": {"/": EMPTY, "/feed/": feed(NEWS), **ARTICLES},
    "sitemap": {"/": EMPTY, "/sitemap.xml": sitemap(MAPPED), **ARTICLES},
    "front": {"/": EMPTY, "/news": listing(NEWS), **ARTICLES},
    "odd": {"/news": listing(NEWS), **{path: article(n, "", ODD) for n, path in NEWS.items()}},
    "undated": {"/news": listing(NEWS), **{path: article(n, "") for n, path in NEWS.items()}},
    "moved": {"/": redirect("http://landed.example/news")},
    "landed": {"/news": listing(NEWS), **ARTICLES},
    "refused": {"/robots.txt": Answer("User-agent: *\nDisallow: /", media_type="text/plain"), "/news": listing(NEWS)},
    "bare": {"/": EMPTY},
    "scripted": {"/": Answer(SCRIPTS)},
    "login": {"/": Answer(FORM)},
    "picture": {"/": Answer(b"\x89PNG", media_type="image/png")},
}
STARTS = {
    name: f"http://{name}.example{next(path for path in pages if path != '/robots.txt')}"
    for name, pages in SITES.items()
} | {
    "gone": "http://bare.example/nothing-here",
    "nowhere": "http://nowhere.invalid/",
    "from an article": f"http://next.example{NEWS[3]}",
}


@dataclass(frozen=True)
class Drafts:
    results: dict[str, Any]
    visits: list[Visit]

    def __getitem__(self, name: str) -> dict[str, Any]:
        result: dict[str, Any] = self.results[STARTS[name]]
        return result

    def toml(self, name: str) -> dict[str, Any]:
        assert "toml" in self[name], self[name]
        return tomllib.loads(self[name]["toml"])


@pytest.fixture(scope="module")
def drafts() -> Drafts:
    web = Web()
    for name, pages in SITES.items():
        web.put(Site(f"{name}.example", "", pages))
    environment = {**os.environ, "http_proxy": f"http://{web.address}", "no_proxy": "127.0.0.1,.invalid"}
    done = subprocess.run(
        [sys.executable, RUNNER],
        input=json.dumps(list(STARTS.values())),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    web.close()
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return Drafts(json.loads(done.stdout.splitlines()[-1]), web.visits)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("next", {"next": "a.next"}),
        ("rel", {"next": "a[rel~='next']"}),
        ("numbers", {"page": "?part={n}", "first": 1}),
        ("unlinked", {"page": "?page={n}"}),
        ("ignores", {}),
    ],
)
def test_the_way_to_further_pages_is_one_that_leads_to_other_articles(
    drafts: Drafts, name: str, keys: dict[str, Any]
) -> None:
    (found,) = drafts.toml(name)["listing"]
    assert {key: found[key] for key in ("next", "page", "first", "step") if key in found} == keys
    assert drafts[name]["whole"] == 5


def test_entries_of_a_list_and_their_days_are_found(drafts: Drafts) -> None:
    (found,) = drafts.toml("next")["listing"]
    assert (found["item"], found["date"]) == ("div.entry", "span.day")


def test_the_file_says_what_the_site_shows(drafts: Drafts) -> None:
    told = drafts.toml("next")
    assert told["organisation"]["name"] == "University of Test"
    assert (told["organisation"]["country"], told["timezone"]) == ("NO", "Europe/Oslo")
    assert told["article"] == {"url": r"https?://next\.example/news/\d+-[^/?#]+"}
    assert told["hosts"] == ["next.example"]
    assert drafts["next"]["id"] == "no_next"


@pytest.mark.parametrize(("name", "kind"), [("feed", "feed"), ("sitemap", "sitemap")])
def test_a_site_without_a_list_for_people_is_read_by_what_it_has_for_machines(
    drafts: Drafts, name: str, kind: str
) -> None:
    assert [listing["kind"] for listing in drafts.toml(name)["listing"]] == [kind]
    assert drafts[name]["whole"] == 5


def test_from_a_front_page_the_news_is_found_by_its_name(drafts: Drafts) -> None:
    assert drafts.toml("front")["homepage"] == "http://front.example/news"


def test_from_an_article_its_list_is_found(drafts: Drafts) -> None:
    assert drafts.toml("from an article")["homepage"] == "http://next.example/news"
    assert "is an article" in drafts["from an article"]["told"][0]


def test_a_site_that_has_moved_is_read_where_it_is_now(drafts: Drafts) -> None:
    assert drafts.toml("moved")["hosts"] == ["landed.example"]
    assert "landed.example" in drafts["moved"]["told"][0]


def test_what_no_page_says_plainly_gets_a_selector(drafts: Drafts) -> None:
    assert drafts.toml("odd")["article"]["date"] == ["li.when"]
    assert sorted(drafts["odd"]["dates"]) == sorted(day(n) for n in (0, 2, 4, 5, 7))


def test_a_day_that_only_the_list_has_is_taken_from_there_and_doubted(drafts: Drafts) -> None:
    assert drafts["undated"]["whole"] == 5
    assert "the page has no date: it is the listing's" in drafts["undated"]["doubts"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("refused", "asks us not to read this address"),
        ("nowhere", "there is no host of this name"),
        ("gone", "404 Not Found"),
        ("bare", "no list of articles found; tried the page, links to news, feeds and sitemaps"),
        ("scripted", "made by JavaScript in the browser"),
        ("login", "wants a password"),
        ("picture", "neither a page nor a feed, the server calls it image/png"),
    ],
)
def test_where_nothing_can_be_found_one_line_says_why(drafts: Drafts, name: str, said: str) -> None:
    message = drafts[name]["nothing"]
    assert said in message
    assert "\n" not in message


def test_a_site_that_forbids_it_is_asked_for_its_rules_alone(drafts: Drafts) -> None:
    assert {visit.url for visit in drafts.visits if "//refused." in visit.url} == {"http://refused.example/robots.txt"}


def test_no_page_is_asked_for_twice_and_few_in_all(drafts: Drafts) -> None:
    urls = [visit.url for visit in drafts.visits if "//numbers." in visit.url and "robots.txt" not in visit.url]
    assert len(urls) == len(set(urls)) <= 30
