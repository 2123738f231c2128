"""Who may be a side of an arrangement, and the signs for and against it: where and how the text names an organisation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from extract.agreements.called import ONE, TWO, is_called
from extract.agreements.judging import Signs
from extract.agreements.leads import Lead
from extract.agreements.reading import Place, Reading, within
from extract.agreements.several import SAME
from extract.agreements.sides import Name
from extract.rules import MASKS, load_rules, small

EARLIER = 8
"""Organisations named before the sentence that are looked at, the latest ones."""
NEAR = 80
"""Characters before a name that can say what it is there for."""
WORD = re.compile(r"(\w+|[,(;:])\s?(?:the\s|its\s|their\s|an?\s)?(?:\w+\s)?$")
"""The word before a name, past articles and one more word."""
PARTNER = re.compile(r"\bwith\s(?:the\s)?$")
LISTED = re.compile(r"[\s,;()]*(?:and|as well as|&|or)?[\s,]*(?:the\s)?(?:\w+\s)?")
"""Between two names of a list."""
AFTER = re.compile(r"\s?('s|\(|,|and\b|\.|signed\b|in\b|$)")
OFFICE = (
    r"(?:rector|president|chancellor|provost|dean|director|head|chair\w*|minister|secretary|professor|prof|ceo|manager"
    r"|officer|vice-\w+|deputy|advis[eo]r|coordinator|representative|delegation|principal|ambassador|founder|leader)s?"
)
OFFICE_OF = re.compile(
    rf"\b{OFFICE}\b[^.;,{''.join(MASKS.values())}]{{0,40}}\b(?:of|at|for|from)\s(?:the\s)?$", re.IGNORECASE
)
ITS_OFFICE = re.compile(rf"(?:'s)?\s(?:\w+\s){{0,2}}{OFFICE}\b", re.IGNORECASE)
PLACE_OF = re.compile(
    r"\b(?:at|in|on the campus of|held at|visited|visit to|hosted by|took place at|came to|premises of|building of)\s"
    r"(?:the\s)?$",
    re.IGNORECASE,
)


def candidates(reading: Reading, lead: Lead, type: str, act: str, at: int, paper: bool) -> dict[str, Signs]:
    """Sides that come into question → what speaks for and against them. `at` is where the act stands in the text."""
    found: dict[str, set[str]] = {}
    place = reading.sentences[lead.index]
    for side, signs in _named(reading, lead, type, act, at):
        found.setdefault(side, set()).update(signs)
    here = set(found)
    number = min(len(reading.sides(place)), 2)
    words = words_for(reading, place)
    for rank, (side, name) in enumerate(_earlier(reading, place, here), start=1):
        found.setdefault(side, set()).update(_of_earlier(reading, lead.index, name, rank, number, words))
    for role, known in (("publisher", reading.publisher), ("home", reading.home)):
        if known:
            if known not in found:
                found[known] = {f"{role} elsewhere", f"{role} elsewhere, {number} here", f"{role} elsewhere, {words}"}
                found[known] |= {f"{role} elsewhere, {act}", f"{role} elsewhere, document={paper}"}
            found[known] |= {role, f"{role}, {number} here"}
    _refer(reading, place, found, here, act)
    for side, signs in found.items():
        where = "here" if side in here else "elsewhere"
        signs.add(f"named {where}")
        for fact in reading.prominence.get(side, ("named=0",)):
            signs |= {fact, f"{fact}, {where}"}
    return {side: dict.fromkeys(sorted(signs), 1.0) for side, signs in found.items()}


def _named(reading: Reading, lead: Lead, type: str, act: str, at: int) -> Iterator[tuple[str, set[str]]]:
    """The names of the sentence itself."""
    place, clause = reading.sentences[lead.index], lead.clause
    names = [(name, side) for name in within(reading.organisations, place) if (side := reading.possible_side(name))]
    own = [name for name, _ in names if clause[0] <= name.start < clause[1]]
    in_clause, in_sentence = (min(len(reading.sides(part)), most) for part, most in ((clause, 4), (place, 5)))
    last: Name | None = None
    chain = "-"
    for number, (name, side) in enumerate(names):
        if name.kind == "state" and side not in reading.sides(place):
            continue
        before = reading.text[max(place[0], name.start - NEAR) : name.start]
        after = reading.text[name.end : name.end + NEAR]
        word = _word_before(before)
        if last is not None and LISTED.fullmatch(reading.text, last.end, name.start):
            word = chain.rstrip("+") + "+"
        chain, last = word, name
        where = "clause" if clause[0] <= name.start < clause[1] else "before" if name.start < clause[0] else "after"
        order = "left" if name.start < at else "right"
        office = bool(OFFICE_OF.search(before) or ITS_OFFICE.match(after))
        there = bool(PLACE_OF.search(before))
        signs = {
            f"{where} {order}", f"{where} {order}, {min(in_clause, 3)} in clause", f"after={word}",
            f"after={word}, {where} {order}", f"kind={name.kind}", f"kind={name.kind}, {act}", f"role={name.role}",
            f"kind={name.kind}, role={name.role}, {type}", f"{where}, {in_clause} in clause",
            f"kind={name.kind}, {min(in_clause, 3)} in clause", f"{in_sentence} in sentence", f"office={office}", f"office={office}, {act}", f"place={there}",
            f"place={there}, {act}", f"place={there}, {min(in_clause, 3)} in clause",
            f"others before={min(len({s for _, s in names[:number]} - {side}), 4)}",
        }  # fmt: skip
        partner = bool(PARTNER.search(before))
        if where != "clause" and in_clause > 1 and (partner or SAME.match(after.lstrip())):
            continue  # of another clause that tells of another arrangement
        if where != "clause" and partner:
            signs.add(f"partner in the clause {where}")
        if follows := AFTER.match(after):
            signs.add(f"before={follows[1] or 'end'}")
        if side != name.value:
            signs.add("raised from a unit")
        if name.end <= at and not any(name.end <= other.start and other.end <= at for other in own):
            signs.add("nearest left")
        if name.start >= at and not any(at <= other.start < name.start for other in own):
            signs.add("nearest right")
        yield side, signs


def _word_before(text: str) -> str:
    match = WORD.search(text[-40:])
    word = match[1].lower() if match else "start"
    if re.fullmatch(r"[a-z]+(?:ed|ing)", word):
        return "verb"
    return word if len(word) < 12 else "long word"


def words_for(reading: Reading, place: Place) -> str:
    """For whom words of a sentence stand: "pair", "near", "home", several joined, or "-"."""
    words = small(reading.text[slice(*place)])
    values = {rule.value or "" for rule in load_rules("anaphora") if rule.pattern.search(words)}
    return "+".join(sorted(values)) or "-"


def _earlier(reading: Reading, place: Place, here: set[str]) -> Iterator[tuple[str, Name]]:
    """The sides named before a sentence and not in it, the latest first, with the name that names them last."""
    seen = set(here)
    for name in reversed(within(reading.organisations, (0, place[0]))):
        side = reading.side(name)
        if side and side not in seen:
            seen.add(side)
            yield side, name
            if len(seen) - len(here) == EARLIER:
                return


def _of_earlier(reading: Reading, index: int, name: Name, rank: int, number: int, words: str) -> set[str]:
    sentence = bisect_right(reading.sentences, name.start, key=lambda place: place[0]) - 1
    same = reading.same_paragraph(index, sentence)
    back = min(index - sentence, 4)
    there = bool(PLACE_OF.search(reading.text, reading.sentences[sentence][0], name.start))
    return {
        f"earlier={min(rank, 5)}", f"earlier={min(rank, 5)}, {words}", f"earlier={min(rank, 4)}, same paragraph={same}",
        f"earlier={min(rank, 3)}, {number} here", f"earlier, {number} here, {words}", f"earlier kind={name.kind}",
        f"earlier role={name.role}", f"sentences back={back}", f"sentences back={back}, {number} here",
        f"earlier place={there}",
    }  # fmt: skip


def _refer(reading: Reading, place: Place, found: dict[str, set[str]], here: set[str], act: str) -> None:
    """Signs from people of the sentence, from the nation that it names, and from words such as "the company"."""
    for person in within(reading.people, place):
        side = reading.employers.get(person.value)
        if side in found:
            where = "here" if side in here else "elsewhere"
            found[side] |= {"its person", f"its person, {act}", f"its person, {where}", f"its person, {where}, {act}"}
    absent = [side for side in found if side not in here]
    nations = reading.nations(place)
    for side in absent:
        country = reading.countries.get(side)
        if nations and country:
            found[side].add("its nation" if country in nations else "another nation")
    for kind in {match[1].lower() for match in TWO.finditer(reading.text, *place)}:
        for side, signs in found.items():
            signs.add(f"one of the two={is_called(side, kind)}")
    for kind in {match[1].lower().replace("center", "centre") for match in ONE.finditer(reading.text, *place)}:
        fitting = [side for side in absent if is_called(side, kind)]
        for rank, side in enumerate(fitting):
            found[side] |= {f"the {kind}", f"fitting={min(rank, 2)}"}
