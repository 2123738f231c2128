"""The closed grammar of dates: which words of a text can be one, and of what kind.

The kinds are those of university news; what is not here (durations, ages, clock times, bare `today`, `that year`)
is no date. Texts are shadows: plain apostrophes and hyphens. What a candidate means is for `date_values`, whether it
is a date in its context for `dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.lexicon import lexicon

LEXICON = lexicon("dates")
NUMBERS: dict[str, int] = LEXICON["numbers"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that look like a date: the rule that found them and the parts of them that it tells apart."""

    start: int
    end: int
    rule: str
    parts: dict[str, str]
    """The groups of the rule's pattern that matched, blanks made single."""
    until: Candidate | None = None
    """The last date, if this is the first of a range such as `29 November - 2 December 2020`."""


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FULL_MONTH = rf"(?:{_either(LEXICON['months'])}|{_either(LEXICON['months']).upper()})"
_SHORT_MONTH = rf"(?:(?:{_either(LEXICON['month_abbreviations'])})\b\.?)"
_MONTH = rf"(?:(?i:{_either(LEXICON['months'])})\b|{_SHORT_MONTH})"
_FULL_WEEKDAY = rf"(?:{_either(LEXICON['weekdays'])})"
_WEEKDAY = rf"(?:{_FULL_WEEKDAY}|(?:{_either(LEXICON['weekday_abbreviations'])})\b\.?)"
_ORDINAL = r"(?:(?:st|nd|rd|th)(?![a-z]))?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d)"
_TO = r" ?(?:[-—&]|to|until|till|through|and) ?(?:the )?"
_NAMED_YEAR = r"(?P<relative>(?:this|last|next) year)\b"
_WITH_YEAR = (
    rf"(?:(?:,? of|,)? (?:the year )?(?P<year>{_YEAR})|,?(?: of)? {_NAMED_YEAR}|(?= of (?P<same>the same year)))"
)
_PART = r"\b(?P<part>[Ee]arly|[Ll]ate|[Mm]id)(?: |-)"
_EDGE = r"(?P<part>[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd) of "
_PART_OR_EDGE = r"\b(?P<part>[Ee]arly|[Ll]ate|[Mm]id|(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd)(?= of))(?: of)?(?: |-)"
_NEARBY = r"\b(?P<direction>[Tt]his|[Ll]ast|[Nn]ext|[Cc]urrent|[Cc]oming|[Uu]pcoming) "
_SEASON = rf"(?P<season>{_either(LEXICON['seasons'])}|{_either(LEXICON['seasons']).title()})"
_STUDY_YEARS = r"(?:academic|school|study) years?\b"
_YEARS = rf"(?P<first>{_YEAR})(?P<sign>[/-])(?P<last>{_YEAR}|\d\d(?!\d))"
_NO_MORE_DIGITS = r"(?![\d/-]|\.\d)"

_RULES = {
    # 2025.10.14, 2017-07-24
    "ymd": rf"(?<![\d./-])(?P<year>{_YEAR})(?P<sign>[./-])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>{_DAY})"
    rf"{_NO_MORE_DIGITS}",
    # 30.11.2023, Tuesday (10/9/2024)
    "numeric": rf"(?:(?P<weekday>{_WEEKDAY}),? (?P<bracket>\()?)?(?<![\d./-])"
    rf"(?P<one>\d{{1,2}})(?P<sign>[./-])(?P<two>\d{{1,2}})(?P=sign)(?P<year>{_YEAR}){_NO_MORE_DIGITS}(?(bracket)\))",
    # 28 July 2023, 9 - 11th of December, 2020, Saturday 7 September
    "day": rf"(?:(?P<weekday>{_WEEKDAY}),? (?:the )?)?(?<![\d.:,/])(?P<day>{_DAY}){_ORDINAL}"
    rf"(?:{_TO}(?P<last>{_DAY}){_ORDINAL})?,?(?: of)?(?: |-)(?P<month>{_MONTH}){_WITH_YEAR}?",
    # June 5-7, October, 16, Thursday, August 17, 2023
    "month-day": rf"(?:(?P<weekday>{_WEEKDAY}),? )?\b(?P<month>{_MONTH})(?:,? | the )(?P<day>{_DAY}){_ORDINAL}"
    rf"(?:{_TO}(?P<last>{_DAY}){_ORDINAL}(?! {_MONTH}))?(?!:\d|[.,]\d|%| ?[ap]\.?m\b)"
    rf"(?:,? (?P<bracket>\()?(?P<year>{_YEAR})(?(bracket)\))|,?(?: of)? {_NAMED_YEAR})?",
    # February, early January, the end of June, May last year
    "month": rf"(?:{_PART_OR_EDGE})?\b(?P<month>{_FULL_MONTH}|{_SHORT_MONTH}(?=,? {_YEAR})){_WITH_YEAR}?(?!\w)",
    "nearby-month": rf"{_NEARBY}(?P<month>{_FULL_MONTH})\b(?! \d)",
    # the 2023/24 academic year, the academic year 2023-2024
    "academic-year": rf"(?<![\d/-])(?:{_YEARS}|(?P<single>{_YEAR})) {_STUDY_YEARS}",
    "academic-year-after": rf"\b{_STUDY_YEARS},? (?:of )?(?:{_YEARS}|(?P<single>{_YEAR}))(?!\w)",
    "nearby-academic-year": rf"(?:{_EDGE}(?:the )?)?{_NEARBY}{_STUDY_YEARS}",
    # 2017-2018, 2020/21
    "years": rf"(?<![\w.,/:-]){_YEARS}(?![\w/:-]|\.\d)",
    # winter of 2023, spring 2024, winter 2023/24
    "season": rf"(?:{_PART_OR_EDGE})?\b{_SEASON}(?: of|,)? (?P<year>{_YEAR})"
    r"(?:[/-](?P<last>\d\d(?:\d\d)?)(?!\d))?(?!\w)",
    "nearby-season": rf"{_NEARBY}{_SEASON}\b",
    "bare-season": rf"\b[Ii]n (?:the )?(?P<span>{_SEASON})(?= ?[.,;:)\n])",
    # the first half of 2024, Q1 2024
    "quarter": r"\b(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th) (?P<unit>quarter|half) of "
    rf"(?:(?P<year>{_YEAR})|{_NAMED_YEAR}|(?P<this>the year)\b)",
    "quarter-sign": rf"\b(?P<unit>[QH])(?P<ordinal>[1-4]),? (?P<year>{_YEAR})",
    # the 1850s
    "decade": rf"(?:{_PART}|(?<![\w-]))(?P<decade>(?:1[5-9]|20)\d)0s\b",
    # 2020, mid-2023, the end of 2014
    "year": rf"(?:{_PART_OR_EDGE}|(?<![\w.,/:#№$€£¥+@-]))(?P<year>{_YEAR})(?![\w%@]|[.,:]\d|[/-]\w)",
    # the end of the year
    "edge": rf"\b{_EDGE}(?:(?P<direction>this|last|next)|the) (?P<unit>year|month)\b",
    "nearby": rf"{_NEARBY}(?P<unit>week|month|year)\b",
    "nearby-weekend": rf"{_NEARBY}weekend\b",
    "weekend": r"\b(?:over|of|at|during|on|for) the (?:past )?(?P<span>weekend)\b",
    "nearby-weekday": rf"{_NEARBY}(?P<weekday>{_FULL_WEEKDAY})\b",
    "weekday": rf"(?<![\w-])(?P<weekday>{_FULL_WEEKDAY})\b",
    "yesterday": r"\b(?P<near>[Yy]esterday|[Tt]omorrow)\b",
    "ago": rf"\b(?P<count>\d{{1,2}}|(?i:{_either(NUMBERS)})) (?P<unit>day|week|month|year)s? ago\b",
}
_PATTERNS = {
    rule: re.compile(pattern.replace(" ?", r"\x20{0,5}").replace(" ", r"\x20{1,5}")) for rule, pattern in _RULES.items()
}
"""A blank stands for several: wrapped lines were joined with blanks."""

