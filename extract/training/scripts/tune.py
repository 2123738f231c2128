"""Tunes a trained pipeline on our annotated corpus; public data beside it keep up what it knew."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed

from extract.corpus import read_corpus
from extract.training.scripts.annotated import reference

EPOCHS = 8
RATE = 0.0007
DROPOUT = 0.2
BATCH = 8
"""Documents."""
REHEARSED = 300
"""Public texts with names, and as many parsed ones, beside the corpus in each epoch."""


def tune(nlp: Language, corpus: Sequence[Doc], rehearsal: Sequence[Doc], seed: int, epochs: int = EPOCHS) -> Optimizer:
    """Updates the pipeline in place and gives the optimiser, whose averaged weights are the better ones.
    Components whose annotation a document lacks learn nothing from it."""
    fix_random_seed(seed)
    random = Random(seed)  # noqa: S311 chance for order, not for secrets
    named = [doc for doc in rehearsal if doc.has_annotation("ENT_IOB")]
    parsed = [doc for doc in rehearsal if doc.has_annotation("DEP")]
    optimizer: Optimizer = Adam(RATE, use_averages=True)
    for _ in range(epochs):
        docs = [*corpus, *_sample(named, random), *_sample(parsed, random)]
        random.shuffle(docs)
        for first in range(0, len(docs), BATCH):
            examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs[first : first + BATCH]]
            nlp.update(examples, sgd=optimizer, drop=DROPOUT)
    return optimizer


def prepare(nlp: Language) -> None:
    """Restores what the lemmatizer needs for training and spaCy 3.8 does not load: without it every lemma that is
    met in tuning would count as the word itself."""
    lemmatizer = nlp.get_pipe("trainable_lemmatizer")
    assert isinstance(lemmatizer, EditTreeLemmatizer)
    lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}


def _sample(docs: Sequence[Doc], random: Random) -> list[Doc]:
    return random.sample(docs, min(REHEARSED, len(docs)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Tunes a pipeline on the annotated corpus")
    parser.add_argument("model", type=Path, help="the pipeline to tune")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of annotated documents (corpus/train)")
    parser.add_argument("--rehearsal", type=Path, required=True, help="the training file of the first stage (*.spacy)")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--out", type=Path, required=True, help="where to write the tuned pipeline")
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    prepare(nlp)
    corpus = [reference(nlp, annotated) for annotated in read_corpus(args.corpus)]
    rehearsal = list(DocBin().from_disk(args.rehearsal).get_docs(nlp.vocab))
    optimizer = tune(nlp, corpus, rehearsal, args.seed, args.epochs)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(args.out)


if __name__ == "__main__":
    main()
