"""The words of `words.toml`, ready to compare with (folded: `crawler.reading.text.fold`)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from crawler.reading.phrases import named
from crawler.reading.text import fold

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

NEWS: dict[str, int] = {fold(word): at for at, word in reversed(list(enumerate(WORDS["news"])))}
"""Words for the list of news → their rank, 0 the surest."""
NEWS_ADDRESSES = frozenset(WORDS["news_addresses"])
NEXT = frozenset(map(fold, WORDS["next"]))
NEXT_MARKS = frozenset(WORDS["next_marks"])
AROUND = named(WORDS["around"])
