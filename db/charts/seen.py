"""What a picture shows of the rows of its question: what every picture's own file returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import category

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    marks: Sequence[Row]
    """Rows for the drawing; none if there is nothing to draw."""
    finding: str
    """What is to be seen, in words."""
    columns: Mapping[str, str]
    """Columns of the table of numbers with their headings; the first one leads to `href`, if a row has that."""
    rows: Sequence[Row]
    """The table of numbers."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Parameters of the drawing."""
    caption: str | None = None
    """What is to be said instead of the caption of the figure."""


def named(text: str | None, otherwise: str, longest: int = 90) -> str:
    """A name in a line of its own length, or what stands for one of which nothing can be seen."""
    words = " ".join(
        "".join(char for char in text or "" if category(char) not in ("Cc", "Cs") or char.isspace()).split()
    )
    if not any(char.isalnum() for char in words):
        return otherwise
    return words if len(words) <= longest else words[: longest - 1] + "…"


def listed(items: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def agreements(count: int) -> str:
    return "no agreement" if not count else "1 agreement" if count == 1 else f"{count:,} agreements"


def steps(largest: int, levels: int = 5) -> list[int]:
    """From which number on something has which colour: at most `levels`, of the kind 1, 2, 5, 10, 20, 50 …, evenly
    apart in the number of digits, the first 1."""
    nice = [digit * 10**power for power in range(10) for digit in (1, 2, 5)]
    top = max(1, largest) / 1.5
    wanted = [top ** (level / (levels - 1)) for level in range(levels)]
    return sorted({min(nice, key=lambda n: abs(n / want - 1)) for want in wanted})


def level(count: int, bounds: Sequence[int]) -> str:
    """Which of the steps a number has reached; 0 is none."""
    return str(sum(count >= bound for bound in bounds))


def ranges(bounds: Sequence[int], *, short: bool = False) -> list[tuple[str, str]]:
    """Level and what it means, the highest first: 20 and more, 10–19 …, none."""
    key = [("0", "none")]
    for number, first in enumerate(bounds, 1):
        last = bounds[number] - 1 if number < len(bounds) else None
        more = f"{first:,}+" if short else f"{first:,} and more"
        key.append((str(number), more if last is None else f"{first:,}" if first == last else f"{first:,}–{last:,}"))
    return key[::-1]
