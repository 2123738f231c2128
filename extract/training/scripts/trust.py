"""Counts how often rules and the model were right where they agree and where they do not: `lexicons/trust.csv`.

Counted on the documents of `HELD`, whose texts nobody had in view who wrote rules, by a pipeline that was tuned on the
others: so the counts tell what to expect of documents that neither side has seen.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from extract.corpus import Annotated, read_corpus
from extract.pipeline import BLANK, extract, load
from extract.records import Extraction
from extract.text import shadow
from extract.training.scripts.names import Organisations
from extract.training.scripts.tune import EPOCHS, tuned
from extract.trust import entities_of, model_claims, state

HELD = "train-(32|33|38|39|40|41|44|45)"
"""Ids of the documents that rules are not written on."""
LABELS = ("ORG", "PERSON")
Counts = Counter[tuple[str, str, str, bool]]
"""By label, rule, state and whether it was right."""


def count(corpus: Iterable[Annotated], ruled: Iterable[Extraction], nlp: Language) -> Counts:
    """What rules alone (`ruled`, in order) and a pipeline say of each document, against its annotation."""
    counts: Counts = Counter()
    for gold, extraction in zip(corpus, ruled, strict=True):
        text = shadow(gold.document.text)
        entities = entities_of(nlp(text)) or []
        right = {(m.start, m.end, m.label) for m in gold.mentions}
        rules = sorted((m.start, m.end, m.label) for m in extraction.mentions)
        for m in extraction.mentions:
            if m.label in LABELS:
                stands = state((m.start, m.end), m.label, entities)
                counts[m.label, m.rule, stands, (m.start, m.end, m.label) in right] += 1
        for label in LABELS:
            for claim in model_claims(text, entities, label):
                stands = state(claim[:2], label, rules)
                if stands != "same":
                    counts[label, claim.rule, stands, (claim.start, claim.end, label) in right] += 1
    return counts


def write(counts: Counts, path: Path) -> None:
    keys = sorted({key[:3] for key in counts})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["label", "rule", "state", "right", "seen"])
        for key in keys:
            right, wrong = counts[*key, True], counts[*key, False]
            writer.writerow([*key, right, right + wrong])


def main() -> None:
    parser = argparse.ArgumentParser(description="Counts how far rules and the model are to be trusted")
    parser.add_argument("model", type=Path, help="the pipeline before tuning")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of annotated documents (corpus/train)")
    parser.add_argument("--held", default=HELD, help="count on documents whose id matches this, tune on the others")
    parser.add_argument("--rehearsal", type=Path, required=True, help="the training file of the first stage (*.spacy)")
    parser.add_argument("--ror", type=Path, required=True, help="names of organisations (ror_names.json.gz)")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--out", type=Path, required=True, help="the table (*.csv)")
    args = parser.parse_args()
    corpus = read_corpus(args.corpus)
    held = [gold for gold in corpus if re.match(args.held, gold.document.id)]
    others = [gold for gold in corpus if gold not in held]
    ruled = list(extract(load(BLANK), [gold.document for gold in held]))
    nlp = spacy.load(args.model)
    rehearsal = list(DocBin().from_disk(args.rehearsal).get_docs(nlp.vocab))
    with tuned(nlp, others, rehearsal, args.seed, Organisations(args.ror), args.epochs):
        write(count(held, ruled, nlp), args.out)


if __name__ == "__main__":
    main()
