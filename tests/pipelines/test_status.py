"""How the record is, as a person asks for it; and that asking changes nothing and waits for nobody."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db import store, working
from pipelines.health import Health, examine
from pipelines.telling import SHOWN, WIDTH, as_text, subject
from tests.conftest import uniaccord
from tests.pipelines.told_nights import Nights, source

ROOMY = 10**12


def health_of(*nights: Nights, free: int = ROOMY, hours: float = 12, **more: Any) -> Health:
    """Some hours after the last night began."""
    db, path = nights[0].db, Path(nights[0].db.execute("pragma database_list").fetchone()[2])
    now = datetime.fromisoformat(nights[0].time).astimezone(UTC) + timedelta(hours=hours)
    return examine(db, path, [n.source.id for n in nights], now=now, free=lambda path: free, **more)


@pytest.fixture
def nights(fresh_db: Database) -> Nights:
    return Nights(fresh_db, source())


def finding(nights: Nights, night: int, code: str = "no-news", level: str = "error") -> None:
    issue = {"run_id": night, "source_id": nights.source.id, "level": level, "code": code, "detail": "as usual",
             "noticed": nights.time}  # fmt: skip
    store.save_issue(nights.db, issue)


def test_a_record_of_quiet_nights_is_well(nights: Nights) -> None:
    nights.nights(40, 2)
    health = health_of(nights)
    assert not health.look
    (of,) = health.sources
    assert (of.new, of.articles, of.newest, of.state, of.held) == (60, 80, "2025-02-09", "finished", ())
    assert health.night is not None
    assert (health.night.state, health.night.new, health.night.requests) == ("finished", 2, 3)
    assert health.backlog == 80
    assert "1 source well: 60 new" in as_text(health)
    assert "last refresh 12 h ago: finished (exit status 0) after 1:00:00 h" in as_text(health)


def test_what_holds_for_many_nights_is_told_once_with_its_beginning(nights: Nights) -> None:
    nights.nights(5)
    for _ in range(4):
        finding(nights, nights.night(0))
    (held,) = health_of(nights).sources[0].held
    assert (held.code, held.since[:10], held.until) == ("no-news", "2025-01-06", None)
    assert health_of(nights).look
    assert as_text(health_of(nights)).count("no-news") == 1


def test_what_ended_is_told_for_two_weeks_and_no_longer(nights: Nights) -> None:
    nights.nights(5)
    finding(nights, nights.night(0))
    nights.nights(3)
    (held,) = health_of(nights).sources[0].held
    assert (held.since[:10], (held.until or "")[:10]) == ("2025-01-06", "2025-01-07")
    assert not health_of(nights).look
    assert "ended no-news: as usual (2025-01-06 to 2025-01-07)" in as_text(health_of(nights))
    nights.nights(15)
    assert health_of(nights).sources[0].held == ()


def test_what_comes_again_holds_since_it_came_again(nights: Nights) -> None:
    finding(nights, nights.night(0))
    nights.nights(3)
    finding(nights, nights.night(0))
    finding(nights, nights.night(0))
    assert [(h.since[:10], h.until) for h in health_of(nights).sources[0].held] == [("2025-01-05", None)]


def test_a_night_that_was_cut_off_before_its_check_ends_nothing(nights: Nights) -> None:
    finding(nights, nights.night(0))
    nights.night(0, night="interrupted")
    assert [h.until for h in health_of(nights).sources[0].held] == [None]


def test_an_error_of_the_last_crawl_holds_until_a_crawl_without_it(nights: Nights) -> None:
    error = nights.problem("http-404", level="error")
    nights.night(1)
    nights.night(
        0, state="failed", problems=(error, nights.problem("no-body"), nights.problem("no-body", url="http://x"))
    )
    nights.night(0, state="failed", problems=(error, nights.problem("no-body")))
    (of,) = health_of(nights).sources
    assert [(h.code, h.since[:10], h.until) for h in of.held] == [("http-404", "2025-01-02", None)]
    assert (of.look, of.warnings) == (True, {"no-body": 1})
    assert "1 × no-body" in as_text(health_of(nights))
    nights.night(1)
    assert not health_of(nights).look


def test_a_warning_is_shown_and_calls_nobody(nights: Nights) -> None:
    finding(nights, nights.night(1), "unsure-dates", "warning")
    assert not health_of(nights).look
    assert "warning unsure-dates" in as_text(health_of(nights))


@pytest.mark.parametrize(
    ("prepare", "more", "words"),
    [
        (lambda nights: None, {}, "there has been no refresh yet"),
        (lambda nights: nights.night(1), {"hours": 48}, "the last refresh ended on 2025-01-01 at 04:30 UTC, more than 36"),
        (lambda nights: nights.night(1, night="interrupted"), {}, "was interrupted"),
        (lambda nights: nights.night(1, night="running"), {"hours": 40}, "has not ended"),
        (lambda nights: nights.night(1), {"free": 10**8}, "the disk is nearly full: 0.1 GB"),
        (lambda nights: nights.night(1), {"broken": ["zz_bad.toml: not valid TOML"]}, "zz_bad.toml"),
    ],
)  # fmt: skip
def test_someone_should_look(
    nights: Nights, prepare: Callable[[Nights], object], more: dict[str, Any], words: str
) -> None:
    prepare(nights)
    health = health_of(nights, **more)
    assert health.look
    assert words in " ".join(as_text(health).split())


def test_a_refresh_under_way_is_no_fault(nights: Nights) -> None:
    nights.nights(2)
    nights.night(0, night="running")
    health = health_of(nights, hours=3)
    assert not health.look
    assert "a refresh is under way since 3 h ago" in as_text(health)


def test_a_source_that_was_never_crawled_should_be_looked_at(nights: Nights) -> None:
    nights.night(1)
    other = Nights(nights.db, source("zz_other"))
    health = health_of(nights, other)
    assert [s.id for s in health.sources if s.look] == ["zz_other"]
    assert subject(health, 1) == "uniaccord: someone should look at 1 of 2 sources"


def test_the_screen_holds_three_hundred_sources_in_a_hundred_columns(nights: Nights) -> None:
    nights.night(2)
    names = [f"zz_{'long' * 3}{number}" for number in range(300)]
    health = examine(nights.db, Path("/dev/null"), ["zz_test", *names], now=datetime.now(UTC), free=lambda path: ROOMY)
    text = as_text(health)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert f"and {300 - SHOWN} more with something to tell" in text
    everything = as_text(health, everything=True)
    assert max(map(len, everything.splitlines())) <= WIDTH
    assert all(name in everything for name in names)


# As a person meets it


@pytest.fixture
def place(nights: Nights, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`uniaccord status` in a folder with one source file and the record of `nights`."""
    shutil.copy(Path(__file__).parents[2] / "demo/sources/ru_neva.toml", tmp_path / "zz_test.toml")

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        there = {"UNIACCORD_SOURCES": str(tmp_path), "UNIACCORD_DB": str(tmp_path / "uniaccord.db")}
        return uniaccord("status", *arguments, cwd=tmp_path, **there, **environment)

    return run