_YEARLESS = frozenset(("day", "month-day", "month"))
_AND = re.compile(r" *(?:&|,? *\b(?:and|or)\b) *(?:(?:in|on|the) +)*")
_CONNECTION = re.compile(r" *(?:[-—]|\b(?:to|until|till|through)\b) *(?:the )?")
_BETWEEN = re.compile(r"\b[Bb]etween (?:the )?$")
_RANGES = {
    "ymd": {"ymd"},
    "numeric": {"numeric"},
    "day": {"day", "month-day"},
    "month-day": {"day", "month-day"},
    "month": {"month"},
    "year": {"year"},
    "season": {"season"},
}
"""Which kinds of candidate may be first and last of one range."""


def candidates(text: str) -> list[Candidate]:
    """All that looks like a date, in order and without overlap: the longest of those that start first."""
    return _share_years(text, list(_longest(text)))


def _longest(text: str) -> Iterator[Candidate]:
    found = [_candidate(rule, match) for rule, pattern in _PATTERNS.items() for match in pattern.finditer(text)]
    pending: Candidate | None = None
    for candidate in sorted(found, key=lambda c: (c.start, -c.end)):
        if pending and candidate.start < pending.end:
            continue
        if pending:
            joined = _range(text, pending, candidate)
            if joined:
                pending = joined
                continue
            yield pending
        pending = candidate
    if pending:
        yield pending


def _candidate(rule: str, match: re.Match[str]) -> Candidate:
    parts = {name: " ".join(value.split()) for name, value in match.groupdict().items() if value is not None}
    start, end = match.span("span") if parts.pop("span", None) else match.span()
    return Candidate(start, end, rule, parts)


def _range(text: str, first: Candidate, last: Candidate) -> Candidate | None:
    """Both as one range, if only a connecting word stands between them."""
    if last.rule not in _RANGES.get(first.rule, ()) or first.until or "last" in first.parts:
        return None
    between = text[first.end : last.start]
    if _CONNECTION.fullmatch(between) or (
        between.strip() == "and" and _BETWEEN.search(text, max(0, first.start - 20), first.start)
    ):
        return replace(first, end=last.end, until=last)
    return None


def _share_years(text: str, found: list[Candidate]) -> list[Candidate]:
    """In a list a date without a year takes its neighbour's: `3 May, 5 June and 7 July 2021`."""
    pairs = [(i, i + 1) for i in range(len(found) - 1)]
    shared: set[int] = set()
    for without, within in [*reversed(pairs), *((j, i) for i, j in pairs)]:
        candidate, other = found[without], found[within]
        first, last = sorted((candidate, other), key=lambda c: c.start)
        between = text[first.end : last.start]
        if (
            {candidate.rule, other.rule} <= _YEARLESS
            and not candidate.parts.keys() & {"year", "relative", "same"}
            and "year" in other.parts
            and (_AND.fullmatch(between) or (within in shared and between == ", "))
        ):
            found[without] = replace(candidate, parts={**candidate.parts, "year": other.parts["year"]})
            shared.add(without)
    return found
