"""What can be done to an arrangement: the entries of acts.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extract.lexicon import lexicon
from extract.rules import LexiconError


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done to an arrangement; see acts.toml."""

    id: str
    status: str
    things: tuple[str, ...]
    reach: int


@lru_cache
def load_acts() -> tuple[Act, ...]:
    """The acts of acts.toml, in order of precedence. Raises LexiconError."""
    try:
        return tuple(Act(**{**entry, "things": tuple(entry["things"])}) for entry in lexicon("acts")["act"])
    except (KeyError, TypeError) as error:
        raise LexiconError(f"acts.toml: {error}") from None
