"""`uniaccord import PATH…`: saved pages, PDFs, plain text, JSON lines, WARC → articles, without the web."""

from __future__ import annotations

import argparse
from pathlib import Path

from crawler.items import Problem
from crawler.source import load_sources
from db import store
from pipelines.verb import Verb, WrongUse, progress, say, writes

OUTCOMES = ("new", "changed", "unchanged", "older", "unread")
"""What may become of a document; everything else that is counted is a reason for which a page was passed over."""


class Command(Verb):
    def syntax(self) -> str:
        return "[options] PATH…"

    def short_desc(self) -> str:
        return "Saved HTML, PDF, plain text, JSON lines or WARC (files, folders) into the database"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--source", metavar="ID", help="the declared source that the files come from")
        parser.add_argument(
            "--declared-only", action="store_true", help="of web archives only the articles of declared sources"
        )

    @writes
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from pipelines.importing import IMPORT, files, import_files

        assert self.settings is not None
        if not args:
            raise WrongUse("give files or folders")
        declared = load_sources(Path(self.settings["SOURCES_DIR"]))
        if opts.source and opts.source not in declared:
            raise WrongUse(f"{opts.source}: there is no such source; `uniaccord list` shows them")
        paths = list(files(Path(arg) for arg in args))
        db = store.open_db(self.database)
        with progress("importing", len(paths)) as advance:
            counts = import_files(
                db,
                paths,
                declared,
                source=opts.source or IMPORT,
                declared_only=opts.declared_only,
                largest=self.settings.getint("DOWNLOAD_MAXSIZE"),
                tell=_tell,
                advance=advance,
            )
        store.finish(db)
        passed = {why: number for why, number in counts.items() if why not in OUTCOMES}
        parts = [f"{counts[k]} {k}" for k in OUTCOMES if counts[k]]
        if passed:
            reasons = ", ".join(f"{number} {why}" for why, number in passed.items())
            parts.append(f"{sum(passed.values())} passed over ({reasons})")
        say(", ".join(parts) or "nothing found")
        if counts["new"] or counts["changed"]:
            say("`uniaccord extract` reads them, `uniaccord serve` shows them")
        self.exitcode = 1 if counts["unread"] or not counts.total() else 0


def _tell(problem: Problem) -> None:
    say(f"uniaccord: {problem.url or '?'}: {problem.detail} ({problem.code})")
