"""`uniaccord import-ror FILE`: says which record of the Research Organization Registry an organisation is, and joins
names of one record."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from crawler.source import load_sources
from db import store
from pipelines.verb import Verb, WrongUse, add_corrections, progress, say, writes

T = TypeVar("T")
LINKED = {"declared": "declared", "name": "by name", "alias": "by alias", "short": "by short name and country"}
UNLINKED = {"ambiguous": "ambiguous", "conflict": "in conflict over the country", "not found": "not found"}


class Command(Verb):
    def syntax(self) -> str:
        return "[options] FILE"

    def short_desc(self) -> str:
        return "Link organisations to a dump of the Research Organization Registry (zip or JSON, schema v2)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_corrections(parser)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be linked")

    @writes
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from pipelines.corrections import corrections_for
        from pipelines.link import link_all, tell
        from pipelines.ror.dump import DumpError, read_dump
        from pipelines.ror.linking import link_names

        assert self.settings is not None
        if len(args) != 1:
            raise WrongUse("give one dump of the registry; https://doi.org/10.5281/zenodo.6347574 has them")
        corrections = corrections_for(self.database, opts.corrections)
        declared = load_sources(Path(self.settings["SOURCES_DIR"]))
        db = store.open_db(self.database, create=False)
        try:
            with progress("reading records", None) as advance:
                records = _told(read_dump(Path(args[0])), advance)
                counts = link_names(db, records, declared, dry_run=opts.dry_run)
        except DumpError as error:
            raise WrongUse(str(error)) from None
        linked = sum(counts[basis] for basis in LINKED)
        parts = [f"{counts[basis]} {how}" for basis, how in LINKED.items() if counts[basis]]
        say(f"{counts['records']} records; {linked} names linked" + (f": {', '.join(parts)}" if parts else ""))
        say(", ".join(f"{counts[reason]} {what}" for reason, what in UNLINKED.items()))
        say(f"{counts['countries']} countries learnt" + (" (nothing stored: --dry-run)" if opts.dry_run else ""))
        if not opts.dry_run:
            for line in tell(link_all(db, corrections)):
                say(line)
        store.finish(db)


def _told(things: Iterable[T], advance: Callable[[int], None]) -> Iterator[T]:
    for thing in things:
        yield thing
        advance(1)
