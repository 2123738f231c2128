"""Words per second and peak memory of reading: `python -m bench.reading [--documents 5000] [--rounds 3]`.

Every kind runs in a process of its own, one after the other in each round; what it takes to start (measured with no
documents) is taken off. Quote the ratios, not the rates.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import spacy

from bench.timing import timed
from extract.corpus import read_corpus
from extract.pipeline import MAX_LENGTH, MODEL, extract, load, unread
from extract.records import Document
from extract.text import shadow

SHARED = 400
"""Documents over which the shares of the components are measured."""
CORPUS = Path(__file__).parent.parent / "corpus" / "train"
NAMES = ("tok2vec", "ner")
KINDS = {
    "tokenizer": "tokenizer alone",
    "names": "shipped model, names only",
    "model": "shipped model, all of it",
    "rules": "whole extraction, rules alone",
    "one": "whole extraction, one process",
    "two": "whole extraction, two processes",
}


def documents(number: int) -> Iterator[Document]:
    """The annotated documents again and again, with ids of their own."""
    corpus = [gold.document for gold in read_corpus(CORPUS)]
    return (replace(document, id=str(i)) for i, document in enumerate(islice(cycle(corpus), number)))


def work(kind: str, number: int) -> None:
    """Reads `number` documents in one of the ways of `KINDS`."""
    if kind in ("tokenizer", "names", "model"):
        nlp = spacy.blank("en") if kind == "tokenizer" else spacy.load(MODEL)
        nlp.max_length = MAX_LENGTH
        if kind == "names":
            nlp.select_pipes(enable=[name for name in NAMES if name in nlp.pipe_names])
        exhaust(nlp.pipe((shadow(document.text) for document in documents(number)), batch_size=32))
    else:
        nlp = load("blank" if kind == "rules" else None)
        exhaust(extract(nlp, documents(number), processes=2 if kind == "two" else 1))


def shares(number: int) -> dict[str, float]:
    """The share that each component has of the time of reading, in batches and in this process."""
    nlp = load()
    docs = [unread(nlp, document) for document in documents(number)]
    seconds = {}
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        docs = list(component.pipe(docs, batch_size=32)) if hasattr(component, "pipe") else [component(d) for d in docs]
        seconds[name] = time.perf_counter() - start
    return {name: spent / sum(seconds.values()) for name, spent in seconds.items()}


def exhaust(things: Iterable[object]) -> None:
    deque(things, maxlen=0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Words per second and peak memory of reading")
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kind", choices=KINDS, help="only do this, in this process, without measuring")
    args = parser.parse_args()
    if args.kind:
        work(args.kind, args.documents)
        return
    words = sum(len(document.text.split()) for document in documents(args.documents))
    rates: dict[str, list[float]] = {kind: [] for kind in KINDS}
    memory: dict[str, float] = dict.fromkeys(KINDS, 0)
    for _ in range(args.rounds):
        for kind in KINDS:
            command = [sys.executable, "-m", "bench.reading", "--kind", kind, "--documents"]
            start, _, _ = timed([*command, "0"])
            seconds, _, peak = timed([*command, str(args.documents)])
            rates[kind].append(words / (seconds - start))
            memory[kind] = max(memory[kind], peak)
    for kind, what in KINDS.items():
        print(f"{what:32} {statistics.median(rates[kind]):9,.0f} words/s  {memory[kind]:5.0f} MB peak (one process)")
    for one, other in (("one", "model"), ("one", "names"), ("two", "one")):
        ratios = sorted(a / b for a, b in zip(rates[one], rates[other], strict=True))
        print(f"{KINDS[one]} / {KINDS[other]}: {statistics.median(ratios):.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})")
    for name, share in shares(min(args.documents, SHARED)).items():
        print(f"{name:32} {share:.2f} of the time of reading")


if __name__ == "__main__":
    main()
