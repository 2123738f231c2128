"""`uniaccord extract [PATH…]`: works off the backlog and links what was read; with paths, JSON lines in, JSON lines out, no database."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import IO

from db import store
from pipelines.verb import Verb, WrongUse, add_corrections, progress, say


class Command(Verb):
    def syntax(self) -> str:
        return "[options] [FILE… | -]"

    def short_desc(self) -> str:
        return "Read the articles not yet read; with files (JSON lines of documents), print what they tell"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_corrections(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from extract.jsonl import JsonLinesError, read_documents, write_extractions
        from extract.pipeline import extract, extractor_id
        from pipelines.backlog import work_off
        from pipelines.corrections import corrections_for
        from pipelines.link import link_all, tell
        from pipelines.model import engine_for, load_model

        assert self.settings is not None
        if args and opts.corrections:
            raise WrongUse("--corrections is for a database; with files there is none")
        corrections = corrections_for(self.database, opts.corrections) if not args else None
        nlp = load_model(self.settings["SPACY_MODEL"])
        if corrections is not None:
            db = store.open_db(self.database, create=False)
            pending = store.count_pending(db, extractor_id(nlp))
            with progress("reading", pending) as advance:
                done = work_off(db, nlp, engine=engine_for(pending), advance=advance)
            say(f"read {done} articles")
            for line in tell(link_all(db, corrections)):
                say(line)
            store.finish(db)
            return
        try:
            for name in args:
                with _open(name) as lines:
                    documents = read_documents(lines, "standard input" if name == "-" else name)
                    write_extractions(extract(nlp, documents), sys.stdout)
        except JsonLinesError as error:
            sys.stdout.flush()
            raise WrongUse(str(error)) from None


def _open(name: str) -> nullcontext[IO[str]] | IO[str]:
    if name == "-":
        return nullcontext(sys.stdin)
    try:
        return Path(name).open(encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"{name}: {error.strerror}") from None