def today(nights: Nights) -> None:
    nights.day = datetime.now(UTC).date() - timedelta(days=2)


def test_the_exit_status_says_whether_someone_should_look(
    nights: Nights, place: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    today(nights)
    nights.night(3)
    well = place("--max-age", 50)
    assert (well.returncode, well.stderr) == (0, "")
    assert "1 source well" in well.stdout
    assert place("--max-age", 1).returncode == 1
    finding(nights, nights.night(0))
    ill = place()
    assert (ill.returncode, "error no-news" in ill.stdout) == (1, True)
    facts = json.loads(place("--json").stdout)
    assert (facts["look"], facts["sources"][0]["held"][0]["code"]) == (True, "no-news")


def test_it_reads_while_another_program_writes_and_writes_nothing_itself(
    nights: Nights, place: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    nights.night(3)
    nights.db.execute("pragma wal_checkpoint(truncate)")
    path = Path(nights.db.execute("pragma database_list").fetchone()[2])
    before = path.read_bytes()
    nights.db.conn.execute("begin immediate")
    nights.db.conn.execute("delete from issues")
    told = " ".join(place().stdout.split())  # a line ends where the name of the folder makes it
    assert "3 articles of 1 source" in told
    nights.db.conn.execute("rollback")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["--db", "none.db"], "none.db: there is no such database", 1),
        (["zz_none"], "there is no source zz_none", 2),
        (["--notify"], "UNIACCORD_NOTIFY names no command", 2),
    ],
)
def test_wrong_use_is_one_line(
    place: Callable[..., subprocess.CompletedProcess[str]], arguments: list[str], words: str, status: int
) -> None:
    done = place(*arguments)
    assert (done.returncode, len(done.stderr.splitlines())) == (status, 1)
    assert words in done.stderr


def test_a_database_of_an_older_schema_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    Database(path).vacuum()
    with pytest.raises(store.StoreError, match="made by an older uniaccord"):
        store.open_to_read(path)


def test_who_asks_can_have_someone_told(
    nights: Nights, place: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    command = f"sh -c 'cat > {tmp_path}/mail; echo $UNIACCORD_SUBJECT >> {tmp_path}/mail'"
    nights.night(3)
    done = place("--notify", UNIACCORD_NOTIFY=command)
    assert (done.returncode, done.stderr) == (1, "")
    mail = (tmp_path / "mail").read_text(encoding="utf-8")
    assert "the last refresh ended on" in mail
    assert mail.endswith("uniaccord: someone should look at the night\n")
    assert os.fspath(tmp_path) in mail


def test_a_working_copy_is_told_of_and_one_that_was_refused_is_a_reason_to_look(nights: Nights) -> None:
    nights.nights(3)
    path = Path(nights.db.execute("pragma database_list").fetchone()[2])
    working.start(path)
    health = health_of(nights)
    assert not health.look
    assert "a working copy is being read" in as_text(health)
    refused = {"level": "error", "code": "not-published", "detail": "it has fewer articles", "noticed": nights.time}
    store.save_issue(nights.db, refused)
    assert health_of(nights).reasons == ("it has fewer articles",)
