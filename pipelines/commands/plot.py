"""`uniaccord plot FIGURE [NAME=VALUE…]`: a picture of the record for a paper, with what must be said beside it."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.charts import figures, paper
from pipelines.verb import Verb, WrongUse, say


class Command(Verb):
    def syntax(self) -> str:
        return "[options] FIGURE [NAME=VALUE…]"

    def short_desc(self) -> str:
        return "Draw a picture of the record for a paper: SVG, PNG or PDF"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--list", action="store_true", help="the figures, and what can be asked of each")
        parser.add_argument(
            "--to", type=Path, metavar="FILE", help="ends in .svg, .png or .pdf (default: FIGURE.svg, here)"
        )
        parser.add_argument(
            "--width", type=float, metavar="MM", help="in millimetres (default: about 120, of the map 245)"
        )
        parser.add_argument("--data", type=Path, metavar="FILE", help="also write the rows that it shows, as CSV")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.list:
            for figure in figures().values():
                if figure.name in paper.SEEN:
                    asked = " ".join(f"{name}=…" for name in paper.parameters(figure))
                    print(f"{figure.name:22}{figure.title}{f'  ({asked})' if asked else ''}")
            return
        if not args or args[0] not in paper.SEEN:
            raise WrongUse(f"name a figure: {', '.join(paper.SEEN)}")
        to = opts.to or Path(f"{args[0]}.svg")
        if to.suffix not in paper.FORMATS:
            raise WrongUse(f"--to {to}: the name should end in {', '.join(paper.FORMATS)}")
        if opts.width is not None and not 10 <= opts.width <= 1000:
            raise WrongUse("--width wants 10 to 1000 millimetres")
        plot = paper.plotted(self.database, args[0], _asked(args[0], args[1:]))
        if not plot.seen.marks:
            raise WrongUse(f"{self.database}: holds nothing that {args[0]} could show")
        to.write_bytes(paper.as_file(plot, to.suffix, opts.width))
        to.with_suffix(".txt").write_text(plot.text, encoding="utf-8")
        say(f"wrote {to}, and {to.with_suffix('.txt')}: what it shows, its question, how to cite")
        if opts.data:
            _write(opts.data, plot.rows)
            say(f"wrote {opts.data} ({len(plot.rows)} rows)")


def _asked(name: str, args: Sequence[str]) -> dict[str, str]:
    known = paper.parameters(figures()[name])
    asked = {}
    for arg in args:
        key, is_given, value = arg.partition("=")
        if not is_given or key not in known:
            of = f"of {name} can be asked {', '.join(f'{one}=…' for one in known)}" if known else f"{name} takes none"
            raise WrongUse(f"{arg}: {of}")
        asked[key] = value
    return asked


def _write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0] if rows else [])
        writer.writeheader()
        writer.writerows(rows)
