"""`uniaccord demo`: the embedded web, crawled and read on two days into a fresh database."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from db import store
from demo import CORRECTIONS, SITES, SOURCES
from pipelines.verb import Verb, WrongUse, say

DATABASE = store.HERE / "demo.db"

# The embedded web's hosts end in .example: they exist only behind its proxy, where haste is no rudeness.
HASTE = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}
OPTIONS = [f"-s{key}={value}" for key, value in {"SOURCES_DIR": SOURCES, **HASTE}.items()]


class Command(Verb):
    def short_desc(self) -> str:
        return "Crawl the embedded web into a fresh database and show what was found"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--serve", action="store_true", help="open Datasette on the result at once")
        parser.add_argument("--port", type=int, default=8001, metavar="N", help="Datasette's port (default: 8001)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from demo.server import serve
        from pipelines.archive import beside

        database: Path = opts.db.absolute() if opts.db else DATABASE
        if opts.db and database.exists():
            raise WrongUse(f"{opts.db}: there is such a file already, and the demo wants a fresh one")
        for end in ("", "-wal", "-shm"):
            Path(f"{database}{end}").unlink(missing_ok=True)
        if not opts.db:
            shutil.rmtree(beside(database), ignore_errors=True)
        with serve(SITES) as web:
            for day, news in (
                (1, "everything is new"),
                (2, "the next night: only what has changed is read again"),
            ):
                web.day = day
                say(f"\n— day {day}: {news}")
                code = subprocess.run(
                    _uniaccord("refresh", "--db", database, "--corrections", CORRECTIONS, *OPTIONS),
                    env={**os.environ, "http_proxy": web.proxy},
                ).returncode
                if code:
                    self.exitcode = code
                    return
        _show(database)
        look = [_door(), "serve", "--db", os.path.relpath(database), "--port", str(opts.port)]
        if opts.serve:
            subprocess.run(_uniaccord(*look[1:]))
        else:
            say(f"\nLook at it in a browser:\n\n    {' '.join(look)}\n")


def _uniaccord(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "pipelines", *map(str, arguments)]


def _door() -> str:
    """How the person called us, for a line that can be copied."""
    return os.path.relpath(sys.argv[0]) if os.sep in sys.argv[0] else sys.argv[0]


def _show(database: Path) -> None:
    console = Console()
    db = store.open_db(database, create=False)
    titles = {
        "holds": "In the database",
        "agreements": "Agreements, by what is arranged and how far it has got",
        "busiest": "The ten busiest partnerships",
    }
    for heading, rows in store.summary(db):
        listed = list(rows)
        table = Table(title=titles[heading], title_justify="left")
        for column in listed[0] if listed else ():
            table.add_column(column, justify="right" if column in ("number", "agreements", "reports") else "left")
        for row in listed:
            table.add_row(*(str(value if value is not None else "") for value in row.values()))
        console.print(table)
    db.close()
