"""The agreements of a large record: who with whom, what, since when, and in which articles it is told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np

STATUSES = ("planned", "negotiating", "agreed", "signed", "launched", "in_force", "renewed", "ended")
TYPES = {"cooperation": 45, "programme": 18, "mobility": 12, "unit": 8, "office": 3, "membership": 6, "project": 8}
INSTRUMENTS = {"memorandum": 40, "agreement": 30, None: 15, "contract": 8, "protocol": 4, "roadmap": 2, "letter": 1}
SUBJECT = "exchange of students and joint research in {} and neighbouring fields"
EVIDENCE = (
    "{} and {} have signed a document on cooperation in {}, in the presence of guests from both sides, on that day"
)


@dataclass
class Agreement:
    sides: list[int]
    type: str
    instrument: str | None
    told: list[tuple[int, str]]
    """(article, status), in order of publication."""


@dataclass
class Agreements:
    made: list[Agreement]
    ids: list[str]
    """Of events; an agreement's is that of its first."""
    organisations: list[tuple[str, str, str | None]]
    random: Random
    signers: list[str] = field(default_factory=list)

    def steps(
        self, articles: list[str], current: list[int], day: Callable[[int], str], extractor: str
    ) -> Iterator[tuple[str, str, Iterable[Sequence[Any]]]]:
        """(table, columns, rows), in an order in which they can be filled."""
        names = self.organisations
        told = list(self._told())
        yield (
            "events",
            "id version_id type instrument status date first_day last_day subject evidence evidence_start evidence_end confidence rules extractor_id",
            (
                (
                    id,
                    current[article],
                    a.type,
                    a.instrument,
                    status,
                    day(article),
                    day(article),
                    day(article),
                    SUBJECT.format(a.type),
                    EVIDENCE.format(names[a.sides[0]][1], names[a.sides[1]][1], a.type),
                    place * 150,
                    place * 150 + 140,
                    0.8,
                    "[]",
                    extractor,
                )
                for a, id, article, status, place in told
            ),
        )
        yield (
            "event_parties",
            "event_id organisation_id position",
            ((id, names[side][0], position) for a, id, *_ in told for position, side in enumerate(a.sides)),
        )
        yield (
            "event_people",
            "event_id person_id",
            (
                (id, person)
                for _, id, *_ in told
                if self.random.random() < 0.3
                for person in {self.signers[int(len(self.signers) * self.random.random() ** 4)] for _ in range(2)}
            ),
        )
        yield (
            "agreements",
            "id parties countries type instrument status subject date first_day last_day first_report latest_report reports articles",
            (
                (
                    self.ids[first],
                    " · ".join(names[side][1] for side in a.sides),
                    " ".join(sorted({names[side][2] or "" for side in a.sides} - {""})),
                    a.type,
                    a.instrument,
                    a.told[-1][1],
                    SUBJECT.format(a.type),
                    day(a.told[0][0]),
                    day(a.told[0][0]),
                    day(a.told[0][0]),
                    day(a.told[0][0]),
                    day(a.told[-1][0]),
                    len(a.told),
                    len({article for article, _ in a.told}),
                )
                for a, first in self._firsts()
            ),
        )
        yield (
            "agreement_parties",
            "agreement_id organisation_id position reports country",
            (
                (self.ids[first], names[side][0], position, len(a.told), names[side][2])
                for a, first in self._firsts()
                for position, side in enumerate(a.sides)
            ),
        )
        yield (
            "agreement_reports",
            "event_id agreement_id basis duplicate_of",
            (
                (
                    self.ids[first + place],
                    self.ids[first],
                    "same-news" if place else "first",
                    articles[a.told[0][0]] if place and self.random.random() < 0.03 else None,
                )
                for a, first in self._firsts()
                for place in range(len(a.told))
            ),
        )
        yield (
            "proposals",
            "id kind a b score rule evidence decided",
            (
                (self.ids[at], "agreement", self.ids[at], self.ids[at + 1], 0.5, "other-type", "evidence", None)
                for at in range(0, len(self.ids) - 1, 60)
            ),
        )

    def _firsts(self) -> Iterator[tuple[Agreement, int]]:
        """Each agreement with the number of its first event."""
        at = 0
        for agreement in self.made:
            yield agreement, at
            at += len(agreement.told)

    def _told(self) -> Iterator[tuple[Agreement, str, int, str, int]]:
        """(agreement, event, article, status, which of its reports)."""
        for agreement, first in self._firsts():
            for place, (article, status) in enumerate(agreement.told):
                yield agreement, self.ids[first + place], article, status, place % 6


def make_agreements(
    random: Random,
    chance: np.random.Generator,
    organisations: list[tuple[str, str, str | None]],
    days: list[int],
    *,
    events: int,
) -> Agreements:
    """Agreements with so many events in all, in articles that were published on `days` (in order)."""
    made: list[Agreement] = []
    networks = [at for at, (_, name, _) in enumerate(organisations) if name.endswith("Alliance")]
    weights = np.cumsum(1 / np.arange(1, len(organisations) + 1) ** 0.9)
    drawn = np.searchsorted(weights, chance.random(events * 6) * weights[-1]).tolist()
    number = 0
    while number < events:
        type = random.choices(list(TYPES), list(TYPES.values()))[0]
        size = random.choices((2, 3, 4, 5, 6), (75, 13, 6, 4, 2))[0]
        sides = list(dict.fromkeys(drawn.pop() for _ in range(size)))
        if type == "membership" and networks:
            sides = [sides[0], random.choice(networks)]
        if len(set(sides)) < 2:
            continue
        article, step = random.randrange(len(days)), random.choices(range(8), (3, 6, 8, 45, 18, 12, 5, 3))[0]
        told = [(article, STATUSES[step])]
        while random.random() < 0.55 and number + len(told) < events:
            later = days[article] + int(random.expovariate(1 / 300))
            article = bisect_left(days, later) + random.randrange(20)
            if article >= len(days):
                break
            step = min(step + random.choice((0, 0, 1, 2)), 7)
            told.append((article, STATUSES[step]))
        told.sort(key=lambda report: report[0])
        number += len(told)
        made.append(Agreement(sides, type, random.choices(list(INSTRUMENTS), list(INSTRUMENTS.values()))[0], told))
    ids = [f"{value:016x}" for value in chance.integers(0, 2**63, number).tolist()]
    return Agreements(made, ids, organisations, random)
