"""What all our verbs share: `--db`, no unknown options, and lines for a person on standard error.

Scrapy imports every verb to find one, so a verb imports what is slow (spaCy, Datasette, trafilatura) where it runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from scrapy.commands import ScrapyCommand

from db.lock import alone

P = ParamSpec("P")
V = TypeVar("V", bound=ScrapyCommand)


class WrongUse(Exception):
    """The command line can't be followed; the message says why and what to do, in one line. Exit status 2."""


class Verb(ScrapyCommand):
    """A verb of ours. Not a spider's runner unless it says so; quiet but for its own lines."""

    requires_project = True
    requires_crawler_process = False

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_db(parser)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        refuse_unknown(args)
        use_db(self, opts)

    @property
    def database(self) -> Path:
        assert self.settings is not None
        return Path(self.settings["DATABASE"])


def writes(method: Callable[Concatenate[V, P], None]) -> Callable[Concatenate[V, P], None]:
    """For a verb's method that writes to the database: no other verb writes while it runs."""

    @wraps(method)
    def run(verb: V, /, *args: P.args, **kwargs: P.kwargs) -> None:
        assert verb.settings is not None
        name = type(verb).__module__.rpartition(".")[2]
        since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
        with alone(Path(verb.settings["DATABASE"]), doing=f"`uniaccord {name}`", since=since):
            method(verb, *args, **kwargs)

    return run


def add_db(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--db", metavar="FILE", type=Path, help="the database (default: db/uniaccord.db, or UNIACCORD_DB)"
    )


def add_corrections(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corrections",
        metavar="FILE",
        type=Path,
        help="what a researcher corrected (default: corrections.toml beside the database, if there is one)",
    )


def use_db(verb: ScrapyCommand, opts: argparse.Namespace) -> None:
    if opts.db:
        assert verb.settings is not None
        verb.settings.set("DATABASE", str(opts.db.absolute()), priority="cmdline")


def refuse_unknown(args: list[str]) -> None:
    """Scrapy passes options that it does not know on as arguments; a misspelt option must not be absorbed."""
    for arg in args:
        if arg.startswith("-") and arg != "-":
            raise WrongUse(f"unknown option {arg}")


def say(line: str) -> None:
    """A line for the person, apart from the output."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar when a person watches; otherwise silence, since the verb's own lines tell the result."""
    if not sys.stderr.isatty() or total == 0:
        yield lambda done: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.advance(task, done)
