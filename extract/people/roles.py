"""What a text says a person is: role and organisation, from the words beside the name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extract.people.letters import Unit

Span = tuple[int, int]

# Over the letters of letters.py. `Acting Vice-Rector for Science and Innovation`, `Advisor to the Rector`:
_ROLE = r"p*R(?:[pR]|ap*R|f{1,2}p*R|[fa]f?[CKp]+(?:,?[Ca]+C)*)*"
_OF = r"(?:f{1,2}(?P<of>O)(?:\(O\))?)?"
_AFTER = re.compile(rf"(?:,|-|\(|,?\")f?(?P<org>O)?'?K*(?P<role>{_ROLE}){_OF}")
_BEFORE = re.compile(rf"(?P<org>O)?'?(?P<role>{_ROLE}){_OF},?D*$")
_REACH = 18
"""Words before a name that can tell its role."""


def roles_of(units: Sequence[Unit], letters: str, people: Mapping[Span, str]) -> list[dict[str, Any]]:
    """Fields of `records.Person` for each person, in order of the text; the fullest that is said of one counts."""
    best: dict[str, dict[str, Any]] = {}
    for (first, last), name in sorted(people.items()):
        role, organisation = _told(units, letters, first, last)
        known = best.setdefault(name, {"name": name, "role": None, "organisation": None})
        if _fullness(role, organisation) > _fullness(known["role"], known["organisation"]):
            known.update(role=role, organisation=organisation)
    return list(best.values())


def _fullness(role: str | None, organisation: str | None) -> tuple[bool, bool, int]:
    return role not in (None, "Professor"), organisation is not None, len(role or "")


def _told(units: Sequence[Unit], letters: str, first: int, last: int) -> tuple[str | None, str | None]:
    match = _AFTER.match(letters, last) or _BEFORE.search(letters, max(0, first - _REACH), first)
    if match:
        role = " ".join(unit.text for unit in units[slice(*match.span("role"))]).replace(" ,", ",")
        where = match.start("of") if match["of"] else match.start("org")
        return role, units[where].organisation if where >= 0 else None
    title = units[first - 1].text if first else ""
    return ("Professor", None) if title in ("Prof.", "Prof", "Professor") else (None, None)
