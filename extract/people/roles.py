"""What a text says a person is: role and organisation, from the words beside the name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extract.lexicon import word_set
from extract.people.affiliations import Surroundings
from extract.people.letters import Unit

Span = tuple[int, int]

# Over the letters of letters.py. `Acting Vice-Rector for Science and Innovation`, `Advisor to the Rector`:
_ROLE = r"p*[RM](?:[pRM]|ap*R|f{1,2}p*R|[fa]f?[CKp]+(?:,?[Ca]+C)*)*(?:\([CpaR]+\))?"
_OF = r"(?:(?:,?f{1,2}|,|\(f?)(?P<of>O)(?:\(O\))?)?"
_AFTER = re.compile(rf"(?:,w\.{{1,2}}|,|-|:|\(|,?\")D*f?(?P<org>O)?'?K*(?P<role>{_ROLE}){_OF}")
_BEFORE = re.compile(rf"(?P<org>O)?(?:\(O\))?'?(?P<role>{_ROLE}){_OF}[,-]?D*$")
_SIGNATURE = re.compile(rf"/D*(?P<org>O)?'?(?P<role>{_ROLE})(?:(?:f{{1,2}}|,f?|/)(?P<of>O))?(?=[/.]|$)")
_FROM = re.compile(r"(?:f{1,2}|,f{0,2}|\(f{0,2}|-)(?P<org>O)")
_LIST = re.compile(r"(?:,|;|,?a)f?D*")
_REACH = 18
"""Words before a name that can tell its role."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one place says of a person."""

    role: str | None = None
    organisation: str | None = None
    basis: str | None = None
    """What the organisation rests on: see `records.Person.basis`."""
    several: bool = False
    """Whether the role stands for all names of a list: `Vice-Presidents`."""

    def fullness(self) -> tuple[bool, bool, bool, bool, int]:
        role = self.role or ""
        named = bool(role) and not role.endswith("Professor")
        present = not role.casefold().startswith(("former", "ex-", "past"))
        return named, present, self.basis == "stated", self.organisation is not None, len(role)


def roles_of(
    units: Sequence[Unit], letters: str, people: Mapping[Span, str], publisher: str | None = None
) -> list[dict[str, Any]]:
    """Fields of `records.Person` for each person, in order of the text; the fullest that is said of one counts.
    `publisher` is the canonical name of the organisation whose page it is."""
    letters = _with_ranks(units, letters)
    places = sorted(people)
    told = _spread(letters, places, [_told(units, letters, *place) for place in places])
    surroundings = Surroundings(units, letters, publisher)
    best: dict[str, Told] = {}
    for place, found in zip(places, told, strict=True):
        if found.role and not found.organisation:
            organisation, basis = surroundings.organisation(place[0], found.role)
            found = Told(found.role, organisation, basis)
        known = best.setdefault(people[place], found)
        if found.fullness() > known.fullness():
            best[people[place]] = found
    return [
        {"name": name, "role": found.role, "organisation": found.organisation, "basis": found.basis}
        for name, found in best.items()
    ]


def _with_ranks(units: Sequence[Unit], letters: str) -> str:
    """The letters with `Assistant Professor` and the like as titles: behind a role they are its holder's rank."""
    changed = list(letters)
    for index, (unit, following) in enumerate(pairwise(units)):
        if following.letter == "D" and unit.letter in "Rp" and unit.text.casefold() in word_set("roles", "ranks"):
            changed[index] = "D"
    return "".join(changed)


def _told(units: Sequence[Unit], letters: str, first: int, last: int) -> Told:
    alone = not first or letters[first - 1] in "/D"
    beside = _FROM.match(letters, last)
    here = units[beside.start("org")].organisation if beside else None
    matches = [_AFTER.match(letters, last), _BEFORE.search(letters, max(0, first - _REACH), first)]
    matches += [_SIGNATURE.match(letters, last)] if alone else []
    told = [_of_match(units, match, here if match.end() <= first else None) for match in matches if match]
    told = [found for found in told if found.role and not _is_relative(found.role)]
    if told:
        return max(told, key=Told.fullness) if told[0].fullness() < (True, True) else told[0]
    return Told(_rank(units, letters, first), here, "stated" if here else None)


def _of_match(units: Sequence[Unit], match: re.Match[str], beside: str | None) -> Told:
    words = [
        unit.text.removesuffix("s") if unit.letter == "M" else unit.text for unit in units[slice(*match.span("role"))]
    ]
    role = " ".join(words).replace(" ,", ",").replace("( ", "(").replace(" )", ")")
    where = match.start("of") if match["of"] else match.start("org")
    organisation = units[where].organisation if where >= 0 else beside
    several = any(unit.letter == "M" for unit in units[slice(*match.span("role"))])
    return Told(role, organisation, "stated" if organisation else None, several)


def _is_relative(role: str) -> bool:
    """Whether a word says what someone is to another only: `colleague`, `counterpart`."""
    return role.casefold() in word_set("roles", "relative")


def _rank(units: Sequence[Unit], letters: str, first: int) -> str | None:
    """`Professor`, `Associate Professor` from the titles before a name."""
    titles = re.search("D*$", letters[:first])
    texts = [unit.text for unit in units[titles.start() if titles else first : first]]
    for index, text in enumerate(texts):
        if text in ("Prof.", "Prof", "Professor"):
            ranked = index and texts[index - 1].casefold() in word_set("roles", "ranks")
            return f"{texts[index - 1]} Professor" if ranked else "Professor"
    return None


def _spread(letters: str, places: Sequence[Span], told: list[Told]) -> list[Told]:
    """Gives a role of several to all names of the list that it stands before or behind."""
    for indices in (range(1, len(places)), range(len(places) - 2, -1, -1)):
        step = 1 if indices.step > 0 else -1
        for index in indices:
            other = told[index - step]
            between = sorted((places[index], places[index - step]))
            if other.several and not told[index].role and _LIST.fullmatch(letters, between[0][1], between[1][0]):
                told[index] = other
    return told
