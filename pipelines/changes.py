"""What is different between two versions of an article. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Of two rows with `title`, `body` and `published`: what is not the same; paragraphs in the order of the texts."""
    found: dict[str, Any] = {
        key: [before[key], after[key]] for key in ("title", "published") if before[key] != after[key]
    }
    old, new = (str(row["body"]).split("\n\n") for row in (before, after))
    if old != new:
        found["body"] = {"removed": _without(old, new), "added": _without(new, old)}
    return found


def _without(these: list[str], those: list[str]) -> list[str]:
    """The paragraphs of `these` that `those` have not, as often as they have them not."""
    left = Counter(those)
    found = []
    for paragraph in these:
        if left[paragraph]:
            left[paragraph] -= 1
        else:
            found.append(paragraph)
    return found
