"""Tunes a trained pipeline on our annotated corpus; public data beside it keep up what it knew."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.api import Adam, Optimizer, fix_random_seed

from extract.corpus import Annotated, read_corpus
from extract.training.scripts.annotated import reference
from extract.training.scripts.augment import renamed
from extract.training.scripts.docbins import named_doc
from extract.training.scripts.names import Organisations
from extract.training.scripts.texts import Entity, Text

EPOCHS = 12
RATE = 0.0007
DROPOUT = 0.2
BATCH = 8
"""Documents."""
REHEARSED = 300
"""Public texts with names, and as many parsed ones, beside the corpus in each epoch."""


def tune(
    nlp: Language,
    corpus: Sequence[Doc],
    rehearsal: Sequence[Doc],
    seed: int,
    organisations: Organisations | None = None,
    epochs: int = EPOCHS,
) -> Optimizer:
    """Updates the pipeline in place and gives the optimiser, whose averaged weights are the better ones.
    Components whose annotation a document lacks learn nothing from it. With `organisations` each round also has a
    copy of each document with other names, new ones in every round."""
    fix_random_seed(seed)
    random = Random(seed)  # noqa: S311 chance for order, not for secrets
    named = [doc for doc in rehearsal if doc.has_annotation("ENT_IOB")]
    parsed = [doc for doc in rehearsal if doc.has_annotation("DEP")]
    optimizer: Optimizer = Adam(RATE, use_averages=True)
    for _ in range(epochs):
        copies = [with_other_names(nlp, doc, organisations, random) for doc in corpus] if organisations else []
        docs = [*corpus, *copies, *_sample(named, random), *_sample(parsed, random)]
        random.shuffle(docs)
        for first in range(0, len(docs), BATCH):
            examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs[first : first + BATCH]]
            nlp.update(examples, sgd=optimizer, drop=DROPOUT)
    return optimizer


def with_other_names(nlp: Language, doc: Doc, organisations: Organisations, random: Random) -> Doc:
    """A copy of an annotated document in which most organisations, people and places are called otherwise."""
    entities = tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents)
    return named_doc(nlp, renamed(Text("corpus", doc.text, entities), organisations, random))


@contextmanager
def tuned(
    nlp: Language,
    corpus: Sequence[Annotated],
    rehearsal: Sequence[Doc],
    seed: int,
    organisations: Organisations | None = None,
    epochs: int = EPOCHS,
) -> Iterator[None]:
    """Within it the pipeline is one that was tuned on these documents."""
    prepare(nlp)
    docs = [reference(nlp, annotated) for annotated in corpus]
    optimizer = tune(nlp, docs, rehearsal, seed, organisations, epochs)
    with nlp.use_params(optimizer.averages):
        yield


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
    parser.add_argument(
        "--ror", type=Path, help="names of organisations (ror_names.json.gz), for copies with other names"
    )
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--out", type=Path, required=True, help="where to write the tuned pipeline")
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    rehearsal = list(DocBin().from_disk(args.rehearsal).get_docs(nlp.vocab))
    organisations = Organisations(args.ror) if args.ror else None
    with tuned(nlp, read_corpus(args.corpus), rehearsal, args.seed, organisations, args.epochs):
        nlp.to_disk(args.out)


if __name__ == "__main__":
    main()
