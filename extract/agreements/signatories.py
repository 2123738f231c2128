"""Who signed: the people whom the sentence of a signing, or one soon after it, names as its subject or agent."""

from __future__ import annotations

import re
from itertools import takewhile

from extract.agreements.reading import Reading, within
from extract.agreements.sides import Name

SIGNS = re.compile(
    r"""\b(?:(?:co-)?sign(?:ed|s)?\b|signing\ for|signator(?:y|ies)|signatures?
    |(?:names?|pens?)\ (?:of|in\ hand|to|on|under)
    |did\ so\ (?:for|on)|(?:renew|extend|prolong)(?:ed|s)|inked|agreed\ with|(?:was|were)\ represented)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a sentence that tells who signed."""
BYSTANDERS = re.compile(
    r"""\b(?:in\ (?:the\ )?presence\ of|in\ front\ of|witness\w*|attended|present(?:\ at)?|accompanied\ by|in\ place\ of
    |hosted\ by|on\ the\ occasion\ of|visit\ of|graced|looking\ on)\b
    [^;]*?(?=$|;|,\ (?:[^,]*\b(?:sign|put)))
    |\bwith\b[^;,]*\bas\ witness""",
    re.IGNORECASE | re.VERBOSE,
)
"""The part of a sentence that names people who only saw it."""
SPEECH = re.compile(
    r"\b(?:said|says|told|noted|added|stressed|explained|according to|informed|recalled|replied|emphasi[sz]ed)\b",
    re.IGNORECASE,
)
BULLET = re.compile(r"[*•·▪■–—-]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s")
HEADS = r"(?:rector|president|chancellor|director|dean|minister|chair(?:man|woman)?|principal|provost|head)"
TWO = re.compile(rf"\b(?:the|both)\s(?:two\s|both\s)?(?:heads|(?:vice-)?(?P<role>{HEADS})s)\b", re.IGNORECASE)
"""Two people who were named before."""
TITLES = 60
"""Characters that a role and titles before a name take."""
FOLLOWING = 4
"""Sentences after that of the signing which may tell who signed."""
BOTH = 2
"""As many people leave no question who signed."""


def signatories(reading: Reading, index: int) -> tuple[str, ...]:
    """Canonical names of the people who signed, by the sentence of that index and the next ones that tell of it."""
    found: list[str] = []
    for at in range(index, min(index + 1 + FOLLOWING, len(reading.sentences))):
        if len(set(found)) >= BOTH or (found and not reading.same_paragraph(index, at)):
            break
        found += _signers(reading, at) or _heads(reading, at)
    return tuple(dict.fromkeys(found))


def _signers(reading: Reading, index: int) -> list[str]:
    sentence = reading.sentences[index]
    if not SIGNS.search(reading.text, *sentence) or SPEECH.search(reading.text, *sentence):
        return []
    aside = [match.span() for match in BYSTANDERS.finditer(reading.text, *sentence)]
    people = within(reading.people, sentence)
    if reading.text[sentence[1] - 1] == ":":
        people += _listed(reading, index + 1)
    return [person.value for person in people if not any(start <= person.start < end for start, end in aside)]


def _heads(reading: Reading, index: int) -> list[str]:
    """The last two people with a role whom the sentence of a signing calls by it: "the two rectors"."""
    start, end = reading.sentences[index]
    two = TWO.search(reading.text, start, end)
    if not two or not SIGNS.search(reading.text, start, end) or SPEECH.search(reading.text, start, end):
        return []
    role = two["role"] or HEADS
    before = re.compile(rf"\b{role}\s(?:[A-Z]\w*\.?\s)*$", re.IGNORECASE)
    after = re.compile(rf",\s[^.;]{{0,30}}\b{role}\b", re.IGNORECASE)
    found = (
        person.value
        for person in reversed(within(reading.people, (0, start)))
        if before.search(reading.text[max(0, person.start - TITLES) : person.start])
        or after.match(reading.text, person.end)
    )
    return list(dict.fromkeys(found))[1::-1]


def _listed(reading: Reading, index: int) -> list[Name]:
    """The people whom the entries of a list begin with."""
    entries = takewhile(lambda place: BULLET.match(reading.text, *place), reading.sentences[index:])
    return [person for place in entries for person in within(reading.people, place)[:1]]
