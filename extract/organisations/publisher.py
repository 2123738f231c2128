"""Which organisation of a text is the one that published it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def publishers_of(source: str | None, aliases: Iterable[str], names: Sequence[tuple[str, str]]) -> list[str]:
    """The canonical names, within the document, of its publisher, whose name or id `source` is. `names` are the
    (canonical name, spelling) of its organisations, in order.

    It has more than one if the text never says that two of its names mean the same. Where the text does not name the
    publisher, the source itself.
    """
    wanted = {_folded(name) for name in (source, *aliases) if name}
    found = [name for name, spelling in names if {_folded(name), _folded(spelling)} & wanted]
    found = found or [name for name, spelling in names if {_initials(name), _initials(spelling)} & wanted]
    return list(dict.fromkeys(found)) or [name for name in (source,) if name]


def _initials(name: str) -> str:
    """What an id is often made of: `cmu` for Chiang Mai University."""
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper()).casefold()


def _folded(name: str) -> str:
    return re.sub(r"\W+", "", name).casefold().removeprefix("the")
