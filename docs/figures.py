"""How right the record is: the figures of `docs/extraction.md` and `corpus/`, and what they mean for a study."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pieces import table

DOCS = Path(__file__).parent
CORPUS = DOCS.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Figure:
    """From 0 to 1."""

    dev: float
    train: float
    held: float | None
    """On documents of `train` that were left out when the weights were learned."""


def how_right() -> str:
    pages, events = read_figures((DOCS / "extraction.md").read_text(encoding="utf-8"))
    floors = json.loads((CORPUS / "floors.json").read_text(encoding="utf-8"))
    documents = {name: floors[name]["documents"] for name in ("dev", "train")}
    told, known = read_countries()
    precision, recall = events["precision"], events["recall"]
    found = events["F1 (at least half of the sides agree)"]
    typed, status = _of(events["F1 with the right type"], found), events["right status, of those found"]
    dated = events["right date"]
    rows = (
        ("reports: at least half of the sides agree", "rows of reports", precision, recall, found, None),
        ("sides of reports", "event_parties", None, None, events["F1 of sides"], None),
        ("type", "type", None, None, None, typed),
        ("status", "status", None, None, None, status),
        ("document", "instrument", None, None, None, events["right document"]),
        ("date", "date", None, None, None, dated),
        ("names of organisations", "mentions", *pages["organisations"]),
        ("names of people", "mentions", *pages["people"]),
        ("countries", "mentions", *pages["countries"]),
        ("dates in texts", "mentions, dates", *pages["dates"]),
        ("role of a person", "person_roles.role", None, None, None, read_person("role (a telling word agrees)")),
        ("organisation of a person", "person_roles.organisation_id", None, None, None, read_person("organisation")),
        ("country of an organisation", "organisations.country", None, known, None, told),
    )
    figures = table(
        ("kind of variable", "variables", "precision", "recall", "F1", "right, of those found"),
        ((kind, of, *map(_cell, cells)) for kind, of, *cells in rows),
    )
    return f"""\
## How right it is

Measured on annotated documents: {documents["dev"]} on which no rule was written and no weight learned (`dev`), and {documents["train"]} on which they were (`train`). The table has the figures of `dev` and, in brackets, those of \
`train`: for agreements each sixth of the documents read with weights learned from the others, for the rest as it is. How all this was made and measured: [extraction.md](extraction.md). The documents are English news, for \
a good part retold or invented for the purpose: **your sources are others**. How right your own record is, also of a single type or source, a sample tells that you judge ([reviewing.md](reviewing.md)).

{figures}

Precision: of what was found, the share that is right; recall: of what a careful reader would find, the share that was found. How often reports are joined rightly: [agreements.md](agreements.md#figures).

What that means for a study:

- **Of a hundred reports {_hundred(precision)} tell of an agreement that a careful reader would note, and of a hundred such agreements {_hundred(recall)} are found.** On pages unlike the annotated ones expect less \
([extraction.md](extraction.md#figures)). A single row proves nothing: read its `evidence`.
- **A comparison stands on firmer ground than a count, if what you compare is read equally well**: one source before and after a year, rather than two sources that write differently.
- **Of a hundred reports whose agreement is right {_hundred(typed, rest=True)} have another type**, mostly `cooperation` for something more specific, **{_hundred(status, rest=True)} another status** and \
**{_hundred(dated, rest=True)} another date**, or none where the text tells one. Breakdowns by these are rough. For a series over time take years, or `first_report`: the day on which it was first told, which the page says.
- **What is missed is not missed at random**: it stands in wordings that no rule knows, in tables and in lists; and sides that are named in another sentence are missed more than others.
- **Filter by `confidence`** where a false row costs more than a missed one. On the documents left out it meant:

{_reliability()}

What holds both for `confidence > 0.5` and for `confidence > 0.8` does not hang on the doubtful rows.
"""


def read_figures(text: str) -> tuple[Mapping[str, tuple[Figure, ...]], Mapping[str, Figure]]:
    """Of names: precision, recall, F1 and right value by kind; of events: each figure by its name."""
    names, events = {}, {}
    for cells in _rows(text):
        figures = [re.fullmatch(r"([01]\.\d+) \(([01]\.\d+)\)", cell) for cell in cells[1:]]
        read = [Figure(float(m[1]), float(m[2]), None) for m in figures if m]
        if len(read) == 5:
            names[cells[0]] = (read[0], read[1], read[2], read[4])
        elif len(read) == 1 and len(cells) == 3:
            events[cells[0]] = Figure(read[0].dev, read[0].train, float(cells[2]))
    return names, events


def read_person(name: str) -> Figure:
    """A figure of people by its name."""
    for cells in _rows((DOCS / "extraction.md").read_text(encoding="utf-8")):
        if cells[0] == name and len(cells) == 2 and (m := re.fullmatch(r"([\d.]+) \(([\d.]+)\)", cells[1])):
            return Figure(float(m[1]), float(m[2]), None)
    raise KeyError(name)


def read_countries() -> tuple[Figure, Figure]:
    """Of the countries told of organisations how many are right, and of all how many are told rightly."""
    text = (DOCS / "extraction.md").read_text(encoding="utf-8")
    found = re.search(
        r"Countries of organisations: ([\d.]+) \(([\d.]+)\) of those told are right, ([\d.]+) \(([\d.]+)\) of all", text
    )
    if found is None:
        raise KeyError("Countries of organisations")
    told, train, known, all_ = map(float, found.groups())
    return Figure(told, train, None), Figure(known, all_, None)


def _rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def _of(part: Figure, whole: Figure) -> Figure:
    """The share of the pairs found that is right: both are F1 over the same counts."""
    held = part.held / whole.held if part.held is not None and whole.held else None
    return Figure(part.dev / whole.dev, part.train / whole.train, held)


def _cell(figure: Figure | None) -> str:
    return f"{figure.dev:.2f} ({_other(figure):.2f})" if figure else ""


def _other(figure: Figure) -> float:
    return figure.train if figure.held is None else figure.held


def _hundred(figure: Figure, *, rest: bool = False) -> str:
    """`64 to 74`: the figures that were not learned from, or what is left to a hundred."""
    shares = (figure.dev, _other(figure))
    ends = sorted({round(100 * (1 - share if rest else share)) for share in shares})
    return " to ".join(map(str, ends))


def _reliability() -> str:
    """What the confidence of events meant."""
    with (CORPUS / "reliability.csv").open(encoding="utf-8", newline="") as file:
        bands = [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]
    total = sum(band["right"] for band in bands)
    rows, left = [], bands
    for lower in (None, *(band["confidence"] for band in bands[:-1])):
        events, right = (sum(band[key] for band in left) for key in ("events", "right"))
        rows.append(
            (
                "all" if lower is None else f"`confidence > {lower:g}`",
                f"{events:.0f}",
                f"{right / events:.2f}",
                f"{right / total:.2f}",
            )
        )
        left = left[1:]
    return table(("rows", "events", "right", "kept of what is right"), rows)
