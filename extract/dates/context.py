"""What the words around a candidate tell: whether it is a date, whether it is open, a year of study, about."""

from __future__ import annotations

import re

from extract.dates.grammar import COUNTED, LEXICON, Candidate, either_words

_REACH = 48
"""Characters on each side of a candidate that its vetoes can see."""
_BLANKS = re.compile(" {2,}")
_WORDS: dict[str, list[str]] = LEXICON["words"]
_AMBIGUOUS_MONTHS = frozenset(_WORDS["ambiguous_months"])
_WEEKDAY = "|".join(LEXICON["weekdays"])


_PREPOSITION = re.compile(rf"(?i)\b{either_words(_WORDS['prepositions'])},? (?:the )?$")
_YEAR_PREPOSITION = re.compile(rf"(?i)\b{either_words(_WORDS['year_prepositions'])} $")
_WEEKDAY_PREPOSITION = re.compile(rf"(?i)\b{either_words(_WORDS['weekday_prepositions'])} $")
_ITEM_ENDS = re.compile(r" ?(?:[-—:|\n]|$)")
_FROM = re.compile(r"(?i)\b(?:from|on|during|between) $")
_HOURS = re.compile(r"(?:,|:|,? from|,? at| between)? ?\d")
_NAMED_WEEKDAY = re.compile(rf"(?i)\b{either_words(_WORDS['named_weekdays'])} $")
_QUOTED_NAME = re.compile(r"[\"“„«'][^\"“”„«»]*[A-Z][^\s\"”»]* $")
_LABEL = re.compile(rf"(?i)(?<!earlier )(?<!later )(?<!sooner )(?<!rather )\b{either_words(_WORDS['labels'])}[.:]? $")
_STUDIES = re.compile(rf"(?i)\b{either_words(_WORDS['studies'])}\b[^.!,;]*$")
_STUDIES_AFTER = re.compile(rf" +{either_words(_WORDS['studies'])}\b")
_BARE = re.compile(r"(?i)\b(?:in|by|for|until|during|since|from|of) the $|(?:^|\n)[^\w]{0,3}$")
_NAME_BEFORE = re.compile(r"(?:^|[\s(\[“\"«'/-])([A-Z][^\s,;:()]*) $")
_COUNTED = re.compile(COUNTED)
_NAME_AFTER = re.compile(r" [A-Z]")
_POSSESSED = re.compile(r"(?i)\b(?:the|their|his|her|its|our|my|your|a|an|every|each|final|per) +$")
_HABIT = re.compile(rf"(?i)(?:\b(?:every|each|any|per|a|black|good|bloody) |\b(?:{_WEEKDAY}) ?(?:to|-|through) ?)$")
_HABIT_AFTER = re.compile(rf" ?(?:to|-|through) ?(?:{_WEEKDAY})| (?:morning|afternoon|evening|night)s\b")
_SEASONAL = re.compile(rf" {either_words(_WORDS['seasonal'])}\b")
_ROUGHLY = re.compile(r"(?i)\b(?:than|over|almost|about|nearly|some|around|half|up to|at least) $")

_SINCE = re.compile(r"(?i)\b(?:since|from|as of|effective|starting|beginning)(?: in| on)? (?:the )?$")
_ABOUT = re.compile(r"(?i)\b(?:around|about|approximately|circa|ca\.?) (?:the )?$")
_UNTIL = re.compile(r"(?i)\b(?:until|till) (?:the )?$")


