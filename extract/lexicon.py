"""The data of this room: TOML files in `lexicons/`, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lexicons"


@lru_cache
def lexicon(name: str) -> dict[str, Any]:
    """One file of `lexicons/` by its stem. Callers share the answer: never change it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """The entry at `keys` as a set: a string is cut at blanks, an array is taken as it is."""
    entry: Any = lexicon(name)
    for key in keys:
        entry = entry[key]
    return frozenset(entry.split() if isinstance(entry, str) else entry)
