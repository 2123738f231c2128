"""What the words around a candidate tell: whether it is a date, whether it is past or to come, whether it is open."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.dates.grammar import LEXICON, Candidate

_REACH = 48
"""Characters on each side of a candidate that its vetoes can see."""
_BLANKS = re.compile(" {2,}")
_WORDS: dict[str, list[str]] = LEXICON["words"]
_AMBIGUOUS_MONTHS = frozenset(_WORDS["ambiguous_months"])
_WEEKDAY = "|".join(LEXICON["weekdays"])


def _words(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", " +") for w in sorted(words, key=len, reverse=True)) + ")"


_PREPOSITION = re.compile(rf"(?i)\b{_words(_WORDS['prepositions'])},? (?:the )?$")
_YEAR_PREPOSITION = re.compile(rf"(?i)\b{_words(_WORDS['year_prepositions'])} $")
_LABEL = re.compile(rf"(?i)\b{_words(_WORDS['labels'])}\.? $")
_NAME_BEFORE = re.compile(r"(?:^|[\s(\[“\"«'/-])([A-Z][^\s,;:()]*) $")
_COUNTED = re.compile(
    rf" (?:{_words(_WORDS['counted'])}\b|(?:(?!{_words(_WORDS['uncounted'])}\b)[a-z-]{{2,}} )?"
    rf"(?!{_words(_WORDS['uncounted'])}\b)[a-z-]{{2,}}s\b(?!'))"
)
_NAME_AFTER = re.compile(r" [A-Z]")
_POSSESSED = re.compile(r"(?i)\b(?:the|their|his|her|its|our|my|your|a|an|every|each|final|per) +$")
_HABIT = re.compile(rf"(?i)(?:\b(?:every|each|any|per|a|black|good|bloody) |\b(?:{_WEEKDAY}) ?(?:to|-|through) ?)$")
_HABIT_AFTER = re.compile(rf" ?(?:to|-|through) ?(?:{_WEEKDAY})| (?:morning|afternoon|evening|night)s\b")
_SEASONAL = re.compile(rf" {_words(_WORDS['seasonal'])}\b")
_ROUGHLY = re.compile(r"(?i)\b(?:than|over|almost|about|nearly|some|around|half|up to|at least) $")

_FUTURE, _PAST = (f"(?:{'|'.join(LEXICON['tense'][kind])})" for kind in ("future", "past"))
_PREDICATE = r"(?:(?: +(?:also|soon|then|not|be|been|have|to|jointly|officially))* +\w+)?"
"""What a future auxiliary governs, or "held" in "will be held" would be past."""
_TENSE = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<past>(?:was|were|had)\b)|(?P<future>{_FUTURE}{_PREDICATE})|(?P<past_too>{_PAST}))(?![\w-])"
)
_DUE = re.compile(r"(?i)\b(?:until|till|through|by|starting) (?:the )?$")
_SINCE = re.compile(r"(?i)\b(?:since|from) (?:the )?$")
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
            if _HABIT.search(before) or _HABIT_AFTER.match(after):
                return False
            return not _NAME_AFTER.match(after) or bool(_PREPOSITION.search(before))  # "Sunday Times"
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
    if _LABEL.search(before):  # "Priority 2030", "more than 2000"
        return False
    if _YEAR_PREPOSITION.search(before):
        return not (year % 100 == 0 and _COUNTED.match(after))
    if year < 1900 or _COUNTED.match(after):  # "2000 students"
        return False
    name = _NAME_BEFORE.search(before)
    if name and name[1].casefold() not in _WORDS["prepositions"]:  # "Winter School 2020"
        return False
    return not _NAME_AFTER.match(after)  # "the 2020 Beijing Declaration"


def _is_month(before: str, candidate: Candidate, after: str) -> bool:
    parts = candidate.parts
    if parts.keys() - {"month", "same"}:
        return True
    prepared = bool(_PREPOSITION.search(before))
    if parts["month"].title() in _AMBIGUOUS_MONTHS and (not prepared or parts["month"].isupper()):
        return False
    return not _NAME_AFTER.match(after) or (prepared and not before.endswith("the "))  # "the October Revolution"


def is_future(text: str, candidate: Candidate, first: int, last: int) -> bool | None:
    """Whether the sentence `text[first:last]` speaks of something to come (true) or past (false) at the candidate.

    The nearest verb tells, one before the date sooner than one after it; null if there is none.
    """
    nearest: tuple[int, bool] | None = None
    for cue in _TENSE.finditer(text, first, last):
        if cue.end() <= candidate.start:
            distance = candidate.start - cue.end()
        elif cue.start() >= candidate.end:
            distance = 2 * (cue.start() - candidate.end)
        else:
            continue
        if nearest is None or distance < nearest[0]:
            nearest = distance, cue["future"] is not None
    if nearest:
        return nearest[1]
    return True if _DUE.search(text, max(0, candidate.start - _REACH), candidate.start) else None


def opened(text: str, candidate: Candidate, edtf: str) -> str:
    """The EDTF value as an open interval after `since` or `until`: `2021-04/..`."""
    if "/" in edtf:
        return edtf
    low = max(0, candidate.start - _REACH)
    if _SINCE.search(text, low, candidate.start):
        return f"{edtf}/.."
    return f"../{edtf}" if _UNTIL.search(text, low, candidate.start) else edtf
