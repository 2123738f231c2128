"""Which of several spellings of one name stands for it. Pure functions.

Names that differ in capitals, accents, punctuation or a leading article alone have one id. Which of them is shown must not
depend on which page came first, so the better one by a fixed order stays.
"""

from __future__ import annotations

import unicodedata


def better(a: str, b: str, *, person: bool = False) -> bool:
    """Whether `a` is the better spelling of the two.

    A name of several words is better not all in capitals, a person's without any word in capitals (`LIU Peiyun`). Then
    one that begins with a capital letter, without `the`, with the most accents, with the most acronyms (`UNESCO`) and with
    the fewest other capitals (`Universidad de Chile`); among equals the first in the order of characters.
    """
    return _order(a, person) < _order(b, person)


def _order(name: str, person: bool) -> tuple[int | str, ...]:
    words = name.split()
    shouted = sum(len(word) > 1 and word.isupper() for word in words)
    aloud = shouted if person else int(len(words) > 1 and name.isupper())
    return (
        aloud,
        int(name[:1].islower()),
        int(words[:1] in (["The"], ["the"])),
        -sum(map(bool, map(unicodedata.combining, unicodedata.normalize("NFKD", name)))),
        -shouted,
        sum(map(str.isupper, name)),
        name,
    )
