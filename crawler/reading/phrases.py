"""The words of `phrases.toml`, ready to compare with: as patterns, or folded (`crawler.reading.text.fold`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crawler.reading.text import fold

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of these, the longest first, any blanks between their words."""
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest) + ")"


def named(words: Iterable[str]) -> re.Pattern[str]:
    """Finds one of these in a class or id: between blanks, hyphens and underscores."""
    return re.compile(rf"(?:^|[\s_-]){any_of(words)}(?:$|[\s_-])", re.IGNORECASE)


ENDS = frozenset(map(fold, _WORDS["ends"]))
TAILS = frozenset(map(fold, _WORDS["tails"])) | ENDS
FURNITURE = frozenset(map(fold, _WORDS["furniture"]))
MISSING = frozenset(map(fold, _WORDS["missing"]))
SECTIONS = frozenset(map(fold, _WORDS["sections"]))
LOGIN = frozenset(map(fold, _WORDS["login"]))
COMPOUNDS = frozenset(_WORDS["compounds"])

PUBLISHED: tuple[str, ...] = tuple(_WORDS["published"])
MODIFIED: tuple[str, ...] = tuple(_WORDS["modified"])
ASIDES = any_of(_WORDS["asides"])
BYLINES = any_of(_WORDS["bylines"])
COUNTERS = any_of(_WORDS["counters"])
CREDITS = any_of(_WORDS["credits"])
OTHER_DATES = any_of(_WORDS["other_dates"])
TAGS = any_of(_WORDS["tags"])
