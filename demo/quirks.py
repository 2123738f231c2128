"""What pages suffer from, done to a text or to the HTML of a body. Always the same for the same input."""

from __future__ import annotations

import re
from collections.abc import Callable

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
NBSP = "\N{NO-BREAK SPACE}"


def soft_hyphens(text: str) -> str:
    """A soft hyphen in the middle of every word of nine letters and more."""
    return re.sub(r"[^\W\d_]{9,}", lambda word: _halved(word[0]), text)


def _halved(word: str) -> str:
    return word[: len(word) // 2] + SOFT_HYPHEN + word[len(word) // 2 :]


def no_break_spaces(text: str) -> str:
    """A no-break space after every short word and number, as some editors set them."""
    return re.sub(r"\b(\w{1,3}\.?) ", rf"\1{NBSP}", text)


def broken_markup(html: str) -> str:
    """A body pasted from a word processor: tables round it, end tags missing or crossed."""
    html = re.sub(r"</(?:p|li)>", "", html)
    # the old CMS trick for a margin, two tables deep, with the ends in the wrong order
    html = re.sub(r"<p[^>]*>", "<p class=MsoNormal align=justify><span lang=EN-GB><font face=Arial>", html)
    return (
        "<table border=0 width=100%><tr><td><table cellpadding=4><tbody><tr><td valign=top>"
        f"{html}</font><td width=10>&nbsp</table></td></span></table>"
    )


TEXT: dict[str, Callable[[str], str]] = {"soft-hyphens": soft_hyphens, "nbsp": no_break_spaces}
MARKUP: dict[str, Callable[[str], str]] = {"broken-markup": broken_markup}
