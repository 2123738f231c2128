"""`uniaccord newsource` and `uniaccord check` as a person meets them: real processes, real servers."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from crawler.checkup import Checkup
from crawler.items import Article, Listed, Problem
from crawler.newsource.trial import Tried
from crawler.saved import saved_pages
from crawler.source import load_source
from db.stored import Stored
from demo import SOURCES
from demo.server import Server, serve
from pipelines.checking import judge
from tests.conftest import uniaccord
from tests.crawler.pages import a_source
from tests.crawler.small_web import Answer, Page, Site, Web, html_listing, links, redirect

QUICK = ("-sDOWNLOAD_DELAY=0.001", "-sAUTOTHROTTLE_ENABLED=False", "-sRETRY_TIMES=0")
TEXT = "<p>The two universities signed an agreement on the exchange of students and teachers for five years.</p>" * 2


@pytest.fixture(scope="module")
def demo_web() -> Iterator[Server]:
    with serve() as server:
        yield server


def articles(db: Path) -> dict[str, str | None]:
    """Address → day of what is stored."""
    with sqlite3.connect(db) as connection:
        return dict(connection.execute("select url, published from articles").fetchall())


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("de_haldern", "http://www.hs-haldern.example/"),
        ("ke_kilima", "http://news.kilima.example/"),
    ],
)
def test_a_drafted_file_finds_what_the_handmade_one_finds(
    demo_web: Server, tmp_path: Path, name: str, start: str
) -> None:
    proxy = {"http_proxy": demo_web.proxy}
    done = uniaccord("newsource", start, "--id", name, "--out", tmp_path, *QUICK, cwd=tmp_path, **proxy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert load_source(tmp_path / f"{name}.toml").organisation.country == name[:2].upper()
    found = {}
    for folder in (SOURCES, tmp_path):
        db = tmp_path / f"{folder.name}.db"
        crawled = uniaccord("crawl", name, "--db", db, *QUICK, cwd=tmp_path, UNIACCORD_SOURCES=str(folder), **proxy)
        assert "Traceback" not in crawled.stderr, crawled.stderr
        found[folder] = articles(db)
    assert found[tmp_path] == found[SOURCES]
    # What was saved beside the file is read offline as it was.
    assert list(saved_pages(tmp_path / name))
    saved = uniaccord("check", "--saved", cwd=tmp_path, UNIACCORD_SOURCES=str(tmp_path))
    assert (saved.returncode, saved.stderr) == (0, "1 of 1 saved pages are read as expected\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give one address"),
        (("http://a.example/", "--id", "Lakeside"), "an id is <cc>_<short>"),
        (("http://a.example/", "--country", "Ireland"), "not a code of ISO 3166-1"),
        (("http://a.example/", "--id", "ke_kilima"), "there is such a source already; give another --id"),
        (("http://a.example/", "--out", "nowhere"), "there is no such folder"),
        (("ftp://a.example/",), "not an absolute http(s) address"),
    ],
)
def test_wrong_use_is_told_before_anything_is_asked(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    shutil.copy(SOURCES / "ke_kilima.toml", tmp_path)
    done = uniaccord("newsource", *arguments, cwd=tmp_path, UNIACCORD_SOURCES=str(tmp_path))
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["ke_kilima.toml"]


def test_a_site_without_news_is_one_line_and_no_file(demo_web: Server, tmp_path: Path) -> None:
    url = "http://www.hs-haldern.example/nothing"
    done = uniaccord("newsource", url, "--out", tmp_path, *QUICK, cwd=tmp_path, http_proxy=demo_web.proxy)
    assert done.returncode == 1
    assert "www.hs-haldern.example: the server answers 404 Not Found" in done.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


# check


def page(text: str = TEXT) -> Answer:
    head = "<html lang=en><title>Signed</title><meta property='article:published_time' content='2026-05-06'>"
    return Answer(f"{head}<body><article><h1>Agreement signed</h1>{text}</article></body></html>")


def site(name: str, pages: dict[str, Page], keys: str = "") -> Site:
    return Site(f"{name}.example", html_listing(), pages, keys=keys)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """One check of sources in several states."""
    web, folder = Web(), tmp_path_factory.mktemp("check")
    forbidden = Answer("User-agent: *\nDisallow: /", media_type="text/plain")
    well: dict[str, Page] = {"/": links("/n/1", "/n/2", "/about"), "/n/1": page(), "/n/2": page()}
    sites = [
        site("well", well),
        site("renamed", {"/": links("/story/1", "/story/2")}),
        site("forbids", {**well, "/robots.txt": forbidden}),
        site("moved", {"/": redirect("http://elsewhere.example/")}),
        site("empty", {"/": links("/n/1"), "/n/1": page("<p>Short.</p>")}),
        site("old", well, "[expect]\nmax_age_days = 30\n"),
        site("asleep", {}, 'disabled = "asked to"'),
    ]
    for each in sites:
        web.put(each)
        (folder / f"{each.source}.toml").write_text(each.toml, encoding="utf-8")
    proxies = {"http_proxy": f"http://{web.address}", "no_proxy": "127.0.0.1"}
    done = uniaccord("check", "--db", folder / "none.db", *QUICK, cwd=folder, UNIACCORD_SOURCES=str(folder), **proxies)
    web.close()
    assert not (folder / "none.db").exists()
    return done


def rows(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The table's lines by source, those of one put together."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in done.stdout.splitlines():
        if line.startswith("│"):
            cells = [cell.strip() for cell in line.strip("│").split("│")]
            name = cells[0] or name
            found.setdefault(name, []).extend(filter(None, cells[1:]))
    return {name: " ".join(cells) for name, cells in found.items()}


def test_each_source_is_told_in_a_line_and_one_that_fails_is_exit_status_1(
    checked: subprocess.CompletedProcess[str],
) -> None:
    assert checked.returncode == 1, checked.stderr
    assert rows(checked).keys() == {"zz_well", "zz_renamed", "zz_forbids", "zz_moved", "zz_empty", "zz_old"}
    assert rows(checked)["zz_well"] == "ok 2 listed 2/2 2/2 2/2"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("zz_renamed", "2 addresses, none matches [article].url, for instance /story/1"),
        ("zz_forbids", "robots.txt of forbids.example asks us not to read this address"),
        ("zz_moved", "leads to another host, elsewhere.example; if it has moved there for good"),
        ("zz_empty", "1 of 1 pages gave no text"),
        ("zz_old", "the newest article is of 2026-05-06; [expect] wants one of the last 30 days"),
    ],
)
def test_why_a_source_fails_is_told(checked: subprocess.CompletedProcess[str], name: str, why: str) -> None:
    row = rows(checked)[name]
    assert row.startswith("look")
    assert why in row


def test_a_source_that_is_not_declared_is_wrong_use(tmp_path: Path) -> None:
    done = uniaccord("check", "xx_none", cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "uniaccord: there is no source xx_none; `uniaccord list` names them all",
    )


def seen(*, dated: int, failed: int = 0) -> Checkup:
    """A look at five articles."""

    def tried(n: int) -> Tried:
        url = f"https://www.northfield.example/news/{n}"
        day = ("2026-11-20", "meta") if n < dated else (None, None)
        whole = Article(url, "xx_northfield", "A title", "A text. " * 20, ("paragraph",), "en", *day)
        return Tried(Listed(url), None, Problem("no-body", "no text", url) if n >= 5 - failed else whole)

    made = Checkup(a_source())
    made.tried = [tried(n) for n in range(5)]
    made.listed = [each.listed for each in made.tried]
    return made


TODAY = date(2026, 11, 26)


def test_dates_that_were_there_before_are_missed_and_others_are_not() -> None:
    (reason,) = judge(seen(dated=0), Stored(articles=50, dated=50, titled=50, newest="2026-11-19"), TODAY).reasons
    assert "5 of 5 articles have no date, of those stored 50 of 50 have one" in reason
    never_dated = Stored(articles=50, dated=0, titled=50, newest=None)
    assert judge(seen(dated=0), never_dated, TODAY).reasons == ()
    assert judge(seen(dated=5), None, TODAY).reasons == ()


def test_a_list_older_than_what_is_stored_is_suspicious() -> None:
    (reason,) = judge(seen(dated=5), Stored(articles=9, dated=9, titled=9, newest="2026-11-25"), TODAY).reasons
    assert "an article of 2026-11-25 is stored" in reason


def test_one_page_that_gave_no_text_is_a_note_and_most_are_a_reason() -> None:
    one, most = judge(seen(dated=5, failed=1), None, TODAY), judge(seen(dated=5, failed=3), None, TODAY)
    assert (one.reasons, len(one.notes), one.body) == ((), 1, "4/5")
    assert "3 of 5 pages gave no text" in most.reasons[0]
