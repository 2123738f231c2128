"""Near-duplicate articles: mirrors and reprints. Compared are only texts of which two events quote the same sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from pipelines.linking.reports import NEVER, Report

WIDTH = 5
"""Words of a shingle."""
ALIKE = 0.8
"""Share of shingles (Jaccard) from which two texts are one."""
FORTNIGHT = 14
NEIGHBOURS = 10
"""With how many earlier texts that quote a sentence one is compared: a set phrase may stand in thousands."""


def find_copies(reports: Iterable[Report], body: Callable[[int], str]) -> dict[str, str]:
    """Article → the earliest article of which it is nearly a copy, of the same source or published within a fortnight.

    `body` gives the text of a version.
    """
    quoted: dict[str, dict[str, Report]] = defaultdict(dict)
    for report in sorted(reports, key=lambda r: r.order):
        quoted[" ".join(report.evidence.casefold().split())].setdefault(report.article_id, report)
    copies: dict[str, str] = {}
    compared: set[tuple[str, str]] = set()
    for articles in quoted.values():
        earlier: list[tuple[Report, frozenset[int]]] = []
        for report in articles.values() if len(articles) > 1 else ():
            mine = shingles(body(report.version_id))
            for other, theirs in earlier[-NEIGHBOURS:]:
                pair = (other.article_id, report.article_id)
                if pair in compared or not _near(report, other):
                    continue
                compared.add(pair)
                if likeness(mine, theirs) >= ALIKE:
                    copies.setdefault(report.article_id, copies.get(other.article_id, other.article_id))
            earlier.append((report, mine))
    return copies


def _near(report: Report, other: Report) -> bool:
    if report.source_id == other.source_id:
        return True
    return NEVER not in (report.day, other.day) and report.day - other.day <= FORTNIGHT


def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of five words, without case and punctuation; of a shorter text, of the whole."""
    words = re.findall(r"\w+", text.casefold())
    runs = max(1, len(words) - WIDTH + 1)
    return frozenset(hash(tuple(words[at : at + WIDTH])) for at in range(runs))


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """Jaccard's share, from 0 to 1."""
    return len(a & b) / len(a | b)
