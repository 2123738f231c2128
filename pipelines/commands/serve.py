"""`uniaccord serve`: Datasette on the database with our pages, on this machine only unless asked for."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from db import store
from db.serving import datasette_arguments
from pipelines.verb import Verb, say


class Command(Verb):
    def short_desc(self) -> str:
        return "Look at the database in a browser (Datasette)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=8001, metavar="N", help="port on this machine (default: 8001)")
        parser.add_argument(
            "--host",
            default="127.0.0.1",
            metavar="ADDRESS",
            help="another address than this machine's own, in a container",
        )
        parser.add_argument("--open", action="store_true", help="open the browser")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from datasette.cli import cli

        from pipelines.archive import archive_folder

        assert self.settings is not None
        store.prepare_serving(self.database)
        say(f"http://127.0.0.1:{opts.port}/  (Ctrl-C ends it)")
        more = ["--open"] if opts.open else []
        # What a service manager sends. The server closes and sends it on, which would end us before the folder is gone.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        with TemporaryDirectory(prefix="uniaccord-") as folder:
            arguments = datasette_arguments(
                self.database, Path(folder), archive=archive_folder(self.settings), port=opts.port, host=opts.host
            )
            cli.main([*arguments, *more], standalone_mode=False)
