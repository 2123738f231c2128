"""One verb writes at a time; what is read again goes into a working copy until all is read; backups can be put back."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from spacy.language import Language

from db import store, working
from db.lock import alone
from extract.pipeline import extract, extractor_id, load
from extract.records import Document, Extraction
from pipelines import publishing
from pipelines.backlog import work_off
from pipelines.corrections import Corrections
from pipelines.link import link_all
from tests.conftest import uniaccord
from tests.crawler.small_web import Answer, Site, Web, html_listing, links
from tests.db.kept import articles, is_whole, rows
from tests.pipelines.many_nights import page
from tests.pipelines.record import Record
from tests.pipelines.test_verbs import TEXT, lines

TOLD = {f"{number}": ("2024-05-06", f"{TEXT} It is the {number}th.") for number in range(6)}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(tmp_path_factory.mktemp("record"), TOLD)
    record.extract()
    return record


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture
def database(filled: Record, tmp_path: Path) -> Path:
    """A record of six articles that were read."""
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(filled.database)) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)
    return path


@pytest.fixture
def outdated(database: Path) -> Path:
    """The same, as if another extractor had read them."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("insert into extractors (id, first_used) values ('older', '2020')")
        connection.execute("update extractions set extractor_id = 'older'")
        connection.commit()
    return database


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "MANY", 4)


def readers(path: Path) -> set[str]:
    return {name for (name,) in rows(path, "select distinct extractor_id from extractions")}


@pytest.mark.parametrize("arguments", [["crawl", "ru_spbu"], ["import", "x.html"], ["extract"], ["publish"]])
def test_a_second_writer_ends_at_once_and_says_who_is_at_work(database: Path, arguments: list[str]) -> None:
    with alone(database, doing="`uniaccord refresh`", since="2026-10-05 02:00:00 UTC"):
        done = uniaccord(*arguments, "--db", database, cwd=database.parent)
    assert done.returncode == 1
    (line,) = lines(done)
    assert "`uniaccord refresh`" in line
    assert "since 2026-10-05 02:00:00 UTC; try again when it has finished" in line


def test_a_backup_is_made_while_another_verb_writes(database: Path) -> None:
    with alone(database, doing="`uniaccord refresh`", since="2026-10-05 02:00:00 UTC"):
        done = uniaccord("backup", "--db", database, cwd=database.parent)
    assert done.returncode == 0, done.stderr
    (made,) = (database.parent / "x-backups").glob("*.db")
    assert articles(made) == 6
    assert lines(done)[0].startswith(f"wrote {made}")


def test_a_reading_that_is_stopped_half_way_is_not_seen_and_is_published_when_done(
    outdated: Path, nlp: Language, few: None
) -> None:
    def stops(nlp: Language, documents: Iterable[Document]) -> Iterator[Extraction]:
        for number, extraction in enumerate(extract(nlp, documents)):
            if number == 3:
                raise KeyboardInterrupt
            yield extraction

    db = publishing.open_backlog(outdated, extractor_id(nlp))
    with pytest.raises(KeyboardInterrupt):
        work_off(db, nlp, engine=stops)
    db.close()
    assert readers(outdated) == {"older"}
    assert len(readers(working.path_of(outdated))) == 2

    db = publishing.open_backlog(outdated, extractor_id(nlp))
    assert work_off(db, nlp) == 3
    link_all(db, Corrections())
    assert readers(outdated) == {"older"}
    assert publishing.publish_backlog(db, outdated) == 0
    assert readers(outdated) == {extractor_id(nlp)}
    assert not working.path_of(outdated).exists()
    assert rows(outdated, "select count(*) from runs where kind = 'extract'") == [(3,)]


def test_few_articles_and_articles_that_nobody_has_read_need_no_working_copy(database: Path, nlp: Language) -> None:
    db = store.open_db(database)
    db.execute("delete from extractions")
    db.close()
    publishing.open_backlog(database, extractor_id(nlp)).close()
    assert not working.path_of(database).exists()


def test_a_reading_that_finds_much_less_is_kept_apart_until_someone_decides(
    outdated: Path, nlp: Language, few: None, capsys: pytest.CaptureFixture[str]
) -> None:
    def blind(nlp: Language, documents: Iterable[Document]) -> Iterator[Extraction]:
        for found in extract(nlp, documents):
            yield Extraction(id=found.id, extractor=found.extractor, language=found.language)

    for night in range(2):
        db = publishing.open_backlog(outdated, extractor_id(nlp))
        assert work_off(db, nlp, engine=blind) == (6 if night == 0 else 0)
        link_all(db, Corrections())
        assert publishing.publish_backlog(db, outdated) == 1
        assert "it has 0 events, the one in force has 6" in capsys.readouterr().err
    assert readers(outdated) == {"older"}
    assert rows(outdated, "select count(*), level from issues where code = 'not-published'") == [(1, "error")]

    done = uniaccord("publish", "--db", outdated, cwd=outdated.parent)
    assert done.returncode == 1
    assert "`uniaccord publish` has --force and --discard" in done.stderr
    assert uniaccord("publish", "--force", "--db", outdated, cwd=outdated.parent).returncode == 0
    assert rows(outdated, "select count(*) from events") == [(0,)]
    assert rows(outdated, "select count(*) from issues where code = 'not-published'") == [(0,)]
    assert not working.path_of(outdated).exists()


