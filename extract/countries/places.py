"""Cities, regions and demonyms and the countries that they tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LONGEST = 5
"""Words of the longest name of a place."""


class Place(NamedTuple):
    """A place within a name; offsets are code points, half-open."""

    start: int
    end: int
    code: str
    """ISO 3166-1 alpha-2."""


@lru_cache
def cities() -> dict[str, str]:
    """Folded name of a city or region → ISO 3166-1 alpha-2."""
    return {form: code for table in lexicon("cities").values() for form, code in _forms(table)}


@lru_cache
def demonyms() -> dict[str, str]:
    """Folded adjective of a country → ISO 3166-1 alpha-2."""
    return dict(_forms(lexicon("seats")["demonyms"]))


def _forms(table: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """(folded name, code): with the marks over its letters and without; `Montaña` is not Montana."""
    for code, names in table.items():
        for name in names:
            yield _folded(name), code
            yield _folded("".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))), code


def places(text: str, known: dict[str, str]) -> Iterator[Place]:
    """The known places of a short text, the longest at each word; they begin with a capital."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        length = _length_at(words, at, known) if text[words[at].start()].isupper() else 0
        if length:
            last = words[at + length - 1]
            yield Place(words[at].start(), last.end(), known[_joined(words[at : at + length])])
        at += length or 1


def _length_at(words: Sequence[re.Match[str]], at: int, known: dict[str, str]) -> int:
    lengths = range(min(_LONGEST, len(words) - at), 0, -1)
    return next((length for length in lengths if _joined(words[at : at + length]) in known), 0)


def _joined(words: Sequence[re.Match[str]]) -> str:
    return _folded(" ".join(word[0] for word in words))


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """Without case, one blank between words."""
    return " ".join(_WORD.findall(name.casefold()))
