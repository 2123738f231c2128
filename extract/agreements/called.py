"""Words that stand for organisations named before, by what these are: "both universities", "the company"."""

from __future__ import annotations

import re

KIND = r"(universit|compan|ministr|academ|institute|college|school)"
BOTH = re.compile(rf"\b(?:both|the two)\s(?:\w+\s)?{KIND}", re.IGNORECASE)
"""Words that stand for two organisations of a kind that were named."""
TWO = re.compile(rf"\b(?:both|these|the two|two)\s(?:\w+\s)?{KIND}", re.IGNORECASE)
"""Words that can stand for such."""
ONE = re.compile(
    r"\b(?:the|this|our|its|their)\s(company|ministry|institute|college|school|academy|university|chamber|agency"
    r"|foundation|hospital|cent(?:re|er)|alliance|association|consortium|network|platform|corporation|group|faculty"
    r"|department|council|embassy|laboratory)\b",
    re.IGNORECASE,
)
"""Words that stand for one."""
FIRM = re.compile(r"\b(?:ltd|llc|inc|plc|jsc|gmbh|s\.?a|co|corp\w*|group|holdings?|ag|bank)\b", re.IGNORECASE)


def is_called(name: str, kind: str) -> bool:
    """Whether an organisation of that name is of a kind, the word or the stem of one of the patterns in small letters."""
    if kind.startswith("compan"):
        return bool(FIRM.search(name))
    plain = name.lower().replace("center", "centre")
    return kind in plain or (kind == "university" and "universi" in plain)
