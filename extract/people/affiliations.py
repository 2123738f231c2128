"""Whose rector it is where the text does not say so beside the name: the organisation that the surroundings suggest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lexicon import lexicon
from extract.organisations.kinds import kind_of
from extract.people.letters import Unit

_ENDS = frozenset(".!?\n")


class Surroundings:
    """The organisations of a document around its people."""

    def __init__(self, units: Sequence[Unit], letters: str, publisher: str | None) -> None:
        self.units = units
        self.publisher = publisher
        self.organisations = [index for index, letter in enumerate(letters) if letter == "O"]

    def organisation(self, at: int, role: str) -> tuple[str | None, str | None]:
        """(canonical name, basis) for the holder of a role whose name begins at a word: an organisation before it in
        its sentence, else the publisher, else the last one before its sentence; always one that can have the role."""
        kinds, words = _bearers(role)
        start = next((i + 1 for i in range(at - 1, -1, -1) if self.units[i].text in _ENDS), 0)
        suiting = [i for i in self.organisations if self._suits(i, kinds, words)]
        before = [i for i in suiting if i < at]
        if before and before[-1] >= start:
            return self.units[before[-1]].organisation, "sentence"
        if self.publisher and _fits(self.publisher, kinds, words):
            return self.publisher, "publisher"
        near = before[-1] if before else suiting[0] if suiting else None
        return (self.units[near].organisation, "document") if near is not None else (None, None)

    def _suits(self, index: int, kinds: frozenset[str], words: str) -> bool:
        name = self.units[index].organisation
        return name is not None and _fits(name, kinds, words)


def _bearers(role: str) -> tuple[frozenset[str], str]:
    """The kinds of organisation whose people can have a role, and words one of which must be in its name."""
    folded = role.casefold()
    for entry in lexicon("roles")["bearers"]:
        if any(re.search(rf"(?<!\w){word}(?!\w)", folded) for word in entry["roles"].split()):
            return frozenset(entry["kinds"].split()), entry.get("words", "")
    return frozenset(lexicon("roles")["bearers_else"].split()), ""


def _fits(name: str, kinds: frozenset[str], words: str) -> bool:
    return kind_of(name) in kinds and (not words or any(word in name for word in words.split()))