def is_date(text: str, candidate: Candidate, future: bool | None) -> bool:
    """Whether words that have the shape of a date are one where they stand; `future` is what `is_future` says."""
    before = _BLANKS.sub(" ", text[max(0, candidate.start - _REACH) : candidate.start])
    after = _BLANKS.sub(" ", text[candidate.end : candidate.end + _REACH])
    parts = candidate.parts
    match candidate.rule:
        case "year" | "years" if "part" not in parts:
            return _is_year(before, candidate, after)
        case "month":
            return _is_month(before, candidate, after)
        case "day" | "month-day":
            if "year" in parts:
                return True
            # "the other 3 may apply", "the January 28 Incident"
            return not parts["month"].islower() and not (before.endswith("the ") and _NAME_AFTER.match(after))
        case "nearby":
            rolling = parts["direction"].lower() in ("coming", "upcoming")  # the twelve months from now on
            return not rolling and (parts["direction"].lower() == "current" or not _POSSESSED.search(before))
        case "weekday":
            if _NAMED_WEEKDAY.search(before) or (after[:1] in tuple("\"'”»") and _QUOTED_NAME.search(before)):
                return False  # "Green Sunday"
            if _HABIT.search(before) or _HABIT_AFTER.match(after):
                return False
            return not _NAME_AFTER.match(after) or bool(_WEEKDAY_PREPOSITION.search(before))  # "Sunday Times"
        case "weekdays":
            # else it is any week: "Monday to Friday, 9-17"
            return future is not None and bool(_FROM.search(before)) and not _HOURS.match(after)
        case "bare-quarter":
            return bool(_BARE.search(before)) or "part" in parts
        case "bare-season":
            return future is not None  # else it is any summer
        case "nearby-season":
            return not _SEASONAL.match(after)
        case "ago":
            return not _ROUGHLY.search(before)
    return True


def _is_year(before: str, candidate: Candidate, after: str) -> bool:
    year = int(candidate.parts.get("year") or candidate.parts["first"])
    if before.endswith("(") and after.startswith(")"):
        return True
    if candidate.rule == "years" and (not before or before.endswith("\n")) and _NAME_AFTER.match(after):
        return True  # in a list of those who held an office
    if _LABEL.search(before):  # "Priority 2030", "more than 2000"
        return False
    if _YEAR_PREPOSITION.search(before):
        return not (year % 100 == 0 and _COUNTED.match(after))
    if year < 1900 or _COUNTED.match(after):  # "2000 students"
        return False
    name = _NAME_BEFORE.search(before)
    if name and name[1].casefold() not in _WORDS["prepositions"]:  # "Winter School 2020"
        return False
    # "the 2020 Beijing Declaration", but "by 2020 UNESCO"
    return not _NAME_AFTER.match(after) or before.lower().endswith(("by ", "before ", "after "))


def _is_month(before: str, candidate: Candidate, after: str) -> bool:
    parts = candidate.parts
    if parts.keys() - {"month", "same"}:
        return True
    prepared = bool(_PREPOSITION.search(before))
    if parts["month"].title() in _AMBIGUOUS_MONTHS and (not prepared or parts["month"].isupper()):
        return (not before or before.endswith("\n")) and bool(_ITEM_ENDS.match(after))  # a heading, an entry of a list
    return not _NAME_AFTER.match(after) or (prepared and not before.endswith("the "))  # "the October Revolution"


def opened(text: str, candidate: Candidate, edtf: str) -> str:
    """The EDTF value as an open interval after `since` or `until`: `2021-04/..`."""
    if "/" in edtf:
        return edtf
    low = max(0, candidate.start - _REACH)
    if _SINCE.search(text, low, candidate.start):
        return f"{edtf}/.."
    return f"../{edtf}" if _UNTIL.search(text, low, candidate.start) else edtf


def is_study_year(text: str, candidate: Candidate) -> bool:
    """Whether two years in a row are one of study: `the second semester of 2025-2026`."""
    before = _STUDIES.search(text, max(0, candidate.start - _REACH), candidate.start)
    return bool(before or _STUDIES_AFTER.match(text, candidate.end))


def about(text: str, candidate: Candidate, edtf: str) -> str:
    """The EDTF value as approximate after `around` and `about` and where it starts with `mid-`: `2021-06~`."""
    if "/" in edtf or "X" in edtf or "[" in edtf:
        return edtf
    if candidate.parts.get("part", "").lower() == "mid":
        return f"{edtf}~"
    return f"{edtf}~" if _ABOUT.search(text, max(0, candidate.start - _REACH), candidate.start) else edtf
