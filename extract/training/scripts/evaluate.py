"""The figures of a pipeline: on treebanks, on public texts with names, and on our annotated corpus without our rules."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from extract.corpus import read_corpus
from extract.records import LABELS
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


def corpus_figures(nlp: Language, folder: Path) -> dict[str, float]:
    """Span F1 by label on a folder of our annotated corpus, by the corpus's own scorer and without our rules."""
    corpus = read_corpus(folder)
    figures = score(corpus, read(nlp, corpus))
    return {label: figures[f"{label}.f1"] for label in (*LABELS, "mentions")}


def main() -> None:
    parser = argparse.ArgumentParser(description="The figures of a pipeline, as JSON")
    parser.add_argument("model", type=Path)
    parser.add_argument("--treebank", type=Path, required=True, help="*.conllu.gz")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="texts with names (*.jsonl.gz), one mix")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of annotated documents")
    parser.add_argument("--seed", type=int, required=True, help="with which the pipeline was trained")
    parser.add_argument("--out", type=Path, required=True, help="the figures (*.json)")
    args = parser.parse_args()
    nlp = spacy.load(args.model)
    texts = (filled(text) for path in args.texts for text in read_texts(path))
    figures = {
        "seed": args.seed,
        "treebank": treebank_figures(nlp, read_treebank(args.treebank, nlp.vocab)),
        "public": name_figures(nlp, named_docs(nlp, texts)),
        "ours": corpus_figures(nlp, args.corpus),
    }
    args.out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
