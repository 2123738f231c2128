"""Which names of a document mean the same person, and where a part of a name stands for the whole."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from extract.people.letters import Unit
from extract.people.names import is_family_first, is_given_name, is_patronymic
from extract.places import is_place

Span = tuple[int, int]


def repeated_names(units: Sequence[Unit], letters: str, found: Mapping[Span, str]) -> Iterator[tuple[Span, str]]:
    """Further places that repeat a name that was found, or its family name alone."""
    taken = {index for run in found for index in range(*run)}
    wholes = _by_first_word(units, (run for run in found if run[1] - run[0] > 1))
    alone = {part for run in found for part in _calling_parts(units, *run)}
    for first, unit in enumerate(units):
        word = unit.text.casefold()
        if first in taken or unit.letter == "O":
            continue
        length = next((len(name) for name in wholes.get(word, ()) if _stands_at(units, first, name)), 0)
        if length and taken.isdisjoint(range(first, first + length)):
            taken.update(range(first, first + length))
            yield (first, first + length), "person.repeated"
        elif word in alone and _stands_alone(units, letters, first):
            yield (first, first + 1), "person.family-name"


def _by_first_word(units: Sequence[Unit], runs: Iterable[Span]) -> dict[str, list[tuple[str, ...]]]:
    """Names as words in small letters by the first of them, the longest first."""
    names = {tuple(unit.text.casefold() for unit in units[slice(*run)]) for run in runs}
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        index.setdefault(name[0], []).append(name)
    return index


def _stands_at(units: Sequence[Unit], first: int, name: tuple[str, ...]) -> bool:
    return tuple(unit.text.casefold() for unit in units[first : first + len(name)]) == name


def _calling_parts(units: Sequence[Unit], first: int, last: int) -> Iterator[str]:
    """The parts of a name by which a text goes on to call a person, in small letters."""
    parts = tuple(unit.text for unit in units[first:last] if unit.text not in (",", "Jr.", "Sr."))
    long = [part.casefold() for part in parts if len(part.strip(".")) > 1]
    if len(parts) == 1 or not long:
        yield from long
        return
    yield long[0] if is_family_first(parts) else long[-1]
    if len(long[-1]) > 3:
        yield long[-1]
    if len(long[0]) > 3 and is_given_name(long[0]):
        yield long[0]
    yield from (part for part in long[1:-1] if len(part) > 3 and not is_given_name(part) and not is_patronymic(part))


def _stands_alone(units: Sequence[Unit], letters: str, at: int) -> bool:
    """Whether a single word could be a person's family name here, and not a place or a part of another name."""
    word, before, after = units[at].text, letters[at - 1 : at], letters[at + 1 : at + 2]
    if not word[0].isupper() or is_place(word):
        return False
    if before in ("D", "R", "M"):
        return True
    if len(word) < 3 and not word.isupper():
        return after == "s"
    part_of_name = before in ("n", "k", "i") or (before == "C" and units[at - 1].text.lower() not in STOP_WORDS)
    return not part_of_name and after not in ("n", "k", "i", "C", "O")


def canonical_people(names: Mapping[Span, str], roles: Mapping[Span, str]) -> dict[Span, str]:
    """For every place the fullest name of the same person: one whose words hold all words of the name there,
    initials standing for words that begin so. Of several the last one before the place counts, else the first;
    one that has the role that stands here before all others. `roles` are the words directly before the names."""
    fuller = _fuller_names(set(names.values()))
    places: dict[tuple[str, str | None], list[Span]] = {}
    for place in sorted(names):
        for role in {None, roles.get(place)}:
            places.setdefault((names[place], role), []).append(place)
    return {place: _nearest(place, name, fuller[name], places, roles.get(place)) for place, name in names.items()}


def _nearest(
    place: Span, name: str, fuller: Sequence[str], places: Mapping[tuple[str, str | None], list[Span]], role: str | None
) -> str:
    """The fuller name that stands last before a place, else first behind it."""
    told = [other for other in fuller if role and (other, role) in places]
    wanted = role if told else None
    before, behind = [], []
    for other in told or fuller:
        index = bisect(places[other, wanted], place)
        if index:
            before.append((places[other, wanted][index - 1], other))
        else:
            behind.append((places[other, wanted][0], other))
    return max(before)[1] if before else min(behind)[1] if behind else name


def _fuller_names(names: set[str]) -> dict[str, list[str]]:
    """For every name those that have all its words and more, and are part of none themselves."""
    by_word: dict[str, list[str]] = {}
    for name in sorted(names):
        for part in set(_parts(name)):
            by_word.setdefault(part, []).append(name)
    wider: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(_parts(n)), -len(n), sum(map(str.isupper, n)), n)):
        sharing = dict.fromkeys(other for part in _parts(name) for other in by_word[part])
        wider[name] = [other for other in sharing if wider.get(other) == [] and _is_part_of(name, other)]
    return wider


def _is_part_of(name: str, other: str) -> bool:
    left, same = _parts(other), 0
    for part in _parts(name):
        match = next((o for o in left if o == part), None) or next((o for o in left if _is_initial(o, part)), None)
        if match is None:
            return False
        same += match == part and len(part) > 1
        left.remove(match)
    return same > 0


def _is_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and (len(one) == 1 or len(other) == 1)


def _parts(name: str) -> list[str]:
    """The words of a name in small letters; initials one by one: `VG Perederiy`, `V. G. Perederiy`."""
    parts: list[str] = []
    for word in re.findall(r"[\w'-]+", name):
        parts += list(word.casefold()) if word.isupper() and len(word) == 2 and name != word else [word.casefold()]
    return parts
