"""`uniaccord schedule`: the files that have a machine refresh every night, for this installation."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from pipelines import schedule
from pipelines.verb import Verb, WrongUse, say


class Command(Verb):
    def syntax(self) -> str:
        return f"[options] [{' | '.join(schedule.KINDS)}]"

    def short_desc(self) -> str:
        return "What to install for a refresh every night: systemd, cron, containers or GitHub Actions"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--at", default="03:30", metavar="HH:MM", help="when (default: 03:30; UTC for container and github)"
        )
        parser.add_argument("--user", metavar="NAME", help="who runs it (default: uniaccord for systemd, else you)")
        parser.add_argument(
            "--write", type=Path, metavar="FOLDER", help="write the files there instead of printing them"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        kind = args[0] if args else schedule.likely()
        if len(args) > 1 or kind not in schedule.KINDS:
            raise WrongUse(f"give one of {', '.join(schedule.KINDS)}")
        try:
            installation = schedule.this(
                database=self.database.absolute(),
                sources=Path(self.settings["SOURCES_DIR"]).absolute(),
                contact=self.settings["CONTACT"],
                user=opts.user or ("uniaccord" if kind == "systemd" else getpass.getuser()),
                at=opts.at,
            )
            files = schedule.filled(kind, installation)
        except schedule.Unfit as error:
            raise WrongUse(str(error)) from None
        if opts.write:
            write(opts.write, files)
        else:
            for name, text in files.items():
                print(f"# ==> {name} <==\n{text}" if len(files) > 1 else text, end="")
        if not installation.contact:
            say(
                "uniaccord: set UNIACCORD_CONTACT to an address at which sites can reach you, and make these files again"
            )
        if kind == "systemd" and schedule.service_database(installation) != installation.database:
            say(
                f"uniaccord: a service may not write among the code; its database is {schedule.STATE}/"
                f"{installation.database.name}, copy {installation.database} there if it is to go on with it"
            )


def write(folder: Path, files: dict[str, str]) -> None:
    """Writes the files; what is there and different stays."""
    for name, text in files.items():
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8") != text:
            raise WrongUse(f"{path}: is there and different; move it away, or --write elsewhere")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
            say(str(folder / name))
    except OSError as error:
        raise WrongUse(f"{folder}: {error.strerror}") from None
