"""Which names are one organisation's. Sure joins are made, likely ones proposed; what a correction says comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipelines.ids import slug
from pipelines.linking.alike import Likely, Name, alike, is_unit
from pipelines.linking.names import abbreviates, is_acronym
from pipelines.linking.reports import words

EVERYWHERE = ""
"""The source of a join that holds on all pages."""


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


@dataclass(slots=True)
class Resolved:
    joins: list[Join]
    """Those on the pages of one source come before those everywhere: what a page explains is meant there."""
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

    def held_apart(found: Likely) -> bool:
        """Whether the names, or those joined to them, are linked to different records of the registry."""
        one, other = ({by_id[id].record for id in groups[name]} - {None} for name in (found.a, found.b))
        return bool(one and other) and not one & other

    likely = []
    for found in alike(names):
        if held_apart(found):
            continue
        if found.score < 1 or not unite(found.a, found.b, found.rule, found.evidence):
            likely.append(found)

    def rank(id: str) -> tuple[bool, int, bool, int, str]:
        name = by_id[id]
        return (not name.declared, chosen.get(id, len(same)), name.country is None, -len(name.name), id)

    head = {name.id: min(groups[name.id], key=rank) for name in names}
    everywhere = [Join(id, EVERYWHERE, to, *rules[id]) for id, to in head.items() if id != to]
    firm = {join.read_id for join in everywhere if join.rule != "ror"}
    joins = [*_scoped(by_id, aliases, head, firm, apart), *everywhere]
    parents = _parents(by_id, aliases, head)
    confirmed = {frozenset(pair) for pair in same}
    open_pairs: dict[frozenset[str], Likely] = {}
    for found in sorted(likely, key=lambda f: (f.score, f.a, f.b)):
        if held_apart(found):
            continue
        if groups[found.a] is not groups[found.b]:
            found = replace(found, a=head[found.a], b=head[found.b])
        elif frozenset((found.a, found.b)) not in confirmed:
            continue
        open_pairs[frozenset((found.a, found.b))] = found
    kept = list(open_pairs.values())
    return Resolved(joins, kept, parents, refused)


def _scoped(
    by_id: Mapping[str, Name],
    aliases: Sequence[Alias],
    head: Mapping[str, str],
    firm: Collection[str],
    apart: set[frozenset[str]],
) -> Iterator[Join]:
    """Short forms that mean an organisation on the pages of one source: those declared, and acronyms that its texts
    explain in brackets and use for nothing else. `firm`: names whose meaning elsewhere holds there too."""
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
        if read in firm or not (declared or abbreviates(short, by_id[whole].name)):
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
        if not is_unit(name.name):
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
