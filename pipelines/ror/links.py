"""Which record of the registry an organisation is. Pure functions.

A name links where one record alone bears it. Names are compared by their keys (`pipelines.ids.slug`), never by
likeness: a wrong link is worse than none.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.ids import slug
from pipelines.ror.dump import Record
from pipelines.rows import Row

Basis = Literal["declared", "name", "alias", "short"]
"""What a link rests on, the surest first: the id in a source file; a name that the registry shows; another name, on
one side or both; an acronym, or a name without the country that the registry puts behind it, if the country agrees."""
Unlinked = Literal["ambiguous", "conflict", "not found"]
"""Why there is no link: several records bear the name; the one that does sits in another country; none does."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A name of an organisation, as texts or source files have it.

    `aliases` mean it on all pages, `country` does not come from the registry, `declared` is its id in a source file.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    declared: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What is kept of a record."""

    id: str
    name: str
    types: tuple[str, ...]
    countries: tuple[str, ...]
    active: bool
    successors: tuple[str, ...]
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Link:
    basis: Basis
    record: Registered


class Registry:
    """The records of a dump by id, and who bears those names that are sought."""

    def __init__(self, records: Iterable[Record], names: Iterable[str]) -> None:
        sought = set(map(slug, names))
        self._records: dict[str, Registered] = {}
        self._bearers: dict[tuple[Basis, str], set[str]] = defaultdict(set)
        for record in records:
            self._records[record.id] = Registered(
                record.id,
                record.name,
                tuple(record.types),
                tuple(record.countries),
                record.status == "active",
                tuple(record.successors),
                record.wikidata,
            )
            for kind, name in _names(record):
                if (key := slug(name)) in sought:
                    self._bearers[kind, key].add(record.id)

    def __len__(self) -> int:
        return len(self._records)

    def in_force(self, id: str) -> Registered | None:
        """The record, or what took its place if it is no longer active and one record alone did."""
        passed: set[str] = set()
        while (record := self._records.get(id)) and not record.active:
            passed.add(id)
            if len(record.successors) != 1 or record.successors[0] in passed:
                return None
            (id,) = record.successors
        return record

    def bearers(self, kind: Basis, names: Iterable[str]) -> set[Registered]:
        """Records in force that bear one of the names: as one that is shown, as an alias, as a short one."""
        ids = {id for name in names for id in self._bearers.get((kind, slug(name)), ())}
        return {record for record in map(self.in_force, ids) if record}


def _names(record: Record) -> Iterator[tuple[Basis, str]]:
    for name in record.names:
        if "acronym" in name.types or looks_short(name.value):
            yield "short", name.value
        else:
            yield "alias" if name.types == ["alias"] else "name", name.value
        for country in record.countries.values():
            bare = name.value.removesuffix(f" ({country})")
            if bare != name.value:
                yield "short", bare


def looks_short(name: str) -> bool:
    """Whether a name is one word, most of it in capitals: `MIT`, `SPbPU`; not `AstraZeneca`."""
    letters = [c for c in name if c.isalpha()]
    return " " not in name and 2 * sum(c.isupper() for c in letters) > len(letters)


def find(sought: Sought, registry: Registry) -> Link | Unlinked:
    """The first basis on which any record is found decides."""
    for basis, found in _candidates(sought, registry):
        if len(found) > 1:
            return "ambiguous"
        if found:
            (record,) = found
            elsewhere = sought.country and record.countries and sought.country not in record.countries
            return "conflict" if elsewhere and basis != "declared" else Link(basis, record)
    return "not found"


def _candidates(sought: Sought, registry: Registry) -> Iterator[tuple[Basis, set[Registered]]]:
    declared = registry.in_force(sought.declared) if sought.declared else None
    yield "declared", {declared} if declared else set()
    name, all_names = [sought.name], [sought.name, *sought.aliases]
    yield "name", registry.bearers("name", name)
    yield "alias", registry.bearers("name", sought.aliases) | registry.bearers("alias", all_names)
    yield "short", {record for record in registry.bearers("short", all_names) if sought.country in record.countries}


def link_row(name_id: str, link: Link) -> Row:
    """A row as `db.ror.save_links` takes it."""
    record = link.record
    return {
        "name_id": name_id,
        "ror_id": record.id,
        "ror_basis": link.basis,
        "ror_name": record.name,
        "ror_country": record.countries[0] if record.countries else None,
        "ror_types": json.dumps(record.types),
        "wikidata_id": record.wikidata,
    }
