"""`uniaccord refresh`: the night. Crawl, extract, link, check; one exit code."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from sqlite_utils import Database

from crawler.items import Problem
from crawler.source import Source
from db import readings, store
from db.errors import StoreError, explained
from pipelines import expecting, publishing, refresh
from pipelines.corrections import Corrections
from pipelines.ledger import STOPPED, Ledger, utc_now
from pipelines.notify import NotTold
from pipelines.refresh import source_of
from pipelines.verb import Verb, WrongUse, add_corrections, progress, say, writes


class Command(Verb):
    requires_crawler_process = True
    db: Database

    def syntax(self) -> str:
        return "[options] [SOURCE…]"

    def short_desc(self) -> str:
        return "Crawl all sources (or those named), read and link what is new, check what is expected"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_corrections(parser)

    @writes
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from pipelines.corrections import corrections_for

        assert self.settings is not None
        assert self.crawler_process is not None
        corrections = corrections_for(self.database, opts.corrections)
        loader = self.crawler_process.spider_loader
        try:
            sources = [source_of(loader, name) for name in args or loader.list()]
        except KeyError as error:
            raise WrongUse(str(error.args[0])) from None
        broken = [str(error) for error in getattr(loader, "broken", {}).values()]
        self.db = store.open_db(self.database)
        night = store.start_run(
            self.db, kind="refresh", source_id=None, started=utc_now(), uniaccord=version("uniaccord")
        )
        state, reason = "failed", None
        try:
            errors = self._night(sources, corrections, night)
            for problem in errors:
                say(f"uniaccord: {problem.source}: {problem.detail} ({problem.code}: {problem.url})")
            for message in broken:
                say(f"uniaccord: {message}")
            if errors or broken:
                self.exitcode, reason = 1, f"{len(errors) + len(broken)} errors, see issues"
            else:
                state = "finished"
        except KeyboardInterrupt:
            state, reason = "interrupted", STOPPED
            raise
        except StoreError as error:
            reason = str(error)
            raise
        finally:
            with explained(self.database):
                store.end_night(self.db, night, state=state, ended=utc_now(), reason=reason)
                store.finish(self.db)
        self.exitcode |= publishing.publish_backlog(self.db, self.database)
        self._tell(sources, broken)

    def _night(self, sources: Sequence[Source], corrections: Corrections, night: int) -> list[Problem]:
        """The steps of the night; what is wrong of level error."""
        with explained(self.database):
            ledgers = self._crawl(sources, night)
            if any(ledger.was_stopped for ledger in ledgers):
                raise KeyboardInterrupt
            self._read(corrections, night)
            return [
                problem
                for problem in (*(p for ledger in ledgers for p in ledger.problems), *self._check(sources, night))
                if problem.level == "error"
            ]

    def _crawl(self, sources: Sequence[Source], night: int) -> list[Ledger]:
        assert self.crawler_process is not None
        self.crawler_process.settings.set("PART_OF", night, priority="cmdline")
        with progress("crawling", None) as advance:
            ledgers = refresh.crawl(self.crawler_process, sources, {}, advance=advance)
        for ledger in ledgers:
            say(refresh.line(ledger))
        return ledgers

    def _read(self, corrections: Corrections, night: int) -> None:
        from extract.pipeline import extractor_id
        from pipelines.backlog import work_off
        from pipelines.link import link_all, tell
        from pipelines.model import engine_for, load_model

        assert self.settings is not None
        nlp = load_model(self.settings["SPACY_MODEL"])
        self.db.close()  # a working copy may take its place from here on, for the rest of the night
        self.db = db = publishing.open_backlog(self.database, extractor_id(nlp))
        pending = readings.count_pending(db, extractor_id(nlp))
        with progress("reading", pending) as advance:
            read = work_off(db, nlp, engine=engine_for(pending), advance=advance, part_of=night)
        say(f"read {read} articles")
        for line in tell(link_all(db, corrections)):
            say(line)

    def _check(self, sources: Sequence[Source], night: int) -> list[Problem]:
        """What looks wrong with whole sources."""
        return expecting.check(self.db, sources, today=datetime.now(UTC).date(), night=night, noticed=utc_now())

    def _tell(self, sources: Sequence[Source], broken: Sequence[str]) -> None:
        """Tells whoever is to be told (UNIACCORD_NOTIFY)."""
        from pipelines.telling import tell

        assert self.settings is not None
        names = [source.id for source in sources]
        try:
            tell(
                self.settings,
                self.database,
                names,
                broken=broken,
                exitcode=self.exitcode,
                now=datetime.now(UTC),
            )
        except NotTold as error:
            say(f"uniaccord: {error}")
            self.exitcode = 1
