"""Verbs that are killed again and again until they come to their end: where each begins, and what there is afterwards."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlite_utils import Database

from db import backups, store, working
from db.migrations import STEPS, migrations
from demo import CORRECTIONS, SOURCES
from demo.server import Server
from pipelines.commands.demo import OPTIONS
from tests.chaos.records import Told, ask, told
from tests.chaos.verbs import Verb

CRAWLED = ("int_oha", "pt_ribeira")
FEW = "from pipelines import publishing; publishing.MANY = 4"
"""So that a working copy is made of a small record too."""
OLD = "m009_research_organization_registry"
"""The first change of the schema that an old record has not seen."""
PADDING = 12_000
"""Issues of a kilobyte each that make copying take its time."""
OLD_ARTICLES = 1500


@dataclass(frozen=True)
class Play:
    """`begin` fills a folder; then the `verbs` are run one after the other, whatever happens to them."""

    name: str
    begin: Callable[[Path], None]
    verbs: list[Callable[[Path], Verb]]
    check: Callable[[Path], list[str]] = lambda folder: []
    """What is wrong, at any moment."""
    ends: bool = True
    """Whether an undisturbed refresh comes last."""
    found: Callable[[Path], Told] = lambda folder: told(folder / "x.db")
    share: float = 1.0
    """Of the kills, where two plays are about the same verb."""


@dataclass(frozen=True)
class Expected:
    """Of a play that nothing disturbed."""

    told: Told
    """When its verbs have ended."""
    refreshed: Told | None
    """After the refresh that comes last."""
    seconds: list[float]
    """That each verb takes."""


class Stage:
    """Records in different states, made once and when they are wanted, without any disturbance, for plays to begin from."""

    def __init__(self, folder: Path, server: Server, sources: Sequence[str] = CRAWLED) -> None:
        self.folder = folder
        self.server = server
        self.sources = sources
        self.expected: dict[str, Expected] = {}
        """By the name of a play."""

    @cached_property
    def crawled(self) -> Path:
        """Crawled and not read."""
        folder = self._made("crawled")
        self._run(self.refresh(folder, read=False))
        return folder

    @cached_property
    def read(self) -> Path:
        folder = self._copy(self.crawled, "read")
        self._run(self.extract(folder))
        return folder

    @cached_property
    def outdated(self) -> Path:
        """Read, but by another extractor; and with much else in it."""
        folder = self._copy(self.read, "outdated")
        with closing(sqlite3.connect(folder / "x.db")) as db:
            db.execute("insert into extractors (id, first_used) values ('older', '2020')")
            db.execute("update extractions set extractor_id = 'older'")
            db.execute(
                "insert into issues (level, code, detail, noticed) with recursive n(i) as"
                " (select 1 union all select i + 1 from n where i < ?) select 'warning', 'padding', hex(randomblob(500)),"
                " '2026' from n",
                [PADDING],
            )
            db.commit()
        return folder

    @cached_property
    def old(self) -> Path:
        folder = self._made("old")
        old_record(folder / "x.db")
        return folder

    @cached_property
    def story(self) -> Path:
        """A page to import."""
        text = "The two universities agreed on what they will do together in the coming years, and with whom. " * 4
        made = self.folder / "story.html"
        made.write_text(f"<html><head><title>A story</title></head><body><article><h1>A story</h1><p>{text}</p>")
        return made

    def _made(self, name: str) -> Path:
        (self.folder / name).mkdir()
        return self.folder / name

    def _copy(self, folder: Path, name: str) -> Path:
        shutil.copytree(folder, self.folder / name)
        return self.folder / name

    def _run(self, verb: Verb) -> None:
        done = verb.run()
        assert done.code == 0, done.complaint

    # Verbs

    def _verb(self, folder: Path, name: str, *arguments: object, before: str = "") -> Verb:
        command = [name, "--db", str(folder / "x.db"), *map(str, arguments)]
        return Verb(command, folder, {"http_proxy": self.server.proxy}, before)

    def refresh(self, folder: Path, *, read: bool = True, day: int = 1) -> Verb:
        self.server.day = day
        blind = "import pipelines.commands.refresh as r; r.Command._read = lambda *_: None"
        options = ["--corrections", CORRECTIONS, *OPTIONS, *self.sources]
        return self._verb(folder, "refresh", *options, before="" if read else blind)

    def tomorrow(self, folder: Path) -> Verb:
        return self.refresh(folder, day=2)

    def crawl(self, folder: Path, source: str) -> Verb:
        self.server.day = 1
        return self._verb(folder, "crawl", *OPTIONS, source)

    def extract(self, folder: Path) -> Verb:
        return self._verb(folder, "extract", "--corrections", CORRECTIONS, before=FEW)

    # Plays

    def plays(self) -> list[Play]:
        return [
            Play(
                "crawl",
                lambda folder: None,
                [lambda folder, source=source: self.crawl(folder, source) for source in self.sources],  # type: ignore[misc]
            ),
            Play("extract", lambda folder: put(self.crawled, folder), [self.extract], share=0.5),
            Play(
                "extract, all again",
                lambda folder: put(self.outdated, folder),
                [self.extract],
                is_no_mixture,
                share=0.5,
            ),
            Play(
                "migrate",
                lambda folder: put(self.old, folder),
                [lambda folder: self._verb(folder, "import", f"-sSOURCES_DIR={SOURCES}", self.story)],
                is_old_or_new,
                ends=False,
            ),
            Play(
                "backup",
                lambda folder: put(self.outdated, folder),
                [lambda folder: self._verb(folder, "backup")],
                ends=False,
                found=newest_backup,
            ),
            Play(
                "publish",
                lambda folder: put(self.outdated, folder, working=self.read),
                [self._publish],
                is_no_mixture,
                share=0.5,
            ),
            Play(
                "publish a backup",
                lambda folder: put(self.outdated, folder),
                [lambda folder: self._verb(folder, "publish", "--force", self.read / "x.db")],
                is_no_mixture,
                share=0.5,
            ),
            Play("refresh", lambda folder: None, [self.refresh, self.tomorrow]),
        ]

    def _publish(self, folder: Path) -> Verb:
        """Of the working copy; when that was done before the kill, what is left to do is nothing."""
        if working.path_of(folder / "x.db").exists():
            return self._verb(folder, "publish", "--corrections", CORRECTIONS)
        return self._verb(folder, "backup")


def put(made: Path, folder: Path, *, working: Path | None = None) -> None:
    shutil.copytree(made, folder, dirs_exist_ok=True)
    if working:
        shutil.copy(working / "x.db", folder / "x.db.working")


def is_no_mixture(folder: Path) -> list[str]:
    """Whoever is served a record sees what one extractor read."""
    readers = ask(folder / "x.db", "select distinct extractor_id from extractions")
    return [] if len(readers) <= 1 else [f"the record in force was read by {readers}"]


def is_old_or_new(folder: Path) -> list[str]:
    names = {name for (name,) in ask(folder / "x.db", "select name from _sqlite_migrations")}
    steps = [step.__name__ for step in STEPS]
    done = [step in names for step in steps]
    old = [step < OLD for step in steps]
    return [] if all(done) or done == old else [f"the schema is neither the old one nor the new one: {names}"]


def newest_backup(folder: Path) -> Told:
    made = sorted(backups.folder_of(folder / "x.db").glob("*.db"))
    return told(made[-1])


def old_record(path: Path) -> None:
    """A record of an earlier version of this program, with articles in it."""
    db = Database(sqlite3.connect(path))
    migrations.apply(db, stop_before=OLD)
    db.execute("insert into sources (id, name) values ('zz_old', 'Old')")
    db.execute(
        "insert into runs (kind, source_id, state, started, uniaccord) values ('crawl', 'zz_old', 'finished', '2020', '0')"
    )
    for number in range(OLD_ARTICLES):
        url, day = f"https://old.example/{number}", "2020-01-01T00:00:00+00:00"
        text = f"Both universities signed a memorandum, the {number}th. " * 30
        db.execute(
            "insert into articles (id, source_id, url, title, first_seen, last_seen, versions)"
            " values (?, 'zz_old', ?, ?, ?, ?, 1)",
            [f"a{number}", url, f"The {number}th", day, day],
        )
        db.execute(
            "insert into versions (id, article_id, number, run_id, fetched, sha256) values (?, ?, 1, 1, ?, ?)",
            [number + 1, f"a{number}", day, f"{number}"],
        )
        db.execute(
            "insert into texts (version_id, title, body, kinds) values (?, ?, ?, '[]')",
            [number + 1, f"The {number}th", text],
        )
        db.execute("update articles set version_id = ? where id = ?", [number + 1, f"a{number}"])
        db.execute("insert into addresses (url, article_id) values (?, ?)", [url, f"a{number}"])
    db.conn.commit()
    store.finish(db)
    db.close()
