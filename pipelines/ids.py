"""Ids that stay the same as long as the thing does. Pure functions.

An article's id comes from its address, an organisation's and a person's from the name, a mention's from its place, an
event's from article, version, type and sides. So the same page gives the same ids on every machine.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata


def digest(*parts: object) -> str:
    """16 hexadecimal digits of SHA-256 over the parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def slug(name: str) -> str:
    """A name as an id: `St Petersburg University` → `st-petersburg-university`. Scripts other than Latin stay."""
    name = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("ł", "l"))
    name = "".join(c for c in name if not unicodedata.combining(c)).replace("&", " and ")
    name = re.sub(r"['’.]", "", name)
    words = re.findall(r"\w+", name)
    if words[:1] == ["the"]:
        words = words[1:]
    return "-".join(words)[:120] or digest(name)
