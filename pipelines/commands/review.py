"""`uniaccord review`: a sample of the record to be judged by a person, and what the judged sample says of the record."""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from db import agreements, reviews
from db.errors import explained
from db.store import open_to_read
from extract.records import TYPES
from pipelines.reviewing.drafts import drafts
from pipelines.reviewing.drawing import BANDS, FEWEST, draw
from pipelines.reviewing.judged import read_sheet
from pipelines.reviewing.report import report
from pipelines.reviewing.sheet import row_of, write_new, write_sheet
from pipelines.reviewing.since import is_as_drawn, left_out
from pipelines.reviewing.telling import lines
from pipelines.verb import Verb, WrongUse, say

SITE = "http://127.0.0.1:8001"
"""Where `uniaccord serve` shows the record."""


class Command(Verb):
    def syntax(self) -> str:
        return "--sample N [options] | --read FILE [options]"

    def short_desc(self) -> str:
        return "Draw a sample to be judged by a person, and tell by it how much of the record is right"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--sample", metavar="N", type=int, help="draw so many events and write a sheet to judge them on")
        add("--to", metavar="FILE", type=Path, help="the sheet (default: review.csv); never overwritten")
        add("--seed", metavar="K", type=int, help="draw what was drawn with this number before (default: by chance)")
        add("--since", metavar="DAY", help="only of articles published on or after it (a month or year does)")
        add("--until", metavar="DAY", help="only of articles published on or before it")
        add("--source", metavar="ID", help="only of this source")
        add("--type", metavar="TYPE", help=f"only of this type: {', '.join(TYPES)}")
        add("--site", metavar="ADDRESS", default=SITE, help=f"where the pages of the record are (default: {SITE})")
        add("--semicolons", action="store_true", help="for spreadsheets of countries that write 0,5")
        add("--read", metavar="FILE", type=Path, help="read a judged sheet and tell what it says")
        add("--as-drawn", action="store_true", help="of the record as it was then: count what has changed since, too")
        add("--json", action="store_true", help="for programs")
        add("--corrections", metavar="FILE", type=Path,
            help="also write drafts of corrections for what was judged wrong; never overwritten")  # fmt: skip

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise WrongUse(f"unexpected {args[0]}; give a file with --read or --to")
        if (opts.sample is None) == (opts.read is None):
            raise WrongUse("give either --sample N or --read FILE")
        other = ("as_drawn", "json", "corrections") if opts.read is None else (
            "to", "seed", "since", "until", "source", "type", "semicolons")  # fmt: skip
        if misplaced := [name for name in other if getattr(opts, name)]:
            verb = "--sample" if opts.read is None else "--read"
            raise WrongUse(f"--{misplaced[0].replace('_', '-')} does not go with {verb}")
        if opts.read is None:
            self._draw(opts)
        else:
            self._tell(opts)

    @contextmanager
    def _record(self) -> Iterator[Database]:
        """What is served, as of one moment."""
        with explained(self.database), closing(open_to_read(self.database, published=True)) as db:
            db.execute("begin")
            yield db

    def _draw(self, opts: argparse.Namespace) -> None:
        if opts.sample < FEWEST * len(BANDS):
            raise WrongUse(f"--sample wants at least {FEWEST * len(BANDS)}")
        for option in ("since", "until"):
            if (day := getattr(opts, option)) and not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", day):
                raise WrongUse(f"--{option}: “{day}” is not a day, month or year, such as 2024-07-01")
        if opts.type and opts.type not in TYPES:
            raise WrongUse(f"--type: “{opts.type}” is not one of {', '.join(TYPES)}")
        seed = secrets.randbelow(10**6) if opts.seed is None else opts.seed
        part = reviews.Part(opts.since, opts.until, opts.source, opts.type)
        with self._record() as db:
            if opts.source and not reviews.is_source(db, opts.source):
                raise WrongUse(f"--source: the record has no source “{opts.source}”")
            events = [(event["id"], event["confidence"]) for event in reviews.events_of(db, part)]
            if not events:
                raise WrongUse("the record has no such events")
            told = [(drawn, reviews.event(db, drawn.id)) for drawn in draw(events, opts.sample, seed)]
            rows = [row_of(d, event, agreements.body(db, event["version_id"]), opts.site) for d, event in told if event]
        sample = "; ".join(filter(None, [f"drawn on {datetime.now(UTC):%Y-%m-%d}", f"seed {seed}", str(part)]))
        path = opts.to or Path("review.csv")
        common = {"population": str(len(events)), "sample": sample}
        write_sheet(path, [each | common for each in rows], semicolons=opts.semicolons)
        say(f"wrote {path}: {len(rows)} of {len(events)} events ({sample})")
        say("docs/reviewing.md says how to judge; then `uniaccord review --read` tells what it means")

    def _tell(self, opts: argparse.Namespace) -> None:
        sheet = read_sheet(opts.read)
        if not any(row.verdict for row in sheet.rows):
            raise WrongUse(f"{opts.read}: no row is judged yet; fill in the column “verdict”")
        events, out = {}, {}
        if opts.corrections or not opts.as_drawn:
            with self._record() as db:
                events = {row.event: reviews.event(db, row.event) for row in sheet.rows if row.verdict}
        if not opts.as_drawn:
            out = left_out(sheet.rows, events)
        found = report(sheet, out)
        if opts.json:
            print(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2))
        else:
            print("\n".join(lines(found)))
        if opts.corrections:
            wrong = [
                (row, event)
                for row in sheet.rows
                if row.verdict in ("wrong", "partly") and (event := events[row.event]) and is_as_drawn(row, event)
            ]
            write_new(opts.corrections, drafts(wrong, datetime.now(UTC).date()))
            say(f"wrote {opts.corrections}: drafts for {len(wrong)} events; read them before you use them")
