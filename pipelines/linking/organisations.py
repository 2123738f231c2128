"""Which names are one organisation's. Sure joins are made, likely ones proposed; what a correction says comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from pipelines.ids import slug
from pipelines.linking.names import (
    Key,
    abbreviates,
    differ_only_in,
    is_acronym,
    key,
    loose_key,
    without_place,
)
from pipelines.linking.reports import words

EVERYWHERE = ""
"""The source of a join that holds on all pages."""
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


@dataclass(frozen=True, slots=True)
class Alias:
    organisation_id: str
    alias: str
    declared: bool
    source_id: str
    scoped: bool


@dataclass(frozen=True, slots=True)
class Join:
    """The name `read_id` means `organisation_id`, on the pages of a source or everywhere."""

    read_id: str
    source_id: str
    organisation_id: str
    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Likely:
    """Two names that are likely one organisation's, or were until a correction said so."""

    a: str
    b: str
    rule: str
    score: float
    evidence: str


@dataclass(slots=True)
class Resolved:
    joins: list[Join]
    likely: list[Likely]
    parents: dict[str, str]
    """Unit → the organisation to which it belongs."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Corrections that would join what another one holds apart."""


def resolve(
    names: Sequence[Name],
    aliases: Sequence[Alias],
    *,
    same: Sequence[tuple[str, str]] = (),
    not_same: Collection[tuple[str, str]] = (),
) -> Resolved:
    """`same`: (the organisation, another id that means it), by a correction; `not_same`: pairs of ids."""
    by_id = {name.id: name for name in names}
    apart = {frozenset(pair) for pair in not_same}
    groups = {name.id: {name.id} for name in names}
    rules: dict[str, tuple[str, str]] = {}
    chosen: dict[str, int] = {}
    refused = []

    def unite(a: str, b: str, rule: str, evidence: str) -> bool:
        one, other = groups[a], groups[b]
        if one is other:
            return True
        if any(frozenset((x, y)) in apart for x in one for y in other):
            return False
        one |= other
        for member in other:
            groups[member] = one
        rules.setdefault(b, (rule, evidence))
        rules.setdefault(a, (rule, evidence))
        return True

    for place, (organisation, other) in enumerate(same):
        if organisation in by_id and other in by_id:
            chosen.setdefault(organisation, place)
            if not unite(organisation, other, "corrected", "corrections.toml"):
                refused.append((organisation, other))
    for alias in (alias for alias in aliases if alias.declared and not alias.scoped):
        if slug(alias.alias) in by_id and alias.organisation_id in by_id:
            unite(alias.organisation_id, slug(alias.alias), "declared", f"{alias.source_id} declares “{alias.alias}”")
    likely = []
    for found in _alike(names):
        if found.score < 1 or not unite(found.a, found.b, found.rule, found.evidence):
            likely.append(found)

    def rank(id: str) -> tuple[int, bool, bool, int, str]:
        name = by_id[id]
        return (chosen.get(id, len(same)), not name.declared, name.country is None, -len(name.name), id)

    head = {name.id: min(groups[name.id], key=rank) for name in names}
    joins = [Join(id, EVERYWHERE, to, *rules[id]) for id, to in head.items() if id != to]
    joins += _scoped(by_id, aliases, head, apart)
    parents = _parents(by_id, aliases, head)
    confirmed = {frozenset(pair) for pair in same}
    open_pairs: dict[frozenset[str], Likely] = {}
    for found in sorted(likely, key=lambda f: (f.score, f.a, f.b)):
        if groups[found.a] is not groups[found.b]:
            found = replace(found, a=head[found.a], b=head[found.b])
        elif frozenset((found.a, found.b)) not in confirmed:
            continue
        open_pairs[frozenset((found.a, found.b))] = found
    kept = list(open_pairs.values())
    return Resolved(joins, kept, parents, refused)


