"""Sides of which the grammar leaves no doubt: "between A and B", those of one of several documents, "both universities"
after a sentence that names two."""

from __future__ import annotations

import re

from extract.agreements.called import BOTH, is_called
from extract.agreements.leads import Lead
from extract.agreements.reading import Place, Reading
from extract.rules import ORGS

WITH = re.compile(rf"\b(?:with|by|between) (?:the )?[{ORGS}]")
BETWEEN = re.compile(rf"\bbetween (?:the )?((?:[{ORGS}]+|[ ,()]|and|the|of|at|as well as)+)")

PARTNERS = re.compile(
    rf"\bwith (?:the )?([{ORGS}]+(?:[^.;:{ORGS}]{{0,30}}?(?:,| and| as well as)(?: with)?(?: the)? [{ORGS}]+)+)"
)


def stated_sides(reading: Reading, lead: Lead) -> list[str]:
    """Two sides or more; none where the grammar leaves it open."""
    sides = _between(reading, lead.clause) or _of_document(reading, lead) or _both(reading, lead.index)
    return sides if len(sides) > 1 else []


def only_partners(reading: Reading, clause: Place) -> list[str]:
    """The sides of a clause that names two or more, all in one list after "with": whose partners they are is told
    elsewhere."""
    match = PARTNERS.search(reading.text, *clause)
    listed = reading.sides(match.span(1)) if match else []
    return listed if len(listed) > 1 and set(listed) == set(reading.sides(clause)) else []


def _between(reading: Reading, clause: Place) -> list[str]:
    match = BETWEEN.search(reading.text, *clause)
    sides = reading.sides(match.span(1)) if match else []
    return sides if len(sides) > 1 else []


def _of_document(reading: Reading, lead: Lead) -> list[str]:
    """In "A signed a memorandum with B and a road map with C" the first side and the one that a document is with."""
    assert lead.arrangement is not None
    start = lead.clause[0]
    reach = (start + lead.arrangement.reach[0], start + lead.arrangement.reach[1])
    if reach == lead.clause or not WITH.search(reading.text, *reach):
        return []
    return list(dict.fromkeys([*reading.sides((start, reach[0]))[:1], *reading.sides(reach)]))


def _both(reading: Reading, index: int) -> list[str]:
    """After a sentence of the paragraph that names two universities (companies …), "the two universities"."""
    place = reading.sentences[index]
    match = BOTH.search(reading.text, *place)
    if not index or not match or reading.sides(place) or not reading.same_paragraph(index, index - 1):
        return []
    fitting = [side for side in reading.sides(reading.sentences[index - 1]) if is_called(side, match[1].lower())]
    return fitting if len(fitting) == 2 else []
