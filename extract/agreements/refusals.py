"""What looked like an event and is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.agreements.leads import Lead
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

    @classmethod
    def of(cls, why: Why, lead: Lead, parties: tuple[str, ...] = (), rules: tuple[str, ...] = ()) -> Refusal:
        """Why a lead, which has an arrangement, came to nothing."""
        arrangement = lead.arrangement
        assert arrangement is not None
        so_far = rules or (*arrangement.rules, lead.status_rule)
        return cls(why, arrangement.act.id, arrangement.type, parties, lead.clause, so_far)
