"""`uniaccord backup [FOLDER]`: a checked copy of the database, made while others read and write it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from db import backups
from pipelines.verb import Verb, WrongUse, say


class Command(Verb):
    def syntax(self) -> str:
        return "[options] [FOLDER]"

    def short_desc(self) -> str:
        return "Copy the database, with a checksum; --snapshot makes a copy to cite"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--keep",
            metavar="N",
            type=int,
            default=backups.KEPT,
            help=f"how many backups stay in the folder, the newest (default: {backups.KEPT})",
        )
        parser.add_argument(
            "--snapshot",
            action="store_true",
            help="a copy that is never deleted, with a table `snapshot` that says what it is",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) > 1:
            raise WrongUse("give one folder, or none for the one beside the database")
        if opts.keep < 1:
            raise WrongUse("--keep wants at least 1")
        folder = Path(args[0]) if args else backups.folder_of(self.database)
        now = datetime.now(UTC)
        if opts.snapshot:
            made = backups.snapshot(self.database, folder, now=now, uniaccord=version("uniaccord"))
        else:
            made = backups.backup(self.database, folder, now=now, keep=opts.keep)
        say(f"wrote {made} ({made.stat().st_size / 1e6:.1f} MB)")
        if opts.snapshot:
            said = backups.about(made)
            say(f"to cite: {said['articles']} articles and {said['agreements']} agreements, as of {said['made']},")
            say(f"uniaccord {said['uniaccord']}, schema {said['schema']}, SHA-256 {backups.checksum(made)}")
