"""`uniaccord reparse [SOURCE…]`: what is archived, read again with the parser of today; nothing is fetched."""

from __future__ import annotations

import argparse
from pathlib import Path

from crawler.source import load_sources
from db import store
from pipelines.verb import Verb, WrongUse, progress, say, writes


class Command(Verb):
    def syntax(self) -> str:
        return "[options] [SOURCE…]"

    def short_desc(self) -> str:
        return "Read the archived pages again with the parser of today, without the web"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    @writes
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from pipelines.archive import archive_folder
        from pipelines.reparse import OUTCOMES, Archived, Read, reparse

        assert self.settings is not None
        declared = load_sources(Path(self.settings["SOURCES_DIR"]))
        for name in args:
            if name not in declared:
                raise WrongUse(f"{name}: there is no such source; `uniaccord list` shows them")

        def tell(read: Read) -> None:
            if opts.dry_run or read.outcome == "unreadable":
                say(f"uniaccord: {read.url}: {read.outcome}: {read.detail}")

        db = store.open_db(self.database, create=False)
        archived = Archived(db, archive_folder(self.settings), self.settings.getint("DOWNLOAD_MAXSIZE"))
        changed = unreadable = 0
        with progress("reading again", None) as advance:
            for name in args or declared:
                counts = reparse(archived, declared[name], dry_run=opts.dry_run, tell=tell, advance=advance)
                if counts or args:
                    parts = [f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts[outcome]]
                    say(f"{name}: {', '.join(parts) or 'nothing is archived'}")
                changed += counts["changed"] + counts["new"]
                unreadable += counts["unreadable"]
        if changed and not opts.dry_run:
            store.finish(db)
            say("`uniaccord extract` reads what has changed")
        self.exitcode = 1 if unreadable else 0
