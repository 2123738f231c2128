"""What kind of body an organisation is, by its name."""

from __future__ import annotations

from functools import lru_cache

from extract.rules import load_rules, small


@lru_cache(maxsize=4096)
def kind_of(*names: str) -> str:
    """The kind of an organisation by any of its names: org, body (alliance, network), state, institute, unit, section,
    office or media."""
    lowered = [small(name) for name in names]
    for rule in load_rules("organisation_kinds"):
        if any(rule.pattern.fullmatch(name) for name in lowered):
            return rule.value or "org"
    return "org"
