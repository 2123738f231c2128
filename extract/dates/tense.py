"""Whether the words around a candidate speak of the past or of things to come."""

from __future__ import annotations

import re

from extract.dates.grammar import LEXICON, Candidate, either_words

_REACH = 48
_SIGHT = 320
"""Characters on each side of a candidate that are looked at in a sentence: more is a list, and would take long."""
_TENSES: dict[str, list[str]] = LEXICON["tense"]
_FUTURE, _PAST, _COMING, _SCHEDULED = (
    "(?:" + "|".join(_TENSES[kind]) + ")" for kind in ("future", "past", "ahead", "scheduled")
)
_THIRD_PERSON = either_words(_TENSES["third_person"])
_PRESENT = rf"(?:is|are|am)(?: +(?:[a-z]+ly|also|now|still|not|being|already))? +(?:[a-z]+ing|[a-z]+ed)|{_THIRD_PERSON}"
_PREDICATE = r"(?:(?: +(?:also|soon|then|not|be|been|have|to|jointly|officially))* +\w+)?"
"""What a future auxiliary governs, or "held" in "will be held" would be past."""
_TENSE = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<past>(?:was|were|had)\b)|(?P<future>{_FUTURE}{_PREDICATE})|"
    rf"(?P<present>{_PRESENT})|(?P<past_too>{_PAST}))(?![\w-])"
)
_SCHEDULE = re.compile(
    rf"(?i)(?<![\w-]){_SCHEDULED}(?: +again)?(?: +(?:on|in|at|from|for))?(?: +the)? *(?:late|early|mid-?)? *$"
)
_OTHER_CLAUSE = 80
"""Characters that a verb in another clause seems further away."""
_CLAUSE = re.compile(r"[:;—]")
_AHEAD = re.compile(rf"(?i)(?<![\w-]){_COMING}(?![\w-])")
_DUE = re.compile(r"(?i)\b(?:until|till|through|by|before|starting) (?:the )?$")
_FROM = re.compile(r"(?:\W{0,3}(?:From|Effective|Starting|Beginning)(?: on| in| from)?(?: the)? *)$")
_ONWARDS = re.compile(r" (?:onwards?\b|on(?=[.,;:)\n]| (?:the|all|it|we|they)\b))")
_BY = re.compile(r"(?i)\b(?:by|not later than|no later than|with effect from) (?:the )?$")
_SINCE = re.compile(r"(?i)\bsince (?:the )?$")
_FOR = re.compile(r"\b(?:for|to) (?:the )?$")
_SETTING = re.compile(rf"(?i){either_words(_TENSES['setting'])}$")
_SAID = re.compile(r"(?:the|afore|this|these) ?said$")
_PLUPERFECT = ("was", "were", "had")


def is_future(text: str, candidate: Candidate, first: int, last: int) -> bool | None:
    """Whether the sentence `text[first:last]` speaks of something to come (true) or past (false) at the candidate.

    The nearest verb tells, one before the date sooner than one after it; null if there is none.
    """
    low = max(0, candidate.start - _REACH)
    first, last = max(first, candidate.start - _SIGHT), min(last, candidate.end + _SIGHT)
    if _SINCE.search(text, low, candidate.start):
        return False
    if _SCHEDULE.search(text, max(first, low), candidate.start):
        return True
    if candidate.rule == "nearby-season":
        first = max((stop.end() for stop in _CLAUSE.finditer(text, first, candidate.start)), default=first)
    cue = _nearest(text, candidate, first, last)
    if cue is None or cue["present"] is not None:
        due = _DUE.search(text, low, candidate.start) or _FROM.match(text, first, candidate.start)
        if due or _ONWARDS.match(text, candidate.end) or _AHEAD.search(text, first, last):
            return True
        return None
    if cue["future"] is not None:
        return True
    if _BY.search(text, low, candidate.start) and cue[0].lower() not in _PLUPERFECT:
        return True
    return bool(_FOR.search(text, low, candidate.start) and _SETTING.match(cue[0]))


def _nearest(text: str, candidate: Candidate, first: int, last: int) -> re.Match[str] | None:
    nearest: tuple[int, re.Match[str]] | None = None
    for cue in _TENSE.finditer(text, first, last):
        if cue.start() < candidate.start:
            distance = max(0, candidate.start - cue.end())
        elif cue.start() >= candidate.end:
            distance = 2 * (cue.start() - candidate.end)
        else:
            continue
        if _CLAUSE.search(text, min(cue.end(), candidate.end), max(cue.start(), candidate.start)):
            distance += _OTHER_CLAUSE
        if (nearest is None or distance < nearest[0]) and not _is_name(text, cue, first):
            nearest = distance, cue
    return nearest[1] if nearest else None


def _is_name(text: str, cue: re.Match[str], first: int) -> bool:
    """Whether the cue is an adjective: `University of Applied Sciences`, `the said school`."""
    if cue["past_too"] is None:
        return False
    capital = cue[0][0].isupper() and any(c.isalpha() for c in text[first : cue.start()])
    return capital or bool(_SAID.search(text, max(first, cue.start() - 6), cue.end()))
