"""`uniaccord evaluate DIR`: the figures of the extractor on an annotated corpus, and where it goes wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.verb import Verb, WrongUse, progress


class Command(Verb):
    def syntax(self) -> str:
        return "[options] DIR"

    def short_desc(self) -> str:
        return "The figures of the extractor on an annotated corpus, such as corpus/dev"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--documents", action="store_true", help="right, spurious and missed, document by document")
        parser.add_argument(
            "--errors", action="store_true", help="every error with its cause, its rule and the text around it"
        )
        parser.add_argument(
            "--raise", action="store_true", dest="up", help="move the floors beside DIR (floors.json) up"
        )
        parser.add_argument("--label", metavar="LABEL", help="only errors of ORG, PERSON, COUNTRY, DATE or EVENT")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from extract.corpus import CorpusError, read_corpus
        from extract.floors import raised, read_floors, write_floors
        from extract.mistakes import mistakes, tallies
        from extract.pipeline import extract
        from extract.scoring import score
        from pipelines.model import load_model

        assert self.settings is not None
        if len(args) != 1:
            raise WrongUse("give one folder of annotated documents, such as corpus/dev")
        try:
            corpus = read_corpus(Path(args[0]))
        except (CorpusError, OSError) as error:
            raise WrongUse(str(error)) from None
        nlp = load_model(self.settings["SPACY_MODEL"])
        extractions = {}
        with progress("reading", len(corpus)) as advance:
            for extraction in extract(nlp, (gold.document for gold in corpus)):
                extractions[extraction.id] = extraction
                advance(1)
        if opts.documents:
            for tally in tallies(corpus, extractions):
                cells = (f"{name} {'/'.join(map(str, counts))}" for name, counts in tally.counts.items())
                print(f"{tally.document:12}  " + "  ".join(f"{cell:18}" for cell in cells))
        if opts.errors:
            for mistake in mistakes(corpus, extractions):
                if opts.label in (None, mistake.label):
                    head = (
                        f"{mistake.document}  {mistake.label:7}  {mistake.cause:10}  {mistake.gold!r} / {mistake.got!r}"
                    )
                    print(f"{head}  {mistake.rule}\n    {mistake.context}")
        figures = score(corpus, extractions)
        for name, value in figures.items():
            print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
        if opts.up:
            path = Path(args[0]).resolve()
            file = path.parent / "floors.json"
            floors = read_floors(file) if file.exists() else {}
            write_floors(file, floors | {path.name: raised(figures, floors.get(path.name, {}))})
