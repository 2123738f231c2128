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


def either_words(words: Iterable[str]) -> str:
    """A pattern of any of these words or phrases."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True)) + ")"


_OTHERS = either_words(LEXICON["words"]["uncounted"])
COUNTED = (
    rf" (?:{either_words(LEXICON['words']['counted'])}\b|(?:(?!{_OTHERS}\b)[a-z-]{{2,}} )?"
    rf"(?!{_OTHERS}\b)[a-z-]{{2,}}s\b(?!'))"
)
"""What a number counts, behind it: ` students`."""
_FULL_MONTH = rf"(?:{_either(LEXICON['months'])}|{_either(LEXICON['months']).upper()})"
_SHORT_MONTHS = _either(LEXICON["month_abbreviations"])
_SHORT_MONTH = rf"(?:(?:{_SHORT_MONTHS}|{_SHORT_MONTHS.upper()})\b\.?)"
_MONTH = rf"(?:(?i:{_either(LEXICON['months'])})\b|{_SHORT_MONTH})"
_FULL_WEEKDAY = rf"(?:{_either(LEXICON['weekdays'])})"
_SHORT_WEEKDAYS = _either(LEXICON["weekday_abbreviations"])
_WEEKDAY = rf"(?:{_FULL_WEEKDAY}|{_FULL_WEEKDAY.upper()}|(?:{_SHORT_WEEKDAYS}|{_SHORT_WEEKDAYS.upper()})\b\.?)"
_WEEKDAY_AFTER = rf"(?: ?\((?P<weekday_after>{_WEEKDAY})(?: ?[-~/] ?{_WEEKDAY})?\))?"
_ORDINAL = r"(?:(?:st|nd|rd|th)(?![a-z]))?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d)"
_WEEKDAY_BEHIND = rf"(?: ?\((?P<weekday_behind>{_WEEKDAY})\))?"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])(?!\d)"
_PADDED_MONTH = r"(?:0[1-9]|1[0-2])(?!\d)"
_TO = r" ?(?:[-—~&/]|to|until|till|through|and) ?(?:the )?"
_DAY_ORDINAL = rf"(?:(?:st|nd|rd|th)(?![a-z])|\.(?= ?(?:- ?\d|{_MONTH} {_YEAR})))?"
_NAMED_YEAR = r"(?P<relative>(?:this|last|next) year)\b"
_WITH_YEAR = (
    rf"(?:(?:(?:,? of|,)? (?:the year )?|,|[-/.](?=\d))(?P<year>{_YEAR})|,? B\.?E\.? (?P<buddhist>2[45]\d\d)(?!\d)"
    rf"|,?(?: of)? {_NAMED_YEAR}|(?= of (?P<same>the same year)))"
)
_PART = r"\b(?P<part>[Ee]arly|[Ll]ate|[Mm]id)(?: |-)"
_EDGE = r"(?P<part>[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd) of "
_PART_OR_EDGE = r"\b(?P<part>[Ee]arly|[Ll]ate|[Mm]id|(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd)(?= of))(?: of)?(?: |-)"
_NEARBY = r"\b(?P<direction>(?i:this|last|next|current|coming|upcoming)) "
_SEASON = rf"(?P<season>{_either(LEXICON['seasons'])}|{_either(LEXICON['seasons']).title()})"
_STUDY_YEARS = r"(?:[Aa]cademic|[Ss]chool|[Ss]tudy) [Yy]ears?\b"
_SHORT_STUDY_YEARS = r"[AS](?:\.Y\.|Y)"
_YEARS = rf"(?P<first>{_YEAR})(?P<sign>[/-])(?P<last>{_YEAR}|\d\d(?!\d))"
_NO_DIGITS_BEFORE = r"(?<![\d./])(?<!\D-)"
_NO_MORE_DIGITS = r"(?![\d/]|-(?!\d{1,4}[./]\d)|\.\d)"
_LINE_HEAD = r"(?m:^) ?(?:[-*•·▪—] ?)?"
_WEEK_OF = r"(?P<week>\b[Ww]eek (?:of|beginning|commencing|starting)(?: on)? (?:the )?)?"
_ORDINAL_DAY = rf"(?P<day>{_DAY})(?:st|nd|rd|th)\b(?:{_TO}(?P<last>{_DAY})(?:st|nd|rd|th)\b)?"
_GOES_ON = rf"(?= ?[.,;:)\n]| (?:{'|'.join(LEXICON['words']['going_on'])})\b|$)"
"""What may follow words that need a noun behind them to be something else: `on the 8th (floor)`."""

_RULES = {
    # 2025.10.14, 2017-07-24
    "ymd": rf"(?=[12]){_NO_DIGITS_BEFORE}(?P<year>{_YEAR})(?P<sign>[./-])(?P<month>0?[1-9]|1[0-2])(?P=sign)(?P<day>{_DAY})"
    rf"{_NO_MORE_DIGITS}{_WEEKDAY_AFTER}",
    # 2025.9.28-10.2, 2025.9.28-30
    "ymd-range": rf"(?=[12])(?<![\d./-])(?P<year>{_YEAR})(?P<sign>[./])(?P<month>{_MONTH_NUMBER})(?P=sign)(?P<day>{_DAY})"
    rf" ?- ?(?:(?P<last_month>{_MONTH_NUMBER})(?P=sign))?(?P<last>{_DAY})(?![\d/-]|\.\d)",
    # 30.11.2023, Tuesday (10/9/2024), 16.03.2022 (Wednesday)
    "numeric": rf"(?=[\dA-Z])(?:(?P<weekday>{_WEEKDAY}),? (?P<bracket>\()?)?{_NO_DIGITS_BEFORE}"
    rf"(?P<one>\d{{1,2}})(?P<sign>[./-])(?P<two>\d{{1,2}})(?P=sign)(?P<year>{_YEAR}){_NO_MORE_DIGITS}"
    rf"(?(bracket)\)|{_WEEKDAY_AFTER})",
    # 12.-16.05.2003, 18-20/07/2011
    "numeric-days": rf"(?=\d)(?<![\d./-])(?P<day>{_DAY})\.? ?(?:-|and|&) ?(?P<last>{_DAY})(?P<sign>[./])"
    rf"(?P<month>{_MONTH_NUMBER})(?P=sign)(?P<year>{_YEAR}){_NO_MORE_DIGITS}",
    # 27.04.-02.05.2003, 27.04.-02.05; without a year and a full stop they may be hours
    "numeric-range": rf"(?=\d)(?<![\d./-])(?P<day>{_DAY})(?P<sign>[./])(?:(?P<month>{_PADDED_MONTH})\.?|(?P<single>[1-9])\.)"
    rf" ?(?P<to>-) ?(?P<last>{_DAY})(?P=sign)(?P<last_month>{_MONTH_NUMBER})"
    rf"(?:(?P=sign)(?P<year>{_YEAR})|(?<=\d)\.?)(?![\d/-]|\.\d)",
    # 25/6 - ..., 19.06. ...
    "numeric-head": rf"{_LINE_HEAD}(?P<span>(?P<one>\d{{1,2}})(?:/(?P<two>\d{{1,2}})|\.(?P<month>{_PADDED_MONTH})(?=\.)))"
    rf"(?!\d|[./]\d)(?= ?[-—:|,;\n]|\.?(?: ?[:—-]| [A-Z\"]|\n|$)|$)",
    # Wednesday (23/8), Friday 19.06.
    "numeric-weekday": rf"(?=[A-Z])(?P<weekday>{_WEEKDAY}),? (?P<bracket>\()?(?P<one>\d{{1,2}})(?P<sign>[./])(?P<two>\d{{1,2}})"
    rf"(?(bracket)\.?\)|(?!\d|[./]\d|[ap]m\b))",
    # until 15/06
    "numeric-after": rf"\b(?:[Oo]n|[Bb]y|[Ff]rom|[Ss]ince|[Uu]ntil|[Bb]efore) (?P<span>(?P<one>{_DAY})/"
    rf"(?P<two>{_PADDED_MONTH}))(?![/-]|\.\d|%)",
    # 28 July 2023, 9 - 11th of December, 2020, Saturday 7 September
    "day": rf"(?=[\dA-Zw]){_WEEK_OF}(?:(?P<weekday>{_WEEKDAY}),? (?P<open>\()?(?:the )?)?(?<![\d.:,/])(?P<day>{_DAY}){_DAY_ORDINAL}"
    rf"(?:{_TO}(?P<last>{_DAY}){_DAY_ORDINAL})?,?(?: of)?(?: |-|/)(?P<month>{_MONTH}){_WEEKDAY_AFTER}{_WITH_YEAR}?{_WEEKDAY_BEHIND}(?(open)\))",
    # June 5-7, October, 16, Thursday, August 17, 2023
    "month-day": rf"\b(?=[A-Zadfjmnosw]){_WEEK_OF}(?:(?P<weekday>{_WEEKDAY}),? (?P<open>\()?)?\b(?P<month>{_MONTH})(?:(?P<comma>,)? | the )(?P<day>{_DAY}){_ORDINAL}"
    rf"(?:{_TO}(?P<last>{_DAY}){_ORDINAL}(?! {_MONTH}))?(?!:\d|[.,]\d(?!\d\d\d(?!\d))|%| ?[ap]\.?m\b)(?(comma)(?!{COUNTED})){_WEEKDAY_AFTER}"
    rf"(?:(?:,? (?P<bracket>\()?|,)(?P<year>{_YEAR})(?(bracket)\))|,?(?: of)? {_NAMED_YEAR})?{_WEEKDAY_BEHIND}(?(open)\))",
    # February, early January, the end of June, May last year
    "month": rf"\b(?=[A-Zabd-fj-os])(?:{_PART_OR_EDGE})?\b(?P<month>{_FULL_MONTH}|{_SHORT_MONTH}(?=,? {_YEAR})"
    rf"|(?:(?<=\b[Ii]n\x20)|(?<=\b[Ss]ince\x20)|(?<=\b[Uu]ntil\x20)|(?<=\b[Bb]y\x20))(?:{_SHORT_MONTHS})\.)"
    rf"{_WITH_YEAR}?(?!\w)",
    "nearby-month": rf"{_NEARBY}(?P<month>{_FULL_MONTH})\b(?! \d)",
    # the 2023/24 academic year, the academic year 2023-2024
    "academic-year": rf"(?=[12])(?<![\d/-])(?:{_YEARS}|(?P<single>{_YEAR})) {_STUDY_YEARS}",
    "academic-year-after": rf"\b(?:{_STUDY_YEARS}|{_SHORT_STUDY_YEARS}),? ?(?:of )?(?:{_YEARS}|(?P<single>{_YEAR}))(?!\w)",
    "nearby-academic-year": rf"\b(?=[BCELMNSTUbcelmnstu])(?:{_EDGE}(?:the )?)?{_NEARBY}{_STUDY_YEARS}",
    # 2017-2018, 2020/21
    "years": rf"(?<![\w.,/:-]){_YEARS}(?![\w/-]|[.:]\d)",
    # winter of 2023, spring 2024, winter 2023/24
    "season": rf"\b(?=[A-Zabeflmsw])(?:{_PART_OR_EDGE})?\b{_SEASON}(?:(?: of|,)? (?P<year>{_YEAR})|,?(?: of)? {_NAMED_YEAR})"
    r"(?:[/-](?P<last>\d\d(?:\d\d)?)(?!\d))?(?!\w)",
    "nearby-season": rf"{_NEARBY}{_SEASON}\b",
    "bare-season": r"\b(?:[Ii]n|[Bb]y|[Ff]or|[Bb]efore|[Aa]fter|[Dd]uring|[Uu]ntil|[Ss]ince) (?:the )?"
    rf"(?P<span>{_SEASON})(?= ?[.,;:)\n])",
    # the first half of 2024, Q1 2024
    "half-month": rf"\b(?P<ordinal>(?i:first|second)) half of (?P<month>{_FULL_MONTH})\b{_WITH_YEAR}?",
    "quarter": rf"\b(?=[BEFMSTbefmst1-4])(?:{_EDGE}the )?(?P<ordinal>(?i:first|second|third|fourth)|1st|2nd|3rd|4th) (?P<unit>quarter|half) of "
    rf"(?:(?P<year>{_YEAR})|{_NAMED_YEAR}|(?P<this>the year)\b)",
    "bare-quarter": rf"\b(?=[BEFMSTbefmst1-4])(?:{_EDGE}the )?(?P<ordinal>(?i:first|second|third|fourth)|1st|2nd|3rd|4th) (?P<unit>quarter)\b"
    r"(?![ -](?:of|century|final|finals|mile|hour|page|note|pounder)\b)",
    "quarter-sign": rf"\b(?P<unit>[QH])(?P<ordinal>[1-4]),? (?P<year>{_YEAR})",
    # the 1850s
    "decade": rf"(?=[12ELMelm])(?:{_PART}|(?<![\w-]))(?P<decade>(?:1[5-9]|20)\d)0s\b",
    # 2020, mid-2023, the end of 2014
    "year": rf"(?=[12BELMSbelms])(?:{_PART_OR_EDGE}|(?<![\w.,/:#№$€£¥+@-]))(?P<year>{_YEAR})(?![\w%@]|[.,:]\d|[/-]\w)",
    # the end of the year
    "edge": rf"\b{_EDGE}(?:(?P<direction>this|last|next)|the) (?P<unit>year|month)\b",
    "nearby": rf"{_NEARBY}(?P<unit>(?i:week|month|year))\b",
    "nearby-weekend": rf"{_NEARBY}weekend\b",
    "weekend": r"\b(?:over|of|at|during|on|for) the (?:past )?(?P<span>weekend)\b",
    "nearby-weekday": rf"{_NEARBY}(?P<weekday>{_FULL_WEEKDAY})\b",
    "weekdays": rf"(?<![\w-])(?P<weekday>{_FULL_WEEKDAY}) ?(?:to|until|till|through|-) ?(?P<last>{_FULL_WEEKDAY})\b",
    "weekday": rf"(?<![\w-])(?P<weekday>{_FULL_WEEKDAY})\b",
    "yesterday": r"\b(?P<near>[Yy]esterday|[Tt]omorrow)\b",
    # on the 8th, from the 15th to the 18th, in the morning of 14th
    "ordinal": rf"(?:\b(?:[Oo]n|[Ff]rom|[Uu]ntil) the |\b(?:morning|afternoon|evening|night) of (?:the )?)(?P<span>{_ORDINAL_DAY})"
    rf"{_GOES_ON}",
    "holiday": rf"\b(?:{_either(LEXICON['words']['holiday_prepositions'])}) (?P<span>(?P<holiday>{_either(LEXICON['holidays'])}))"
    rf"\b{_GOES_ON}",
    "buddhist": r"\bB\.?E\.? ?(?P<buddhist>2[45]\d\d)(?!\d)",
    "ago": rf"\b(?=[\dAEFNOTaefnots])(?P<count>\d{{1,2}}|(?i:{_either(NUMBERS)})) (?P<unit>day|week|month|year)s? ago\b",
}
_PATTERNS = {
    rule: re.compile(pattern.replace(" ?", r"\x20{0,5}").replace(" ", r"\x20{1,5}")) for rule, pattern in _RULES.items()
}
"""A blank stands for several: wrapped lines were joined with blanks. The letters that rules start with are told first,
for speed."""

_YEARLESS = frozenset(("day", "month-day", "month"))
_AND = re.compile(r" *(?:&|,? *\b(?:and|or)\b) *(?:(?:in|on|the) +)*")
_CONNECTION = re.compile(r" *(?:[-—~/]|\b(?:to|until|till|through)\b) *(?:the )?")
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
    for behind in ("weekday_after", "weekday_behind"):
        if behind in parts:
            parts.setdefault("weekday", parts.pop(behind))
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
