"""`uniaccord extract [PATH…]`: works off the backlog and links what was read; with paths, JSON lines in, JSON lines out, no database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

from db import readings, store
from pipelines import publishing
from pipelines.verb import Verb, WrongUse, add_corrections, progress, say, writes

if TYPE_CHECKING:
    from spacy.language import Language

    from extract.records import Document


class Command(Verb):
    def syntax(self) -> str:
        return "[options] [FILE… | -]"

    def short_desc(self) -> str:
        return "Read the articles not yet read; with files (JSON lines of documents), print what they tell"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--explain",
            action="store_true",
            help="with files (JSON lines, or one plain text each): show which rule saw what, and why there is no event",
        )
        parser.add_argument("--html", metavar="FILE", type=Path, help="with --explain: write it as a page instead")
        parser.add_argument("--color", action="store_true", help="with --explain: in colour, even if not to a terminal")
        add_corrections(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from extract.jsonl import JsonLinesError, read_documents, write_extractions
        from extract.pipeline import extract
        from pipelines.model import load_model

        assert self.settings is not None
        if opts.explain and not args:
            raise WrongUse("--explain needs files, or - for standard input")
        if (opts.html or opts.color) and not opts.explain:
            raise WrongUse("--html and --color go with --explain")
        if args and opts.corrections:
            raise WrongUse("--corrections is for a database; with files there is none")
        if not args:
            self._work_off(opts)
            return
        nlp = load_model(self.settings["SPACY_MODEL"])
        try:
            if opts.explain:
                _explain(nlp, (document for name in args for document in _documents(name)), opts)
                return
            for name in args:
                with _open(name) as lines:
                    documents = read_documents(lines, _shown(name))
                    write_extractions(extract(nlp, documents), sys.stdout)
        except JsonLinesError as error:
            sys.stdout.flush()
            raise WrongUse(str(error)) from None

    @writes
    def _work_off(self, opts: argparse.Namespace) -> None:
        from extract.pipeline import extractor_id
        from pipelines.backlog import work_off
        from pipelines.corrections import corrections_for
        from pipelines.link import link_all, tell
        from pipelines.model import engine_for, load_model

        assert self.settings is not None
        corrections = corrections_for(self.database, opts.corrections)
        nlp = load_model(self.settings["SPACY_MODEL"])
        db = publishing.open_backlog(self.database, extractor_id(nlp), create=False)
        pending = readings.count_pending(db, extractor_id(nlp))
        with progress("reading", pending) as advance:
            done = work_off(db, nlp, engine=engine_for(pending), advance=advance)
        say(f"read {done} articles")
        for line in tell(link_all(db, corrections)):
            say(line)
        store.finish(db)
        self.exitcode = publishing.publish_backlog(db, self.database)


def _explain(nlp: Language, documents: Iterator[Document], opts: argparse.Namespace) -> None:
    from rich.console import Console

    from extract.explain import explain
    from pipelines.explaining.page import page
    from pipelines.explaining.terminal import show

    traces = (explain(nlp, document) for document in documents)
    if opts.html:
        try:
            opts.html.write_text(page(list(traces)), encoding="utf-8")
        except OSError as error:
            raise WrongUse(f"{opts.html}: {error.strerror}") from None
        say(f"wrote {opts.html}")
        return
    console = Console(
        highlight=False, force_terminal=opts.color or None, color_system="truecolor" if opts.color else "auto"
    )
    for trace in traces:
        show(trace, console)


def _documents(name: str) -> Iterator[Document]:
    """JSON lines if the file begins with an object, else the whole file as the text of one document."""
    from extract.jsonl import read_documents
    from extract.records import Document

    with _open(name) as file:
        try:
            text = file.read()
        except UnicodeDecodeError:
            raise WrongUse(f"{_shown(name)}: not a text in UTF-8") from None
    if text.lstrip().startswith("{"):
        yield from read_documents(text.split("\n"), _shown(name))
    else:
        yield Document(id=_shown(name), text=text)


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name


def _open(name: str) -> nullcontext[IO[str]] | IO[str]:
    if name == "-":
        return nullcontext(sys.stdin)
    try:
        return Path(name).open(encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"{name}: {error.strerror}") from None
