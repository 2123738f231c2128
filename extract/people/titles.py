"""What people are: titles before a name, roles before and after it, degrees behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import lexicon, word_set
from extract.words import Names, words

_COMPOUND_ROLE = re.compile(r"(?:vice|deputy|co|pro|sub|ex|under|assistant|associate|honorary|acting)-(?P<role>\w+)")
_SHOUTED_TITLES = frozenset({"MR", "DR", "MRS", "PROF"})


def is_title(word: str) -> bool:
    """Whether a word is a form of address or degree that stands before a name: `Prof.`, `Dr`, `Mrs`."""
    shouted = word.isupper() and 1 < len(word) < 4  # MS, ENG: more often acronyms
    return word.casefold() in word_set("roles", "titles") and not (shouted and word not in _SHOUTED_TITLES)


def is_role(word: str) -> bool:
    """Whether a word heads what someone is: `Rector`, `Vice-Chancellor`, `dean`."""
    folded = word.casefold()
    folded = folded.partition("-cum-")[0]  # `Director-cum-Principal`
    compound = _COMPOUND_ROLE.fullmatch(folded)
    return folded in word_set("roles", "roles") or (
        compound is not None and compound["role"] in word_set("roles", "roles")
    )


def is_occupation(word: str) -> bool:
    """Whether a word says what someone does without heading an office: `nurse`, `photographer`."""
    return word.casefold() in word_set("roles", "occupations")


def is_role_prefix(word: str) -> bool:
    """Whether a word can stand before a role and belong to it: `Deputy`, `Senior`."""
    return word.casefold() in word_set("roles", "role_prefixes")


def is_said(word: str) -> bool:
    """Whether a small word is a verb whose subject is often a person: `said`, `signed`, `chaired`."""
    return word in word_set("roles", "said")


@lru_cache
def forms_of_address() -> Names:
    """What stands before a name in one or several words, by the first word: `Tan Sri`, `Univ.-Prof.`, `Lt Gen (Retd)`."""
    return _in_context(lexicon("roles")["forms_of_address"], " Ann")


@lru_cache
def post_nominals() -> Names:
    """What stands behind a name, by the first word: `M.Si.`, `OBE`, `SJ`."""
    return _in_context(sorted(word_set("roles", "post_nominals")), ",")


@lru_cache
def abbreviated_names() -> Names:
    """`Ma.`, `Md.`, by the first word."""
    return _in_context(sorted(word_set("roles", "abbreviated_names")), " Ann")


def _in_context(names: list[str], following: str) -> Names:
    """An index like that of `names_by_first_word`, of names cut as before what usually follows them."""
    cut = len(words(following.strip()))
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        parts = tuple(word.text for word in words(name + following))[:-cut]
        index.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in index.items()}
