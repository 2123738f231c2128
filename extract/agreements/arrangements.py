"""What a clause is about: an act and the thing it is done to, with its document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.agreements.acts import Act, load_acts
from extract.agreements.clauses import shortened
from extract.agreements.subjects import subject_of
from extract.rules import Rule, load_rules, small

ABOUT = re.compile(
    r"""[^;:]{0,90}?\s(?:on|for|about|concerning|to|in|under\swhich|by\swhich|of|regarding|covering|(?:that|which)\s\w+s
    |(?:establish|creat|found|provid|envisag|extend|prolong|regulat|govern|launch|open|start|renew)ing
    |(?:says|states|means|stipulates|provides|foresees|agrees)(?:\sthat)?|creates|establishes|sets\sup|lets|allows|enables|whereby|so\sthat
    |(?:allow|enabl|lett|permitt|bring)ing)
    \s[^,;:]{0,60}|[^;:]{0,60}:\san?\s(?:[\w-]+\s){1,4}(?:in|by|under|with|through)\swhich\s[^;:]{0,80}""",
    re.VERBOSE,
)
"""What stands between a document and the thing that it is about."""
OPENER = re.compile(
    r"(?:^|\W)(?:under|by|through|(?:accordance|line) with|according to|framework of|(?:subject|topic|aim|purpose|object|focus) of) (?:an?|the|its|their|this) "
    r"(?:(?!(?:an?|the|of) )[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
"""Before a document that the rest of the clause rests on."""
REST = re.compile(r"[^;:]{0,160}")
"""After "under an agreement" it is all that follows."""
MANY = (
    r"(?:research|publications?|projects|conferences|seminars|lectures|experience|information|co-?operation"
    r"|collaboration|innovation|events|expertise|resources|relations|materials|exchanges?|knowledge|technolog(?:y|ies))"
)
MORE = re.compile(rf"(?:,| and| as well as) (?:[^.;]{{0,60}} )?{MANY}\b", re.IGNORECASE)
"""After the first thing that a document is about: it is about many."""
ALSO = re.compile(rf"\b{MANY}(?: [\w-]+){{0,4}}(?:,| and| as well as) ", re.IGNORECASE)
"""The same before it."""
UNDER = re.compile(
    r"""[^;:]{0,120}?,?\s(?:under|by|through|within|thanks\sto|by\svirtue\sof|on\sthe\s(?:basis|strength)\sof|according\sto
    |in\saccordance\swith|is\swhat|(?:is|are)\s(?:the\s)?(?:subject|topic|aim|purpose|object|focus|content)\sof
    |(?:covered|regulated|governed)\sby|(?:(?:as\s)?(?:laid\sdown|set\sout|provided\sfor|agreed|foreseen|envisaged|stipulated|written)
    \s(?:in|by|under)))\s(?:an?|the|this)\s(?:[\w-]+\s){0,3}""",
    re.VERBOSE,
)
"""What stands between a thing and the document that it rests on."""
PURPOSE = re.compile(
    r",?\s(?:(?:in|at|by|for|with|through)\swhich|where|that|which\s(?:will|is|are|offers?|provides?|trains?)|for(?:\sthe)?)"
    r"\s(?:[^,;:]{0,60}\s)?"
)
"""What stands between a thing and what it is there for."""
UNDONE = re.compile(
    r"\b(?:nothing|no(?:\s(?:new|further|other|separate|formal))?\s(?:document|paper|agreement|memorandum|contract)s?|without"
    r"|instead\sof|rather\sthan|no\sneed\sto)\s(?:(?:was|were|is|has|have|had|to|be|been|yet|newly|formally)\s){0,4}$",
    re.IGNORECASE,
)
"""Before an act that is said not to be done."""
APPOSED = re.compile(r"(?::| [–—-]) an? (?:[\w-]+ ){0,3}$")
"""Before a document that is only another word for the one before it."""
DEFINITE = re.compile(r"\b(?:the|this) (?:new |same )?$", re.IGNORECASE)
"""Before a document that was spoken of before."""
PLURAL = re.compile(
    r"\b(?:memoranda|memorandums|mo[uca]s|moas|\w+ts|protocols|declarations|letters|maps)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An act on an arrangement."""

    act: Act
    type: str
    instrument: str | None
    at: int
    """Where the act stands in the clause."""
    paper: bool
    """Whether there is a document, be it one without a name."""
    several: bool
    """Whether there are several documents of the kind."""
    anaphoric: bool
    """Whether the document is one that was spoken of before: "the agreement"."""
    reach: tuple[int, int]
    """From the document to the next one; the whole clause if there is only one."""
    subject: tuple[int, int] | None
    """The words that say what it is about, in the clause."""
    rules: tuple[str, ...]
    """Ids: the trigger's, the document's, the type's."""


@dataclass(frozen=True, slots=True)
class Find:
    """A match of a rule."""

    rule: Rule
    start: int
    end: int


def find_arrangements(clause: str) -> list[Arrangement]:
    """The arrangements that a masked clause tells of: one act at most, one arrangement for each kind of document."""
    short, places = shortened(clause)
    return [_placed(arrangement, places) for arrangement in _told(short)]


def _told(clause: str) -> list[Arrangement]:
    """The arrangements of a clause in which every name is one character."""
    triggers = matches("triggers", clause)
    done = [find for find in triggers if not UNDONE.search(clause, 0, find.start)]
    return _found(done, clause) or (_found(triggers, clause) if len(done) < len(triggers) else [])


