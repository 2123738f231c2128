"""`uniaccord check [SOURCE…]`: whether the declared sources still work; stores nothing."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from pipelines.verb import Verb, WrongUse, say


class Command(Verb):
    def syntax(self) -> str:
        return "[options] [SOURCE…]"

    def short_desc(self) -> str:
        return "Tell whether listing, title, date and text of sources still work (all, or those named)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--saved", action="store_true", help="read the saved pages of tests instead, offline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.source import Source, read_sources
        from db.stored import reading, stored
        from pipelines.checking import check_saved, judge, look, table
        from pipelines.drafting import TESTS

        assert self.settings is not None
        folder = Path(self.settings["SOURCES_DIR"])
        declared, broken = read_sources(folder)
        unknown = [name for name in args if name not in declared.keys() | broken.keys()]
        if unknown:
            raise WrongUse(f"there is no source {unknown[0]}; `uniaccord list` names them all")
        sources: dict[str, Source] = {
            name: source
            for name, source in declared.items()
            if name in args or (not args and (opts.saved or not source.disabled))
        }
        errors = [error for name, error in broken.items() if not args or name in args]
        for error in errors:
            say(f"uniaccord: {error}")
        self.exitcode = 1 if errors else 0
        if opts.saved:
            pages = list(check_saved(sources, (TESTS / "sources", folder)))
            for path, lines in pages:
                for line in lines:
                    print(f"{path}: {line}")
            wrong = sum(bool(lines) for _, lines in pages)
            say(f"{len(pages) - wrong} of {len(pages)} saved pages are read as expected" if pages else "no saved pages")
            self.exitcode = 1 if wrong else self.exitcode
            return
        today = datetime.now(UTC).date()
        say(f"looking at {len(sources)} sources, each gently: minutes where there are many")
        seen = look(self.settings, sources.values(), today)
        with reading(self.database) as db:
            verdicts = [judge(each, stored(db, each.source.id) if db else None, today) for each in seen]
        # Wide enough for reasons to be read where nobody watches.
        Console(width=None if Console().is_terminal else 160).print(table(verdicts))
        missing = sources.keys() - {each.source.id for each in seen}
        for name in sorted(missing):
            say(f"uniaccord: {name}: the check did not end")
        if missing or any(verdict.reasons for verdict in verdicts):
            self.exitcode = 1
