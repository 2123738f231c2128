"""How much of a population is right, by a stratified sample of it. Pure functions, statistics of the standard library.

The estimate is the weighted share: each judged event counts for the N / n events of its stratum (Cochran, Sampling
Techniques, 3rd ed. 1977, chapter 5). Its interval is Wilson's, with the effective size of the sample in place of its
size: it stays within 0 and 1, and has a width also where all or none of the judged are right. Franco, Little, Louis and
Slud compared intervals of this kind in stratified and weighted samples, and recommend it (2019, Journal of Survey
Statistics and Methodology, https://pmc.ncbi.nlm.nih.gov/articles/PMC6690503).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a population, from 0 to 1, with its interval of 95 %."""

    of: int
    """How many judged events it rests on."""
    share: float
    low: float
    high: float


def estimate(judged: Iterable[tuple[str, bool | None]], sizes: Mapping[str, int]) -> Share | None:
    """The share of what is true in a population, by what was judged of a random sample within each stratum.

    `judged` has the stratum of each event and whether it holds, null if the question is not about this event (it is of
    another type, say): then the share is one among those that it is about. `sizes` are the strata's sizes in the
    population; only those count of which something was judged. Null if there is nothing to go by.
    """
    by_stratum: dict[str, list[bool | None]] = defaultdict(list)
    for stratum, holds in judged:
        by_stratum[stratum].append(holds)
    strata = [(sizes[name], Counter(values)) for name, values in by_stratum.items()]
    of = sum(counts[True] + counts[False] for _, counts in strata)
    if not of:
        return None
    weight = sum(size / counts.total() * (counts[True] + counts[False]) for size, counts in strata)
    share = min(1.0, sum(size / counts.total() * counts[True] for size, counts in strata) / weight)
    return Share(of, share, *wilson(share, effective_size(share, weight, strata)))


def effective_size(share: float, weight: float, strata: Sequence[tuple[int, Counter[bool | None]]]) -> float:
    """The size of a simple random sample of an endless population that would tell a share as exactly.

    Kish's for unequal weights (Survey Sampling, 1965), which does not depend on what was found; where that
    is smaller, the one by the variance as the design estimates it (of a ratio, by linearisation). So strata in which by
    chance all few are alike do not make a sample larger than it is. What was judged in full has no error (the finite
    population correction).
    """
    weights, variance = 0.0, 0.0
    for size, counts in strata:
        n = counts.total()
        each, left = size / n, 1 - min(1.0, n / size)
        weights += left * each**2 * (counts[True] + counts[False])
        squares = counts[True] * (1 - share) ** 2 + counts[False] * share**2
        total = counts[True] * (1 - share) - counts[False] * share
        variance += left * each**2 * (squares - total**2 / n) * n / max(n - 1, 1)
    by_weights = weight**2 / weights if weights else inf
    by_design = share * (1 - share) * weight**2 / variance if variance > 0 else inf
    return min(by_weights, by_design) if 0 < share < 1 and len(strata) > 1 else by_weights


def wilson(share: float, size: float, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a share that was found in `size` cases (Wilson 1927, JASA 22, 209-212)."""
    if size == inf:
        return share, share
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    return (0.0 if share == 0 else middle - half), (1.0 if share == 1 else middle + half)
