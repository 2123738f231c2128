"""What the reader found in one version of an article as rows, by table. Pure functions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from extract.bounds import days
from extract.records import SEATS, Event, Extraction, Mention, Organisation, Person
from pipelines.ids import digest, slug
from pipelines.rows import Row, alias_row, country_rows


class Names:
    """Which organisation a name means: a declared one, or the one that the name itself makes.

    `declared` is (name, organisation id, source id that the name is scoped to or null).
    """

    def __init__(self, declared: Iterable[tuple[str, str, str | None]]) -> None:
        self._ids = {(slug(name), scope): organisation for name, organisation, scope in declared}

    def organisation_id(self, name: str, source_id: str) -> str:
        key = slug(name)
        return self._ids.get((key, source_id)) or self._ids.get((key, None)) or key


class Cast:
    """Who occurs in a text: rows of organisations, their names and people, made as they are met."""

    def __init__(self, names: Names, source_id: str) -> None:
        self._names = names
        self._source_id = source_id
        self.organisations: dict[str, Row] = {}
        self.aliases: dict[tuple[str, str], Row] = {}
        self.people: dict[str, Row] = {}

    def organisation(self, name: str) -> str:
        """The organisation's id."""
        key = self._names.organisation_id(name, self._source_id)
        self.organisations.setdefault(key, {"id": key, "name": name, "country": None, "country_basis": None})
        return key

    def called(self, name: str, surface: str) -> str:
        """The organisation's id; the text also calls it `surface`."""
        key = self.organisation(name)
        if surface != self.organisations[key]["name"]:
            self.aliases[key, surface] = alias_row(key, surface, "text", self._source_id, scoped=True)
        return key

    def person(self, name: str) -> str:
        """The person's id."""
        key = slug(name)
        self.people.setdefault(key, {"id": key, "name": name})
        return key

    def sits_in(self, told: Organisation) -> None:
        """Notes an organisation's country, if nothing is known of it yet."""
        row = self.organisations[self.organisation(told.name)]
        if row["country"] is None:
            row |= {"country": told.country, "country_basis": told.basis}


def extraction_rows(
    extraction: Extraction,
    *,
    text: str,
    version_id: int,
    number: int,
    article_id: str,
    source_id: str,
    names: Names,
) -> dict[str, list[Row]]:
    """The rows of one version (its `number` within the article), as `db.readings.save_extraction` takes them."""
    cast = Cast(names, source_id)
    made = {"version_id": version_id, "extractor_id": extraction.extractor}
    place = (article_id, number)
    mentions = [_mention(m, cast, text, place) | made for m in extraction.mentions]
    roles = {row["id"]: row | made for p in extraction.people if (row := _role(p, cast, place))}
    events, parties, signatories = [], [], []
    seen: Counter[str] = Counter()
    for event in extraction.events:
        sides = list(dict.fromkeys(map(cast.organisation, event.parties)))
        same = digest(*place, event.type, *sorted(sides))
        seen[same] += 1
        event_id = same if seen[same] == 1 else digest(same, seen[same])
        events.append(_event(event, text) | made | {"id": event_id})
        parties += [{"event_id": event_id, "organisation_id": o, "position": i} for i, o in enumerate(sides)]
        signatories += [{"event_id": event_id, "person_id": p} for p in dict.fromkeys(map(cast.person, event.people))]
    for told in sorted((o for o in extraction.organisations if o.basis), key=lambda o: SEATS.index(o.basis or "")):
        cast.sits_in(told)
    codes: list[str | None] = [row["country"] for row in [*mentions, *cast.organisations.values()]]
    codes += [event.place_country for event in extraction.events]
    return {
        "countries": country_rows(codes),
        "organisations": list(cast.organisations.values()),
        "organisation_aliases": list(cast.aliases.values()),
        "people": list(cast.people.values()),
        "mentions": mentions,
        "dates": [_date(m, place) for m in extraction.mentions if m.label == "DATE"],
        "person_roles": list(roles.values()),
        "events": events,
        "event_parties": parties,
        "event_people": signatories,
    }


def _mention_id(m: Mention, place: tuple[str, int]) -> str:
    return digest(*place, m.start, m.end, m.label)


def _mention(m: Mention, cast: Cast, text: str, place: tuple[str, int]) -> Row:
    surface = text[m.start : m.end]
    return {
        "id": _mention_id(m, place),
        "label": m.label,
        "start": m.start,
        "end": m.end,
        "surface": surface,
        "organisation_id": cast.called(m.entity or surface, surface) if m.label == "ORG" else None,
        "person_id": cast.person(m.entity or surface) if m.label == "PERSON" else None,
        "country": m.value if m.label == "COUNTRY" else None,
        "rule": m.rule,
        "confidence": m.confidence,
    }


def _date(m: Mention, place: tuple[str, int]) -> Row:
    first, last = days(m.value)
    return {
        "mention_id": _mention_id(m, place),
        "value": m.value,
        "edtf": m.edtf,
        "first_day": first,
        "last_day": last,
    }


def _role(person: Person, cast: Cast, place: tuple[str, int]) -> Row | None:
    if not person.role and not person.organisation:
        return None
    return {
        "id": digest(*place, person.name, person.role, person.organisation),
        "person_id": cast.person(person.name),
        "role": person.role,
        "organisation_id": cast.organisation(person.organisation) if person.organisation else None,
        "organisation_basis": person.basis if person.organisation else None,
    }


def _event(event: Event, text: str) -> Row:
    first, last = days(event.date)
    return {
        "type": event.type,
        "instrument": event.instrument,
        "status": event.status,
        "date": event.date,
        "first_day": first,
        "last_day": last,
        "not_before": event.not_before,
        "not_after": event.not_after,
        "subject": event.subject,
        "evidence": text[event.evidence.start : event.evidence.end],
        "evidence_start": event.evidence.start,
        "evidence_end": event.evidence.end,
        "confidence": event.confidence,
        "rules": json.dumps(event.rules),
        "place_country": event.place_country,
        "place": text[event.place.start : event.place.end] if event.place else None,
        "place_start": event.place.start if event.place else None,
        "place_end": event.place.end if event.place else None,
    }
