"""Rules as data: patterns over masked text in TOML files of `lexicons/`, each with an example and a counter-example."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extract.lexicon import lexicon

MASKS = {
    "org": "\ue000",
    "body": "\ue001",
    "unit": "\ue002",
    "office": "\ue003",
    "person": "\ue004",
    "date": "\ue005",
    "name": "\ue006",
}
"""The character that a masked name consists of. `<org>` in a pattern means a name of any of the first four kinds,
`<name>` the organisation that a question is about."""

ORGS = "".join(MASKS[kind] for kind in ("org", "body", "unit", "office"))

CAPITAL = re.compile(r"(?<!\\)[A-Z]\w*")
KEYS = {"id", "value", "any", "acts", "before", "holds", "example", "counter"}
REQUIRED = {"id", "any", "example", "counter"}


class LexiconError(ValueError):
    """A lexicon that can't be used; the message names file, rule and reason."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a lexicon. Between them `example` and `counter` say what the pattern is for."""

    id: str
    value: str | None
    """What a match means: a type, an instrument, a status, an act …"""
    pattern: re.Pattern[str]
    """Over text in small letters, see `small`."""
    acts: tuple[str, ...]
    """Ids of acts.toml to which the rule is limited; empty: no limit."""
    before: bool
    """Status: the words must stand before the trigger and not far from it."""
    holds: bool
    """Status: the words must hold the trigger."""
    example: str
    counter: str

    def concerns(self, act: str) -> bool:
        """Whether the rule is for an act."""
        return not self.acts or act in self.acts


def compile_pattern(fragments: list[str], words: Mapping[str, list[str]]) -> re.Pattern[str]:
    """One pattern of several, between word boundaries, with names of word lists and of masks replaced. Raises re.error.

    It reads small letters: without case to fold, the engine passes over what cannot match several times as fast.
    """
    pattern = "|".join(fragments)
    for name, alternatives in words.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{'|'.join(alternatives)})")
    pattern = pattern.replace("<org>", f"[{ORGS}]+")
    for kind, character in MASKS.items():
        pattern = pattern.replace(f"<{kind}>", f"{character}+")
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def small(text: str) -> str:
    """Text in small letters, character for character: letters that would become two stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


@lru_cache
def load_rules(name: str) -> tuple[Rule, ...]:
    """The rules of `lexicons/<name>.toml`, in order. Raises LexiconError."""
    return tuple(_rule(name, entry) for entry in lexicon(name)["rule"])


def _rule(name: str, entry: dict[str, Any]) -> Rule:
    if unknown := entry.keys() - KEYS:
        raise LexiconError(f"{name}.toml: {entry.get('id')}: unknown key {sorted(unknown)[0]!r}")
    if missing := REQUIRED - entry.keys():
        raise LexiconError(f"{name}.toml: {entry.get('id')}: key {sorted(missing)[0]!r} is missing")
    if capital := CAPITAL.search(" ".join(entry["any"])):
        raise LexiconError(f"{name}.toml: {entry['id']}: patterns are in small letters, not {capital[0]!r}")
    try:
        pattern = compile_pattern(entry["any"], lexicon(name).get("words", {}))
    except re.error as error:
        raise LexiconError(f"{name}.toml: {entry['id']}: not a regular expression: {error}") from None
    return Rule(
        id=entry["id"],
        value=entry.get("value"),
        pattern=pattern,
        acts=tuple(entry.get("acts", ())),
        before=entry.get("before", False),
        holds=entry.get("holds", False),
        example=entry["example"],
        counter=entry["counter"],
    )
