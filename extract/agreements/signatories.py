"""Who signed: the people whom the sentence of a signing, or one soon after it, names as its subject or agent."""

from __future__ import annotations

import re

from extract.agreements.reading import Place, Reading, within

SIGNS = re.compile(
    r"""\b(?:(?:co-)?sign(?:ed|s|ing)|signator(?:y|ies)|signatures?|(?:names|pens)\ (?:of|in\ hand)
    |did\ so\ (?:for|on)|renew(?:ed|s)|inked|agreed\ with)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a sentence that tells who signed."""
BYSTANDERS = re.compile(
    r"""\b(?:in\ (?:the\ )?presence\ of|in\ front\ of|witness\w*|attended|present(?:\ at)?|accompanied\ by|in\ place\ of
    |hosted\ by)\b
    [^.;]*?(?=$|[.;]|,\ (?:[^,]*\b(?:sign|put)))""",
    re.IGNORECASE | re.VERBOSE,
)
"""The part of a sentence that names people who only saw it."""
SPEECH = re.compile(r"\b(?:said|says|told|noted|added|stressed|explained|according to)\b", re.IGNORECASE)
FOLLOWING = 2
"""Sentences after that of the signing which may tell who signed."""


def signatories(reading: Reading, index: int) -> tuple[str, ...]:
    """Canonical names of the people who signed, by the sentence of that index and the next ones that tell of it."""
    found = _signers(reading, reading.sentences[index])
    for sentence in reading.sentences[index + 1 : index + 1 + FOLLOWING]:
        if found:
            break
        found = _signers(reading, sentence)
    return tuple(dict.fromkeys(found))


def _signers(reading: Reading, sentence: Place) -> list[str]:
    if not SIGNS.search(reading.text, *sentence) or SPEECH.search(reading.text, *sentence):
        return []
    aside = [match.span() for match in BYSTANDERS.finditer(reading.text, *sentence)]
    return [
        person.value
        for person in within(reading.people, sentence)
        if not any(start <= person.start < end for start, end in aside)
    ]
