"""Values of the database in words that people read: filters of the templates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

STATUSES = ("planned", "negotiating", "agreed", "signed", "launched", "in_force", "renewed", "ended")
"""In the order of an agreement's life."""
TYPES = ("cooperation", "programme", "mobility", "unit", "office", "membership", "project")
INSTRUMENTS = ("memorandum", "agreement", "contract", "protocol", "roadmap", "declaration", "letter")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?$", re.ASCII)


def number(value: float | int | None) -> str:
    """1234567 → 1,234,567; nothing for null."""
    return "" if value is None else f"{value:,}"


def day(value: str | None) -> str:
    """An ISO 8601 day, month, year or `first/last` as people write it: 2024-03-01 → 1 March 2024.

    What is none of these stands as it is.
    """
    if not value:
        return ""
    first, slash, last = value.partition("/")
    if slash and all(not part or _DAY.match(part) for part in (first, last)):
        return f"{day(first) or '…'} – {day(last) or '…'}"
    found = _DAY.match(value)
    if not found:
        return value
    year, month, of_month = (int(part) if part else None for part in found.groups())
    if month is None:
        return str(found[1])
    if of_month is None:
        return f"{_MONTHS[month - 1]} {year}" if 1 <= month <= 12 else value
    try:
        known = date(year or 0, month, of_month)
    except ValueError:
        return value
    return f"{known.day} {_MONTHS[known.month - 1]} {known.year}"


def plain(value: str | None) -> str:
    """`in_force` → in force."""
    return (value or "").replace("_", " ")


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 agreement, 2 agreements, 0 agreements."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def named(value: object, otherwise: str = "without a name") -> str:
    """A name or title, or other words where it has no sign that can be seen: a link needs something to be clicked on."""
    text = "" if value is None else str(value)
    return text if any(unicodedata.category(sign)[0] in "LNPS" for sign in text) else otherwise


def shorten(value: str | None, longest: int = 120) -> str:
    """A text cut where nobody would read on, at a word if there is one near."""
    text = " ".join((value or "").split())
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head[: head.rfind(" ")] if head.rfind(" ") > longest // 2 else head) + "…"


def chance(confidence: float) -> str:
    """What a confidence means. It is a share of readings that were right (docs/extraction.md)."""
    return f"about {round(100 * confidence)} of 100 such reports were right when checked"


_LANGUAGES = (
    "ar:Arabic be:Belarusian bg:Bulgarian bn:Bengali ca:Catalan cs:Czech da:Danish de:German el:Greek en:English "
    "es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish fr:French ga:Irish gl:Galician he:Hebrew hi:Hindi "
    "hr:Croatian hu:Hungarian hy:Armenian id:Indonesian is:Icelandic it:Italian ja:Japanese ka:Georgian kk:Kazakh "
    "ko:Korean lt:Lithuanian lv:Latvian mk:Macedonian mn:Mongolian ms:Malay mt:Maltese nl:Dutch no:Norwegian "
    "pl:Polish pt:Portuguese ro:Romanian ru:Russian sk:Slovak sl:Slovenian sq:Albanian sr:Serbian sv:Swedish "
    "sw:Swahili ta:Tamil th:Thai tr:Turkish uk:Ukrainian ur:Urdu uz:Uzbek vi:Vietnamese zh:Chinese"
)
LANGUAGES = dict(pair.split(":") for pair in _LANGUAGES.split())
"""ISO 639-1 → English name, of those that news pages are likely to be in."""


def language(code: str | None) -> str | None:
    """en → English; None for what is not in LANGUAGES."""
    return LANGUAGES.get(code or "")


FILTERS = {
    "chance": chance, "day": day, "language": language, "named": named, "number": number, "plain": plain,
    "plural": plural, "shorten": shorten,
}  # fmt: skip
