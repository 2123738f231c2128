"""Sentences that tell of several arrangements at once: lists of partners, and what is said only once for two."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.agreements.merging import Report
from extract.agreements.reading import Reading
from extract.rules import ORGS

WITH_LIST = re.compile(rf"\bwith (?:the )?[{ORGS}]+[^.;]*[{ORGS}]")
LIST = re.compile(
    r"\b(?:partners?|universities|institutions|companies|organi[sz]ations)\b[^.;]{0,20}?"
    r"(?:,? including|,? such as|,? namely|:| are| include)"
)
"""Before a list of which each has its own arrangement with the one that the sentence is about."""
SAME = re.compile(r"\b(?:has|have|did) (?:done )?(?:the same|so|likewise)\b")


def spread(report: Report, several: bool, reading: Reading) -> list[Report]:
    """One report for each partner if a sentence lists partners, or tells of several documents with several sides."""
    first = reading.home if reading.home in report.parties else report.parties[0]
    words = reading.text[slice(*report.evidence)]
    if report.paper:
        apart = several and bool(WITH_LIST.search(words))
    else:
        apart = report.type == "cooperation" and first == reading.home and bool(LIST.search(words))
    if not apart or len(report.parties) < 3:
        return [report]
    pairs = [(first, name) for name in report.parties if name != first]
    return [replace(report, parties=p, named=p, rules=(*report.rules, "sides.listed")) for p in pairs]


def again(last: Report, told: list[str], clause: tuple[int, int], words: str) -> Report:
    """The last report with another side: "… and another one with X", "and X has done the same".

    `told` are the sides named in the clause, one at least; `words` is its masked text.
    """
    kept = last.parties[1] if SAME.search(words) else last.parties[0]
    names = tuple(told) if len(told) > 1 else (kept, told[0])
    return replace(last, parties=names, named=names, evidence=clause, rules=(*last.rules, "clause.ellipsis"))
