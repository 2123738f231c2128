"""What looked like an event and is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.agreements.reading import Place

Why = Literal["status", "sides", "told"]
"""A rule of status.toml says so; fewer than two sides are known; the sentence itself tells of too few sides."""


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
