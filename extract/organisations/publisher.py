"""Which organisation of a text is the one that published it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from extract.organisations.abridged import initials_of
from extract.organisations.kinds import kind_of
from extract.organisations.names import known_aliases

_SHORTEST = 4
"""Letters of an id that can be made of the beginnings of a name's words; shorter ones fit too many names."""


def publishers_of(source: str | None, aliases: Iterable[str], names: Sequence[tuple[str, str]]) -> list[str]:
    """The canonical names, within the document, of its publisher, whose name or id `source` is. `names` are the
    (canonical name, spelling) of its organisations, in order.

    It has more than one if the text never says that two of its names mean the same. Where the text does not name the
    publisher, the source itself.
    """
    wanted = {_folded(name) for name in (source, *aliases) if name}
    found = [name for name, spelling in names if {_folded(name), _folded(spelling)} & wanted]
    found = found or [name for name, spelling in names if {_initials(name), _initials(spelling)} & wanted]
    found = found or [name for name, _ in names if source and _is_made_of(_folded(source), name)][:1]
    found = found or _most_named(name for name, _ in names if source and _has_letters_of(_folded(source), name))
    found = found or _only(name for name, _ in names if source and _holds_initials(_folded(source), name))
    return list(dict.fromkeys(found)) or [_filed(name) for name in (source,) if name]


def _only(names: Iterable[str]) -> list[str]:
    """The name, if there is one alone."""
    each = set(names)
    return list(each) if len(each) == 1 else []


def _holds_initials(wanted: str, name: str) -> bool:
    """Whether an id is made of initials of an institution's name, in order: `psu`, Euphrosyne Polotskaya State
    University."""
    rest = iter(_initials(name))
    return len(wanted) > 2 and kind_of(name) in ("org", "body") and all(letter in rest for letter in wanted)


def _filed(source: str) -> str:
    """The name that the lexicon files an id under, if it does: `zzu`."""
    return next((name for alias, name in known_aliases().items() if alias.casefold() == source), source)


def _is_made_of(wanted: str, name: str) -> bool:
    """Whether beginnings of words of an institution's name, in order, make up an id: `umich`, `tewaihora`."""
    if len(wanted) < _SHORTEST or kind_of(name) not in ("org", "body"):
        return False
    left = {wanted}
    for part in re.findall(r"\w+", _plain(name)):
        left |= {rest[size:] for rest in left for size in range(1, len(part) + 1) if rest.startswith(part[:size])}
    return "" in left


def _has_letters_of(wanted: str, name: str) -> bool:
    """Whether an institution's name begins as an id does and has its letters in this order: `spbu`, `uow`."""
    letters = _folded(name)
    if not wanted or letters[:1] != wanted[0] or kind_of(name) not in ("org", "body"):
        return False
    rest = iter(letters)
    return all(letter in rest for letter in wanted)


def _most_named(names: Iterable[str]) -> list[str]:
    """The name that occurs most often, the first of equals."""
    return [name for name, _ in Counter(names).most_common(1)]


def _initials(name: str) -> str:
    """What an id is often made of: `cmu` for Chiang Mai University."""
    return initials_of(name).casefold()


def _folded(name: str) -> str:
    return re.sub(r"\W+", "", _plain(name)).removeprefix("the")


def _plain(name: str) -> str:
    """In small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
