"""Pairs of names that are surely, or likely, one organisation's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pipelines.ids import slug
from pipelines.linking.names import Key, differ_only_in, is_acronym, key, loose_key, without_place
from pipelines.linking.reports import words

CROWD = 50
"""Names that share so much with as many others are general ones: no proposals are made among them."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the texts or the source files have it."""

    id: str
    name: str
    country: str | None = None
    declared: bool = False
    sources: frozenset[str] = frozenset()
    """On whose pages it was read."""
    record: str | None = None
    """The record of the Research Organization Registry to which it is linked."""


@dataclass(frozen=True, slots=True)
class Likely:
    """Two names that are likely one organisation's, or were until a correction said so."""

    a: str
    b: str
    rule: str
    score: float
    evidence: str


def alike(names: Sequence[Name]) -> Iterator[Likely]:
    """Pairs of names of one record and of alike names; a score of 1 means that they are surely one."""
    yield from _of_one_record(names)
    full = [name for name in names if not is_acronym(name.name)]
    yield from _of_one_key(full)
    yield from _of_one_loose_key(full)
    yield from _with_place(full)
    yield from _in_one_word(full)


def _of_one_record(names: Iterable[Name]) -> Iterator[Likely]:
    by_record: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.record:
            by_record[name.record].append(name)
    for record, bearers in by_record.items():
        for a, b in combinations(sorted(bearers, key=lambda name: name.id), 2):
            yield Likely(a.id, b.id, "ror", 1, f"“{a.name}” and “{b.name}” are {record}")


def _blocks(names: Iterable[Name], keyed: Mapping[str, Key]) -> Iterator[list[Name]]:
    blocks: dict[Key, list[Name]] = defaultdict(list)
    for name in names:
        blocks[keyed[name.id]].append(name)
    return (block for block in blocks.values() if len(block) > 1)


def _conflict(a: Name, b: Name) -> bool:
    return bool(a.country and b.country and a.country != b.country)


def is_unit(name: str) -> bool:
    """Whether a name begins as those of units do: `School of Engineering`, of which there are many."""
    return bool(words("organisations", "units") & set(slug(name).split("-")[:3]))


def _one_house(a: Name, b: Name) -> bool:
    """Units of one name are one only on the pages of one source."""
    return bool(a.sources & b.sources) or not (is_unit(a.name) and is_unit(b.name))


def _of_one_key(names: Sequence[Name]) -> Iterator[Likely]:
    """The same words in the same order: `St Petersburg University` and `Saint-Petersburg University`."""
    for block in _blocks(names, {name.id: key(name.name) for name in names}):
        for a, b in pairwise(sorted(block, key=lambda name: (name.country or "", name.id))):
            if key(a.name) and not _conflict(a, b) and _one_house(a, b):
                yield Likely(a.id, b.id, "key", 1, f"“{a.name}” and “{b.name}” have the same words")


def _of_one_loose_key(names: Sequence[Name]) -> Iterator[Likely]:
    """The same words in another order, which tell York University from the University of York."""
    for block in _blocks(names, {name.id: loose_key(name.name) for name in names}):
        for a, b in combinations(block[:CROWD], 2):
            if key(a.name) == key(b.name) or _conflict(a, b):
                continue
            order_tells = bool(set(key(a.name)) & words("organisations", "order_tells"))
            sure = bool(a.country and b.country) and not order_tells
            evidence = f"“{a.name}” and “{b.name}” have the same words in another order"
            yield Likely(a.id, b.id, "order", 1 if sure else 0.5 if order_tells else 0.85, evidence)


def _with_place(names: Sequence[Name]) -> Iterator[Likely]:
    """A country or city behind the name. Of many towns' universities the town is all that tells them apart."""
    by_key: dict[Key, list[Name]] = defaultdict(list)
    for name in names:
        by_key[key(name.name)].append(name)
    for name in names:
        found = without_place(name.name)
        if found is None or not _distinctive(key(found[0])):
            continue
        for base in by_key.get(key(found[0]), ()):
            if base.id != name.id and not _conflict(base, name):
                sure = found[1] == "country" and bool(base.country and name.country)
                evidence = f"“{name.name}” is “{base.name}” and a {found[1]}"
                yield Likely(base.id, name.id, found[1], 1 if sure else 0.8, evidence)


def _distinctive(words_: Key) -> bool:
    """Whether a name has a word that is no kind of institution."""
    return any(word not in words("organisations", "telling") for word in words_)


def _in_one_word(names: Sequence[Name]) -> Iterator[Likely]:
    """Names that differ in one word, which is misspelt or left out. A word that tells organisations apart never is."""
    blocks: dict[Key, list[Name]] = defaultdict(list)
    for name in names:
        whole = key(name.name)
        for out in range(len(whole) if len(whole) > 1 else 0):
            rest = whole[:out] + whole[out + 1 :]
            blocks[(*rest, "~" + whole[out][:3])].append(name)
            if _distinctive(rest):
                blocks[rest].append(name)
        blocks[whole].append(name)
    for block in blocks.values():
        if 1 < len(block) <= CROWD:
            for a, b in combinations(block, 2):
                score = 0.0 if a.id == b.id or _conflict(a, b) else _nearness(key(a.name), key(b.name))
                if score:
                    yield Likely(a.id, b.id, "spelling", score, f"“{a.name}” and “{b.name}” differ in one word")


def _nearness(a: Key, b: Key) -> float:
    found = differ_only_in(a, b)
    telling = words("organisations", "telling")
    if found is None or found == ("", "") or telling & set(found) or any(part.isdigit() for part in found):
        return 0
    one, other = found
    if not one or not other:
        return 0.6 if min(len(a), len(b)) > 2 else 0
    shorter = min(len(one), len(other))
    return 0.7 if one[0] == other[0] and shorter > 4 and _slips(one, other) <= (2 if shorter > 7 else 1) else 0


def _slips(a: str, b: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]
