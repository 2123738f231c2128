"""What a document is about where only a sentence beside it tells: "The contract for it …", "It provides for …"."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.agreements.arrangements import ALSO, MORE, Arrangement, apart, matches
from extract.agreements.clauses import shortened
from extract.agreements.reading import Place, Reading

DOCUMENT = r"(?:agreement|memorandum|document|mou|moa|contract|protocol|declaration|paper|accord|deal|pact|letter)"
ITS_TOPIC = re.compile(
    rf"\b{DOCUMENT}\s(?:for|on|about|concerning)\s(?:it|this|them|these)\b|\bsuch\san?\s{DOCUMENT}\b",
    re.IGNORECASE,
)
"""A document whose topic was told before."""
GOES_ON = re.compile(
    rf"""(?:it|this|(?:the|this)\s(?:(?:new|joint|same|first|second)\s)?{DOCUMENT})\s(?:(?:also|thus|will|is)\s)?
      (?:provid|envisag|foresee|creat|establish|sets?\sup|concern|about|regulat|govern|bring|gives?\b|allow|lets?\b|enabl
      |makes?\b|pav|deal|lays?\b|open|entitl|obliges?\b|adds?\b)\w*
    |(?:by|under|through|according\sto|by\smeans\sof|with|thanks\sto|on\sthe\sbasis\sof|in)\s
      (?:it|this|its\sterms|(?:the|this)\s(?:(?:new|same)\s)?{DOCUMENT})\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""The beginning of a sentence that says what a document is about."""
LIST = re.compile(r",|\s(?:and|as well as|or)\s")


def with_topic(arrangement: Arrangement, reading: Reading, index: int) -> Arrangement:
    """An arrangement of the sentence of that index; a document of no known topic with that of the sentence before, where
    its own sentence points there, or of the next one, where that goes on about it."""
    if not arrangement.paper or arrangement.type != "cooperation":
        return arrangement
    found = _before(reading, index) or _after(reading, index)
    return replace(arrangement, type=found, rules=(*arrangement.rules, "type.beside")) if found else arrangement


def told_after_colon(reading: Reading, last: Arrangement | None, clause: Place) -> Arrangement | None:
    """A document of no known topic with that of the clause after its colon, which names no sides: "signed an agreement:
    a double degree will be offered"; null where that is no topic."""
    colon = reading.text[: clause[0]].rstrip().endswith(":")
    if not colon or last is None or not last.paper or last.type != "cooperation" or reading.sides(clause):
        return None
    kinds = {kind for kind, *_ in _things(shortened(reading.text[slice(*clause)])[0])}
    return replace(last, type=kinds.pop(), rules=(*last.rules, "type.beside")) if len(kinds) == 1 else None


def _before(reading: Reading, index: int) -> str | None:
    if index == 0 or not ITS_TOPIC.search(reading.text, *reading.sentences[index]):
        return None
    kinds = {kind for kind, *_ in _things(_words(reading, index - 1))}
    return kinds.pop() if len(kinds) == 1 else None


def _after(reading: Reading, index: int) -> str | None:
    words = _words(reading, index + 1) if reading.same_paragraph(index, index + 1) else ""
    start = GOES_ON.match(words)
    things = _things(words) if start else []
    if not start or len({kind for kind, *_ in things}) != 1:
        return None
    kind, first, end = things[0]
    listed = LIST.search(words, start.end(), max(first, start.end())) or MORE.match(words, end)
    return None if listed or ALSO.search(words, 0, first) else kind


def _things(words: str) -> list[tuple[str, int, int]]:
    """The specific things that a sentence names, with their places."""
    finds = apart([find for find in matches("event_types", words) if find.rule.concerns("conclude")])
    return [(f.rule.value, f.start, f.end) for f in finds if f.rule.value and f.rule.value != "cooperation"]


def _words(reading: Reading, index: int) -> str:
    return shortened(reading.text[slice(*reading.sentences[index])])[0]
