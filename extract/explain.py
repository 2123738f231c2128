"""Why there is an event, and why there is none: what each rule saw in a document, as data.

`explain` reads as `pipeline.extract` does and keeps what led there. Who shows it is others' business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language

from extract.agreements.arrangements import find_arrangements
from extract.agreements.clauses import clauses, repeats
from extract.agreements.component import completed, tellings
from extract.agreements.judging import Signs, Weights, load_judgement, probability, weightiest
from extract.agreements.leads import find_leads
from extract.agreements.merging import Report, grouped
from extract.agreements.reading import Place, Reading, read
from extract.agreements.refusals import Refusal
from extract.agreements.wording import wording
from extract.lexicon import lexicon
from extract.pipeline import unread
from extract.records import Document, Mention
from extract.rules import Rule, load_rules, small

LEXICONS = ("triggers", "instruments", "event_types", "status", "anaphora")
"""Those whose rules events name."""
REFUSED = {
    "status": "the clause says that it is none",
    "sides": "fewer than two sides are known",
    "unsure": "too little speaks for it",
    "thing": "there is nothing beside it that it could be done to",
}
MOST = 4
"""Signs of a decision that are told."""


@dataclass(frozen=True, slots=True)
class Used:
    """A rule that had a part."""

    rule: str
    words: tuple[str, ...]
    """What it matches in the clause, else in the sentence; empty for rules that are code."""
    example: str | None
    """A sentence for which it was made, names in square brackets; null for rules that are code."""
    meaning: str | None
    """What it goes by, for rules that are code."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision by weights."""

    chance: float
    """The probability of yes, from 0 to 1."""
    signs: tuple[tuple[str, float], ...]
    """The `MOST` signs that weighed most with what each added to the logarithm of the odds, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a clause tells of an event."""

    event: int
    """Index in `Trace.events`."""
    report: Report
    used: tuple[Used, ...]
    weighed: Weighed
    """Whether it is an event."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A clause with words that can tell of an event, and why they do not."""

    why: str
    clause: str
    parties: tuple[str, ...]
    """The sides that are known."""
    used: tuple[Used, ...]
    weighed: Weighed | None = None
    """Whether it is an event; null where that was not weighed."""


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    """Offsets into `Trace.text`, as those of the mentions."""
    end: int
    mentions: tuple[Mention, ...]
    weighed: Weighed
    """Whether its words tell of an event."""
    tellings: tuple[Telling, ...]
    dismissals: tuple[Dismissal, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """All that led to the events of a document."""

    document: Document
    language: str | None
    """As recognised; where it is not English nothing was read."""
    text: str
    """What was read: the text without characters that stand within words and belong to none."""
    sentences: tuple[Sentence, ...]
    events: tuple[Report, ...]
    """In the order of `Extraction.events`; their evidence is in offsets of `text`."""


def explain(nlp: Language, document: Document) -> Trace:
    """Reads one document with a pipeline of `extract.pipeline.load`."""
    doc = nlp(unread(nlp, document))
    reading = read(doc)
    found = list(tellings(reading))
    groups = grouped(f for f in found if isinstance(f, Report))
    judgement = load_judgement()
    event_of = {id(report): index for index, (_, reports) in enumerate(groups) for report in reports}
    mentions = sorted((Mention(**m) for m in doc._.mentions), key=lambda m: m.start)

    def sentence(index: int, place: Place) -> Sentence:
        here = [f for f in found if place[0] <= _place(f)[0] < place[1]]
        refused = [_dismissal(reading, place, f, judgement["event"]) for f in here if isinstance(f, Refusal)]
        return Sentence(
            *place,
            mentions=tuple(m for m in mentions if place[0] <= m.start < place[1]),
            weighed=_weighed(judgement["told"], wording(reading, index, find_leads(reading, index))),
            tellings=tuple(
                Telling(
                    event_of[id(f)],
                    f,
                    tuple(_used(reading, f.rules, f.evidence, place)),
                    _weighed(judgement["event"], f.signs),
                )
                for f in here
                if isinstance(f, Report)
            ),
            dismissals=(*refused, *_without_thing(reading, place)),
        )

    return Trace(
        document=document,
        language=doc._.language,
        text=reading.surface,
        sentences=tuple(sentence(index, place) for index, place in enumerate(reading.sentences)),
        events=tuple(completed(event, reading, judgement) for event, _ in groups),
    )


def _place(found: Report | Refusal) -> Place:
    return found.evidence if isinstance(found, Report) else found.clause


def _weighed(weights: Weights, signs: Signs) -> Weighed:
    return Weighed(probability(weights, signs), tuple(weightiest(weights, signs)[:MOST]))


def _dismissal(reading: Reading, sentence: Place, refusal: Refusal, weights: Weights) -> Dismissal:
    used = tuple(_used(reading, refusal.rules, refusal.clause, sentence))
    weighed = _weighed(weights, refusal.signs) if refusal.signs else None
    return Dismissal(REFUSED[refusal.why], reading.surface[slice(*refusal.clause)], refusal.parties, used, weighed)


def _without_thing(reading: Reading, sentence: Place) -> Iterator[Dismissal]:
    """The clauses of a sentence in which an act is told of, but no document or thing that it could be done to."""
    for clause in clauses(reading.text, sentence):
        words = reading.text[slice(*clause)]
        triggers = [rule.id for rule in load_rules("triggers") if rule.pattern.search(small(words))]
        if triggers and not repeats(words) and not find_arrangements(words):
            used = tuple(_used(reading, tuple(triggers), clause, sentence))
            yield Dismissal(REFUSED["thing"], reading.surface[slice(*clause)], tuple(reading.sides(clause)), used)


def _used(reading: Reading, ids: tuple[str, ...], clause: Place, sentence: Place) -> Iterator[Used]:
    """A status can be that of the act itself although there is a rule of that name: then the rule matches nothing."""
    for id in ids:
        rule = _rules().get(id)
        words = (_words(rule, reading, clause) or _words(rule, reading, sentence)) if rule else ()
        if rule and words:
            yield Used(id, words, rule.example, None)
        else:
            yield Used(id, (), None, lexicon("code_rules")["rules"].get(id))


def _words(rule: Rule, reading: Reading, place: Place) -> tuple[str, ...]:
    """What a rule matches in a place, each once."""
    found = rule.pattern.finditer(small(reading.text), *place)
    return tuple(dict.fromkeys(reading.surface[slice(*match.span())] for match in found))


@lru_cache
def _rules() -> dict[str, Rule]:
    return {rule.id: rule for name in LEXICONS for rule in load_rules(name)}