def _alike(names: Sequence[Name]) -> Iterator[Likely]:
    """Pairs of alike names; a score of 1 means that they are surely one."""
    full = [name for name in names if not is_acronym(name.name)]
    yield from _of_one_key(full)
    yield from _of_one_loose_key(full)
    yield from _with_place(full)
    yield from _in_one_word(full)


def _blocks(names: Iterable[Name], keyed: Mapping[str, Key]) -> Iterator[list[Name]]:
    blocks: dict[Key, list[Name]] = defaultdict(list)
    for name in names:
        blocks[keyed[name.id]].append(name)
    return (block for block in blocks.values() if len(block) > 1)


def _conflict(a: Name, b: Name) -> bool:
    return bool(a.country and b.country and a.country != b.country)


def _is_unit(name: str) -> bool:
    """Whether a name begins as those of units do: `School of Engineering`, of which there are many."""
    return bool(words("organisations", "units") & set(slug(name).split("-")[:3]))


def _one_house(a: Name, b: Name) -> bool:
    """Units of one name are one only on the pages of one source."""
    return bool(a.sources & b.sources) or not (_is_unit(a.name) and _is_unit(b.name))


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


def _scoped(
    by_id: Mapping[str, Name], aliases: Sequence[Alias], head: Mapping[str, str], apart: set[frozenset[str]]
) -> Iterator[Join]:
    """Short forms that mean an organisation on the pages of one source: those declared, and acronyms that its texts
    explain in brackets and use for nothing else."""
    meant: dict[tuple[str, str], set[str]] = defaultdict(set)
    told: dict[tuple[str, str], tuple[str, bool]] = {}
    for alias in aliases:
        read = slug(alias.alias)
        if alias.scoped and read in by_id and alias.source_id in by_id[read].sources:
            whole = head.get(alias.organisation_id, alias.organisation_id)
            if alias.declared or is_acronym(alias.alias):
                meant[read, alias.source_id].add(whole)
                told[read, alias.source_id] = (alias.alias, alias.declared)
    for (read, source), wholes in meant.items():
        (whole, *others) = wholes
        short, declared = told[read, source]
        if others or whole not in by_id or whole == head[read] or frozenset((read, whole)) in apart:
            continue
        if head[read] != read or not (declared or abbreviates(short, by_id[whole].name)):
            continue
        rule = "called" if declared else "acronym"
        yield Join(read, source, whole, rule, f"texts of {source} call {by_id[whole].name} “{short}”")


def _parents(by_id: Mapping[str, Name], aliases: Sequence[Alias], head: Mapping[str, str]) -> dict[str, str]:
    """Units whose name ends in the name of the whole (`Faculty of Biology of St Petersburg University`), or begins
    with its acronym (`TSU Institute of Smart Materials`)."""
    called = {
        (slug(alias.alias), alias.source_id if alias.scoped else EVERYWHERE): alias.organisation_id
        for alias in aliases
        if alias.declared or is_acronym(alias.alias)
    }
    found = {}
    for id, name in by_id.items():
        if not _is_unit(name.name):
            continue
        (source, *more) = name.sources or (EVERYWHERE,)
        for rest, other in _cuts(name):
            scoped = None if more else called.get((other, source))
            parent = head.get(other if other in by_id else scoped or called.get((other, EVERYWHERE), ""))
            if parent and parent != head[id] and not words("organisations", "wholes") & set(rest):
                found[head[id]] = parent
                break
    return {unit: parent for unit, parent in found.items() if found.get(parent) != unit}


def _cuts(name: Name) -> Iterator[tuple[list[str], str]]:
    """(words of the unit, id that the rest makes) for every place at which a name may be cut, the longest rest first."""
    parts = name.id.split("-")
    for at, part in enumerate(parts):
        if part in ("of", "at") and at:
            yield parts[:at], "-".join(parts[at + 1 :]).removeprefix("the-")
    if is_acronym(name.name.split()[0]):
        yield parts[1:], parts[0]
