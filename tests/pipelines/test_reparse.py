"""What is archived is read again by better rules, and nothing is fetched for it."""

from __future__ import annotations

from tests.crawler.small_web import Answer, Page, html_listing, links, redirect
from tests.pipelines.test_verbs import TEXT, Place, lines, page

LAST = "Both sides will meet again next year in Lisbon, they said."


class Source:
    """A crawled source, whose rules a test changes afterwards."""

    def __init__(self, place: Place, host: str, pages: dict[str, Page], **fixes: str) -> None:
        self.place = place
        self.name = place.declare(host, html_listing(), pages)
        self.path = place.folder / f"{self.name}.toml"
        self.rules = self.path.read_text(encoding="utf-8")
        self.fix(fixes)
        assert place.run("crawl", self.name).returncode == 0
        self.asked = len(place.web.visits)

    def fix(self, fixes: dict[str, str]) -> None:
        """Rules by which texts are read differently."""
        told = "".join(f'"{wrong}" = "{right}"\n' for wrong, right in fixes.items())
        self.path.write_text(f"{self.rules}\n[fixes]\n{told}", encoding="utf-8")

    def reparse(self, *options: str, code: int = 0) -> list[str]:
        done = self.place.run("reparse", *options, self.name)
        assert done.returncode == code, done.stderr
        assert len(self.place.web.visits) == self.asked
        return lines(done)


def test_a_better_reading_is_another_version_of_the_same_answer(place: Place) -> None:
    source = Source(place, "better.example", {"/": links("/n/1", "/n/2"), "/n/1": page(), "/n/2": page("Two", TEXT)})
    assert source.reparse() == [f"{source.name}: 2 same"]
    source.fix({"Memorandum signed": "Memorandum of understanding signed", LAST: "They meet again next year in Porto."})
    before = place.rows("select * from versions")
    dry = source.reparse("--dry-run")
    assert [line.removeprefix("uniaccord: http://better.example") for line in dry] == [
        "/n/1: changed: title, body",
        "/n/2: changed: body",
        f"{source.name}: 2 changed",
    ]
    assert place.rows("select * from versions") == before
    assert place.rows("select kind from runs") == [("crawl",), ("reparse",)]
    assert source.reparse() == [f"{source.name}: 2 changed", "`uniaccord extract` reads what has changed"]
    assert place.rows("select cause, count(*) from versions group by cause") == [("page", 2), ("parser", 2)]
    assert place.rows("select count(distinct fetched || ' ' || response_id) from versions") == [(2,)]
    assert place.rows("select title, versions, last_seen = first_seen from articles where url like '%/n/1'") == [
        ("Memorandum of understanding signed", 2, 1)
    ]
    assert place.rows("select state, articles_changed, requests from runs where kind = 'reparse' order by id desc") == [
        ("finished", 2, 0), ("finished", 0, 0),
    ]  # fmt: skip
    assert source.reparse() == [f"{source.name}: 2 same"]


def test_what_can_not_be_read_any_more_keeps_its_version(place: Place) -> None:
    source = Source(place, "worse.example", {"/": links("/n/1"), "/n/1": page()})
    source.fix({TEXT: "", LAST: ""})
    told, counted = source.reparse(code=1)
    assert told.startswith("uniaccord: http://worse.example/n/1: unreadable: ")
    assert counted == f"{source.name}: 1 unreadable"
    assert place.rows("select versions from articles") == [(1,)]
    assert place.rows("select code, level, url from issues") == [
        ("unreadable-now", "warning", "http://worse.example/n/1")
    ]


def test_what_is_lost_from_the_archive_is_told(place: Place) -> None:
    source = Source(place, "lost.example", {"/": links("/n/1"), "/n/1": page()})
    [file] = (place.folder / "uniaccord-archive").rglob("*.warc.gz")
    file.unlink()
    told, _ = source.reparse(code=1)
    assert f"{file.name}: No such file or directory (not-archived)" in told


def test_pages_that_were_dropped_get_another_chance(place: Place) -> None:
    pages: dict[str, Page] = {
        "/": links("/n/1", "/n/2", "/n/3", "/n/4"),
        "/n/1": page("One"),
        "/n/2": redirect("/n/22"),
        "/n/22": page("Two"),
        "/n/3": Answer("<html><p>Not much.</p>"),
        "/n/4": Answer(status=500),
    }
    source = Source(place, "chance.example", pages, **{TEXT: "", LAST: ""})
    assert place.rows("select count(*) from articles") == [(0,)]
    source.fix({})
    assert source.reparse("--dry-run")[-1] == f"{source.name}: 2 new"
    assert place.rows("select count(*) from articles") == [(0,)]
    assert source.reparse()[0] == f"{source.name}: 2 new"
    assert place.rows("select url, versions, cause, response_id is not null, body like '%Lisbon%' from articles"
                      " join versions on versions.id = version_id join texts using (version_id) order by url") == [
        ("http://chance.example/n/1", 1, "page", 1, 1), ("http://chance.example/n/22", 1, "page", 1, 1),
    ]  # fmt: skip
    assert place.rows("select url from addresses where url like '%/n/2'") == [("http://chance.example/n/2",)]
    assert place.rows("select count(*) from pages where role = 'article' and article_id is null") == [(2,)]
    assert source.reparse() == [f"{source.name}: 2 same"]


def test_wrong_use_and_an_absent_database_are_told(place: Place) -> None:
    place.declare("use.example", html_listing(), {})
    assert "there is no such source" in lines(done := place.run("reparse", "zz_none"))[0] and done.returncode == 2
    assert "there is no such database" in lines(done := place.run("reparse"))[0] and done.returncode == 1
