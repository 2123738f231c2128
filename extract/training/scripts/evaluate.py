"""The figures of a pipeline: on treebanks, on public texts with names, and on our annotated corpus without our rules."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from extract.corpus import read_corpus
from extract.scoring import score
from extract.training.scripts.annotated import read
from extract.training.scripts.docbins import named_docs
from extract.training.scripts.filling import filled
from extract.training.scripts.texts import read_texts
from extract.training.scripts.treebanks import read_treebank

SYNTAX = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def treebank_figures(nlp: Language, docs: Iterable[Doc]) -> dict[str, float]:
    """Accuracies, attachment and sentence F1 from 0 to 1, on the pipeline's own tokens."""
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    return {name: scores[name] for name in SYNTAX}


def name_figures(nlp: Language, docs: Iterable[Doc]) -> dict[str, float]:
    """Span F1 from 0 to 1, over all labels and by label."""
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    by_label: dict[str, dict[str, float]] = scores["ents_per_type"]
    return {"all": scores["ents_f"], **{label: by_label[label]["f"] for label in sorted(by_label)}}


def words_per_second(nlp: Language, texts: Sequence[str]) -> float:
    """Words between blanks by second of this process's time, for the whole pipeline."""
    list(nlp.pipe(texts[:8]))  # warm
    began = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return sum(len(text.split()) for text in texts) / (time.process_time() - began)


def figures(nlp: Language, args: argparse.Namespace) -> dict[str, Any]:
    """All figures that the arguments give files for."""
    found: dict[str, Any] = {}
    for path in args.treebanks:
        found[path.name] = treebank_figures(nlp, read_treebank(path, nlp.vocab))
    for path in args.texts:
        found[path.name] = name_figures(nlp, named_docs(nlp, map(filled, read_texts(path))))
    for folder in args.corpus:
        corpus = read_corpus(folder)
        scores = score(corpus, read(nlp, corpus))
        others = ("events", "parties", "documents")
        found[folder.name] = {
            name: value
            for name, value in scores.items()
            if not name.startswith(others) and not name.endswith("value_accuracy")  # a model gives no values
        }
        found[folder.name]["words_per_second"] = words_per_second(nlp, [a.document.text for a in corpus])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="The figures of a pipeline, as JSON")
    parser.add_argument("model", type=Path)
    parser.add_argument("--treebanks", type=Path, nargs="*", default=[], help="*.conllu.gz")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="texts with names (*.jsonl.gz)")
    parser.add_argument("--corpus", type=Path, nargs="*", default=[], help="folders of annotated documents")
    parser.add_argument("--out", type=Path, required=True, help="the figures (*.json)")
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    args.out.write_text(json.dumps(figures(nlp, args), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
