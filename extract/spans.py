"""Places in a text that do not overlap: which of them lie where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Any, TypeVar

S = TypeVar("S", bound=tuple[Any, ...])


def over(spans: Sequence[S], start: int, end: int) -> list[S]:
    """Those of the spans that overlap a place. They begin with half-open offsets, are in order and do not overlap."""
    first = bisect_right(spans, start, key=lambda span: int(span[1]))
    return list(takewhile(lambda span: span[0] < end, islice(spans, first, None)))
