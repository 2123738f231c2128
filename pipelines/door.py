"""The door: `uniaccord VERB …` is Scrapy's own command line with our settings and our verbs, from any folder."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from pathlib import Path

from scrapy.cmdline import execute

from crawler.source import SourceError
from db.errors import SQLiteError, StoreError, explain
from pipelines.verb import WrongUse

INTERRUPTED = 128 + signal.SIGINT
ORDER = (
    "demo", "refresh", "status", "schedule", "crawl", "import", "extract", "import-ror", "serve", "plot", "export", "backup",
    "publish", "reparse", "newsource", "check", "review", "evaluate",
)  # fmt: skip
"""In which a person meets the verbs."""


def main(argv: list[str] | None = None) -> None:
    """Runs one verb and exits: 0 all well, 1 someone should look, 2 wrong use, 130 interrupted."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    arguments = sys.argv[1:] if argv is None else argv
    if arguments in ([], ["-h"], ["--help"]):
        print(overview())
        return
    try:
        execute(["uniaccord", *arguments])
    except WrongUse as error:
        print(f"uniaccord: {error}", file=sys.stderr)
        sys.exit(2)
    except (SourceError, StoreError) as error:
        sys.exit(f"uniaccord: {error}")
    except KeyboardInterrupt:
        print("uniaccord: interrupted; what was done is kept, the same command goes on from here", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # `uniaccord extract … | head`: the reader has enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (SQLiteError, OSError) as error:
        said = explain(getattr(error, "filename", None) or "the database", error)
        if said is None:
            raise
        sys.exit(f"uniaccord: {said}")


def overview() -> str:
    """What `uniaccord` alone prints."""
    names = sorted(path.stem for path in (Path(__file__).parent / "commands").glob("[a-z]*.py"))
    names.sort(key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))
    verbs = {name: import_module(f"pipelines.commands.{name}").Command().short_desc() for name in names}
    lines = [f"  uniaccord {name:10} {what}" for name, what in verbs.items()]
    return "\n".join(
        [
            "uniaccord: a record of the agreements that universities announce, read from their news pages\n",
            *lines,
            "  uniaccord list       The news sections that are declared\n",
            "`uniaccord VERB -h` tells more of one; Scrapy's other verbs (shell, fetch …) work as well.",
        ]
    )
