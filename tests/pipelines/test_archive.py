"""Every answer of a crawl is in the archive, and the index knows where."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from scrapy.http import HtmlResponse, Response
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from db.archive import response as row_of
from db.store import open_db
from pipelines.archive import read_response
from tests.crawler.small_web import Answer, Page, Visit, html_listing, links, redirect
from tests.pipelines.test_verbs import Place, lines, page


def archive(place: Place) -> list[Path]:
    return sorted((place.folder / "uniaccord-archive").rglob("*.warc.gz"))


def is_sound(*paths: Path) -> bool:
    return Checker(Namespace(inputs=list(map(str, paths)), verbose=False)).process_all() == 0


def kinds(path: Path) -> list[str]:
    with path.open("rb") as stream:
        return [record.rec_type for record in ArchiveIterator(stream)]


def read(place: Place, response_id: int) -> Response:
    db = open_db(place.db)
    row = row_of(db, response_id)
    assert row is not None
    found = read_response(db, place.folder / "uniaccord-archive", row, largest=2**20)
    db.close()
    return found


def compressed(title: str) -> Answer:
    body = page(title).body
    assert isinstance(body, str)
    return Answer(gzip.compress(body.encode(), mtime=0), headers={"Content-Encoding": "gzip"})


def test_every_answer_is_archived_as_it_came(place: Place) -> None:
    robots = Answer("User-agent: *\nDisallow: /private", media_type="text/plain")
    pages: dict[str, Page] = {
        "/robots.txt": robots, "/": links("/n/1", "/n/2", "/n/3"), "/n/1": compressed("One"),
        "/n/2": redirect("/n/22"), "/n/22": page("Two"),
    }  # fmt: skip
    name = place.declare("whole.example", html_listing(), pages)
    assert place.run("crawl", name).returncode == 0
    rows = place.rows("select url, status, media_type, run_id, fetched > '2020' from responses")
    paths = {"/robots.txt": 200, "/": 200, "/n/1": 200, "/n/2": 302, "/n/22": 200, "/n/3": 404}
    media = {"/robots.txt": "text/plain"}
    told = {
        (f"http://whole.example{path}", status, media.get(path, "text/html"), 1, 1) for path, status in paths.items()
    }
    assert set(rows) == told and len(rows) == len(told)
    [path] = archive(place)
    assert path.parent.name == name and path.name.startswith(f"{name}-000001-")
    assert is_sound(path)

    [(first,)] = place.rows("select id from responses where url like '%/n/1'")
    response = read(place, first)
    assert isinstance(response, HtmlResponse)
    assert response.text == page("One").body
    assert compressed("One").body in gzip_members(path)
    [(moved,)] = place.rows("select id from responses where status = 302")
    assert read(place, moved).headers["Location"] == b"/n/22"


def gzip_members(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def test_what_is_the_same_the_next_night_is_referred_to(place: Place) -> None:
    name = place.declare("same.example", html_listing(), {"/": links("/n/1"), "/n/1": page()})
    for _ in range(3):
        assert place.run("crawl", name, "-a", "again=yes").returncode == 0
    first, second, third = archive(place)
    assert kinds(first) == ["warcinfo", "response", "response", "response"]  # robots.txt, listing, page
    # The page that says that there is no robots.txt is empty, so there is nothing to be spared.
    assert kinds(second) == kinds(third) == ["warcinfo", "response", "revisit", "revisit"]
    assert is_sound(first, second, third)
    ids = [row[0] for row in place.rows("select id from responses where url like '%/n/1'")]
    assert [read(place, each).body for each in ids] == [str(page().body).encode()] * 3
    # Without the first file nothing can be referred to, and the next night keeps the pages anew.
    first.unlink()
    assert place.run("crawl", name, "-a", "again=yes").returncode == 0
    assert kinds(archive(place)[-1]) == ["warcinfo", "response", "response", "response"]


def test_what_can_not_be_archived_is_not_stored_and_the_crawl_says_so(place: Place) -> None:
    name = place.declare("closed.example", html_listing(), {"/": links("/n/1"), "/n/1": page()})
    (place.folder / "taken").write_text("")
    done = place.run("crawl", name, f"-sARCHIVE_DIR={place.folder / 'taken'}")
    assert done.returncode == 1
    assert "taken: Not a directory; the answer is not archived" in done.stderr
    assert set(place.rows("select code, level from issues")) == {("not-archived", "error")}
    assert place.rows("select count(*) from articles union all select count(*) from responses") == [(0,), (0,)]
    assert lines(place.run("crawl", name, "-sARCHIVE=False")) == [f"{name}: 1 new"]
    assert not archive(place)


def test_a_row_that_can_not_be_entered_leaves_no_record(place: Place) -> None:
    name = place.declare("index.example", html_listing(), {"/": links("/n/1"), "/n/1": page()})
    db = open_db(place.db)
    db.execute(
        "create trigger full before insert on responses when new.url like '%/n/1' begin"
        " select raise(abort, 'the disk is full'); end"
    )
    db.close()
    done = place.run("crawl", name)
    assert done.returncode == 1
    assert "can't be entered in the database" in lines(done)[0]
    assert place.rows("select count(*) from articles") == [(0,)]
    [path] = archive(place)
    assert kinds(path) == ["warcinfo", "response", "response"]

    db = open_db(place.db)
    db.execute("drop trigger full")
    db.close()
    assert lines(place.run("crawl", name)) == [f"{name}: 1 new"]  # in the same night: it was no fault of the page


def test_after_a_crash_the_index_has_only_whole_records(place: Place) -> None:
    def crash(visits: list[Visit]) -> Answer:
        if len(visits) == 1:
            os.kill(process.pid, signal.SIGKILL)
        return page("Three")

    paths = [f"/n/{number}" for number in range(1, 9)]
    pages: dict[str, Page] = {"/": links(*paths), **{path: page(path) for path in paths}, "/n/6": crash}
    name = place.declare("crash.example", html_listing(), pages)
    options = ["-sDOWNLOAD_DELAY=0.02", "-sAUTOTHROTTLE_ENABLED=False"]
    environment = {
        **os.environ,
        "http_proxy": f"http://{place.web.address}",
        "UNIACCORD_SOURCES": str(place.folder),
        "UNIACCORD_DB": str(place.db),
    }
    process = subprocess.Popen([sys.executable, "-m", "pipelines", "crawl", name, *options], env=environment)
    assert process.wait(timeout=60) == -signal.SIGKILL
    [torn] = archive(place)
    with torn.open("ab") as file:
        file.write(torn.read_bytes()[-300:-100])  # what a crash in the midst of a record leaves
    known: list[Any] = place.rows("select id from responses")
    assert len(known) >= 5
    assert all(read(place, response_id).status in (200, 404) for (response_id,) in known)
    size = torn.stat().st_size
    assert place.run("crawl", name).returncode == 0
    assert torn.stat().st_size == size
    assert place.rows("select count(*) from articles") == [(8,)]
    assert is_sound(archive(place)[1])


def test_scrapys_own_verbs_leave_no_trace(place: Place) -> None:
    place.declare("shell.example", html_listing(), {"/": links("/n/1")})
    place.web.pages["http://undeclared.example/"] = page("Undeclared")
    done = place.run("fetch", "http://undeclared.example/")
    assert done.returncode == 0
    assert "Undeclared" in done.stdout and not done.stderr
    assert not place.db.exists() and not archive(place)
