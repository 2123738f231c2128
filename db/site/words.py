"""What a visitor searches for, and where it was found. Pure functions."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

LONGEST = 200
"""Characters of a query that are looked at."""
MOST = 12
"""Words of a query that are looked at."""
SHORTEST_BEGINNING = 3
"""Letters that a word needs before an asterisk: all words that begin with fewer are too many."""
_PHRASE_OR_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')


def terms(query: str) -> list[str]:
    """Words and phrases of a query: what stands in double quotes is one. A last quote may be missing."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in query[:LONGEST])
    if plain.count('"') % 2:
        plain += '"'
    found = (phrase or word for phrase, word in _PHRASE_OR_WORD.findall(plain))
    return [" ".join(term.split()) for term in found if any(c.isalnum() for c in term)][:MOST]


def expression(query: str) -> str:
    """The query as FTS5 takes it, whatever stands in it: all of the words and phrases. Empty if there are none.

    A word may end in an asterisk: any word that begins so.
    """
    return " ".join(
        f'"{term[:-1]}"*' if term.endswith("*") and len(term) > SHORTEST_BEGINNING else f'"{term}"'
        for term in terms(query)
    )


def parts(query: str) -> list[str]:
    """The words of a query as ids are made of names: small letters without accents."""
    text = unicodedata.normalize("NFKD", query[:LONGEST].casefold().replace("ı", "i").replace("ł", "l"))
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("&", " and ")
    return re.findall(r"\w+", re.sub(r"['’.]", "", text))[:MOST]


def shown(text: str | None, begin: str, end: str, longest: int = 700) -> Markup:
    """A passage in which FTS5 put `begin` and `end` around what was found: these become marks, all else is text.

    `longest` is how many characters are shown.
    """
    made, left = Markup(), longest
    for number, piece in enumerate((text or "").split(begin)):
        hit, closed, rest = piece.partition(end) if number else ("", "", piece)
        for words, found in ((hit, bool(closed)), (rest, False)):
            cut, left = words[:left], left - len(words[:left])
            if cut:
                made += Markup("<mark>{}</mark>").format(cut) if found else escape(cut)
    return made + "…" if left == 0 else made
