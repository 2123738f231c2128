"""What both views say, in the same words and colours."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from extract.agreements.merging import Report
from extract.explain import Sentence, Trace, Used, Weighed
from extract.records import Mention

COLOURS = {"ORG": "#9cc9ff", "PERSON": "#ffc48c", "COUNTRY": "#a6e3a1", "DATE": "#e3c8ff"}
"""Of names, by label; dark letters are readable on each."""
SENTENCE = "that the sentence tells of an agreement:"
EVENT = "that it is an event:"


def facts(report: Report) -> list[tuple[str, str]]:
    """What a report or event says, field by field; fields that it leaves open are left out."""
    found = [
        ("type", report.type),
        ("status", report.status),
        ("document", report.instrument),
        ("date", report.date),
        ("not before", report.not_before if report.not_before != report.date else None),
        ("not after", report.not_after if report.not_after != report.date else None),
        ("country of the place", report.place_country),
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


def judged(sentence: Sentence) -> bool:
    """Whether something in a sentence was judged by weights."""
    return bool(sentence.tellings) or any(dismissal.weighed for dismissal in sentence.dismissals)


def weighing(weighed: Weighed) -> str:
    """The probability and what speaks for and against, with what each sign adds to the logarithm of the odds."""
    parts = [f"{weighed.chance:.2f}"]
    for heading, sign in (("for it", 1), ("against it", -1)):
        if found := [f"{plain(name)} ({added:+.1f})" for name, added in weighed.signs if added * sign > 0]:
            parts.append(f"{heading} {', '.join(found)}")
    return "; ".join(parts)


def plain(sign: str) -> str:
    """A sign in plain words."""
    return " with ".join(map(_part, re.split(r", | (?=publisher=)", sign)))


def _part(part: str) -> str:
    words = _signs()
    name, _, value = part.partition("=")
    if name in words["names"] and part not in words["parts"]:
        return words["names"][name].format(value)
    return words["parts"].get(part, part)


@lru_cache
def _signs() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "signs.toml").read_text(encoding="utf-8"))


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
