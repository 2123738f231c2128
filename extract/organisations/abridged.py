"""Whether a name or an acronym could be short for a longer name."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import word_set
from extract.organisations.acronyms import abbreviates, is_acronym, start_of_parent
from extract.organisations.letters import is_foreign_head
from extract.organisations.names import known_aliases
from extract.organisations.topics import is_common
from extract.places import is_place, is_region

_RANKS = frozenset({"State", "National", "Research", "Federal", "Central"})
"""What a writer leaves out of a university's name."""


def spells(acronym: str, name: str) -> bool:
    """Whether the capitals of an acronym are the initials of a name, or the acronym abbreviates it with them."""
    initials = initials_of(name)
    if acronym in known_aliases():
        return initials == acronym
    capitals = "".join(c for c in acronym if c.isupper())
    if initials in (acronym.upper(), capitals):
        return True
    if len(initials) > 3 and sorted(initials) == sorted(acronym):
        return True  # in the order of another language: `IPAD`, Polytechnic Institute of Alto Douro
    rest = iter(acronym)
    holds_initials = all(letter in rest for letter in initials)  # `JLMU`, Jinling Maritime University
    return (
        len(initials) > 2
        and (set(capitals) <= set(initials) or holds_initials)
        and abbreviates(acronym, name)
        and not start_of_parent(acronym, name)
    )


@lru_cache(maxsize=4096)
def initials_of(name: str) -> str:
    """The first letters of the words of a name that begin with a capital."""
    return "".join(part[0] for part in re.findall(r"\w+", name) if part[0].isupper())


def is_part(name: str, other: str) -> bool:
    """Whether a name is the beginning of another that has its head later, is it but for words of rank, or, of two words
    or more, is its end or its beginning before `named after`, `in` or `of COUNTRY`."""
    if _is_opening(name, other) or _is_without_rank(name, other):
        return True
    if " " not in name:
        return False
    if other.endswith(f" {name}"):
        return other[: -len(name)].split()[-1][0].isupper()
    rest = other[len(name) :] if other.startswith(name) else ""
    whose = rest.removeprefix(" of ").removeprefix("the ") if rest.startswith(" of ") else ""
    return is_place(whose) or whose in known_aliases() or re.match(r" named| in |,? ?\(", rest) is not None


def _is_opening(name: str, other: str) -> bool:
    """`Sage Creek`, if the other is Sage Creek Tribal College: words of its own and none for what it is."""
    own = not (name in known_aliases() or is_place(name) or is_acronym(name))
    return own and other.startswith(f"{name} ") and not any(map(says_what, name.split()))


def says_what(word: str) -> bool:
    """Whether a word of a name tells what is named, and is no name of its own: `College`, `Technology`."""
    heads = any(word in word_set("organisation_heads", key) for key in ("heads", "soft_heads"))
    return heads or is_common(word) or is_foreign_head(word)


def _is_without_rank(name: str, other: str) -> bool:
    """`Dubna University`, if the other is Dubna State University; but Ohio has both."""
    parts = [part for part in other.split() if part not in _RANKS]
    return " ".join(parts) == name and len(parts) > 1 and not is_region(parts[0])
