"""What looked like an event and is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extract.agreements.judging import Signs
from extract.agreements.leads import Lead
from extract.agreements.merging import Report
from extract.agreements.reading import Place

Why = Literal["status", "sides", "unsure"]
"""A rule of status.toml says so; fewer than two sides are known; too little speaks for it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act on an arrangement that a clause tells of without telling of an event."""

    why: Why
    act: str
    type: str
    parties: tuple[str, ...]
    """The sides that are known."""
    clause: Place
    rules: tuple[str, ...]
    """As in an event: those of act, document and thing, of the status, of the sides."""
    signs: Signs = field(default_factory=dict, compare=False, repr=False)
    """Of what is unsure: those by which it was judged."""

    @classmethod
    def of(cls, why: Why, lead: Lead, parties: tuple[str, ...] = (), report: Report | None = None) -> Refusal:
        """Why a lead, which has an arrangement, came to nothing, or to a report that is not sure."""
        arrangement = lead.arrangement
        assert arrangement is not None
        so_far = report.rules if report else (*arrangement.rules, lead.status_rule)
        signs = report.signs if report else {}
        return cls(why, arrangement.act.id, arrangement.type, parties, lead.clause, so_far, signs)
