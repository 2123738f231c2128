"""Sentences into clauses, without a parser: cut where a new predicate is likely to begin."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.rules import Rule, load_rules, small

CUT = re.compile(
    r"""(?P<strong>;\s|\s[-–—]\s|:\s|,?\s(?:while|whereas|but)\s)
      | ,?\s(?P<subject>and\s(?=(?:we|they|he|she|it|there)\s
          |(?:[io]n\s\ue005+\s)?(?:an?|the|another|its|their)\s
           (?!consensus|agreement\s(?:was|is)|understanding|decision)[\w\s-]{1,60}?
           \s(?:is|are|was|were|will|has|have)\s))
      | ,?\s(?=and\s(?:another|the\sone)|(?:the\sother|another)\s(?:one\s)?(?:with|between))
      | ,\s(?:and\s)?(?:then\s|also\s)?
      | \sand\s(?:then\s|also\s|have\s|has\s)?""",
    re.VERBOSE,
)
ELLIPSIS = re.compile(
    r"(?:and\s)?(?:(?:another|the\sother)(?:\sone)?|the\sone)\s(?:with|between|by|of)\b"
    r"|(?:and\s)?(?:the\s)?[\ue000-\ue003]+[^.;]{0,40}\s(?:has|have|did)\s(?:done\s)?(?:the\ssame|so|likewise)"
    r"|(?:and\s)?so\s(?:did|do|does|has|have|is|are|was|were|will)\s"
    r"|(?:and\s)?the\ssame\s(?:was|is|are|were|goes|holds|applies|applied|happened|came|has|had)\s"
)
"""A clause that says of other sides what the clause before it said."""
APPOSITION = re.compile(r"an?\s(?:[\w-]+\s){1,4}(?:(?:in|by|under|with|through)\swhich|that|which|to)\s")
"""After a colon or a dash no new predicate: "a declaration in which"."""
PREDICATE = re.compile(
    r"(?<!\w)(?:is|are|was|were|has|have|had|will|would|may|can|do|does|did|should|shall|must)(?!\w)", re.IGNORECASE
)
NOUNS = ("ing", "ion", "ions", "ment", "al", "als", "up", "together with")
"""Triggers with these endings are no predicates."""
RUN = re.compile(r"([\ue000-\ue006])\1+")
"""A name of more than one character."""
VERB = re.compile(
    r"\w+ed\b|set up|began|held|made|gave|took"
    r"|(?:signs|opens|joins|launches|inks|renews|extends|establishes|creates|founds|inaugurates|unveils|closes|ends"
    r"|withdraws)\b"
)
PARTICIPLE = re.compile(
    r"(?:\w+ed|set up|held|made)(?: (?:into|jointly|together|recently))? "
    r"(?:by|in|on|at|during|between|with|last|yesterday|today|for|as|\ue005)\b"
)
"""After a comma no predicate: ", signed by"."""


def clauses(text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """The clauses of a sentence of masked text, as offsets into the text.

    A semicolon, dash, colon, "while" or "and" before a new subject cuts if a predicate stands on both sides; a comma or
    "and" only before a verb that tells of an act ("visited Tashkent and signed two documents") or before an ellipsis.
    """
    start, end = sentence
    cuts = [start]
    for match in CUT.finditer(text, start, end):
        before, after = text[cuts[-1] : match.start()], text[match.end() : end]
        goes_on = _predicate(after) if match["strong"] or match["subject"] else _begins_with_act(after)
        if (match[0] == ", " and PARTICIPLE.match(after)) or (match["strong"] and APPOSITION.match(after)):
            continue
        if repeats(after) or (goes_on and _predicate(before)):
            cuts.append(match.end())
    pieces = ((a, a + len(text[a:b].rstrip(" ,;:-–—"))) for a, b in zip(cuts, [*cuts[1:], end], strict=True))
    return [piece for piece in pieces if piece[0] < piece[1]]


def repeats(clause: str) -> bool:
    """Whether a clause leaves out its act, which is that of the clause before it."""
    return bool(ELLIPSIS.match(clause))


def _predicate(words: str) -> bool:
    if PREDICATE.search(words):
        return True
    lowered = small(words)
    found = (match[0] for rule in _acts() for match in rule.pattern.finditer(lowered))
    return any(not match.endswith(NOUNS) for match in found)


def _begins_with_act(words: str) -> bool:
    return bool(VERB.match(words)) and any(rule.pattern.match(small(words)) for rule in _acts())


def shortened(clause: str) -> tuple[str, list[int]]:
    """Masked text in which every name is one character, so that long names keep no words apart, and for each of its
    characters the offset where it stood; at the end the length of the clause."""
    places: list[int] = []
    end = 0
    for run in RUN.finditer(clause):
        places += range(end, run.start() + 1)
        end = run.end()
    return RUN.sub(r"\1", clause), [*places, *range(end, len(clause) + 1)]


@lru_cache
def _acts() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules("triggers") if rule.id != "hold.have")
