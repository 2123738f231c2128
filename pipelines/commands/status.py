"""`uniaccord status`: how the record is, and whether someone should look. It only reads."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from crawler.source import read_sources
from db.store import open_to_read
from pipelines import telling
from pipelines.health import MAX_AGE, examine
from pipelines.notify import NotTold, notify
from pipelines.verb import Verb, WrongUse, say


class Command(Verb):
    def syntax(self) -> str:
        return "[options] [SOURCE…]"

    def short_desc(self) -> str:
        return "How the record is: sources, last night, what waits; exit status 1 if someone should look"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="show the sources that are well one by one too")
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument(
            "--max-age",
            type=float,
            default=MAX_AGE / timedelta(hours=1),
            metavar="HOURS",
            help="the last refresh may have ended so long ago (default: 36)",
        )
        parser.add_argument(
            "--notify",
            action="store_true",
            help="if someone should look, also give this to the command UNIACCORD_NOTIFY",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        sources, broken = read_sources(Path(self.settings["SOURCES_DIR"]))
        if wrong := [name for name in args if name not in sources]:
            raise WrongUse(f"there is no source {wrong[0]}; `uniaccord list` names them all")
        command = self.settings["NOTIFY"]
        if opts.notify and not command:
            raise WrongUse("--notify: UNIACCORD_NOTIFY names no command")
        db = open_to_read(self.database)
        health = examine(
            db,
            self.database,
            args or [name for name, source in sources.items() if not source.disabled],
            now=datetime.now(UTC),
            max_age=timedelta(hours=opts.max_age),
            broken=[str(error) for error in broken.values()],
        )
        db.close()
        everything = opts.all or bool(args)
        if opts.json:
            print(json.dumps(dataclasses.asdict(health) | {"look": health.look}, ensure_ascii=False, indent=2))
        else:
            width = min(Console().width, telling.WIDTH) if sys.stdout.isatty() else telling.WIDTH
            Console(width=width, highlight=False).print(telling.screen(health, everything=everything))
        self.exitcode = 1 if health.look else 0
        if opts.notify and health.look:
            try:
                notify(
                    command,
                    subject=telling.subject(health, self.exitcode),
                    summary=telling.as_text(health),
                    exitcode=self.exitcode,
                )
            except NotTold as error:
                say(f"uniaccord: {error}")
