"""The verbs as a person meets them: real processes, a real server, a real database; one clear line for bad input."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from db.store import open_db
from tests.conftest import uniaccord
from tests.crawler.small_web import Answer, Page, Site, Visit, Web, feed_listing, html_listing, links, sitemap_listing

TEXT = (
    "The University of Test and Example University signed a memorandum of understanding on 5 May 2024 in Oslo. "
    "The rectors of both universities hope that students will profit from it, and so will research on the sea."
)


def page(title: str = "Memorandum signed", text: str = TEXT) -> Answer:
    return Answer(
        f"<html lang=en><head><title>{title}</title><meta property='article:published_time' content='2024-05-06'></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p><p>Both sides will meet again next year in Lisbon, they said.</p>"
        "</article></body></html>"
    )


class Place:
    """A folder with source files and a database, and the verbs run there."""

    def __init__(self, folder: Path, web: Web) -> None:
        self.folder = folder
        self.web = web
        self.db = folder / "uniaccord.db"

    def declare(self, host: str, listing: str, pages: dict[str, Page]) -> str:
        site = Site(host, listing, pages)
        self.web.put(site)
        (self.folder / f"{site.source}.toml").write_text(site.toml, encoding="utf-8")
        return site.source

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        quick = ["-sDOWNLOAD_DELAY=0.001", "-sAUTOTHROTTLE_ENABLED=False", "-sRETRY_TIMES=0"]
        proxies = {"http_proxy": f"http://{self.web.address}", "no_proxy": "127.0.0.1,.invalid"}
        return uniaccord(*arguments, *quick, cwd=self.folder, UNIACCORD_SOURCES=str(self.folder),
                         UNIACCORD_DB=str(self.db), **proxies)  # fmt: skip

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.db) as connection:
            return connection.execute(sql).fetchall()


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr.strip().splitlines()


def test_a_crawl_stores_reads_and_does_not_fetch_again(place: Place) -> None:
    name = place.declare(
        "once.example", html_listing(), {"/": links("/n/1", "/n/2"), "/n/1": page(), "/n/2": page("Two")}
    )
    first = place.run("refresh", name)
    assert first.returncode == 0, first.stderr
    assert lines(first) == ["zz_once: 2 new", "read 2 articles", "linked 2 reports into 1 agreement"]
    assert place.rows("select type, status, instrument from events limit 1") == [
        ("cooperation", "signed", "memorandum")
    ]
    # The second page is the first one under another title: it is no second agreement and no second report.
    assert place.rows("select reports, articles from agreements") == [(1, 1)]
    assert place.rows("select count(*) from agreement_reports where duplicate_of is not null") == [(1,)]
    asked = len(place.web.visits)
    assert lines(place.run("refresh", name)) == [
        "zz_once: 0 new",
        "read 0 articles",
        "linked 2 reports into 1 agreement",
    ]
    urls = [visit.url for visit in place.web.visits[asked:]]
    assert not [url for url in urls if "/n/" in url]


def test_a_page_that_its_sitemap_says_has_changed_becomes_another_version(place: Place) -> None:
    def sitemap(day: str) -> Answer:
        entry = f"<url><loc>http://change.example/n/1</loc><lastmod>{day}</lastmod></url>"
        return Answer(
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entry}</urlset>', media_type="text/xml"
        )

    pages: dict[str, Page] = {"/sitemap.xml": sitemap("2024-05-06"), "/n/1": page()}
    name = place.declare("change.example", sitemap_listing(), pages)
    assert lines(place.run("crawl", name)) == ["zz_change: 1 new"]
    changed = {"/sitemap.xml": sitemap("2024-05-09"), "/n/1": page(text=TEXT.replace("signed", "will sign"))}
    place.declare("change.example", sitemap_listing(), changed)
    assert lines(place.run("crawl", name)) == ["zz_change: 0 new, 1 changed"]
    assert place.rows("select versions from articles") == [(2,)]
    assert lines(place.run("crawl", name, "-a", "again=yes")) == ["zz_change: 0 new, 1 unchanged"]


def test_a_change_is_heard_of_even_if_another_listing_names_the_article_first(place: Place) -> None:
    def sitemap(day: str) -> Answer:
        entry = f"<url><loc>http://two.example/n/1</loc><lastmod>{day}</lastmod></url>"
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entry}</urlset>'
        return Answer(body, media_type="text/xml", after=0.3)

    listings = html_listing() + sitemap_listing()
    pages: dict[str, Page] = {"/": links("/n/1"), "/sitemap.xml": sitemap("2024-05-06"), "/n/1": page()}
    name = place.declare("two.example", listings, pages)
    assert lines(place.run("crawl", name)) == ["zz_two: 1 new"]
    assert lines(place.run("crawl", name)) == ["zz_two: 0 new"]
    place.declare("two.example", listings, {"/sitemap.xml": sitemap("2024-05-09T10:00:00+02:00"), "/n/1": page("Two")})
    assert lines(place.run("crawl", name)) == ["zz_two: 0 new, 1 changed"]
    assert lines(place.run("crawl", name)) == ["zz_two: 0 new"]


def test_an_unreachable_host_is_one_line_and_a_failure(place: Place) -> None:
    name = place.declare("gone.invalid", html_listing(), {})
    done = place.run("crawl", name)
    assert done.returncode == 1
    assert [line for line in lines(done) if "gone.invalid" in line and line.startswith("uniaccord: zz_gone:")]
    assert len(lines(done)) == 2
    assert place.rows("select state from runs") == [("failed",)]


def test_a_listing_that_robots_txt_closes_is_a_failure_that_says_so(place: Place) -> None:
    robots = Answer("User-agent: *\nDisallow: /", media_type="text/plain")
    name = place.declare("closed.example", html_listing(), {"/robots.txt": robots, "/": links("/n/1")})
    done = place.run("crawl", name)
    assert done.returncode == 1
    assert "robots.txt of closed.example" in lines(done)[0]
    assert place.rows("select code, level from issues") == [("robots", "error")]


def test_an_empty_feed_is_a_failure_that_says_so(place: Place) -> None:
    feed = Answer('<rss version="2.0"><channel><title>News</title></channel></rss>', media_type="application/rss+xml")
    name = place.declare("empty.example", feed_listing(), {"/feed": feed})
    done = place.run("crawl", name)
    assert done.returncode == 1
    assert "empty-listing" in lines(done)[0]


def test_a_night_in_which_something_is_wrong_has_someone_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    good = place.declare("told.example", html_listing(), {"/": links("/n/1"), "/n/1": page()})
    told = place.folder / "told"
    monkeypatch.setenv("UNIACCORD_NOTIFY", f"sh -c 'cat > {told}; echo \"exit $UNIACCORD_EXIT\" >> {told}'")
    assert place.run("refresh", good).returncode == 0
    assert not told.exists()
    place.declare("told.example", html_listing(), {"/": Answer("gone", status=404)})
    assert place.run("refresh", good).returncode == 1
    assert "error http-404: the server answers 404 Not Found" in told.read_text()
    assert told.read_text().endswith("exit 1\n")
    monkeypatch.setenv("UNIACCORD_NOTIFY", "/nowhere/mail")
    assert "UNIACCORD_NOTIFY: /nowhere/mail can't be run" in place.run("refresh", good).stderr


def test_a_broken_source_file_is_named_with_its_key_and_hides_no_other(place: Place) -> None:
    good = place.declare("good.example", html_listing(), {"/": links("/n/1"), "/n/1": page()})
    bad = place.declare("bad.example", html_listing('colour = "red"'), {})
    done = place.run("crawl", bad)
    assert done.returncode == 2
    assert "zz_bad.toml: listing.0.colour: unknown key" in done.stderr
    assert place.run("crawl", good).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crawl", "zz_nowhere"], "there is no source zz_nowhere"),
        (["crawl"], "give one source"),
        (["crawl", "zz_args", "-a", "since=yesterday"], "since=yesterday: not a day"),
        (["crawl", "zz_args", "-a", "until=2024-01-01"], "there is no such argument"),
        (["crawl", "zz_args", "--fast"], "unknown option --fast"),
        (["extract", "none.jsonl"], "none.jsonl: No such file"),
        (["extract", "-s", "SPACY_MODEL=xx_none", "-"], "xx_none"),
        (["extract", "--corrections", "none.toml"], "none.toml: No such file"),
        (["refresh", "--corrections", "none.toml"], "none.toml: No such file"),
        (["import"], "give files or folders"),
        (["import", "--source", "zz_none", "x.html"], "zz_none: there is no such source"),
        (["evaluate", "none"], "none"),
        (["refresh", "zz_nowhere"], "there is no source zz_nowhere"),
    ],
)
def test_wrong_use_is_one_line_and_exit_status_2(place: Place, arguments: list[str], words: str) -> None:
    place.declare("args.example", html_listing(), {})
    done = place.run(*arguments)
    assert done.returncode == 2, done.stderr
    (line,) = lines(done)
    assert words in line


def test_uniaccord_alone_names_its_verbs(place: Place) -> None:
    done = uniaccord(cwd=place.folder)
    assert done.returncode == 0
    assert all(f"uniaccord {verb}" in done.stdout for verb in ("demo", "crawl", "import", "extract", "serve", "list"))


def test_a_database_of_a_newer_schema_is_left_alone(place: Place) -> None:
    name = place.declare("newer.example", html_listing(), {"/": links("/n/1"), "/n/1": page()})
    db = open_db(place.db)
    db.table("_sqlite_migrations").insert({"migration_set": "uniaccord", "name": "m999_future", "applied_at": "2030"})
    db.close()
    done = place.run("crawl", name)
    assert done.returncode == 1
    assert len(lines(done)) == 1
    assert "made by a newer uniaccord" in done.stderr
    assert place.rows("select count(*) from runs") == [(0,)]


def test_serving_a_database_that_is_not_there_says_how_to_make_one(place: Place) -> None:
    done = place.run("serve")
    assert done.returncode == 1
    assert "`uniaccord demo` makes one" in lines(done)[0]


def test_an_article_that_can_not_be_stored_fails_the_run_and_is_named(place: Place) -> None:
    name = place.declare("full.example", html_listing(), {"/": links("/n/1"), "/n/1": page()})
    db = open_db(place.db)
    db.execute("create trigger full before insert on texts begin select raise(abort, 'the disk is full'); end")
    db.close()
    done = place.run("crawl", name)
    assert done.returncode == 1
    assert "uniaccord: zz_full: IntegrityError: the disk is full (crash: http://full.example/n/1)" in done.stderr
    assert place.rows("select state, articles_new from runs") == [("failed", 0)]
    assert place.rows("select count(*) from articles") == [(0,)]


def test_the_demo_overwrites_no_database_of_yours(place: Place) -> None:
    open_db(place.db).close()
    done = place.run("demo", "--db", place.db)
    assert done.returncode == 2
    assert "the demo wants a fresh one" in done.stderr
    assert place.db.exists()


def test_ctrl_c_keeps_what_was_read_and_the_next_crawl_goes_on(place: Place) -> None:
    def interrupt(visits: list[Visit]) -> Answer:
        if len(visits) == 1:
            os.kill(process.pid, signal.SIGINT)
        return page("Three")

    paths = [f"/n/{number}" for number in range(1, 13)]
    pages: dict[str, Page] = {"/": links(*paths), **{path: page(path) for path in paths}, "/n/3": interrupt}
    name = place.declare("slow.example", html_listing(), pages)
    command = [sys.executable, "-m", "pipelines", "crawl", name, "-sDOWNLOAD_DELAY=0.2", "-sAUTOTHROTTLE_ENABLED=False"]
    environment = {
        **os.environ,
        "http_proxy": f"http://{place.web.address}",
        "UNIACCORD_SOURCES": str(place.folder),
        "UNIACCORD_DB": str(place.db),
    }
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "interrupted" in errors
    assert "Traceback" not in errors
    kept = place.rows("select count(*) from articles")[0][0]
    assert 2 <= kept < 12
    assert place.rows("select state from runs") == [("interrupted",)]
    assert place.run("crawl", name).returncode == 0
    assert place.rows("select count(*), count(distinct url) from articles") == [(12, 12)]


def test_importing_keeps_what_can_be_read_and_names_what_can_not(place: Place) -> None:
    place.declare("files.example", html_listing(), {})
    folder = place.folder / "saved"
    folder.mkdir()
    body = page().body
    assert isinstance(body, str)
    (folder / "good.html").write_text(body, encoding="utf-8")
    (folder / "scan.pdf").write_bytes(EMPTY_PDF)
    (folder / "odd.xyz").write_text("?")
    done = place.run("import", folder)
    assert done.returncode == 1
    assert "1 new, 2 unread" in done.stderr
    assert "scan.pdf" in done.stderr
    assert "OCR" in done.stderr
    assert "odd.xyz" in done.stderr
    assert lines(place.run("extract")) == ["read 1 articles", "linked 1 report into 1 agreement"]
    assert len(place.rows("select * from issues")) == 2


def test_json_lines_go_in_and_come_out_in_order(place: Place) -> None:
    documents = [
        {"id": "b", "text": TEXT, "published": "2024-05-06", "source": "University of Test"},
        {"id": "a", "text": "No."},
    ]
    path = place.folder / "in.jsonl"
    path.write_text("".join(json.dumps(d) + "\n" for d in documents), encoding="utf-8")
    done = place.run("extract", path)
    assert done.returncode == 0, done.stderr
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second["id"]) == ("b", "a")
    assert {TEXT[m["start"] : m["end"]] for m in first["mentions"] if m["label"] == "DATE"} == {"5 May 2024"}
    assert set(first["events"][0]) >= {
        "type",
        "instrument",
        "status",
        "parties",
        "people",
        "date",
        "subject",
        "evidence",
    }
    assert second["events"] == []


def test_a_bad_line_is_named(place: Place) -> None:
    path = place.folder / "in.jsonl"
    path.write_text('{"id": "a", "text": "Fine."}\n{"id": "b"}\n')
    done = place.run("extract", path)
    assert done.returncode == 2
    assert "in.jsonl, line 2: text: missing" in done.stderr


def _empty_pdf() -> bytes:
    """A PDF of one page without text, as a scanner that recognises none makes."""
    from io import BytesIO

    from pypdf import PdfWriter

    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(file)
    return file.getvalue()


EMPTY_PDF = _empty_pdf()
