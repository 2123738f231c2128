"""How far an arrangement has got: ordered rules over the clause, then the act itself, then the calendar."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta

from extract.agreements.acts import Act
from extract.agreements.clauses import shortened
from extract.agreements.reading import Reading
from extract.rules import Rule, load_rules, small

NEWS = timedelta(days=120)
"""What was signed longer before the day of publication is background."""

REACH = 80
"""Characters that a wish or a denial reaches."""

TURN = re.compile(r"[;“”]|, (?:for|but|it|which|whose|since|because) ")
"""Where a wish or a denial ends."""

ENTRY = re.compile(r"\s*(?:[-–—•*·▪■]|\(?\w{1,2}[.)])\s")
"""The beginning of an entry of a list."""
DECIDED = re.compile(
    r"\b(?:agreed|decided|resolved|agreements? (?:was|were) reached|decisions?)\b[^.]*:\s*$", re.IGNORECASE
)
"""The line before a list of decisions."""
DATED = ("signed", "launched", "agreed")


def status_of(clause: str, act: Act, at: int) -> tuple[str | None, str]:
    """The status that a masked clause gives to an act whose trigger stands at an offset, and the id of the rule.

    Null where the clause tells of no event.
    """
    short, places = shortened(clause)
    words, at = small(short), bisect_left(places, at)
    for rule in load_rules("status"):
        matches = rule.pattern.finditer(words) if rule.concerns(act.id) else ()
        if any(_meets(match, rule, at) for match in matches):
            return rule.value, rule.id
    return act.status, f"status.{act.status}"


def _meets(match: re.Match[str], rule: Rule, at: int) -> bool:
    """Whether the words of a rule stand where they must stand to an act at an offset."""
    if rule.holds:
        return match.start() <= at < match.end()
    gap = at - match.end()
    return not rule.before or (-len(match[0]) <= gap <= REACH and not TURN.search(match.string, match.end(), at))


def follows_decision(reading: Reading, at: int) -> bool:
    """Whether an offset lies in an entry of a list of what was agreed: "The parties agreed on the following: – …"."""
    start = reading.text.rfind("\n", 0, at) + 1
    if not ENTRY.match(reading.text, start):
        return False
    head = next((line for line in reversed(reading.text[:start].splitlines()) if line and not ENTRY.match(line)), "")
    return bool(DECIDED.search(head))


def is_background(status: str, day: str | None, published: str | None) -> bool:
    """Whether something signed, opened or agreed on that day (ISO, or an interval) is old news at publication."""
    if status not in DATED or not day or not published:
        return False
    last = day.partition("/")[2] or day
    latest = date.fromisoformat({4: f"{last}-12-31", 7: f"{last}-28"}.get(len(last), last))
    return latest < date.fromisoformat(published[:10]) - NEWS