def _found(triggers: list[Find], clause: str) -> list[Arrangement]:
    """The arrangements on which the first act is done that has one."""
    if not triggers:
        return []
    papers, things = apart(matches("instruments", clause)), matches("event_types", clause)
    for act in load_acts():
        own = [find for find in triggers if find.rule.value == act.id]
        if not own:
            continue
        fitting = apart([thing for thing in things if thing.rule.concerns(act.id)])
        documents = [p for p in papers if ("instrument" if p.rule.value else "paper") in act.things]
        documents = [d for d in documents if _distance(d, _nearest(own, d)) <= act.reach]
        documents = _distinct([d for d in documents if d is documents[0] or not APPOSED.search(clause, 0, d.start)])
        if documents:
            ends = [*(d.start for d in documents[1:]), len(clause)]
            found = [
                _of_document(act, _nearest(own, d), d, [t for t in fitting if t.start < end], clause)
                for d, end in zip(documents, ends, strict=True)
            ]
            return _with_reach(found, documents, len(clause))
        objects = [thing for thing in fitting if thing.rule.value in act.things]
        objects = [thing for thing in objects if _distance(thing, _nearest(own, thing)) <= act.reach]
        if objects:
            thing = _closest(_outer(objects, clause), own)
            return [_arrangement(act, _nearest(own, thing), None, thing, clause)]
    return []


def _placed(arrangement: Arrangement, places: list[int]) -> Arrangement:
    """An arrangement of a shortened clause with the offsets of the clause itself."""
    start, end = arrangement.reach
    subject = arrangement.subject and (places[arrangement.subject[0]], places[arrangement.subject[1]])
    return replace(arrangement, at=places[arrangement.at], reach=(places[start], places[end]), subject=subject)


def _distance(one: Find, other: Find) -> int:
    return max(one.start - other.end, other.start - one.end)


def _nearest(finds: list[Find], to: Find) -> Find:
    return min(finds, key=lambda find: _distance(find, to))


def matches(lexicon: str, clause: str) -> list[Find]:
    """Matches of the rules of a lexicon in a shortened clause, in order of the lexicon; of triggers, of the text."""
    words = small(clause)
    found = [Find(rule, *match.span()) for rule in load_rules(lexicon) for match in rule.pattern.finditer(words)]
    return found if lexicon != "triggers" else sorted(found, key=lambda find: find.start)


def apart(finds: list[Find]) -> list[Find]:
    """Of finds that overlap the one of the earlier rule; in order of the text."""
    kept: list[Find] = []
    for find in finds:
        if not any(other.start < find.end and find.start < other.end for other in kept):
            kept.append(find)
    return sorted(kept, key=lambda find: find.start)


def _distinct(documents: list[Find]) -> list[Find]:
    """One find for each kind of document, the first; papers of no kind only where no other is named."""
    named = {find.rule.value: find for find in reversed(documents) if find.rule.value}
    return sorted(named.values(), key=lambda find: find.start) or documents[:1]


def _closest(things: list[Find], triggers: list[Find]) -> Find:
    specific = [thing for thing in things if thing.rule.value != "cooperation"] or things
    return min(specific, key=lambda thing: _distance(thing, _nearest(triggers, thing)))


def _outer(things: list[Find], clause: str) -> list[Find]:
    """Things without those that others are there for: of a centre in which specialists are trained, the centre."""
    return [
        thing
        for thing in things
        if not any(PURPOSE.fullmatch(clause, other.end, thing.start) for other in things if other.end <= thing.start)
    ]


def _of_document(act: Act, trigger: Find, document: Find, things: list[Find], clause: str) -> Arrangement:
    """A document is about the thing of its name, that which rests on it, or the only kind of thing after it."""
    specific = [thing for thing in things if thing.rule.value != "cooperation"]
    own = [t for t in specific if t.start < document.end and document.start - 1 <= t.end]
    resting = [t for t in specific if UNDER.fullmatch(clause[t.end : document.start])]
    about = REST if OPENER.search(clause, 0, document.start) else ABOUT
    after = [t for t in specific if t.start >= document.end and about.fullmatch(clause[document.end : t.start])]
    only = [] if _many(after, document, clause) else after
    return _arrangement(act, trigger, document, next(iter([*own, *resting, *only]), None), clause)


def _many(things: list[Find], document: Find, clause: str) -> bool:
    """Whether a document is about things of several kinds, or exchange is only one of many things."""
    if len({thing.rule.value for thing in things}) != 1:
        return True
    first = things[0]
    listed = first.rule.value == "mobility" and ALSO.search(clause, document.end, first.start)
    return bool(listed or MORE.match(clause, first.end))


def _with_reach(found: list[Arrangement], documents: list[Find], end: int) -> list[Arrangement]:
    if len(found) == 1:
        return found
    ends = [*(document.start for document in documents[1:]), end]
    return [replace(a, reach=(d.start, until)) for a, d, until in zip(found, documents, ends, strict=True)]


def _arrangement(act: Act, trigger: Find, document: Find | None, thing: Find | None, clause: str) -> Arrangement:
    return Arrangement(
        act=act,
        type=(thing.rule.value if thing else None) or "cooperation",
        instrument=document.rule.value if document else None,
        at=trigger.start,
        paper=document is not None,
        several=document is not None and bool(PLURAL.search(clause, document.start, document.end)),
        anaphoric=document is not None and bool(DEFINITE.search(clause, 0, document.start)),
        reach=(0, len(clause)),
        subject=subject_of(
            (document.start, document.end) if document else None,
            (thing.start, thing.end) if thing else None,
            clause,
            general=thing is not None and thing.rule.value == "cooperation",
        ),
        rules=tuple(find.rule.id for find in (trigger, document, thing) if find),
    )
