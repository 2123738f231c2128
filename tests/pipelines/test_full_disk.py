"""A full disk ends a verb with one line and leaves nothing half done; with room again the same command completes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import uniaccord
from tests.crawler.small_web import Page, Site, Web, html_listing, links
from tests.db.kept import articles, is_whole, older, record, rows, schema
from tests.pipelines.record import Record
from tests.pipelines.test_verbs import TEXT, lines, page

ARTICLES = 24
FULL = "the disk is full; make room and run the same command again, what was stored is kept"
QUICK = ["-sDOWNLOAD_DELAY=0.001", "-sAUTOTHROTTLE_ENABLED=False", "-sRETRY_TIMES=0"]


@pytest.fixture
def site(tmp_path: Path, web: Web) -> dict[str, str]:
    """Declares a source of many long articles; the environment in which it can be crawled."""
    paths = [f"/n/{number}" for number in range(ARTICLES)]
    long = "The rectors of both universities hope that students will profit, and research on the sea as well. " * 60
    pages: dict[str, Page] = {"/": links(*paths), **{path: page(path, text=f"{path} {long}") for path in paths}}
    site = Site("long.example", html_listing(), pages)
    web.put(site)
    (tmp_path / f"{site.source}.toml").write_text(site.toml, encoding="utf-8")
    return {"http_proxy": f"http://{web.address}", "UNIACCORD_SOURCES": str(tmp_path)}


def in_little_room(pages: int, *arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.pipelines.small_disk", str(pages), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120)


def pages_of(database: Path) -> int:
    return int(rows(database, "pragma page_count")[0][0])


def test_a_crawl_stops_early_and_the_next_one_fetches_the_rest(tmp_path: Path, web: Web, site: dict[str, str]) -> None:
    database = record(tmp_path / "x.db", articles=1)
    asked = len(web.visits)
    arguments = ["crawl", "zz_long", "--db", database, *QUICK, "-sDOWNLOAD_DELAY=0.1"]
    done = in_little_room(pages_of(database) + 8, *arguments, cwd=tmp_path, **site)
    assert done.returncode == 1
    assert lines(done) == [f"uniaccord: {database}: {FULL}"]
    assert is_whole(database)
    kept = articles(database)
    assert 1 <= kept < ARTICLES
    assert len(web.visits) - asked < ARTICLES  # it did not go on in vain
    done = uniaccord(*arguments, cwd=tmp_path, **site)
    assert done.returncode == 0, done.stderr
    assert articles(database) == ARTICLES + 1
    assert rows(database, "select count(*) from runs where state = 'running'") == [(0,)]


def test_reading_stops_with_one_line_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    told = {f"{number}": ("2024-05-06", f"{TEXT} It is the {number}th.") for number in range(24)}
    database = Record(tmp_path, told).database
    done = in_little_room(pages_of(database) + 2, "extract", "--db", database, cwd=tmp_path)
    assert done.returncode == 1
    assert lines(done) == [f"uniaccord: the database: {FULL}"]
    assert is_whole(database)
    ((read,),) = rows(database, "select count(*) from extractions")
    assert 1 <= read < len(told)
    done = uniaccord("extract", "--db", database, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"read {len(told) - read} articles" in done.stderr


def test_a_change_of_the_schema_waits_for_room(tmp_path: Path) -> None:
    database = older(tmp_path / "x.db")
    before = schema(database)
    done = in_little_room(pages_of(database), "import", "none.txt", "--db", database, cwd=tmp_path)
    assert done.returncode == 1
    (line,) = lines(done)
    assert "the disk is full" in line
    assert "nothing was changed" in line
    assert schema(database) == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True) if os.geteuid() == 0 else None
    if done is None or done.returncode:
        pytest.skip(f"a small file system can't be mounted here: {done.stderr.strip() if done else 'not root'}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(folder: Path, *, leave: int) -> Path:
    """Takes all room of a file system but `leave` bytes."""
    room = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    ballast = folder / "ballast"
    ballast.write_bytes(b"0" * max(room - leave, 0))
    return ballast


def test_a_file_system_that_is_full_is_told_in_one_line(small: Path, tmp_path: Path, site: dict[str, str]) -> None:
    database = record(small / "x.db", articles=100)
    ballast = fill_up(small, leave=200_000)

    for arguments in (["crawl", "zz_long", *QUICK], ["backup"]):
        done = uniaccord(*arguments, "--db", database, cwd=tmp_path, **site)
        assert done.returncode == 1, (arguments, done.stderr)
        (line,) = lines(done)
        assert "the disk is full" in line
        assert is_whole(database)
    assert not list((small / "x-backups").iterdir())
    ballast.unlink()
    assert uniaccord("crawl", "zz_long", *QUICK, "--db", database, cwd=tmp_path, **site).returncode == 0
    assert articles(database) == 100 + ARTICLES
