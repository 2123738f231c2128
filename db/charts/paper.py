"""A picture for print: fixed colours and font, a size in millimetres, and what a reader of it must know."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db import copies
from db.charts import Figure, abroad, connected, draw, figures, lives, matrix, timeline, world, years
from db.charts.seen import Row, Seen
from db.errors import explained
from db.questions import add_functions, ask, questions
from db.site.standing import STANDING, citation

INCH = 25.4
DOTS = 300
"""Of a PNG, per inch."""
MILLIMETRES = 0.21
"""Of a pixel unless a width is asked for: letters of 7 points."""
FORMATS = (".svg", ".png", ".pdf")

SEEN: Mapping[str, Callable[[Sequence[Row], Mapping[str, str], str], Seen]] = {
    "world": lambda rows, asked, until: world.seen(rows, country=asked.get("country", "").upper() or None),
    "agreements_over_time": lambda rows, asked, until: years.seen(
        rows, by=asked.get("by", "type"), of=asked.get("of", "rate"), until=until
    ),
    "country_matrix": lambda rows, asked, until: matrix.seen(rows),
    "most_connected": lambda rows, asked, until: connected.seen(rows),
    "statuses": lambda rows, asked, until: lives.seen(rows),
    "timeline": lambda rows, asked, until: timeline.seen(rows),
    "partner_countries": lambda rows, asked, until: abroad.partners(rows),
    "partners_by_year": lambda rows, asked, until: abroad.by_year(rows),
}
"""Picture → what it shows of the rows of its question, by what is asked and the day on which the record ends."""

OWN: Mapping[str, Sequence[str]] = {"agreements_over_time": ("of",)}
"""Parameters of pictures that are not parameters of their questions."""
FIXED: Mapping[str, Mapping[str, str]] = {"timeline": {"by": "status"}}
"""Parameters of questions that a picture asks in one way only."""


@dataclass(frozen=True, slots=True)
class Plotted:
    figure: Figure
    seen: Seen
    rows: Sequence[Row]
    """The answer to its question."""
    text: str
    """What is to be said beside it."""


def parameters(figure: Figure) -> list[str]:
    """What can be asked of a picture."""
    fixed = FIXED.get(figure.name, {})
    return [
        *(name for name in questions()[figure.question]["parameters"] if name not in fixed),
        *OWN.get(figure.name, ()),
    ]


def plotted(database: Path, name: str, asked: Mapping[str, str]) -> Plotted:
    """A picture of what a database holds. Raises StoreError if that can't be read, KeyError for an unknown picture."""
    figure = figures()[name]
    behind = {key: value for key, value in asked.items() if key not in OWN.get(name, ())}
    behind |= FIXED.get(name, {})
    with explained(database), closing(copies.read_only(database)) as connection:
        add_functions(connection)
        connection.row_factory = lambda cursor, row: dict(
            zip((column[0] for column in cursor.description), row, strict=True)
        )
        rows = ask(connection, figure.question, **behind).fetchall()
        standing = connection.execute(STANDING).fetchone()
    seen = SEEN[name](rows, asked, (standing["as_of"] or "")[:10])
    return Plotted(figure, seen, rows, _text(figure, seen, asked, standing))


def _text(figure: Figure, seen: Seen, asked: Mapping[str, str], standing: Row) -> str:
    how = "".join(f", {key} = {value}" for key, value in asked.items())
    return f"""\
{figure.title}{how}

{seen.finding}
{seen.caption or figure.caption}

Record: {citation(standing)}
Question: {figure.question}{how}

{questions()[figure.question]["sql"].strip()}
"""


def as_file(plot: Plotted, ending: str, width: float | None = None) -> bytes:
    """The picture as the content of a file with this ending, one of FORMATS; `width` in millimetres."""
    import vl_convert

    drawn = draw(plot.figure, plot.seen.marks, colours="paper", **plot.seen.values)
    wide, high = (float(side) for side in re.findall(r'(?:width|height)="([\d.]+)"', drawn)[:2])
    millimetres = width or wide * MILLIMETRES
    height = millimetres * high / wide
    if ending == ".svg":
        return _sized(drawn, f"{millimetres:g}mm", f"{height:.2f}mm").encode()
    if ending == ".pdf":
        points = 72 / INCH
        pdf: bytes = vl_convert.svg_to_pdf(_sized(drawn, f"{millimetres * points:.2f}", f"{height * points:.2f}"))
        return pdf
    white = drawn.replace("<g ", f'<rect width="{wide:g}" height="{high:g}" fill="#ffffff"/><g ', 1)
    png: bytes = vl_convert.svg_to_png(white, scale=millimetres / INCH * 72 / wide, ppi=DOTS)
    return png


def _sized(svg: str, width: str, height: str) -> str:
    return re.sub(r'width="[^"]*" height="[^"]*"', f'width="{width}" height="{height}"', svg, count=1)
