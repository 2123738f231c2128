"""Agreement events: what the rules find, sentence by sentence, judged by weights and merged over the document.

reading → leads (an act on an arrangement, by rules) → wording (does the sentence tell of an event) → sides → event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from spacy.language import Language
from spacy.tokens import Doc

from extract.agreements.between import bounded
from extract.agreements.judging import Judgement, Signs, load_judgement, of_chance, probability
from extract.agreements.leads import Lead, find_leads
from extract.agreements.merging import Report, merge
from extract.agreements.reading import Reading, read
from extract.agreements.refusals import Refusal
from extract.agreements.reporting import FOLLOWING, SURE, Told, reported
from extract.agreements.several import again, spread
from extract.agreements.venues import placed
from extract.agreements.wording import wording
from extract.records import Event


@Language.component("uniaccord_agreements", assigns=["doc._.events"])
def find_agreements(doc: Doc) -> Doc:
    """Sets `doc._.events` from `doc._.mentions`, `doc._.document` and the sentences."""
    events = found_events(read(doc))
    doc._.events = [{field.name: getattr(event, field.name) for field in fields(Event)} for event in events]
    return doc


def found_events(reading: Reading, judgement: Judgement | None = None) -> list[Report]:
    """The events of a document, in order. `judgement`: the shipped one when null."""
    judgement = judgement or load_judgement()
    return [completed(event, reading, judgement) for event in merge(reports(reading, judgement))]


def completed(event: Report, reading: Reading, judgement: Judgement) -> Report:
    """A merged event with what is only known of the whole: its confidence, and when and where it took place."""
    return placed(bounded(calibrated(event, judgement), reading), reading)


def calibrated(event: Report, judgement: Judgement) -> Report:
    """With the share of events of its probability that were right as its confidence."""
    chance = probability(judgement["confidence"], of_chance(event.confidence))
    return replace(event, confidence=round(chance, 3))


def reports(reading: Reading, judgement: Judgement | None = None) -> Iterator[Report]:
    """What each clause tells of an arrangement, in order of the text."""
    return (found for found in tellings(reading, judgement) if isinstance(found, Report))


def tellings(reading: Reading, judgement: Judgement | None = None) -> Iterator[Report | Refusal]:
    """The same, with what looked like an event and was refused. `judgement`: the shipped one when null."""
    judgement = judgement or load_judgement()
    leads = [find_leads(reading, index) for index in range(len(reading.sentences))]
    wordings = [wording(reading, index, found) for index, found in enumerate(leads)]
    before: list[Told] = []
    for index, found in enumerate(leads):
        chance = probability(judgement["told"], wordings[index])
        told = [lead for lead in found if lead.status]
        yield from (Refusal.of("status", lead) for lead in found if not lead.status)
        yield from _reports(reading, told, wordings, chance, judgement, before)


def _is_sure(report: Report, before: list[Told]) -> bool:
    """Whether a report is probable enough; one that goes on about a document of the same sides need not be so much."""
    follows = report.anaphoric and any(told.sure and told.sides == set(report.parties) for told in before)
    return report.confidence >= (FOLLOWING if follows else SURE)


def _reports(
    reading: Reading,
    leads: list[Lead],
    wordings: list[Signs],
    chance: float,
    judgement: Judgement,
    before: list[Told],
) -> Iterator[Report | Refusal]:
    """What the leads of a sentence come to; `chance` is the probability, by its words, that it tells of an event.
    Adds what they tell to `before`."""
    last: Report | None = None
    for lead in leads:
        if lead.arrangement is None:
            if last:
                yield again(last, reading.sides(lead.clause), lead.clause, reading.text[slice(*lead.clause)])
            continue
        found = reported(reading, lead, wordings, chance, judgement, before, alone=len(leads) == 1)
        if isinstance(found, Refusal):
            yield found
            continue
        sure = _is_sure(found, before)
        before.append(Told.of(lead, found.parties, sure=sure))
        if sure:
            last = found
            yield from spread(found, lead.arrangement.several, reading)
        else:
            yield Refusal.of("unsure", lead, found.parties, found)
