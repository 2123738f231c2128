"""Which organisations can be a side: their kind by name, their role by context, the parents of units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from extract.rules import MASKS, load_rules, small

CONTEXT = 200
"""Characters around a name, within its sentence, that can tell its role."""
MADE = ("unit", "office")
"""Kinds that stay objects throughout a text that once says they were opened, founded or closed. Reporters always do."""
UNIT_FIRST = {
    "section": re.compile(r",? (?:of|at|from|in)(?: the)? |, | ?\("),
    "unit": re.compile(r",? (?:of|at|from|in)(?: the)? |, | ?\("),
    "institute": re.compile(r" (?:of|at)(?: the)? "),
}
"""What may stand between a unit and its parent, by the kind of the unit. Institutes may be sides of their own right:
in "A Institute, B University" both are."""
PARENT_FIRST = {"section": re.compile(r"'s |, | | ?\("), "unit": re.compile(r"'s "), "institute": re.compile(r"'s ")}
"""The same where the parent comes first."""


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of an organisation, a person or a date. Half-open offsets into the text."""

    start: int
    end: int
    value: str
    """Canonical name of an organisation or person; ISO value of a date."""
    kind: str
    """org, body (alliance, network), state, institute, unit, section, office, media; person; date."""
    role: str = "side"
    """Of organisations: side, object (what is opened or closed), reporter or bystander."""


def masked(text: str, names: tuple[Name, ...]) -> str:
    """The text with every name replaced by as many characters of `MASKS`."""
    characters = list(text)
    for name in names:
        # What is opened or closed reads as a unit, whatever its name looks like.
        kind = "unit" if name.role == "object" and name.kind not in ("body", "office") else name.kind
        characters[name.start : name.end] = MASKS.get(kind, MASKS["org"]) * (name.end - name.start)
    return "".join(characters)


def with_roles(text: str, names: tuple[Name, ...], sentences: tuple[tuple[int, int], ...]) -> tuple[Name, ...]:
    """Organisations with the role that their sentence gives them."""
    plain = masked(text, names)
    found: list[Name] = []
    for name in names:
        at = bisect_right(sentences, name.start, key=lambda sentence: sentence[0])
        start, end = sentences[at - 1] if at else (name.start, name.end)
        context = " " if name.start - start > CONTEXT else ""  # no name is at a start that is cut off
        context += plain[max(start, name.start - CONTEXT) : name.start] + MASKS["name"]
        context += plain[name.end : min(end, name.end + CONTEXT)]
        again = found and found[-1].value == name.value and text[found[-1].end : name.start] == " ("
        found.append(replace(name, role=found[-1].role if again else role_in(context)))
    fixed = {n.value: n.role for n in found if n.role == "reporter" or (n.role == "object" and n.kind in MADE)}
    return tuple(replace(name, role=fixed.get(name.value, name.role)) for name in found)


def role_in(context: str) -> str:
    """The role of the name that stands as `MASKS["name"]` in a masked sentence."""
    context = small(context)
    for rule in load_rules("sides"):
        if any(MASKS["name"] in match[0] for match in rule.pattern.finditer(context)):
            return rule.value or "side"
    return "side"


def parents_of(text: str, names: tuple[Name, ...]) -> dict[str, str]:
    """Units and sections by canonical name → the organisation they belong to, as the text has them side by side, or
    as the unit's name tells ("TSU Institute of Smart Materials")."""
    tops = {name.value for name in names if name.kind in ("org", "body")}
    spellings = {text[name.start : name.end]: name.value for name in names if name.value in tops}
    parents: dict[str, str] = {}
    for index, name in enumerate(names):
        if name.kind not in UNIT_FIRST or name.value in parents:
            continue
        after, before = names[index + 1 : index + 2], names[max(0, index - 1) : index]
        joined = [o for o in after if UNIT_FIRST[name.kind].fullmatch(text, name.end, o.start)]
        joined += [o for o in before if PARENT_FIRST[name.kind].fullmatch(text, o.end, name.start)]
        own = text[name.start : name.end]
        within = [s for s in spellings if s in own and re.search(rf"(?<!\w){re.escape(s)}(?!\w)", own)]
        parent = next((o.value for o in joined if o.value in tops), None)
        if parent or within:
            parents[name.value] = parent or spellings[max(within, key=len)]
    return parents


def most_named(title: str, text: str, names: tuple[Name, ...]) -> str | None:
    """The organisation that a text is about: named most often, the title counting twice; the earlier one on a tie."""
    counts: Counter[str] = Counter()
    for name in names:
        if name.kind in ("org", "body") and name.role == "side":
            counts[name.value] += 1
    for value in counts:
        spellings = {value} | {text[n.start : n.end] for n in names if n.value == value}
        counts[value] += 2 * any(spelling in title for spelling in spellings)
    return counts.most_common(1)[0][0] if counts else None
