"""Lines that say when a page was published: labelled (`Release time:2021-05-03`) or not (`28 July 2023 News`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.reading.dates import find_dates, read_date
from crawler.reading.phrases import MODIFIED, OTHER_DATES, PUBLISHED, any_of
from crawler.reading.text import WIDE, ends_sentence
from crawler.source import Source

# Where a label may begin: at the start of a line, behind a mark that parts, or glued to a number.
_START = r"(?:^|[|•·/;,()\[\]–—-]\s*|\s{2,}|(?<=\d))"
_GAP = r"\s*[:：]?\s*(?:[–—-]\s*)?(?:(?:on|am|vom|le|el|il|em|at)\s+)?"
_DIGIT = re.compile(r"\d")
_OTHER_DATE = re.compile(rf"(?<!\w){OTHER_DATES}\W*$|\d\s?[-–—]\s?$", re.IGNORECASE)
_LONGEST_LINE = 200
_WORDS = 60
"""So many characters may stand in a dateline beside the date: rubric, author, number of views."""
_SENTENCE = 25
"""With more of them, and a full stop or colon at the end, it is a sentence."""


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a site writes dates."""

    languages: tuple[str, ...] = ("en",)
    """ISO 639-1, the most likely first."""
    order: str = "DMY"
    labels: tuple[str, ...] = ()
    """The source's own labels before the day of publication, believed wherever they stand."""


def date_style(source: Source, told: Iterable[str | None]) -> DateStyle:
    """The style of a source's page that is `told` to be in some languages."""
    codes = [code[:2].lower() for code in (*told, source.language, "en") if code]
    return DateStyle(tuple(dict.fromkeys(codes)), source.date_order, source.selectors("date_labels"))


def read(text: str, style: DateStyle) -> str | None:
    """The date that a text consists of: `crawler.reading.dates.read_date` in this style."""
    return read_date(text, languages=style.languages, date_order=style.order)


def labelled_date(line: str, style: DateStyle) -> str | None:
    """The date behind a label of publication in a line."""
    return _behind_label(line, style, _published(style.labels))


def modified_date(line: str, style: DateStyle) -> str | None:
    """The date behind a label of change in a line."""
    return _behind_label(line, style, _modified())


def dateline(line: str, style: DateStyle) -> str | None:
    """The day in a short line that holds a date and little else; null for sentences and labels of change."""
    if len(line) > _LONGEST_LINE or not _DIGIT.search(line):
        return None
    dates = find_dates(line, languages=style.languages, date_order=style.order)
    if not dates:
        return None
    start, end, value = dates[0]
    words = len(line) - (end - start)
    is_sentence = words > _SENTENCE and (ends_sentence(line) or line.endswith(":"))
    if words > _WORDS or is_sentence or _OTHER_DATE.search(line[:start]) or _modified().search(line[:end]):
        return None
    return value


def is_dateline(line: str, style: DateStyle) -> bool:
    """Whether a line is there for its date, so that it is no part of a text."""
    if labelled_date(line, style) or modified_date(line, style):
        return len(line) < _LONGEST_LINE and not (ends_sentence(line) and len(line) > 80)
    return dateline(line, style) is not None


@lru_cache(maxsize=64)
def _published(own: Sequence[str]) -> re.Pattern[str]:
    return _pattern(PUBLISHED, own)


@lru_cache(maxsize=1)
def _modified() -> re.Pattern[str]:
    return _pattern(MODIFIED, ())


def _pattern(labels: Sequence[str], own: Sequence[str]) -> re.Pattern[str]:
    # Labels that are no common words may be glued to what stands before: `Publisher:NAMERelease time:2021-05-03`.
    sure = [label for label in labels if " " in label or WIDE.match(label)]
    anywhere = rf"|{any_of(own)}" if own else ""
    return re.compile(rf"(?:{_START}{any_of(labels)}|{any_of(sure)}(?=\s?[:：]){anywhere}){_GAP}", re.IGNORECASE)


def _behind_label(line: str, style: DateStyle, pattern: re.Pattern[str]) -> str | None:
    if not _DIGIT.search(line):
        return None
    for match in pattern.finditer(line):
        rest = line[match.end() :]
        if value := read(rest, style):
            return value
        dates = find_dates(rest, languages=style.languages, date_order=style.order)
        # `Published: Monday, 28 July 2023`: a weekday may stand between label and date, not more.
        if dates and len(rest[: dates[0][0]].split()) <= 1:
            return dates[0][2]
    return None
