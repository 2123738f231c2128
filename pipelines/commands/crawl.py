"""`uniaccord crawl SOURCE`: Scrapy's own crawl, with a line that says what came of it and an exit code."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.commands.crawl import Command as ScrapyCrawl

from crawler.arguments import read_arguments
from db.store import open_db
from pipelines.door import INTERRUPTED
from pipelines.refresh import crawl, line, source_of
from pipelines.verb import WrongUse, add_db, progress, refuse_unknown, say, use_db, writes


class Command(ScrapyCrawl):
    def syntax(self) -> str:
        return "[options] SOURCE"

    def short_desc(self) -> str:
        return "Crawl one source into the database (-a since=DAY, max_articles=N, url=ADDRESS, again=yes)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_db(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        refuse_unknown(args)
        use_db(self, opts)

    @writes
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise WrongUse("give one source; `uniaccord list` shows them")
        assert self.settings is not None
        assert self.crawler_process is not None
        try:
            source = source_of(self.crawler_process.spider_loader, args[0])
            read_arguments(source, opts.spargs)
        except (KeyError, ValueError) as error:
            raise WrongUse(str(error.args[0])) from None
        open_db(Path(self.settings["DATABASE"])).close()
        with progress(args[0], None) as advance:
            (ledger,) = crawl(self.crawler_process, [source], opts.spargs, advance=advance)
        for problem in ledger.problems:
            if problem.level == "error":
                say(f"uniaccord: {problem.source}: {problem.detail} ({problem.code}: {problem.url})")
        say(line(ledger))
        errors = any(problem.level == "error" for problem in ledger.problems)
        self.exitcode = INTERRUPTED if ledger.was_stopped else int(errors)
