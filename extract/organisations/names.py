"""Well-known bodies: the names that the lexicon knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from extract.lexicon import lexicon


@lru_cache
def known_aliases() -> Mapping[str, str]:
    """All names of well-known bodies → the name that the lexicon files each under."""
    return {
        alias: name
        for group in lexicon("organisation_names").values()
        for name, aliases in group.items()
        for alias in (name, *aliases)
    }
