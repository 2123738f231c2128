"""What both views say, in the same words and colours."""

from __future__ import annotations

from extract.agreements.merging import Report
from extract.explain import Trace, Used
from extract.records import Mention

COLOURS = {"ORG": "#9cc9ff", "PERSON": "#ffc48c", "COUNTRY": "#a6e3a1", "DATE": "#e3c8ff"}
"""Of names, by label; dark letters are readable on each."""


def facts(report: Report) -> list[tuple[str, str]]:
    """What a report or event says, field by field; fields that it leaves open are left out."""
    found = [
        ("type", report.type),
        ("status", report.status),
        ("document", report.instrument),
        ("date", report.date),
        ("sides", " · ".join(report.parties)),
        ("people", " · ".join(report.people)),
        ("subject", report.subject),
        ("confidence", f"{report.confidence:.2f}"),
    ]
    return [(name, value) for name, value in found if value]


def reason(used: Used) -> tuple[str, str]:
    """The words that a rule matched, and what it is for."""
    words = ", ".join(f"“{word}”" for word in used.words)
    return words, f"as in: {used.example}" if used.example else used.meaning or ""


def told_of(mention: Mention, text: str) -> str:
    """A name, who or what it is if its words do not say so, and the rule that found it."""
    words = text[mention.start : mention.end]
    meant = mention.entity or mention.value or words
    trust = f", {mention.confidence:.2f}" if mention.confidence is not None else ""
    return f"{words}{f' = {meant}' if meant != words else ''} ({mention.rule}{trust})"


def sentences_of(trace: Trace, event: int) -> str:
    """Numbers, from 1, of the sentences that tell of an event."""
    numbers = [n for n, s in enumerate(trace.sentences, 1) if any(t.event == event for t in s.tellings)]
    return ", ".join(map(str, numbers))


def unread(trace: Trace) -> str | None:
    """Why nothing was read, if nothing was."""
    if trace.language in (None, "en"):
        return None
    return f"not read: the language of the text is {trace.language}"
