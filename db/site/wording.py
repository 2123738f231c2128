"""Values of the database in words that people read: filters of the templates."""

from __future__ import annotations

from datetime import date

STATUSES = ("planned", "negotiating", "agreed", "signed", "launched", "in_force", "renewed", "ended")
"""In the order of an agreement's life."""
TYPES = ("cooperation", "programme", "mobility", "unit", "office", "membership", "project")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


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
    if slash:
        return f"{day(first)} – {day(last)}" if first and last else f"{day(first) or '…'} – {day(last) or '…'}"
    parts = value[:10].split("-")
    try:
        if len(parts) == 3:
            known = date(int(parts[0]), int(parts[1]), int(parts[2]))
            return f"{known.day} {_MONTHS[known.month - 1]} {known.year}"
        if len(parts) == 2:
            return f"{_MONTHS[int(parts[1]) - 1]} {int(parts[0])}"
    except (ValueError, IndexError):
        return value
    return value


def plain(value: str | None) -> str:
    """`in_force` → in force."""
    return (value or "").replace("_", " ")


def plural(count: int, one: str, many: str | None = None) -> str:
    """1 agreement, 2 agreements, 0 agreements."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


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


FILTERS = {"chance": chance, "language": language, "number": number, "day": day, "plain": plain, "plural": plural}
