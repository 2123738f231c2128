"""Whose rector it is where the text does not say so beside the name: the organisation that the surroundings suggest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.lexicon import lexicon, word_set
from extract.organisations.kinds import kind_of
from extract.people.letters import Unit
from extract.people.titles import is_role

_ENDS = frozenset(".!?\n")
_HOST_REACH = 4
"""Words before an organisation in which a word for a host or a stay stands."""
_LIST_LINES = 15
"""Lines above a line of a list in which its heading is looked for."""


class Holder(NamedTuple):
    """Who holds a role: the name, the word at which it stands, the role and what is known of its organisation."""

    name: str
    at: int
    role: str
    organisation: str | None
    whose: str | None
    beside: frozenset[str] = frozenset()
    """Capitalised words directly before the role, which can be a short name of the organisation."""


class Surroundings:
    """The organisations of a document around its people, whose places are `people`."""

    def __init__(
        self,
        units: Sequence[Unit],
        letters: str,
        people: Sequence[tuple[int, int]],
        publisher: str | None,
    ) -> None:
        self.units = units
        self.letters = letters
        self.publisher = publisher
        self.organisations = [index for index, letter in enumerate(letters) if letter == "O"]
        self.people = {index for place in people for index in range(*place)}

    def settled(self, holders: Iterable[Holder]) -> dict[str, tuple[str | None, str | None]]:
        """(canonical name, basis) for each holder; those whose organisation is told first, because it has one rector
        and no second."""
        known, asked = {}, []
        leaders: dict[tuple[str, str], str] = {}
        styles: dict[str, set[str]] = {}
        for holder in holders:
            if holder.organisation or not holder.role:
                known[holder.name] = holder.organisation, "stated" if holder.organisation else None
                if holder.organisation and (head := _leading(holder.role)):
                    leaders.setdefault((holder.organisation, head), holder.name)
                if holder.organisation and (style := _style(holder.role)):
                    styles.setdefault(holder.organisation, set()).add(style)
            else:
                asked.append(holder)
        last = None
        for holder in sorted(asked, key=lambda asking: asking.at):
            head = _leading(holder.role)
            led = {organisation for organisation, of in leaders if head and of == head}
            if style := _style(holder.role):
                led |= {organisation for organisation, used in styles.items() if style not in used}
            found = self._like_the_last(holder, last, led) or self._organisation(holder, led)
            known[holder.name] = found
            last = holder.at, found
            if found[0] and head:
                leaders.setdefault((found[0], head), holder.name)
        return known

    def _like_the_last(
        self, holder: Holder, last: tuple[int, tuple[str | None, str | None]] | None, led: set[str]
    ) -> tuple[str | None, str | None] | None:
        """The organisation that was found for the last holder in the same sentence, if none is named between."""
        if not last or last[1][0] in led or _generic(holder.role) or holder.whose:
            return None
        between = self.letters[last[0] : holder.at]
        near = last[0] >= self._start_of_sentence(holder.at) and "O" not in between
        kinds, words = _bearers(holder.role)
        return last[1] if near and last[1][0] and _fits(last[1][0], kinds, words, "") else None

    def _organisation(self, holder: Holder, led: set[str]) -> tuple[str | None, str | None]:
        """`led` are the organisations that have another leader."""
        role, at = holder.role, holder.at
        kinds, words = _bearers(role)
        noun = _generic(role)
        suiting = [i for i in self.organisations if self._suits(i, kinds, words, noun) and self._of(i) not in led]
        known = list(dict.fromkeys(self._of(i) for i in suiting))  # in order: of equals the first is taken
        named = _sharing_words(role, known) or self._called(holder.beside)
        if named:
            return named, "sentence"
        ours = self.publisher if self.publisher and _fits(self.publisher, kinds, words, noun) else None
        if holder.whose in ("our", "my") and ours:
            return ours, "publisher"
        ours = ours if ours not in led else None
        before = [i for i in suiting if i < at]
        start = self._start_of_sentence(at)
        if holder.whose == "its" and (subject := self._subject_before(at)):
            return self._of(subject), "sentence"
        if before and (before[-1] >= start or holder.whose == "its"):
            return self._of(before[-1]), "sentence"
        if (heading := self._heading(at)) and heading in suiting:
            return self._of(heading), "sentence"
        host = next((i for i in reversed(before) if i >= self._start_of_paragraph(at) and self._is_host(i)), None)
        if host is not None and not noun:
            return self._of(host), "document"
        if ours:
            return ours, "publisher"
        near = self._near(at, suiting) if led else None
        about_it = not self.publisher and _leading(role) == "university"  # of which such a text mostly tells
        if near is None and before and not about_it:
            near = before[-1]
        elif near is None and suiting:
            often = Counter(self._of(i) for i in suiting)
            near = max(suiting, key=lambda i: (often[self._of(i)], i < at, i if i < at else -i))
        return (self._of(near), "document") if near is not None else (None, None)

    def _called(self, words: frozenset[str]) -> str | None:
        """The only organisation in whose name such words stand: `Gomel` rector, `Hanul Semicon` CEO."""
        names = {self._of(i) for i in self.organisations} if words else set[str]()
        called = [name for name in names if words <= set(name.split())]
        return called[0] if len(called) == 1 else None

    def _subject_before(self, at: int) -> int | None:
        """The organisation that the sentence before is about, for a sentence that begins with `Its`."""
        start = self._start_of_sentence(at)
        if start == 0 or self.letters[start] != "h":
            return None
        previous = range(self._start_of_sentence(start - 1), start - 1)
        return next((i for i in previous if self.letters[i] == "O"), None)

    def _near(self, at: int, suiting: Sequence[int]) -> int | None:
        """The organisation behind a word in its sentence, else the last before it in its paragraph."""
        end = next((i for i in range(at, len(self.units)) if self.units[i].text in _ENDS), len(self.units))
        behind = [i for i in suiting if at < i < end]
        before = [i for i in suiting if self._start_of_paragraph(at) <= i < at]
        return behind[0] if behind else before[-1] if before else None

    def role_of_list(self, at: int) -> str | None:
        """The role that the words over a list give to all in it: `The following rectors have signed:`."""
        if not self._is_listed(at):
            return None
        for line in self._lines_above(at):
            if self.people.isdisjoint(line):
                plural = [i for i in line if self.letters[i] == "M"]
                return self.units[plural[0]].text.removesuffix("s") if len(plural) == 1 else None
        return None

    def _heading(self, at: int) -> int | None:
        """The organisation that a line over a list names, for a name in the list."""
        if not self._is_listed(at):
            return None
        for line in self._lines_above(at):
            if self.people.isdisjoint(line):
                named = [i for i in line if self.letters[i] == "O"]
                return named[0] if named and len(line) < 12 and self.units[line[-1]].text != "." else None
        return None

    def _is_listed(self, at: int) -> bool:
        """Whether only titles, bullets and roles stand before a name on its line."""
        start = next((i + 1 for i in range(at - 1, -1, -1) if self.letters[i] == "/"), 0)
        return at - start < 10 and re.fullmatch(r"[*-]?.?[pRMDCKOfat()-]*", self.letters[start:at]) is not None

    def _lines_above(self, at: int) -> Iterator[range]:
        """The lines above that of a word that hold something, the nearest first."""
        end = next((i for i in range(at - 1, -1, -1) if self.letters[i] == "/"), 0)
        for _ in range(_LIST_LINES):
            start = next((i + 1 for i in range(end - 1, -1, -1) if self.letters[i] == "/"), 0)
            if end > start:
                yield range(start, end)
            if not start:
                return
            end = start - 1

    def _is_host(self, index: int) -> bool:
        """Whether the words beside an organisation say that what is told happens there: `At O`, `visited O`."""
        before = {unit.text.casefold() for unit in self.units[max(0, index - _HOST_REACH) : index]}
        behind = {unit.text.casefold() for unit in self.units[index + 1 : index + 1 + 2 * _HOST_REACH]}
        return bool(before & word_set("roles", "before_hosts") or behind & word_set("roles", "behind_hosts"))

    def _start_of_sentence(self, at: int) -> int:
        return next((i + 1 for i in range(at - 1, -1, -1) if self.units[i].text in _ENDS), 0)

    def _start_of_paragraph(self, at: int) -> int:
        return next((i + 1 for i in range(at - 1, 0, -1) if self.letters[i - 1 : i + 1] == "//"), 0)

    def _of(self, index: int) -> str:
        return self.units[index].organisation or ""

    def _suits(self, index: int, kinds: frozenset[str], words: str, noun: str) -> bool:
        name = self.units[index].organisation
        return name is not None and _fits(name, kinds, words, noun)


def _leading(role: str) -> str | None:
    """The office of a role that only one holds at a time: that of a `Rector`, but not of a `Vice-Rector`."""
    words = re.sub(r"^vice chancellor\b", "vice-chancellor", role.casefold()).split()
    if not words or (len(words) > 2 and words[1] in ("for", "-")):
        return None
    if words[0] == "director" and len(words) > 1:
        return None  # of one matter of many: `Director of International Relations`
    return next((office for office, names in lexicon("roles")["leaders"].items() if words[0] in names.split()), None)


def _style(role: str) -> str | None:
    """What the leaders of an organisation are called, of whom this is one or a deputy: one with a Rector has
    Vice-Rectors and no Vice-President."""
    words = re.findall(r"[a-z]+", role.casefold().partition(" of ")[0].partition(" for ")[0])
    return next((style for style in ("rector", "president", "chancellor", "principal") if style in words), None)


def _generic(role: str) -> str:
    """The word for a kind of organisation that a role ends with: `President of the University`."""
    word = role.casefold().split()[-1] if " of the " in role or " of this " in role else ""
    return word if word in word_set("roles", "generic_bearers") else ""


def _sharing_words(role: str, names: Iterable[str]) -> str | None:
    """The organisation whose name holds most of what a role is for: `Minister of Education of Chad`, `President of
    Katowice`."""
    wanted = {word for word in re.findall(r"\w+", role) if word[0].isupper() and not is_role(word)}
    if not re.search(r"(?i)\b(?:minister|mayor|president|governor|ambassador)\b.* of ", role):
        return None
    shared = {name: len(wanted & set(re.findall(r"\w+", name))) for name in names}
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best and shared[best] else None


@lru_cache(maxsize=1024)
def _bearers(role: str) -> tuple[frozenset[str], str]:
    """The kinds of organisation whose people can have a role, and words one of which must be in its name; those
    behind `-` must not."""
    folded = role.casefold()
    for entry in lexicon("roles")["bearers"]:
        if any(re.search(rf"(?<!\w){word}(?!\w)", folded) for word in entry["roles"].split()):
            without = " ".join(f"-{word}" for word in entry.get("without", "").split())
            return frozenset(entry["kinds"].split()), entry.get("words", "") or without
    return frozenset(lexicon("roles")["bearers_else"].split()), ""


def _fits(name: str, kinds: frozenset[str], words: str, noun: str) -> bool:
    told = words.split()
    refused = any(word[1:] in name.split() for word in told if word[0] == "-")
    return (
        kind_of(name) in kinds
        and (not refused if words.startswith("-") else not words or any(word in name for word in told))
        and (not noun or noun in name.casefold())
    )
