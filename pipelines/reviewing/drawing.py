"""Which events are drawn: a random sample within each band of confidence. Pure functions."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, sqrt

BANDS = (
    (0.5, "up to 0.5"),
    (0.6, "above 0.5 to 0.6"),
    (0.7, "above 0.6 to 0.7"),
    (0.8, "above 0.7 to 0.8"),
    (1.0, "above 0.8"),
)
"""The strata: (highest confidence, name). Fixed bands, those of the table in docs/extraction.md, and no quantiles: so
samples of different years and parts of a record can be compared with one another and with that table."""
LEAST = 0.1
"""The share of a sample that each stratum has at least, so that something can be said of each."""
FEWEST = 2
"""How many each stratum has at least: of one alone no variance can be estimated."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An event of a sample, with what is needed to weigh it."""

    id: str
    stratum: str
    size: int
    """Events of the stratum in the population."""


def draw(events: Iterable[tuple[str, float]], number: int, seed: int) -> list[Drawn]:
    """A sample of (id, confidence), in random order across the strata: whoever judges only the first rows has judged a
    random part of each. All of them if there are no more than `number`.

    Each event has a random number of its own by the seed and its id (a permanent random number: Ohlsson 1995, in
    Business Survey Methods, chapter 9), and the lowest are drawn. So the same seed draws the same events on every
    machine, and from a record that has grown most of them again.
    """
    strata: dict[str, dict[str, float]] = defaultdict(dict)
    for id, confidence in events:
        strata[stratum_of(confidence)][id] = confidence
    means = {name: sum(members.values()) / len(members) for name, members in strata.items()}
    sizes = {name: len(members) for name, members in strata.items()}
    drawn = [
        Drawn(id, name, sizes[name])
        for name, n in allocate(number, sizes, means).items()
        for id in sorted(strata[name], key=lambda id: _random(seed, id))[:n]
    ]
    return sorted(drawn, key=lambda event: _random(f"order {seed}", event.id))


def stratum_of(confidence: float) -> str:
    return next(name for highest, name in BANDS if round(confidence, 6) <= highest)


def allocate(number: int, sizes: Mapping[str, int], means: Mapping[str, float]) -> dict[str, int]:
    """How many are drawn of each stratum.

    Neyman's allocation (1934), which makes the error of the whole smallest: in proportion to the stratum's size times
    the standard deviation that is expected, by its mean confidence. But of each stratum a tenth of the sample and not
    fewer than two, and of none more than it has. The sum is `number`, unless the least of all strata are more or the
    population is smaller.
    """
    shares = {name: size * sqrt(max(means[name] * (1 - means[name]), 0.01)) for name, size in sizes.items()}
    least = {name: min(size, max(FEWEST, ceil(LEAST * number))) for name, size in sizes.items()}
    given = dict(least)
    for _ in range(min(number, sum(sizes.values())) - sum(given.values())):
        # Each further one goes where it is most wanted: Neyman's shares in whole numbers, within the limits.
        open_ones = [name for name in sizes if given[name] < sizes[name]]
        given[max(open_ones, key=lambda name: (shares[name] / (given[name] + 0.5), name))] += 1
    return given


def _random(seed: object, id: str) -> str:
    return hashlib.sha256(f"{seed} {id}".encode()).hexdigest()
