"""Dates as pages print them → ISO 8601. Only strings that hold nothing but a date are read.

Digits are read by the patterns here; dateparser is asked for the names of months alone. Given free text it
finds dates in `We`, `THU` and `3100 courses`, and takes `11:34` for a minute of yesterday.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateparser.data.languages_info import language_order
from dateparser.date import DateDataParser

FIRST_YEAR, LAST_YEAR = 1980, 2099
"""Outside these a date is a template's default (0001-01-01, 1970-01-01) or a slip."""

_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:h|Uhr|ч)\b\.?)?(?:\s?[A-Z]{2,4}\b)?"
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T|\s+)(\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)(?:T?\d{4,6}Z?)?")
_YMD = re.compile(r"(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})(?:\s?[日일]|\.)?")
_DMY = re.compile(r"(\d{1,2})\s?(?P<point>[-./])\s?(\d{1,2})\s?(?P=point)\s?(\d{4}|\d{2})")
_YM = re.compile(r"(\d{4})\s?[-./年년]\s?(\d{1,2})(?:\s?[月월])?")
_MY = re.compile(r"(\d{1,2})[./](\d{4})")
_MONTH = r"(?P<m>[^\W\d_]{3,})"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|-?го|-е)?"
_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}[\s.]*(?:(?:day of|of|de)\s+|d[’']\s?)?{_MONTH}[\s.,]*(?:del?\s+)?(?P<y>\d{{4}})",
        rf"{_MONTH}[\s.]*{_DAY}[\s.,]+(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}})[\s.,]+{_MONTH}[\s.]*{_DAY}",
    )
)
_MONTH_YEAR = re.compile(rf"{_MONTH}[\s.,]*(?:del?\s+)?(?P<y>\d{{4}})", re.IGNORECASE)
_YEARLESS = tuple(
    re.compile(p, re.IGNORECASE) for p in (rf"{_DAY}[\s.]*(?:de\s+)?{_MONTH}\.?", rf"{_MONTH}[\s.]*{_DAY}")
)
_AROUND = re.compile(  # a weekday before and a clock time or `г.` after say nothing that the date does not
    rf"^(?:[^\W\d_]{{2,}}\.?[\s,–-]+)??(?P<date>.*?)"
    rf"(?:[\s,|–-]*(?:(?:года|год|г)\b\.?|(?:at|в|um|à|às)(?=\s))?[\s,|–-]*(?P<clock>{_CLOCK})?)?[\s,.]*$",
    re.IGNORECASE | re.DOTALL,
)
_IN_TEXT = re.compile(
    r"(?<![\w.,/-])(?:"
    + "|".join(
        [_ISO.pattern, _YMD.pattern, rf"{_DMY.pattern}(?![.\d])"]
        + [re.sub(r"\?P<\w>", "?:", named.pattern) for named in _NAMED]
    )
    + r")(?![\d/-])",
    re.IGNORECASE,
)
_ADDRESS = (
    re.compile(r"/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"(?<=[/_.-])t?((?:19|20)\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})(?=/)"),
)
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d{2})/(0[1-9]|1[0-2])(?=/|$)")


def read_date(text: str, *, languages: Iterable[str], date_order: str, today: date | None = None) -> str | None:
    """The ISO day, month or, where an offset is given, date-time that a string consists of; else null.

    A weekday before the date and a clock time after it are let pass; a clock time alone is no date.
    `languages` are ISO 639-1 codes in order of trust; `date_order` (DMY, MDY, YMD) decides `01.09.2021`.
    With `today`, a day without a year (`3 June`) is the last such day up to it, and later days are refused.
    """
    value = _read(" ".join(text.split()), tuple(languages), date_order, today)
    if value and today and value[:10] > max(today.isoformat(), today.isoformat()[: len(value)]):
        return None
    return value


def _read(text: str, languages: tuple[str, ...], date_order: str, today: date | None) -> str | None:
    if not any(character.isdigit() for character in text) or len(text) > 80:
        return None
    if iso := _ISO.fullmatch(text):
        return _moment(iso)
    if compact := _COMPACT.fullmatch(text):
        return _day(*compact.group(1, 2, 3))
    if re.match(r"(?:\w{3},?\s)?\d{1,2}\s\w{3}\s\d{4}\s\d\d:\d\d", text, re.ASCII) and (mail := _rfc822(text)):
        return mail
    around = _AROUND.match(text)
    bare = around["date"] if around else text
    # The weekday is optional, and `May 3 2021` begins with a word as well: as it stands first.
    for candidate in dict.fromkeys((text, bare, _without_first_word(bare))):
        if value := _bare(candidate, languages, date_order, today):
            return value
    return None


