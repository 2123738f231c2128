"""What a text says a person is: role and organisation, from the words beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Any

from extract.lexicon import lexicon, word_set
from extract.people.affiliations import Holder, Surroundings
from extract.people.letters import Unit

Span = tuple[int, int]

# Over the letters of letters.py, `#` for the words of people. `Acting Vice-Rector for Science, Youth and Innovation
# (Students)`, `Advisor to the Rector`, `Director External Linkages`:
_PART = r"[CKlpnkxh]{1,5}"
_ROLE = (
    rf"p*[RM](?:[pRMt]|ap*R|f{{1,2}}Rl|f{{1,2}}p*R|[fa]f?{_PART}(?:,?(?:a|a?f){_PART}|,[CKp]{{1,4}}(?=[,aC])){{0,3}}"
    rf"|(?:[CKnx]{{1,4}}|l(?=v))(?=[-,.;:/)(D#RMv]|f|O|$)){{0,4}}(?:\([CKpaRlnxc]+\))?"
)
_ROLES = rf"{_ROLE}(?:(?:[;,]|,?a|,a)f?{_ROLE}(?![D#R])){{0,2}}"
_OF = r"(?:(?:,?f{1,2}K?|,h?|;|\(f?|-|fh[pC]*|(?=O))(?P<of>O)(?:\(O\))?(?:'(?:(?P<part>O)|[CK]{1,2}(?:fM)?))?)?"
_BESIDE = r"(?:,?t|\([.nxO#]\)|\(\)|\(R\)|\([Ct]\.?\)|\([Oln#],?[OCKln]?\)|\(fO\)){0,4}"
_AFTER = re.compile(
    rf"{_BESIDE}(?:,wl?[vs@]{{1,3}}l?|,w[vl]{{1,2}}l?|v{{1,2}}l?|[slv]{{1,3}}f?@|,?l{{1,3}}v?@|,|-|:|\(|,?\"),?D*(?:f?[l.]?f?|h)(?P<org>O)?'?(?:[CKlt]{{0,2}}?|CaC)"
    rf"(?P<role>{_ROLES}){_OF}"
)
_BEFORE = re.compile(
    rf"(?:(?P<whose>h)|(?P<org>O)(?:\(O\))?'?)?[CKn]{{0,2}}?(?P<role>{_ROLE}){_OF}(?P<apart>v{{1,2}}|[:-]|,(?:f?l)?)?D*$"
)
_SIGNATURE = re.compile(rf"/D*(?P<org>O)?'?[CK]{{0,2}}?(?P<role>{_ROLES})(?:(?:f{{1,2}}|,f?|/)(?P<of>O))?(?=[/.]|$)")
_HEADS = re.compile(rf"{_BESIDE},?w(?P<verb>[lsv])f{{0,2}}(?P<of>O)")
_JOINED = re.compile(rf"v{{0,2}}[sl]f{{0,2}}(?P<of>O)[^/.O#]{{0,5}}@f?(?P<role>{_ROLES})")
_SERVING = re.compile(
    rf"{_BESIDE}(?:f{{1,2}}O(?:,O)?|,f?[^.#/O;]{{0,8}}O)?,?(?:wh?)?[slv]{{1,3}}@f?h?(?P<role>{_ROLES}){_OF}"
)
_INTRODUCED = re.compile(r"(?P<role>p*M)(?:f{1,2}(?P<of>O))?(?:[lsv]f?[lC]{0,2}){0,2}[:,-]f?D*$")
"""Before the first name of a list: `Two Vice-Rectors made the journey: Maria Wint, …`."""
_FROM = re.compile(r"(?:,?t|\([.nx]\)){0,3}(?:f{1,2}K?|,f{0,2}|\(f{0,2}|-)(?P<org>O)")
_FOR = re.compile(rf"{_BESIDE}(?:,?[svl]{{1,3}})f?l?f{{1,2}}(?P<org>O)")
_CHARGE = re.compile(rf"{_BESIDE},?w(?P<verb>[ls])f?(?P<matter>[lC]{{1,4}}(?:a[lC]{{1,2}})?)(?=[.,;/)])")
_APPOSED = re.compile(rf"{_BESIDE},f(?P<role>(?P<head>[lpC]{{1,3}})(?:f{{1,2}}[lC]{{1,2}})?){_OF}(?=[.,;)/]|[fslw]|$)")
_AGENT = re.compile("[a-z]{3}(?:er|or|ist|ian|ant|man|woman|eer|loger|[^u]ar)$")
_DONE_AT = re.compile(r"[lC]{0,3}f{1,2}(?P<of>O)")
_DOING_REACH = 12
"""Words behind a name in which what one does is looked for."""
_BYLINE = re.compile("b[by]*:?$")
_LIST = re.compile(r"(?:,wv?[lfC]{2,8})?(?:\([^()/#]{1,6}\))?(?:,|;|,?a|,?af)f?[RM]?D*")
_RANK = re.compile(r"(?:\w+ )?professor\b")
"""A role that says less than any other."""
_REACH = 22
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
    whose: str | None = None
    """Before the role instead of an organisation: `its`, `our`."""
    beside: frozenset[str] = frozenset()
    """Capitalised words directly before the role."""

    def fullness(self) -> tuple[bool, bool, bool, bool, int]:
        role = self.role or ""
        named = bool(role) and _RANK.match(role.casefold()) is None and not _is_passing(role)
        present = not role.casefold().startswith(("former", "ex-", "past"))
        return named, present, self.basis == "stated", self.organisation is not None, min(len(role), 60)


def roles_of(
    units: Sequence[Unit],
    letters: str,
    people: Mapping[Span, str],
    publisher: str | None = None,
) -> list[dict[str, Any]]:
    """Fields of `records.Person` for each person, in order of the text; the fullest that is said of one counts.
    `publisher` is the canonical name of the organisation whose page it is."""
    places = sorted(people)
    letters = _with_people(_with_ranks(units, letters), places)
    told = _spread(letters, places, list(_all_told(units, letters, places)))
    surroundings = Surroundings(units, letters, places, publisher)
    best: dict[str, tuple[Told, Span]] = {}
    stated: dict[str, str] = {}
    for place, found in zip(places, told, strict=True):
        name = people[place]
        if found.basis == "stated" and found.organisation:
            stated.setdefault(name, found.organisation)
        if name not in best or found.fullness() > best[name][0].fullness():
            best[name] = found, place
    for name, (found, place) in best.items():
        if not found.role and (role := surroundings.role_of_list(place[0])):
            best[name] = replace(found, role=role), place
        elif found.role and not found.organisation and not found.whose and name in stated:
            best[name] = replace(found, organisation=stated[name], basis="stated"), place
    settled = surroundings.settled(
        Holder(name, place[0], found.role or "", found.organisation, found.whose, found.beside)
        for name, (found, place) in best.items()
    )
    return [
        {"name": name, "role": found.role, "organisation": settled[name][0], "basis": found.basis or settled[name][1]}
        for name, (found, _) in best.items()
    ]


def _with_ranks(units: Sequence[Unit], letters: str) -> str:
    """The letters with `Assistant Professor` and the like as titles: behind a role they are its holder's rank; and
    with `Emeritus` behind `Professor` as part of the role."""
    changed = list(letters)
    for index, (unit, following) in enumerate(pairwise(units)):
        if following.letter == "D" and unit.letter in "RpC" and unit.text.casefold() in word_set("roles", "ranks"):
            changed[index] = "D"
        if following.text in ("Emeritus", "emeritus", "Emerita") and unit.text in ("Professor", "professor"):
            changed[index : index + 2] = "RR"
    return "".join(changed)


def _with_people(letters: str, places: Sequence[Span]) -> str:
    changed = list(letters)
    for first, last in places:
        changed[first:last] = "#" * (last - first)
    return "".join(changed)


def _all_told(units: Sequence[Unit], letters: str, places: Sequence[Span]) -> Iterator[Told]:
    """What stands beside each place; what follows a name directly is not said of the next one."""
    since = 0
    for index, (first, last) in enumerate(places):
        nearest = max(0, first - _REACH, since)
        before = _BEFORE.search(letters, nearest, first) or _INTRODUCED.search(letters, nearest, first)
        after = _after(letters, places, index, attached=before is not None)
        since = after.end() if after else last
        matches = [match for match in (before, after, _HEADS.match(letters, last)) if match]
        yield _told(units, letters, first, last, matches)


def _after(letters: str, places: Sequence[Span], index: int, *, attached: bool) -> re.Match[str] | None:
    """The role behind a name, unless it is that of the next one; `attached` tells that it has one before it."""
    last = places[index][1]
    match = next((m for p in (_AFTER, _SIGNATURE, _JOINED, _SERVING) if (m := p.match(letters, last))), None)
    if match and index + 1 < len(places):
        following, end = places[index + 1]
        gap = letters[match.end() : following] if match.end() <= following else "#"
        if re.fullmatch("v{0,2}:?D*", gap):
            return None
        if re.fullmatch(",D*", gap) and attached and not _AFTER.match(letters, end):
            return None
    return match


def _told(units: Sequence[Unit], letters: str, first: int, last: int, matches: Sequence[re.Match[str]]) -> Told:
    beside = _FROM.match(letters, last) or _acting_for(units, letters, last)
    here = units[beside.start("org")].organisation if beside else None
    told = [_of_match(units, match, here) for match in matches]
    told = [found for found in told if found.role and not _is_relative(found.role)]
    if told:
        attached = matches[0].groupdict().get("apart", "") is None and told[0].fullness()[:2] == (True, True)
        return told[0] if attached else max(told, key=lambda found: found.fullness()[:-1])
    if apposed := _apposed(units, letters, last):
        return _of_match(units, apposed, here)
    if (role := _label(units, letters, first)) is None and (done := _doing(units, letters, first, last)):
        return done
    return Told(role or _rank(units, letters, first), here, "stated" if here else None)


def _apposed(units: Sequence[Unit], letters: str, last: int) -> re.Match[str] | None:
    """An unknown word for what someone is, told by its ending: `Maria Wint, a glassblower from O`."""
    match = _APPOSED.match(letters, last)
    head = units[match.end("head") - 1].text if match else ""
    return match if _AGENT.search(head) and head not in word_set("roles", "no_agents") else None


def _label(units: Sequence[Unit], letters: str, first: int) -> str | None:
    """What the words over or before a name alone say: `Photo:`, `Person in charge:`."""
    byline = _BYLINE.search(letters, max(0, first - 4), first)
    bylines: dict[str, str] = lexicon("roles")["bylines"]
    if byline and (role := bylines.get(units[byline.start()].text)):
        return role
    if first == 0 and letters.startswith("/", letters.rfind("#", 0, 8) + 1):
        return bylines["By"]  # alone on the first line
    if letters[first - 1 : first] == ":":
        words = " ".join(unit.text.casefold() for unit in units[max(0, first - 4) : first - 1])
        return next((label.capitalize() for label in _labels() if words.endswith(label)), None)
    return None


def _doing(units: Sequence[Unit], letters: str, first: int, last: int) -> Told | None:
    """What a verb makes of someone: `who studies at O`, `who coordinates international relations`."""
    charge = _CHARGE.match(letters, last)
    if charge and (role := lexicon("roles")["verbs"].get(units[charge.start("verb")].text)):
        return Told(f"{role} of {' '.join(unit.text for unit in units[slice(*charge.span('matter'))])}")
    for index in range(last, min(last + _DOING_REACH, len(units))):
        if letters[index] in '#./;O"':
            return None
        role = lexicon("roles")["doing"].get(units[index].text)
        where = _DONE_AT.match(letters, index + 1) if role else None
        if where:
            return Told(_rank(units, letters, first) or role, units[where.start("of")].organisation, "stated")
    return None


def _acting_for(units: Sequence[Unit], letters: str, last: int) -> re.Match[str] | None:
    """`signed on behalf of O`, `did so for O`."""
    match = _FOR.match(letters, last)
    if match and any(unit.text in ("for", "behalf") for unit in units[last : match.end()]):
        return match
    return None


def _of_match(units: Sequence[Unit], match: re.Match[str], beside: str | None) -> Told:
    groups = match.groupdict()
    where = next((match.start(key) for key in ("part", "of", "org") if groups.get(key)), -1)
    organisation = units[where].organisation if where >= 0 else beside
    basis = "stated" if organisation else None
    if "verb" in groups:
        role = lexicon("roles")["verbs"].get(units[match.start("verb")].text)
        return Told(role, organisation, basis)
    span = units[slice(*match.span("role"))]
    full = lexicon("roles")["abbreviations"]
    words = [unit.text.removesuffix("s") if unit.letter == "M" else full.get(unit.text, unit.text) for unit in span]
    role = re.sub(r" (?=[,;)])|(?<=\() ", "", " ".join(words))
    if organisation and (organisation in _inner_bodies() or organisation.startswith("Board of ")):
        role, organisation, basis = f"{role} of the {organisation}", None, None
    before = units[match.start("role") - 1] if match.start("role") else None
    whose = before.text.casefold() if before and before.letter == "h" else None
    called = _called(units, match.start("role"))
    return Told(role, organisation, basis, any(unit.letter == "M" for unit in span), whose, called)


def _called(units: Sequence[Unit], start: int) -> frozenset[str]:
    """The capitalised words, three at most, directly before a role."""
    words = takewhile(lambda unit: unit.letter in "CKnkx", reversed(units[max(0, start - 3) : start]))
    return frozenset(unit.text for unit in words)


def _labels() -> list[str]:
    """What stands before a colon and a name: `person in charge`."""
    return list(lexicon("roles")["labels"])


def _inner_bodies() -> frozenset[str]:
    """Bodies within an organisation that one can only be told by its name: `Party Committee`."""
    return frozenset(lexicon("roles")["inner_bodies"])


def _is_passing(role: str) -> bool:
    """Whether a word says only what someone is in what is told: `signatory`, `guest`."""
    return role.casefold() in word_set("roles", "passing")


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
            other, mine = told[index - step], told[index]
            between = sorted((places[index], places[index - step]))
            named = mine.role and not mine.role.endswith("Professor")
            if other.several and not named and _LIST.fullmatch(letters, between[0][1], between[1][0]):
                told[index] = replace(mine, role=other.role, several=True) if mine.organisation else other
    return told
