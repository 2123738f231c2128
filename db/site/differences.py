"""What is different between two versions of an article, for a person to read. Pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

MOST = 40
"""Paragraphs that are shown."""
LONGEST = 4000
"""Characters above which a paragraph is not compared word by word."""
ALIKE = 0.4
"""Two paragraphs that share so much of their words are one that was changed."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
Part = tuple[str, str]
"""(`same`, `removed` or `added`; the words)."""


@dataclass(frozen=True, slots=True)
class Difference:
    title: list[Part]
    published: list[Part]
    """As stored: before, after."""
    paragraphs: list[list[Part]]
    more: int
    """Paragraphs that are not among them."""


def difference(changes: str | None) -> Difference | None:
    """Of the JSON in `versions.changes`; None where there is none or nothing in it."""
    told = json.loads(changes) if changes else None
    if not isinstance(told, Mapping) or not told:
        return None
    body = told.get("body") or {}
    paragraphs = list(_paragraphs(list(body.get("removed") or []), list(body.get("added") or [])))
    return Difference(
        _pair(told.get("title")), _whole(told.get("published")), paragraphs[:MOST], len(paragraphs[MOST:])
    )


def words(before: str, after: str) -> list[Part]:
    """Two wordings as one: what both have, what went, what came."""
    if len(before) > LONGEST or len(after) > LONGEST:
        return [("removed", before), ("added", after)]
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Part] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        found += [("removed", "".join(old[a:b]))] if b > a else []
        found += [("added", "".join(new[c:d]))] if d > c else []
    return found


def _paragraphs(removed: list[str], added: list[str]) -> Iterator[list[Part]]:
    """Each removed paragraph with the first added one that is like it, then those that only came."""
    for number, before in enumerate(removed):
        like = next((after for after in added[:MOST] if _alike(before, after)), None) if number < MOST else None
        if like is None:
            yield [("removed", before)]
        else:
            added.remove(like)
            yield words(before, like)
    yield from ([("added", after)] for after in added)


def _alike(before: str, after: str) -> bool:
    old, new = (set(re.findall(r"\w+", text.casefold())) for text in (before, after))
    return bool(old | new) and len(old & new) / len(old | new) >= ALIKE


def _pair(told: Any) -> list[Part]:
    return words(told[0] or "", told[1] or "") if told else []


def _whole(told: Any) -> list[Part]:
    return [(what, text or "") for what, text in zip(("removed", "added"), told, strict=False)] if told else []
