"""The words of a clause that say what an arrangement is about."""

from __future__ import annotations

import re

SIDES = r"""(?:\sof\s(?:co-?operation|understanding|agreement|intent|collaboration))?
    (?:\s\([^)]{1,30}\)|,?\s(?:with|between|of|by|and|on|in|from)\s(?:the\s)?[\ue000-\uf8ff]+
      |,?\s(?:in\s|from\s|of\s)?(?:the\s)?[A-Z][\w.]+)*"""
"""What may stand between a document and what it is about: its full name, sides, places, dates."""
NO_SUBJECT = r"""(?:the\s|an?\s)?(?:(?:next|another|further|first|coming|single|period)\b|(?:\w+\s)?(?:more\s)?(?:years?|times?)\b)
      |be\s|\d|which|whom|(?:order|addition|turn|particular|line|return|force|behalf|sidelines|margins|occasion)\b"""
"""After "on", "for", "in": no subject."""
SUBJECT = re.compile(
    rf"""{SIDES}(?:,?\s(?:which|that))?,?\s
    (?:on|for|concerning|about|regarding|aimed\sat|cover(?:s|ing)|(?:provid|call)(?:es|s|ing)\sfor|envisag(?:es|ing)
      |in\sthe\s(?:field|area|sphere)s?\sof|in(?=\s[a-z])(?!\sthe\b)|to(?!\sthe\b))\s
    (?!{NO_SUBJECT})(?:the\s(?=[^\ue000-\uf8ff]))?
    (?P<subject>[^,;.:()\ue000\ue003-\uf8ff]{{4,120}}?)
    (?=(?:\s(?:of|in|at|and|the|for|with|between|by|to|on|from))*(?:\s?[,;.:()\ue000\ue003-\uf8ff]|$)
      |\s(?:with|between|by|was|were|is|are|has|have|will|signed|which|that)\s)""",
    re.VERBOSE,
)
"""The words after a document or thing that say what it is about, units and alliances by name among them."""
NAME = re.compile(r"(?:\s(?:in|of|at|as|the|for|called|named))*\s?[\ue001\ue002]+")
"""The name of a unit or an alliance after a thing."""
KIND = re.compile(
    r"""\b(?:an?|the|their|its|new|this)\s
    (?P<subject>(?:[a-z-]+\s){1,3}(?:co-?operation|collaboration|exchange|partnership|research|training))\s$""",
    re.VERBOSE,
)
"""The words before a document that say what it is about: "a scientific cooperation agreement"."""

Place = tuple[int, int]
"""Half-open offsets into a shortened clause."""


def subject_of(document: Place | None, thing: Place | None, clause: str, *, general: bool) -> Place | None:
    """What the document is said to be about, else the thing itself with what it is said to be for, else the words
    before the document. `general`: the thing is only cooperation."""
    if document and (about := SUBJECT.match(clause, document[1])):
        return about.span("subject")
    more = SUBJECT.match(clause, thing[1]) if thing else None
    if thing and (more or not general):
        end = more.end("subject") if more else thing[1]
        named = NAME.match(clause, end)
        return thing[0], named.end() if named else end
    kind = KIND.search(clause, 0, document[0]) if document else None
    return kind.span("subject") if kind else None
