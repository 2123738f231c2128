"""Corrections applied to what was read, each with a row that says what it changed, or a problem that says why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from crawler.items import Problem
from db import agreements, names
from extract.bounds import bounds, days
from pipelines.corrections import FILE, Corrections, EventCorrection, Made, Pair
from pipelines.ids import slug
from pipelines.linking.alike import Likely
from pipelines.linking.organisations import Resolved
from pipelines.rows import Row

Ids = tuple[str, str]


class Correcting:
    """One pass over one corrections file. `called` has the names as read, by organisation id."""

    def __init__(self, corrections: Corrections, called: Mapping[str, str]) -> None:
        self.corrections = corrections
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.same: list[Ids] = []
        self.not_same: list[Ids] = []
        self._called = called
        self._head: dict[str, str] = {}
        for correction in corrections.organisation:
            whole = self._known(correction.name)
            for pairs, others, field in (
                (self.same, correction.same, "same"),
                (self.not_same, correction.not_same, "not_same"),
            ):
                for other in map(self._known, others):
                    if whole and other and whole != other:
                        pairs.append((whole, other))
                        self._note(correction, "organisation", whole, field, called[other], called[whole])

    def _known(self, name: str) -> str | None:
        """The id of an organisation by name or id; a problem if there is none."""
        if (key := self._key(name)) in self._called:
            return key
        self._lost(f"no organisation is called “{name}”")
        return None

    def _key(self, name: str) -> str:
        """The id that a name or id stands for. Not every id is the slug of itself: `the-lab`, or one that was cut."""
        return name if name in self._called else slug(name)

    def heads(self, resolved: Resolved) -> None:
        """Takes in which organisation each name was found to be."""
        self._head = {join.read_id: join.organisation_id for join in resolved.joins if not join.source_id}
        for a, b in resolved.refused:
            self._problem("refused", f"{a} and {b} can't be one organisation: another correction holds them apart")

    def decided(self, found: Likely) -> str | None:
        """What corrections say of a proposal."""
        for pairs, decision in ((self.same, "confirmed"), (self.not_same, "refused")):
            heads = {frozenset((self._head.get(a, a), self._head.get(b, b))) for a, b in pairs}
            if frozenset((found.a, found.b)) in heads | {frozenset(pair) for pair in pairs}:
                return decision
        return None

    def apply(self, db: Database) -> None:
        """Renames organisations and corrects events."""
        for correction in self.corrections.organisation:
            if correction.rename and (key := self._key(correction.name)) in self._called:
                whole = self._head.get(key, key)
                self._note(correction, "organisation", whole, "name", self._called[whole], correction.rename)
                names.rename(db, whole, correction.rename)
        for event in self.corrections.event:
            targets = [event.id] if event.id else self._told(db, event)
            found = [target for target in targets if target and agreements.is_in_force(db, target)]
            if len(found) == 1:
                self._correct(db, event, found[0])
            else:
                why = "there is no such event (any more)" if not found else "several events fit; give an id"
                self._lost(f"event {event}: {why}", event.url)

    def _told(self, db: Database, event: EventCorrection) -> list[str]:
        """Events of a page whose evidence is the sentence; if there are none, those whose evidence holds it or is part of it."""
        sentence = _plain(event.sentence or "")
        told = [(id, _plain(evidence)) for id, evidence in agreements.events_of_page(db, event.url or "")]
        exact = [id for id, evidence in told if evidence == sentence]
        return exact or [id for id, evidence in told if evidence in sentence or sentence in evidence]

    def _correct(self, db: Database, event: EventCorrection, event_id: str) -> None:
        fields: dict[str, Any] = agreements.fields_of(db, event_id)
        before = dict(fields)
        parties = agreements.sides_of(db, event_id)
        for field, value in event.fields.items():
            fields[field] = value
            self._note(event, "event", event_id, field, before[field], value)
        if "date" in event.fields:
            fields["first_day"], fields["last_day"] = days(fields["date"])
        if not {"date", "status"}.isdisjoint(event.fields):
            published = agreements.published(db, event_id)
            fields["not_before"], fields["not_after"] = bounds(fields["status"], fields["date"], published)
        if event.parties:
            now = [self._side(db, name) for name in event.parties]
            said, says = (" · ".join(agreements.names_of(db, sides)) for sides in (parties, now))
            self._note(event, "event", event_id, "parties", said, says)
            parties = now
        if event.drop:
            self._note(event, "event", event_id, "drop", "0", "1")
        agreements.change_event(db, event_id, fields, parties, dropped=event.drop)

    def _side(self, db: Database, name: str) -> str:
        """An organisation that a correction names; it need not have been read anywhere."""
        key = self._head.get(self._key(name), self._key(name))
        agreements.add_organisation(db, key, name)
        return key

    def pairs(self, known: Collection[str]) -> tuple[list[Ids], list[Ids]]:
        """The pairs of agreements that are one, and those that are not."""
        found: list[list[Ids]] = []
        for kind, pairs in (("join", self.corrections.join), ("apart", self.corrections.apart)):
            found.append([ids for pair in pairs if (ids := self._pair(kind, pair, known))])
        return found[0], found[1]

    def _pair(self, kind: str, pair: Pair, known: Collection[str]) -> Ids | None:
        a, b = pair.ids
        if missing := [id for id in pair.ids if id not in known]:
            self._lost(f"{kind} {a} {b}: there is no agreement or event {' nor '.join(missing)} (any more)")
            return None
        self._note(pair, kind, a, "with", None, b)
        return a, b

    def refuse_pairs(self, pairs: Iterable[Ids]) -> None:
        for a, b in pairs:
            self._problem("refused", f"{a} and {b} can't be one agreement: another correction holds them apart")

    def _note(self, made: Made, kind: str, target: str, field: str, before: str | None, after: str | None) -> None:
        self.rows.append(
            {
                "kind": kind,
                "target": target,
                "field": field,
                "before": before,
                "after": after,
                "note": made.note,
                "corrected_by": made.by,
                "corrected_on": made.on,
            }
        )

    def _lost(self, detail: str, url: str | None = None) -> None:
        self._problem("lost", detail, url)

    def _problem(self, code: str, detail: str, url: str | None = None) -> None:
        self.problems.append(Problem(code=f"correction-{code}", detail=f"{FILE}: {detail}", url=url, source=None))


def _plain(sentence: str) -> str:
    return " ".join(sentence.casefold().split())
