"""`uniaccord refresh`: the night. Crawl, extract, link, check; one exit code."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from db import readings, store
from pipelines import publishing, refresh
from pipelines.door import INTERRUPTED
from pipelines.ledger import utc_now
from pipelines.refresh import source_of
from pipelines.rows import issue_row
from pipelines.verb import Verb, WrongUse, add_corrections, progress, say, writes


class Command(Verb):
    requires_crawler_process = True

    def syntax(self) -> str:
        return "[options] [SOURCE…]"

    def short_desc(self) -> str:
        return "Crawl all sources (or those named), read and link what is new, check what is expected"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_corrections(parser)

    @writes
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from extract.pipeline import extractor_id
        from pipelines.backlog import work_off
        from pipelines.corrections import corrections_for
        from pipelines.link import link_all, tell
        from pipelines.model import engine_for, load_model

        assert self.settings is not None
        assert self.crawler_process is not None
        corrections = corrections_for(self.database, opts.corrections)
        store.open_db(self.database).close()
        loader = self.crawler_process.spider_loader
        names = args or loader.list()
        try:
            sources = [source_of(loader, name) for name in names]
        except KeyError as error:
            raise WrongUse(str(error.args[0])) from None
        with progress("crawling", None) as advance:
            ledgers = refresh.crawl(self.crawler_process, names, {}, advance=advance)
        for ledger in ledgers:
            say(refresh.line(ledger))
        if any(ledger.state == "interrupted" for ledger in ledgers):
            self.exitcode = INTERRUPTED
            return
        errors = [p for ledger in ledgers for p in ledger.problems if p.level == "error"]
        nlp = load_model(self.settings["SPACY_MODEL"])
        db = publishing.open_backlog(self.database, extractor_id(nlp))
        pending = readings.count_pending(db, extractor_id(nlp))
        with progress("reading", pending) as advance:
            read = work_off(db, nlp, engine=engine_for(pending), advance=advance)
        say(f"read {read} articles")
        for line in tell(link_all(db, corrections)):
            say(line)
        for source in sources:
            for problem in refresh.unmet(db, source, datetime.now(UTC).date()):
                store.save_issue(db, issue_row(problem, run_id=None, noticed=utc_now()))
                errors.append(problem)
        store.finish(db)
        unpublished = publishing.publish_backlog(db, self.database)
        for problem in errors:
            say(f"uniaccord: {problem.source}: {problem.detail} ({problem.code}: {problem.url})")
        broken = getattr(loader, "broken", {})
        for message in broken.values():
            say(f"uniaccord: {message}")
        unfinished = any(ledger.state != "finished" for ledger in ledgers)
        self.exitcode = 1 if errors or broken or unfinished or unpublished else 0
