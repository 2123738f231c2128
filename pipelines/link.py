"""The last step of a night: names become organisations, reports become agreements, corrections are followed.

One transaction over the whole database, begun anew each time from what was read, so that a correction or a join that is
taken back leaves nothing behind. `pipelines/linking/` has the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from crawler.items import Problem
from db import agreements, names, readings, ror
from pipelines.correcting import Correcting
from pipelines.corrections import Corrections
from pipelines.ledger import utc_now
from pipelines.linking.agreements import link
from pipelines.linking.alike import Name
from pipelines.linking.copies import find_copies
from pipelines.linking.organisations import Alias, Resolved, resolve
from pipelines.linking.reports import make_report
from pipelines.linking.rows import agreement_rows, proposal_row
from pipelines.rows import Row, issue_row


@dataclass(frozen=True, slots=True)
class Done:
    """What there is after linking."""

    reports: int
    agreements: int
    open: int
    """Proposals that nobody has decided."""
    problems: list[Problem]
    """Corrections that could not be followed."""


def link_all(db: Database, corrections: Corrections, *, clock: Callable[[], str] = utc_now) -> Done:
    with db.atomic():
        # Rows point to names that are organisations again in between.
        db.execute("pragma defer_foreign_keys = on")
        agreements.restore_events(db)
        names.restore_names(db)
        ror.clear(db)
        read = [
            Name(row["id"], row["name"], row["country"], bool(row["declared"]), frozenset(sources), row["record"])
            for row, sources in _with_sources(db)
        ]
        correcting = Correcting(corrections, {name.id: name.name for name in read})
        resolved = resolve(read, _aliases(db), same=correcting.same, not_same=correcting.not_same)
        correcting.heads(resolved)
        _join_names(db, resolved, read)
        correcting.apply(db)
        ror.apply(db)
        done = _link(db, correcting, resolved)
        agreements.save_corrections(db, correcting.rows)
        agreements.replace_issues(
            db,
            "correction-%",
            [issue_row(problem, run_id=None, noticed=clock()) for problem in correcting.problems],
        )
        readings.prune(db)
    return done


def _with_sources(db: Database) -> list[tuple[Mapping[str, Any], set[str]]]:
    sources = names.sources_of_names(db)
    return [(row, sources.get(row["id"], set())) for row in names.names_as_read(db)]


def _aliases(db: Database) -> list[Alias]:
    return [
        Alias(row["organisation_id"], row["alias"], bool(row["declared"]), row["source_id"], bool(row["scoped"]))
        for row in names.aliases_as_read(db)
    ]


def _join_names(db: Database, resolved: Resolved, read: list[Name]) -> None:
    """Makes the joins that hold now and undoes those that do not any more."""
    called = {name.id: name.name for name in read}
    countries = names.countries_as_read(db)
    old = names.joins(db)
    now = _meanings((join.read_id, join.source_id, join.organisation_id) for join in resolved.joins)
    before = _meanings((row["read_id"], row["source_id"], row["organisation_id"]) for row in old)
    for noted in old:
        # What is to move on the pages of one source may have been moved by a join that holds everywhere.
        if now.get(noted["read_id"]) != before[noted["read_id"]]:
            names.undo_join(db, noted)
    made: list[Row] = []
    for join in resolved.joins:
        row: Row = {
            "read_id": join.read_id,
            "source_id": join.source_id,
            "name": called[join.read_id],
            "country": None,
            "country_basis": None,
            **countries.get(join.read_id, {}),
            "organisation_id": join.organisation_id,
            "rule": join.rule,
            "evidence": join.evidence,
        }
        for event_id in names.events_with(db, join.read_id, join.source_id):
            parties = agreements.sides_of(db, event_id)
            moved = [join.organisation_id if side == join.read_id else side for side in parties]
            agreements.change_event(db, event_id, agreements.fields_of(db, event_id), moved, dropped=False)
        names.make_join(db, row)
        made.append(row)
    names.note_joins(db, made)
    names.set_parents(db, resolved.parents)


def _meanings(joins: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """Name → source, or everywhere → organisation."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, source, organisation in joins:
        found[name][source] = organisation
    return found


def _link(db: Database, correcting: Correcting, resolved: Resolved) -> Done:
    known = {row["id"]: row for row in agreements.organisations(db)}
    called = {id: str(row["name"]) for id, row in known.items()}
    sides = agreements.sides(db)
    reports = [
        make_report(row, (resolved.parents.get(side, side) for side in sides.get(row["id"], ())), called)
        for row in agreements.events_in_force(db)
    ]
    copies = find_copies(reports, lambda version_id: agreements.body(db, version_id))
    joined, apart = correcting.pairs({report.event_id for report in reports})
    linked = link(reports, copies=copies, joined=joined, apart=apart)
    correcting.refuse_pairs(linked.refused)
    tables = agreement_rows(
        linked,
        copies=copies,
        names=called,
        countries={id: row["country"] for id, row in known.items() if row["country"]},
        joined=joined,
        apart=apart,
    )
    tables["proposals"] += [
        proposal_row(
            "organisation", found.a, found.b, found.score, found.rule, found.evidence, correcting.decided(found)
        )
        for found in resolved.likely
    ]
    agreements.save_agreements(db, tables)
    undecided = sum(row["decided"] is None for row in tables["proposals"])
    return Done(len(reports), len(tables["agreements"]), undecided, correcting.problems)


def tell(done: Done) -> list[str]:
    """What linking did, as lines for a person."""
    doubtful = f", {_some(done.open, 'join')} to decide" if done.open else ""
    lines = [f"linked {_some(done.reports, 'report')} into {_some(done.agreements, 'agreement')}{doubtful}"]
    return lines + [f"uniaccord: {problem.detail} ({problem.code})" for problem in done.problems]


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