def _without_first_word(text: str) -> str:
    return re.sub(r"^[^\W\d_]{2,}\.?[\s,–-]+", "", text)


def _bare(text: str, languages: tuple[str, ...], date_order: str, today: date | None) -> str | None:
    """A date without weekday and time."""
    if match := _YMD.fullmatch(text):
        return _day(*match.group(1, 2, 3))
    if match := _DMY.fullmatch(text):
        return _ordered(match[1], match[3], match[4], date_order)
    if match := _YM.fullmatch(text):
        return _month_of(match[1], int(match[2]))
    if match := _MY.fullmatch(text):
        return _month_of(match[2], int(match[1]))
    for pattern in _NAMED:
        if (match := pattern.fullmatch(text)) and (month := month_number(match["m"], languages)):
            return _day(match["y"], month, match["d"])
    if (match := _MONTH_YEAR.fullmatch(text)) and (month := month_number(match["m"], languages)):
        return _month_of(match["y"], month)
    if today:
        for pattern in _YEARLESS:
            if (match := pattern.fullmatch(text)) and (month := month_number(match["m"], languages)):
                this_year = _day(today.year, month, match["d"])
                if this_year and this_year <= today.isoformat():
                    return this_year
                return _day(today.year - 1, month, match["d"])
    return None


def find_dates(text: str, *, languages: Iterable[str], date_order: str) -> list[tuple[int, int, str]]:
    """The whole days (start, end, ISO) in a short line; not for prose."""
    languages = tuple(languages)
    found = []
    for match in _IN_TEXT.finditer(text):
        if value := read_date(match[0], languages=languages, date_order=date_order):
            found.append((match.start(), match.end(), value))
    return found


def address_date(url: str) -> str | None:
    """The day, or at least the month, in the path of an address such as `/2023/07/28/slug`."""
    path = re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", url)
    for pattern in _ADDRESS:
        for match in pattern.finditer(path):
            if value := _day(*match.groups()):
                return value
    month = _ADDRESS_MONTH.search(path)
    return _month_of(month[1], int(month[2])) if month else None


def localise(value: str, zone: ZoneInfo) -> str:
    """A moment in UTC as the publisher's clock showed it; every other value unchanged.

    Midnight UTC is how systems write a day without a time, so it stays that day.
    """
    if len(value) <= 10:
        return value
    moment = datetime.fromisoformat(value)
    if moment.utcoffset() != UTC.utcoffset(None):
        return value
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return value[:10]
    return moment.astimezone(zone).isoformat()


@lru_cache(maxsize=4096)
def month_number(word: str, languages: tuple[str, ...]) -> int | None:
    """1 to 12 for the name of a month, in any case and abbreviated, in one of the languages."""
    for language in languages:
        parser = _parser(language)
        found = parser.get_date_data(f"15 {word} 2001").date_obj if parser else None
        if found and (found.year, found.day) == (2001, 15):
            return found.month
    return None


@lru_cache(maxsize=64)
def _parser(language: str) -> DateDataParser | None:
    if language not in language_order:
        return None
    settings = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "NORMALIZE": True}
    return DateDataParser(languages=[language], settings=settings)


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return value.isoformat() if FIRST_YEAR <= value.year <= LAST_YEAR else None


def _month_of(year: str, month: int) -> str | None:
    return f"{year}-{month:02}" if 1 <= month <= 12 and FIRST_YEAR <= int(year) <= LAST_YEAR else None


def _ordered(first: str, second: str, last: str, date_order: str) -> str | None:
    """Three numbers in the order of the source, or where that gives no day, in another that does."""
    for order in dict.fromkeys((date_order.lower(), "dmy", "mdy")):
        parts = dict(zip(order, (first, second, last), strict=True))
        year = parts["y"] if len(parts["y"]) == 4 else f"20{parts['y']:0>2}"
        if value := _day(year, parts["m"], parts["d"]):
            return value
    return None


def _moment(match: re.Match[str]) -> str | None:
    day = _day(*match.group(1, 2, 3))
    if not day or not match[5]:
        return day
    offset = "+00:00" if match[5] in ("Z", "UTC", "GMT") else match[5]
    try:
        return datetime.fromisoformat(f"{day}T{match[4]}{offset}").isoformat()
    except ValueError:
        return day


def _rfc822(text: str) -> str | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if not _day(moment.year, moment.month, moment.day):
        return None
    return moment.isoformat() if moment.tzinfo else moment.date().isoformat()
