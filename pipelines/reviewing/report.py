"""What a judged sheet says of the record. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.reviewing.drawing import BANDS
from pipelines.reviewing.estimating import Share, estimate
from pipelines.reviewing.judged import Judged, Sheet
from pipelines.reviewing.sheet import FIELDS, VERDICTS

GOOD = ("right", "partly")
"""The verdicts on what is an agreement."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How much of some events is right."""

    of: str
    agreement: Share
    """Are an agreement of these sides: right or partly. This is what the confidence of the program speaks of."""
    right: Share
    """Are right in every field that was judged."""
    confidence: float
    """Weighted mean of the program's confidence over those that were judged."""
    size: int | None = None
    """Of a stratum: its events in the population."""


@dataclass(frozen=True, slots=True)
class Report:
    sample: str
    population: int
    rows: int
    verdicts: Mapping[str, int]
    """How many rows have which verdict, and how many have none, those left out apart."""
    left_out: Mapping[str, str]
    """Event → why it does not count."""
    missing: tuple[str, ...]
    """Strata of which nothing was judged: the figures do not speak of them."""
    missing_events: int
    """Events of the population in these."""
    overall: Precision | None
    unsure: tuple[float, float] | None
    """What the share of agreements would be if all that is unsure were wrong, and if all were right."""
    strata: tuple[Precision, ...]
    types: tuple[Precision, ...]
    fields: Mapping[str, Share]
    """Field → the share of agreements in which it is right."""


def report(sheet: Sheet, left_out: Mapping[str, str]) -> Report:
    """`left_out`: event → why its row does not count."""
    # In one order, whichever that of the sheet is: sums of fractions depend on it in their last digit.
    kept = sorted((row for row in sheet.rows if row.event not in left_out), key=lambda row: row.event)
    judged = [row for row in kept if row.verdict in (*GOOD, "wrong")]
    order = {name: place for place, (_, name) in enumerate(BANDS)}
    strata = sorted({row.stratum for row in judged}, key=lambda name: (order.get(name, -1), name))
    counts = Counter(row.verdict or "not judged" for row in kept)

    def among(of: str, is_one: Sequence[bool], size: int | None = None) -> Precision:
        def share(*verdicts: str) -> Share:
            values = (row.verdict in verdicts if one else None for row, one in zip(judged, is_one, strict=True))
            found = estimate(((row.stratum, value) for row, value in zip(judged, values, strict=True)), sheet.sizes)
            assert found is not None
            return found

        return Precision(of, share(*GOOD), share("right"), _mean_confidence(judged, is_one, sheet.sizes), size)

    return Report(
        sample=sheet.sample,
        population=sheet.population,
        rows=len(sheet.rows),
        verdicts={verdict: counts[verdict] for verdict in (*VERDICTS, "not judged")},
        left_out=left_out,
        missing=tuple(name for name in sheet.sizes if name not in strata),
        missing_events=sheet.population - sum(sheet.sizes[name] for name in strata),
        overall=among("all, weighted", [True] * len(judged)) if judged else None,
        unsure=_if_unsure(kept, sheet.sizes) if counts["unsure"] else None,
        strata=tuple(among(name, [row.stratum == name for row in judged], sheet.sizes[name]) for name in strata),
        types=tuple(among(name, [r.type == name for r in judged]) for name in sorted({row.type for row in judged})),
        fields=dict(_of_fields(judged, sheet.sizes)),
    )


def _mean_confidence(judged: Sequence[Judged], is_one: Sequence[bool], sizes: Mapping[str, int]) -> float:
    n = Counter(row.stratum for row in judged)
    kept = (row for row, one in zip(judged, is_one, strict=True) if one)
    weights = [(sizes[row.stratum] / n[row.stratum], row.confidence) for row in kept]
    return sum(weight * confidence for weight, confidence in weights) / sum(weight for weight, _ in weights)


def _if_unsure(kept: Iterable[Judged], sizes: Mapping[str, int]) -> tuple[float, float] | None:
    rows = [row for row in kept if row.verdict]
    low = estimate(((row.stratum, row.verdict in GOOD) for row in rows), sizes)
    high = estimate(((row.stratum, row.verdict != "wrong") for row in rows), sizes)
    return (low.share, high.share) if low and high else None


def _of_fields(judged: Sequence[Judged], sizes: Mapping[str, int]) -> Iterator[tuple[str, Share]]:
    for field in FIELDS:
        told = ((row.stratum, row.fields.get(field)) for row in judged)
        found = estimate(((s, None if value in (None, "unsure") else value == "right") for s, value in told), sizes)
        if found:
            yield field, found
