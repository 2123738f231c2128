"""Learns the weights by which events are judged: `lexicons/weights.csv`, and how far their confidence holds.

From corpus/train and corpus/sentences, by logistic regression (scikit-learn). Decisions that rest on other decisions
are learned from what those say of documents that they were not learned from (cross-validation over documents); the
figures and the table of reliability are of such documents, too.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extract.agreements.candidates import candidates
from extract.agreements.component import found_events
from extract.agreements.judging import BIAS, DECISIONS, YES, Judgement, Signs, Weights, of_chance, probability
from extract.agreements.leads import Lead, find_leads
from extract.agreements.reading import Reading, read
from extract.agreements.reporting import Told, chosen, signs_of_event
from extract.agreements.wording import in_context, wording
from extract.corpus import Annotated, GoldEvent, read_corpus
from extract.pipeline import load, unread
from extract.records import Event, Evidence, Extraction
from extract.scoring import pair_events, score, slug_of
from extract.training.scripts.sentences import read_sentences

FOLDS = 6
SEEN = 4
"""A sign must have been seen so often."""
STRENGTH = {"told": 0.1, "type": 0.3, "status": 0.3, "side": 0.1, "event": 0.2, "confidence": 1.0}
"""Inverse of the regularisation (scikit-learn's C), chosen by cross-validation."""
LEAST = {"side": 0.02, "event": 0.02, "confidence": 0.0}
FAINT = 0.1
"""Weights nearer to 0 than `LEAST` of the decision, else `FAINT`, are not kept: three in four, and no figure falls."""
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Upper ends of the classes of confidence."""
Example = tuple[Signs, str, float]
"""What was seen, the right outcome, how much it counts."""


@dataclass
class Text:
    """A document with what the rules find in it and what is annotated."""

    gold: Annotated
    reading: Reading
    leads: list[list[Lead]]
    wordings: list[Signs]
    events: list[list[GoldEvent]]
    """For each sentence the events whose evidence lies in it."""
    chances: list[float] = field(default_factory=list)
    """For each sentence that it tells of an event, by weights that were not learned from this document."""


def texts(corpus: Iterable[Annotated], *, marked: bool) -> Iterator[Text]:
    """`marked`: names are taken from the annotation."""
    nlp = load()
    nlp.disable_pipe("uniaccord_agreements")
    if marked:
        nlp.select_pipes(enable=["uniaccord_sentences"])
    for gold in corpus:
        doc = unread(nlp, gold.document)
        if marked:
            doc._.mentions = [_mention(gold, *m) for m in ((m.start, m.end, m.label, m.value) for m in gold.mentions)]
        reading = read(nlp(doc))
        leads = [find_leads(reading, index) for index in range(len(reading.sentences))]
        wordings = [wording(reading, index, found) for index, found in enumerate(leads)]
        places = [(at := doc.text.find(e.evidence), at + len(e.evidence)) for e in gold.events]
        events = [
            [
                e
                for e, place in zip(gold.events, places, strict=True)
                if place[0] < sentence[1] and sentence[0] < place[1]
            ]
            for sentence in reading.sentences
        ]
        yield Text(gold, reading, leads, wordings, events)


def _mention(gold: Annotated, start: int, end: int, label: str, value: str) -> dict[str, object]:
    name = label in ("ORG", "PERSON")
    fields = {
        "entity": value if name else None,
        "value": None if name else value,
        "edtf": None,
        "rule": "",
        "confidence": None,
    }
    return {"start": start, "end": end, "label": label, **fields}


def learned(examples: Sequence[Example], decision: str) -> Weights:
    """The weights of a decision."""
    counts = Counter(chain.from_iterable(signs for signs, *_ in examples))
    kept = [{s: v for s, v in signs.items() if counts[s] >= SEEN} for signs, *_ in examples]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH[decision], max_iter=1000, tol=1e-3)
    model.fit(
        vectorizer.fit_transform(kept), [outcome for _, outcome, _ in examples], sample_weight=[w for *_, w in examples]
    )
    outcomes = [str(outcome) for outcome in model.classes_] if len(model.classes_) > 2 else [YES]
    least = LEAST.get(decision, FAINT)
    weights = {BIAS: {o: round(float(b), 4) for o, b in zip(outcomes, model.intercept_, strict=True)}}
    for sign, column in sorted(vectorizer.vocabulary_.items()):
        row = {o: round(float(w), 4) for o, w in zip(outcomes, model.coef_[:, column], strict=True) if abs(w) >= least}
        if row:
            weights[sign] = row
    return weights


def of_sentences(text: Text) -> Iterator[Example]:
    """Examples of `told`."""
    return ((signs, YES if events else "no", 1.0) for signs, events in zip(text.wordings, text.events, strict=True))


def of_kinds(text: Text, decision: str) -> Iterator[Example]:
    """Examples of `type` and `status`: one for each event of a sentence."""
    for index, events in enumerate(text.events):
        signs = in_context(text.wordings, text.reading, index) if events else {}
        yield from ((signs, getattr(event, decision), 1 / len(events)) for event in events)


def of_sides(text: Text) -> Iterator[Example]:
    """Examples of `side`: the candidates of each lead that tells of an annotated event."""
    for index, events in enumerate(text.events):
        for lead in _live(text, index) if events else []:
            event = next((e for e in events if lead.arrangement and e.type == lead.arrangement.type), events[0])
            for side, signs in _candidates(text, lead).items():
                yield signs, YES if _slug(text, side) in event.parties else "no", 1.0


def of_events(text: Text, judgement: Judgement) -> Iterator[Example]:
    """Examples of `event`: leads with sides, right if these are, half of them at least, those of an event that their
    sentence is the evidence of."""
    before: list[Told] = []
    for index, chance in enumerate(text.chances):
        for lead in _live(text, index):
            chances = {side: probability(judgement["side"], signs) for side, signs in _candidates(text, lead).items()}
            sides = chosen(text.reading, lead, chances)
            if len(sides) > 1:
                names = {_slug(text, side) for side in sides}
                right = any(2 * len(names & {*e.parties}) >= len(names | {*e.parties}) for e in text.events[index])
                yield signs_of_event(text.reading, lead, sides, chance, before), YES if right else "no", 1.0
                before.append(Told.of(lead, sides, sure=right))


def _live(text: Text, index: int) -> list[Lead]:
    """The leads of a sentence that name an arrangement and are not denied."""
    return [lead for lead in text.leads[index] if lead.arrangement and lead.status]


def _candidates(text: Text, lead: Lead) -> dict[str, Signs]:
    arrangement = lead.arrangement
    assert arrangement is not None
    at = lead.clause[0] + arrangement.at
    return candidates(text.reading, lead, arrangement.type, arrangement.act.id, at, arrangement.paper)


def _slug(text: Text, name: str) -> str:
    return slug_of(name, text.gold, text.gold.organisations)


def first_judgement(documents: Sequence[Text], sentences: Sequence[Text]) -> dict[str, Weights]:
    """All decisions but `event`."""
    both = [*documents, *sentences]
    return {
        "told": learned([e for text in both for e in of_sentences(text)], "told"),
        "side": learned([e for text in both for e in of_sides(text)], "side"),
        **{name: learned([e for text in both for e in of_kinds(text, name)], name) for name in ("type", "status")},
    }


def folds(documents: Sequence[Text]) -> list[tuple[list[Text], list[Text]]]:
    """(the others, the fold) for each fold."""
    return [
        ([t for i, t in enumerate(documents) if i % FOLDS != k], [t for i, t in enumerate(documents) if i % FOLDS == k])
        for k in range(FOLDS)
    ]


def extraction(text: Text, judgement: Judgement) -> Extraction:
    """The events of a text by a judgement, and nothing else."""
    events = tuple(
        Event(
            r.type,
            r.instrument,
            r.status,
            r.parties,
            r.people,
            r.date,
            r.subject,
            Evidence(*r.evidence),
            r.confidence,
            r.rules,
        )
        for r in found_events(text.reading, judgement)
    )
    return Extraction(text.gold.document.id, "", events=events)


def judge(documents: Sequence[Text], sentences: Sequence[Text]) -> tuple[Judgement, dict[str, Extraction]]:
    """The judgement, and what it finds in each document when it was not learned from it."""
    parts = folds(documents)
    firsts = [first_judgement(others, sentences) for others, _ in parts]
    for first, (_, fold) in zip(firsts, parts, strict=True):
        for text in fold:
            text.chances = [probability(first["told"], signs) for signs in text.wordings]
    examples = [
        [e for text in fold for e in of_events(text, first)] for first, (_, fold) in zip(firsts, parts, strict=True)
    ]
    unseen: dict[str, Extraction] = {}
    for k, (first, (_, fold)) in enumerate(zip(firsts, parts, strict=True)):
        others = [e for i, part in enumerate(examples) if i != k for e in part]
        whole = first | {"event": learned(others, "event"), "confidence": AS_IT_IS}
        unseen |= {text.gold.document.id: extraction(text, whole) for text in fold}
    confidence = learned([e for text in documents for e in of_confidence(text, unseen)], "confidence")
    final = first_judgement(documents, sentences)
    final |= {"event": learned([e for part in examples for e in part], "event"), "confidence": confidence}
    return final, {id: _calibrated(found, confidence) for id, found in unseen.items()}


AS_IT_IS: Weights = {BIAS: {YES: 0.0}, "odds": {YES: 1.0}}
"""Leaves a probability what it is."""


def of_confidence(text: Text, unseen: Mapping[str, Extraction]) -> Iterator[Example]:
    """Examples of `confidence`: the events that were found in a document, right if they pair with annotated ones."""
    events = unseen[text.gold.document.id].events
    paired = {pair.got for pair in pair_events(text.gold, events)}
    return ((of_chance(e.confidence), YES if i in paired else "no", 1.0) for i, e in enumerate(events))


def _calibrated(found: Extraction, weights: Weights) -> Extraction:
    events = (replace(e, confidence=round(probability(weights, of_chance(e.confidence)), 2)) for e in found.events)
    return replace(found, events=tuple(events))


def reliability(corpus: Sequence[Annotated], unseen: Mapping[str, Extraction]) -> list[tuple[float, int, int]]:
    """For each class of confidence its upper end, how many events have it, and how many of them are right."""
    events: Counter[float] = Counter()
    right: Counter[float] = Counter()
    for gold in corpus:
        found = unseen[gold.document.id].events
        paired = {pair.got for pair in pair_events(gold, found)}
        for index, event in enumerate(found):
            bin = next(bin for bin in BINS if event.confidence <= bin)
            events[bin] += 1
            right[bin] += index in paired
    return [(bin, events[bin], right[bin]) for bin in BINS if events[bin]]


def write_reliability(rows: Sequence[tuple[float, int, int]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["confidence", "events", "right"])
        writer.writerows(rows)


def write(judgement: Judgement, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["decision", "sign", "outcome", "weight"])
        for decision in DECISIONS:
            for sign, row in judgement[decision].items():
                writer.writerows([decision, sign, outcome, weight] for outcome, weight in row.items())


def main() -> None:
    parser = argparse.ArgumentParser(description="Learns the weights by which events are judged")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of annotated documents (corpus/train)")
    parser.add_argument(
        "--sentences", type=Path, required=True, help="folder of annotated sentences (corpus/sentences)"
    )
    parser.add_argument("--out", type=Path, required=True, help="the table of weights (extract/lexicons/weights.csv)")
    parser.add_argument(
        "--reliability", type=Path, required=True, help="what confidence meant on unseen documents (CSV)"
    )
    arguments = parser.parse_args()
    corpus = read_corpus(arguments.corpus)
    documents = list(texts(corpus, marked=False))
    sentences = list(texts(read_sentences(arguments.sentences), marked=True))
    judgement, unseen = judge(documents, sentences)
    write(judgement, arguments.out)
    write_reliability(reliability(corpus, unseen), arguments.reliability)
    for name, figure in score(corpus, unseen).items():
        if name.startswith("events."):
            print(f"{name}: {figure:.3f}")  # noqa: T201 a script


if __name__ == "__main__":
    main()
