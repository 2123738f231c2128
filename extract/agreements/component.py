"""Agreement events: an act done to an arrangement by two sides, clause by clause, merged over the document.

The base is windows, clauses and lists over masked text; a parse, where there is one, may later refine `clauses`
and `find_parties` behind the same signatures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from spacy.language import Language
from spacy.tokens import Doc

from extract.agreements.arrangements import Arrangement, find_arrangements
from extract.agreements.clauses import clauses, repeats
from extract.agreements.dates import date_of
from extract.agreements.merging import Report, merge
from extract.agreements.parties import Focus, Parties, find_parties
from extract.agreements.reading import Place, Reading, read
from extract.agreements.refusals import Refusal, Why
from extract.agreements.several import again, spread
from extract.agreements.signatories import signatories
from extract.agreements.status import is_background, status_of
from extract.records import Event


@Language.component("uniaccord_agreements", assigns=["doc._.events"])
def find_agreements(doc: Doc) -> Doc:
    """Sets `doc._.events` from `doc._.mentions`, `doc._.document` and the sentences."""
    events = merge(reports(read(doc)))
    doc._.events = [{field.name: getattr(event, field.name) for field in fields(Event)} for event in events]
    return doc


def reports(reading: Reading) -> Iterator[Report]:
    """What each clause tells of an arrangement, in order of the text."""
    return (found for found in tellings(reading) if isinstance(found, Report))


def tellings(reading: Reading) -> Iterator[Report | Refusal]:
    """The same, with what looked like an event and was refused."""
    focus = Focus([], [])
    for index, sentence in enumerate(reading.sentences):
        last: Report | None = None
        for clause in clauses(reading.text, sentence):
            words = reading.text[slice(*clause)]
            told = reading.sides(clause)
            if last and told and repeats(words):
                yield again(last, told, clause, words)
                continue
            for arrangement in find_arrangements(words):
                found = _report(reading, arrangement, clause, index, focus)
                if isinstance(found, Refusal):
                    yield found
                else:
                    last = found
                    yield from spread(found, arrangement.several, reading)
        focus.move(reading.sides(sentence), reading.same_paragraph(index, index + 1))


def _report(reading: Reading, arrangement: Arrangement, clause: Place, index: int, focus: Focus) -> Report | Refusal:
    """What a clause of the sentence of that index tells, or why that is no event."""
    act = arrangement.act
    status, status_rule = status_of(reading.text[slice(*clause)], act, arrangement.at)
    reach = (clause[0] + arrangement.reach[0], clause[0] + arrangement.reach[1])
    made = arrangement.type == "membership" or act.id == "end"
    parties = find_parties(reading, clause, reach, index, focus, made=made)
    enough = act.sides_of_document if arrangement.paper else act.sides
    if status is None or len(parties.names) < 2 or parties.told < enough:
        why: Why = "status" if status is None else "sides" if len(parties.names) < 2 else "told"
        rules_so_far = (*arrangement.rules, status_rule, parties.rule)
        return Refusal(why, act.id, arrangement.type, parties.names, clause, rules_so_far)
    day, date_rule = date_of(reading, clause, index, status, clause[0] + arrangement.at)
    rules = [*arrangement.rules, status_rule, parties.rule, *([date_rule] if date_rule else [])]
    if is_background(status, day, reading.published):
        status = "in_force"
        rules.append("status.old-date")
    return Report(
        type=arrangement.type,
        instrument=arrangement.instrument,
        paper=arrangement.paper,
        anaphoric=arrangement.anaphoric,
        status=status,
        parties=parties.names,
        named=parties.named,
        people=signatories(reading, index) if status in ("signed", "renewed") else (),
        date=day,
        subject=reading.words(clause[0], arrangement.subject),
        evidence=clause if reading.sides(clause) else reading.sentences[index],
        confidence=_confidence(arrangement, parties),
        rules=tuple(rules),
    )


def _confidence(arrangement: Arrangement, parties: Parties) -> float:
    """Not a probability yet: 0.4, and what the act, the document and the named sides add or take."""
    score = 0.4 + arrangement.act.weight + 0.1 * bool(arrangement.instrument)
    score += {0: -0.15, 1: 0.0}.get(len(parties.named), 0.15)
    return round(min(0.95, max(0.05, score)), 2)
