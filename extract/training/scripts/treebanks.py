"""Universal Dependencies treebanks (CoNLL-U) as spaCy documents."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

SENTENCES = 6
"""Sentences a document has at most: enough for a parser to learn where one ends."""


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word: columns of CoNLL-U. `head` counts from 0 within the sentence, the root is its own."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool
    """Whether a blank follows."""


Sentence = list[Word]


def read_sentences(lines: Iterable[str], genres: Collection[str] = ()) -> Iterator[tuple[str, Sentence]]:
    """(id of the document, sentence) pairs. With `genres`, only documents whose id has one as its second part:
    `GUM_news_asylum`. Raises ValueError for a line that is no CoNLL-U."""
    document, block = "", []
    for line in (*lines, ""):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            document = line.removeprefix("# newdoc id = ")
        elif line and not line.startswith("#"):
            block.append(line.split("\t"))
        elif not line and block:
            if not genres or document.split("_")[1] in genres:
                yield document, _sentence(block)
            block = []


def _sentence(rows: list[list[str]]) -> Sentence:
    """Words of a block; a multiword token (`don't`) gives its blank to its last word. Empty nodes are left out."""
    spaces: dict[int, bool] = {}
    glued: set[int] = set()
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            glued.update(range(first, last))
            spaces[last] = "SpaceAfter=No" not in row[9]
    words = []
    for row in rows:
        if not row[0].isdigit():
            continue
        number, head = int(row[0]), int(row[6])
        space = number not in glued and spaces.get(number, "SpaceAfter=No" not in row[9])
        dep = "ROOT" if not head else row[7]
        morph = "" if row[5] == "_" else row[5]
        words.append(Word(row[1], row[2], row[3], row[4], morph, (head or number) - 1, dep, space))
    return words


def documents(sentences: Iterable[tuple[str, Sentence]], vocab: Vocab) -> Iterator[Doc]:
    """Documents of at most `SENTENCES` sentences that follow one another, without entities (unknown, not none)."""
    group: list[Sentence] = []
    current = None
    for document, sentence in sentences:
        if group and (document != current or len(group) == SENTENCES):
            yield _doc(group, vocab)
            group = []
        current = document
        group.append(sentence)
    if group:
        yield _doc(group, vocab)


def _doc(group: list[Sentence], vocab: Vocab) -> Doc:
    words = [word for sentence in group for word in sentence]
    firsts = [sum(map(len, group[:i])) for i in range(len(group))]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=[first + word.head for first, sentence in zip(firsts, group, strict=True) for word in sentence],
        deps=[word.dep for word in words],
    )


def read_treebank(path: Path, vocab: Vocab, genres: Collection[str] = ()) -> Iterator[Doc]:
    """Documents of a gzipped CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from documents(read_sentences(lines, genres), vocab)