def test_a_working_copy_can_be_dropped(database: Path) -> None:
    working.start(database)
    assert uniaccord("publish", "--discard", "--db", database, cwd=database.parent).returncode == 0
    assert not working.path_of(database).exists()
    done = uniaccord("publish", "--db", database, cwd=database.parent)
    assert done.returncode == 2
    assert "there is no working copy" in lines(done)[0]


def test_a_backup_is_put_back_also_if_it_holds_less_and_what_was_there_is_kept(database: Path) -> None:
    folder = database.parent / "kept"
    assert uniaccord("backup", folder, "--db", database, cwd=database.parent).returncode == 0
    (made,) = folder.glob("*.db")
    digest = made.read_bytes()
    db = store.open_db(database)
    db.execute("update articles set title = 'Spoilt'")
    db.execute("insert into versions (article_id, number, fetched, sha256, published_basis, tags)"
               " select article_id, 9, fetched, sha256, published_basis, tags from versions where id = 1")  # fmt: skip
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as served:
        db.close()
        assert served.execute("select count(*) from articles where title = 'Spoilt'").fetchone() == (6,)
        done = uniaccord("publish", made, "--db", database, cwd=database.parent)
        assert done.returncode == 1
        assert "it has 6 versions, the one in force has 7; --force puts it in place all the same" in lines(done)[0]
        done = uniaccord("publish", made, "--force", "--db", database, cwd=database.parent)
        assert done.returncode == 0, done.stderr
        assert served.execute("select count(*) from articles where title = 'Spoilt'").fetchone() == (0,)
    assert is_whole(database)
    assert made.read_bytes() == digest
    (saved,) = (database.parent / "x-backups").glob("x-before-publish-*.db")
    assert rows(saved, "select count(*) from articles where title = 'Spoilt'") == [(6,)]


def test_a_backup_that_is_not_what_its_checksum_says_is_not_put_back(database: Path) -> None:
    uniaccord("backup", database.parent, "--db", database, cwd=database.parent)
    (made,) = database.parent.glob("x-*.db")
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("update articles set title = 'Forged'")
        connection.commit()
    done = uniaccord("publish", made, "--force", "--db", database, cwd=database.parent)
    assert done.returncode == 1
    assert "is not what its checksum says" in lines(done)[0]


def test_a_lost_database_is_made_again_from_a_snapshot(database: Path) -> None:
    done = uniaccord("backup", "--snapshot", database.parent, "--db", database, cwd=database.parent)
    assert "to cite: 6 articles" in done.stderr
    (made,) = database.parent.glob("x-snapshot-*.db")
    lost = database.parent / "again.db"
    done = uniaccord("publish", made, "--db", lost, cwd=database.parent)
    assert done.returncode == 0, done.stderr
    assert articles(lost) == 6
    assert rows(lost, "pragma journal_mode") == [("wal",)]
    assert uniaccord("extract", "--db", lost, cwd=database.parent).returncode == 0


def test_the_working_copy_is_published_by_the_verb_that_finishes_the_reading(outdated: Path) -> None:
    code = "import sys; from pipelines import door, publishing; publishing.MANY = 4; door.main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "extract", "--db", str(outdated)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in lines(done)] == ["6", "read", "linked", "published"]
    assert "older" not in readers(outdated)


def test_a_night_in_which_a_working_copy_is_begun_is_told_whole_by_what_it_publishes(outdated: Path) -> None:
    web = Web()
    site = Site("night.example", html_listing(), {"/": links("/n/1"), "/n/1": Answer(page("A new item"))})
    web.put(site)
    (outdated.parent / f"{site.source}.toml").write_text(site.toml, encoding="utf-8")
    code = "import sys; from pipelines import door, publishing; publishing.MANY = 4; door.main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "refresh", "--db", str(outdated), "-sDOWNLOAD_DELAY=0.001"]
    environment = {"http_proxy": f"http://{web.address}", "UNIACCORD_SOURCES": str(outdated.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    web.close()
    assert "published what was read again" in lines(done)[-1], done.stderr
    assert "older" not in readers(outdated)
    night = "select state, articles_new, documents from runs where kind = 'refresh'"
    assert rows(outdated, night) == [("finished", 1, 7)]
    assert rows(outdated, "select count(*) from runs where state = 'running'") == [(0,)]


@pytest.mark.parametrize("verb", ["crawl ru_spbu", "extract", "backup", "serve", "publish"])
def test_a_damaged_database_is_one_line_for_every_verb(database: Path, verb: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("pragma journal_mode = delete")
    database.write_bytes(database.read_bytes()[:5000] + b"\xff" * 50_000)
    if verb == "publish":
        working.path_of(database).write_bytes(database.read_bytes())
    done = uniaccord(*verb.split(), "--db", database, cwd=database.parent)
    assert done.returncode == 1
    (line,) = lines(done)
    assert "is damaged" in line
    assert "docs/keeping.md" in line


def test_killed_while_it_reads_again_the_record_is_never_a_mixture(outdated: Path, nlp: Language) -> None:
    code = "import sys; from pipelines import door, publishing; publishing.MANY = 4; door.main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "extract", "--db", str(outdated)]
    seen = []
    for _ in range(3):
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        assert "working copy" in process.stderr.readline() + process.stderr.readline()
        time.sleep(random.uniform(0, 0.4))
        process.kill()
        process.communicate()
        seen.append(readers(outdated))
        assert is_whole(outdated)
        if not working.path_of(outdated).exists():
            break
    assert all(names in ({"older"}, {extractor_id(nlp)}) for names in seen)
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert readers(outdated) == {extractor_id(nlp)}
    assert rows(outdated, "select count(*) from events") == [(6,)]
    assert is_whole(outdated)
