"""The map of the world of `world.txt` and the lines between its tiles, as rows for `world.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import hypot
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

LEVELS = 5
LINES = 30
"""Ties that are drawn, the strongest."""


@cache
def tiles() -> Mapping[str, tuple[int, int]]:
    """Country → column and row of its tile, from the north-west."""
    grid = _parts()[0]
    return {code: (x, y) for y, line in enumerate(grid) for x, code in enumerate(line.split()) if code != ".."}


@cache
def names() -> Mapping[str, str]:
    return dict(line.split(" ", 1) for line in _parts()[1])  # type: ignore[misc]


@cache
def _parts() -> tuple[list[str], list[str]]:
    lines = Path(__file__).with_name("world.txt").read_text(encoding="utf-8").splitlines()
    blank = lines.index("") + 1
    end = lines.index("", blank)
    return lines[blank:end], lines[end + 1 :]


def steps(largest: int) -> list[int]:
    """From which number on a tile has which colour: at most five, of the kind 1, 2, 5, 10, 20, 50 …, evenly apart in
    the number of digits, the first 1."""
    nice = [digit * 10**power for power in range(10) for digit in (1, 2, 5)]
    top = max(1, largest) / 1.5
    wanted = [top ** (level / (LEVELS - 1)) for level in range(LEVELS)]
    return sorted({min(nice, key=lambda n: abs(n / want - 1)) for want in wanted})


def marks(countries: Sequence[Row], pairs: Iterable[Row], *, chosen: str | None = None) -> list[dict[str, Any]]:
    """Tiles, lines and the key of the map.

    `countries` have `country`, `name`, `agreements` and perhaps `href`; `pairs` have `country`, `partner_country` and
    `agreements`. Tiles of the colour 0 have no agreements. `chosen` is the country whose map it is, if it is one's.
    """
    known = {row["country"]: row for row in countries}
    bounds = steps(max((row["agreements"] for code, row in known.items() if code != chosen), default=0))
    drawn = []
    for code, (x, y) in tiles().items():
        row = known.get(code)
        count = row["agreements"] if row else 0
        name = row["name"] if row else names()[code]
        level = sum(count >= bound for bound in bounds)
        tile = {"kind": "tile", "x": x, "y": y, "text": code, "level": str(level), "chosen": code == chosen}
        tile["said"] = f"{name}: {_agreements(count)}"
        if row and row.get("href"):
            tile["href"] = row["href"]
        drawn.append(tile)
    return drawn + _lines(pairs, known) + _key(bounds)


def _agreements(count: int) -> str:
    return "no agreement" if not count else "1 agreement" if count == 1 else f"{count:,} agreements"


def _key(bounds: Sequence[int]) -> list[dict[str, Any]]:
    key = []
    for level in range(len(bounds), -1, -1):
        first = bounds[level - 1] if level else 0
        last = bounds[level] - 1 if level < len(bounds) else None
        said = f"{first:,} and more" if last is None else f"{first:,}" if first == last else f"{first:,}–{last:,}"
        y = 11.5 + (len(bounds) - level) * 0.9
        key.append({"kind": "key", "x": 0, "y": y, "level": str(level), "said": said if level else "none"})
    return [{"kind": "heading", "x": 0, "y": 10.6, "said": "Agreements"}, *key]


def _lines(pairs: Iterable[Row], known: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Each of the strongest pairs once, as three points that a curve follows."""
    seen: dict[tuple[str, str], int] = {}
    for row in pairs:
        one, other = sorted((row["country"], row["partner_country"]))
        if one != other and one in tiles() and other in tiles():
            seen[one, other] = row["agreements"]
    strongest = sorted(seen, key=lambda pair: (-seen[pair], pair))[:LINES]
    largest = max(seen.values(), default=1)
    drawn = []
    for one, other in reversed(strongest):
        (x1, y1), (x2, y2) = tiles()[one], tiles()[other]
        bend = min(0.35, 1.2 / (hypot(x2 - x1, y2 - y1) or 1))
        bend = bend if x1 <= x2 else -bend  # to the north
        middle = ((x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend)
        said = " – ".join(known[code]["name"] if code in known else names()[code] for code in (one, other))
        width = 1 + 4 * (seen[one, other] / largest) ** 0.5
        for step, (x, y) in enumerate(((x1, y1), middle, (x2, y2))):
            line = {"kind": "tie", "tie": one + other, "step": step, "x": x, "y": y, "width": width}
            drawn.append({**line, "said": f"{said}: {_agreements(seen[one, other])}"})
    return drawn
