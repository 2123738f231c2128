"""Who the sides of an arrangement are: those named, those that words stand for ("both universities"), the publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.agreements.reading import Place, Reading
from extract.rules import ORGS, load_rules

WITH = re.compile(rf"\b(?:with|by|between) (?:the )?[{ORGS}]")
BETWEEN = re.compile(rf"\bbetween (?:the )?((?:[{ORGS}]+|[ ,()]|and|the|of|at|as well as)+)")


@dataclass(frozen=True, slots=True)
class Parties:
    """The sides, and how they were found."""

    names: tuple[str, ...]
    named: tuple[str, ...]
    """Those that the sentence names itself."""
    told: int
    """How many sides the sentence tells of, by name or by words that stand for names."""
    rule: str


@dataclass(slots=True)
class Focus:
    """The sides named before a sentence, the latest first."""

    paragraph: list[str]
    """Those of the same paragraph."""
    before: list[str]

    def pair(self, reading: Reading, named: list[str]) -> list[str]:
        """What can complete the named sides to a pair: the publisher, the latest named, what the text is about."""
        known = [reading.publisher] if reading.publisher else []
        if not known and len(self.paragraph) + len(named) < 2 and reading.home:
            known = [*self.paragraph, reading.home]
        found = dict.fromkeys([*known, *self.paragraph, *self.before])
        return [side for side in found if side not in named]

    def move(self, sides: list[str], same_paragraph: bool) -> None:
        """Takes in the sides of a sentence that has been read; `same_paragraph`: the next one goes on in it."""
        self.paragraph = [*reversed(sides), *(side for side in self.paragraph if side not in sides)]
        if not same_paragraph:
            self.before = [*self.paragraph, *(side for side in self.before if side not in self.paragraph)]
            self.paragraph = []


def find_parties(
    reading: Reading, clause: Place, reach: Place, index: int, focus: Focus, *, made: bool = False
) -> Parties:
    """The sides for an act in a clause of the sentence of that index.

    Those that are named (`_named`); where it is fewer than two, words that stand for a pair of sides complete them from
    the focus, else the publisher or the organisation that the text is about is the other side, else the focus again.
    `made`: an alliance or unit that is founded or ended counts where fewer than two other sides are named.
    """
    sentence = reading.sentences[index]
    text = reading.text[slice(*sentence)]
    words = {rule.value: rule.id for rule in load_rules("anaphora") if rule.pattern.search(text)}
    named = _named(reading, clause, reach, sentence, pair="pair" in words)
    if made and len(named) < 2 and reading.home in (None, *named):
        named += reading.made(sentence)
    if len(named) > 1:
        return Parties(tuple(named), tuple(named), len(named), "sides.named")
    completed = tuple((named + focus.pair(reading, named))[:2])
    if "pair" in words:
        return Parties(completed, tuple(named), 2, words["pair"])
    if reading.home and named and reading.home not in named:
        rule = words.get("home") or ("sides.publisher" if reading.publisher else "sides.subject")
        return Parties((reading.home, *named), tuple(named), 1 + ("home" in words), rule)
    if "near" in words and focus.paragraph:
        return Parties(completed, tuple(named), len(named) + 1, words["near"])
    return Parties(completed, tuple(named), len(named), "sides.focus")


def _named(reading: Reading, clause: Place, reach: Place, sentence: Place, *, pair: bool) -> list[str]:
    """The sides of a phrase "between A and B", or those that one of several documents has in its `reach`, else those of
    the clause. If that is fewer than two, those of the sentence up to the end of the clause; then those of the whole
    sentence, unless the clause says "with A" and the publisher can be the other side, or words stand for a `pair`.
    """
    named = _between(reading, clause) or _of_document(reading, clause, reach) or reading.sides(clause)
    if len(named) < 2:
        named = reading.sides((sentence[0], clause[1]))
    with_one = len(named) == 1 and WITH.search(reading.text, *clause) and reading.publisher not in (None, *named)
    if len(named) < 2 and not with_one and not pair:
        named = reading.sides(sentence)
    return named


def _between(reading: Reading, clause: Place) -> list[str]:
    """The sides of "between A, B and C", if there are two at least."""
    match = BETWEEN.search(reading.text, *clause)
    sides = reading.sides(match.span(1)) if match else []
    return sides if len(sides) > 1 else []


def _of_document(reading: Reading, clause: Place, reach: Place) -> list[str]:
    """In "A signed a memorandum with B and a road map with C" the first side and the one that a document is with."""
    if reach == clause or not WITH.search(reading.text, *reach):
        return []
    before, own = reading.sides((clause[0], reach[0])), reading.sides(reach)
    return list(dict.fromkeys([*before[:1], *own]))
