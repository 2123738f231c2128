"""Texts with names and treebanks as spaCy's training files (DocBin)."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from extract.training.scripts.filling import filled
from extract.training.scripts.texts import Text, read_texts
from extract.training.scripts.treebanks import read_treebank


def named_doc(nlp: Language, text: Text) -> Doc:
    """The tokenised text with its entities. Words of an entity whose edges are no edges of tokens count as unknown:
    nothing is learnt from them."""
    doc = nlp.make_doc(text.text)
    spans: list[Span] = []
    cut: list[Span] = []
    for entity in text.entities:
        span = doc.char_span(entity.start, entity.end, label=entity.label)
        if span is not None:
            spans.append(span)
        elif wider := doc.char_span(entity.start, entity.end, alignment_mode="expand"):
            cut.append(wider)
    taken = {token.i for span in spans for token in span}
    unknown = sorted({token.i for span in cut for token in span} - taken)
    doc.set_ents(spans, missing=[doc[i : i + 1] for i in unknown], default="outside")
    return doc


def named_docs(nlp: Language, texts: Iterable[Text], longest: int = 3000) -> Iterator[Doc]:
    """Documents of all texts that are not blank and have at most `longest` characters."""
    return (named_doc(nlp, text) for text in texts if text.text.strip() and len(text.text) <= longest)


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes one training file of texts and treebanks")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="texts with names (*.jsonl.gz)")
    parser.add_argument("--fill", action="store_true", help="fill in DATE and NORP by rule (not done yet)")
    parser.add_argument("--limit", type=int, help="only so many of each file of texts, spread evenly")
    parser.add_argument("--treebanks", type=Path, nargs="*", default=[], help="*.conllu.gz")
    parser.add_argument("--genres", default="", help="only these genres of a treebank whose name begins with ud_gum")
    parser.add_argument("--out", type=Path, required=True, help="the training file (*.spacy)")
    args = parser.parse_args()
    nlp = spacy.blank("en")
    bin_ = DocBin(store_user_data=False)
    for path in args.texts:
        texts = list(read_texts(path))
        step = max(1, len(texts) // args.limit) if args.limit else 1
        chosen = texts[::step]
        for doc in named_docs(nlp, map(filled, chosen) if args.fill else chosen):
            bin_.add(doc)
    for path in args.treebanks:
        genres = args.genres.split() if path.name.startswith("ud_gum") else ()
        for doc in read_treebank(path, nlp.vocab, genres):
            bin_.add(doc)
    bin_.to_disk(args.out)


if __name__ == "__main__":
    main()
