"""Web archives into the database: when pages were fetched counts, and what was crawled comes in again."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from demo import SOURCES
from demo.server import serve
from pipelines.commands.demo import OPTIONS
from tests.conftest import uniaccord
from tests.crawler.small_web import html_listing
from tests.crawler.test_warc import record
from tests.pipelines.test_verbs import TEXT, Place, lines, page

URL = "http://import.example/n/1"


def capture(place: Place, year: int, text: str, url: str = URL) -> Path:
    path = place.folder / f"{year}.warc.gz"
    body = page(text=text).body
    assert isinstance(body, str)
    path.write_bytes(record(url, body.encode(), date=f"{year}-02-03T04:05:06Z"))
    return path


def test_an_imported_page_was_seen_when_it_was_fetched(place: Place) -> None:
    place.declare("import.example", html_listing(), {})
    assert lines(place.run("import", capture(place, 2021, TEXT)))[0] == "1 new"
    day = "2021-02-03T04:05:06+00:00"
    assert place.rows("select source_id, first_seen, last_seen, fetched from articles"
                      " join versions on versions.id = version_id") == [("zz_import", day, day, day)]  # fmt: skip


def test_an_older_capture_does_not_take_the_place_of_a_newer(place: Place) -> None:
    place.declare("import.example", html_listing(), {})
    newer = TEXT.replace("signed", "prolonged")
    assert lines(place.run("import", capture(place, 2021, TEXT)))[0] == "1 new"
    assert lines(place.run("import", capture(place, 2023, newer)))[0] == "1 changed"
    for year, text in ((2022, TEXT), (2020, newer)):
        done = place.run("import", capture(place, year, text))
        assert lines(done) == ["1 older"] and done.returncode == 0
    assert lines(place.run("import", capture(place, 2024, newer))) == ["1 unchanged"]
    assert place.rows("select substr(fetched, 1, 4) from versions order by number") == [("2021",), ("2023",)]
    assert place.rows("select substr(first_seen, 1, 4), substr(last_seen, 1, 4) from articles") == [("2021", "2024")]


def test_of_a_large_archive_only_what_is_declared_is_taken(place: Place) -> None:
    place.declare("import.example", html_listing(), {})
    path = capture(place, 2021, TEXT)
    others = [record(f"http://other.example/n/{number}") for number in range(20)]
    robots = record("http://import.example/robots.txt", b"User-agent: *", media="text/plain")
    path.write_bytes(b"".join([*others, robots, path.read_bytes()]))
    done = place.run("import", "--declared-only", path)
    assert done.returncode == 0
    assert lines(done)[0] == "1 new, 21 passed over (20 of undeclared hosts, 1 not articles)"
    assert place.rows("select url from articles") == [(URL,)]
    assert place.rows("select count(*) from issues") == [(0,)]


def test_what_was_crawled_comes_out_of_its_archive_the_same(tmp_path: Path) -> None:
    crawled, imported = tmp_path / "crawled.db", tmp_path / "imported.db"
    sources = ("pt_ribeira", "de_haldern", "ru_neva")
    with serve() as server:
        for name in sources:
            uniaccord("crawl", name, "--db", crawled, *OPTIONS, cwd=tmp_path, http_proxy=server.proxy)
    archive = tmp_path / "crawled-archive"
    assert sorted(path.name for path in archive.iterdir()) == sorted(sources)
    done = uniaccord("import", archive, "--db", imported, cwd=tmp_path, UNIACCORD_SOURCES=str(SOURCES))
    assert "passed over" in done.stderr

    def rows(database: Path, sql: str) -> dict[str, tuple[Any, ...]]:
        with sqlite3.connect(database) as connection:
            return {row[0]: row[1:] for row in connection.execute(sql)}

    told = (
        "select url, source_id, texts.title, body, kinds, articles.language, tags, author, articles.published"
        " from articles join versions on versions.id = version_id join texts using (version_id)"
    )
    # A date that only a listing gave is not on the page.
    before, after = rows(crawled, f"{told} where articles.published_basis is not 'listing'"), rows(imported, told)
    assert len(before) > 40
    assert {url: after.get(url) for url in before} == before
    fetched = rows(crawled, "select url, min(fetched) from responses where status = 200 group by url")
    seen = rows(imported, "select url, first_seen from articles")
    assert {url: seen[url] for url in before if url in fetched} == {
        url: fetched[url] for url in before if url in fetched
    }
