"""The door: `uniaccord VERB …` is Scrapy's own command line with our settings and our verbs, from any folder."""

from __future__ import annotations

import os
import signal
import sys

from scrapy.cmdline import execute

from crawler.source import SourceError
from db.store import StoreError

INTERRUPTED = 128 + signal.SIGINT


def main(argv: list[str] | None = None) -> None:
    """Runs one verb and exits: 0 all well, 1 someone should look, 2 wrong use, 130 interrupted."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    try:
        execute(["uniaccord", *(sys.argv[1:] if argv is None else argv)])
    except (SourceError, StoreError) as error:
        sys.exit(f"uniaccord: {error}")
    except KeyboardInterrupt:
        print(
            "uniaccord: interrupted; what was done is kept, the same command goes on from here",
            file=sys.stderr,
        )
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # `uniaccord extract … | head`: the reader has enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
