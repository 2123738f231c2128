"""`uniaccord export`: the record, or a part of it, as files for other programs."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from db.exporting.choice import Choice, ChoiceError
from db.exporting.export import FORMATS, Wanted, day_of, export
from db.exporting.graph import NODE
from pipelines.verb import Verb, WrongUse, say

HEEDED = {
    "texts": ("csv", "parquet", "package", "sqlite"),
    "mentions": ("csv", "parquet", "package"),
    "by": ("graphml", "gexf"),
    "excel": ("csv",),
    "snapshot": ("package",),
    "date": ("package",),
    **dict.fromkeys(
        ("since", "country", "organisation", "type", "status"), tuple(name for name in FORMATS if name != "sqlite")
    ),
}
"""Option → the formats for which it means something."""

TOLD = ("agreements", "reports", "nodes", "edges")
"""What is counted for the person."""


class Command(Verb):
    def syntax(self) -> str:
        return "--format FORMAT [options]"

    def short_desc(self) -> str:
        return "Write the record for other programs: CSV, Parquet, JSON lines, GraphML, GEXF, data package, SQLite"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--format", metavar="FORMAT", help=f"one of {', '.join(FORMATS)}")
        parser.add_argument(
            "--to",
            metavar="PATH",
            type=Path,
            help="the file, or for csv, parquet and package the folder; a package that ends in .zip is one file"
            " (default: a name with the day of the last run, here)",
        )
        parser.add_argument(
            "--since", metavar="DAY", help="only agreements reported since, with all their reports: 2024-09-01, 2024"
        )
        for name, metavar, what in (
            ("country", "CODE", "with a side in this country: PT"),
            ("organisation", "NAME", "with this side, by its name, id or ROR id"),
            ("type", "TYPE", "of this type"),
            ("status", "STATUS", "that have got as far"),
        ):
            parser.add_argument(
                f"--{name}",
                metavar=metavar,
                action="append",
                default=[],
                help=f"only agreements {what}; given again, any of them",
            )
        parser.add_argument(
            "--texts", action="store_true", help="the texts of the articles as well (not to be published)"
        )
        parser.add_argument(
            "--mentions",
            action="store_true",
            help="each place that names an organisation, person, country or date as well",
        )
        parser.add_argument("--by", metavar="WHAT", help="the nodes of a graph: organisation (default) or country")
        parser.add_argument(
            "--excel",
            action="store_true",
            help="CSV that a spreadsheet opens safely, with an apostrophe before what it would take for a formula",
        )
        parser.add_argument("--snapshot", action="store_true", help="put the database itself into the package as well")
        parser.add_argument("--date", metavar="DAY", help="of the package (default: that of the last run)")
        parser.add_argument("--force", action="store_true", help="replace an earlier export")  # fmt: skip

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise WrongUse(f"{args[0]}: --to names where to write")
        wanted = self._wanted(opts)
        try:
            target = opts.to or self._named(wanted.format)
            made = export(self.database, target, wanted, uniaccord=version("uniaccord"), force=opts.force)
        except ChoiceError as error:
            raise WrongUse(str(error)) from error
        said = " and ".join(f"{made.counts[name]} {name}" for name in TOLD if name in made.counts)
        say(f"wrote {target} ({_size(target) / 1e6:.1f} MB){f': {said}' if said else ''}")
        for what, count in made.left_out.items():
            say(f"left out: {count} {what}")

    def _wanted(self, opts: argparse.Namespace) -> Wanted:
        if opts.format not in FORMATS:
            raise WrongUse(f"--format wants one of {', '.join(FORMATS)}")
        for option, formats in HEEDED.items():
            if getattr(opts, option) and opts.format not in formats:
                raise WrongUse(f"--{option} is for {', '.join(formats)}, not for {opts.format}")
        if opts.by not in (None, *NODE):
            raise WrongUse(f"--by wants {' or '.join(NODE)}")
        choice = Choice(
            since=opts.since,
            countries=tuple(opts.country),
            organisations=tuple(opts.organisation),
            types=tuple(opts.type),
            statuses=tuple(opts.status),
        )
        if opts.snapshot and choice:
            raise WrongUse("--snapshot is the whole database; leave it out, or the conditions")
        try:
            day = datetime.strptime(opts.date, "%Y-%m-%d").replace(tzinfo=UTC) if opts.date else None
        except ValueError:
            raise WrongUse(f"--date wants a day such as 2026-10-05, not {opts.date}") from None
        return Wanted(
            opts.format,
            choice,
            texts=opts.texts,
            mentions=opts.mentions,
            by=opts.by or "organisation",
            excel=opts.excel,
            snapshot=opts.snapshot,
            day=day,
        )

    def _named(self, format: str) -> Path:
        """`uniaccord-2026-10-05.gexf`, or `uniaccord-2026-10-05-csv`."""
        day = day_of(self.database)
        name = f"{self.database.stem}-{day:%Y-%m-%d}" if day else self.database.stem
        return Path(name + FORMATS[format]) if FORMATS[format] else Path(f"{name}-{format}")


def _size(path: Path) -> int:
    return (
        path.stat().st_size
        if path.is_file()
        else sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    )
