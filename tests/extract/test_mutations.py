"""However the characters of a text are written, the same words are read, at the places where they came in."""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

from extract.corpus import read_corpus
from extract.pipeline import extract, load
from extract.records import Document, Extraction
from extract.text import readable, shadow

CORPUS = Path(__file__).parents[2] / "corpus" / "train"
SHARE = 0.995
"""Of all mentions, those whose words are the same after a mutation."""


def somewhere(pattern: str, change: Callable[[str], str], share: float) -> Callable[[str, random.Random], str]:
    """A mutation of a share of what a pattern finds."""
    return lambda text, dice: re.sub(pattern, lambda m: change(m[0]) if dice.random() < share else m[0], text)


def everything(*mutations: Callable[[str, random.Random], str]) -> Callable[[str, random.Random], str]:
    def mutate(text: str, dice: random.Random) -> str:
        for mutation in mutations:
            text = mutation(text, dice)
        return text

    return mutate


def within(character: str) -> Callable[[str], str]:
    return lambda word: f"{word[: len(word) // 2]}{character}{word[len(word) // 2 :]}"


LONG_WORD = r"(?<![^\W_])[^\W\d_]{5,}"
MUTATIONS = {
    "no-break blanks": somewhere(" ", lambda _: "\u00a0", 0.3),
    "narrow no-break blanks": somewhere(" ", lambda _: "\u202f", 0.3),
    "curly apostrophes": somewhere("'", lambda _: "’", 1),
    "soft hyphens": somewhere(LONG_WORD, within("\u00ad"), 0.3),
    "blanks without width": somewhere(LONG_WORD, within("\u200b"), 0.3),
    "line ends of Windows": somewhere("\n", lambda _: "\r\n", 1),
    "letters and marks apart": somewhere(".", lambda c: unicodedata.normalize("NFD", c), 1),
    "full-width letters": somewhere("[A-Za-z]+", lambda w: "".join(chr(ord(c) + 0xFEE0) for c in w), 0.3),
}
MUTATIONS["all of them"] = everything(*(MUTATIONS[name] for name in MUTATIONS if "full-width" not in name))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [gold.document for gold in read_corpus(CORPUS)[:24]]


@pytest.fixture(scope="module")
def before(nlp: Language, documents: list[Document]) -> list[list[str]]:
    return surfaces(documents, extract(nlp, documents))


def surfaces(documents: Iterable[Document], extractions: Iterable[Extraction]) -> list[list[str]]:
    pairs = zip(documents, extractions, strict=True)
    return [[f"{m.label} {plain(d.text[m.start : m.end])}" for m in e.mentions] for d, e in pairs]


def plain(surface: str) -> str:
    """Without what the mutations do."""
    text = unicodedata.normalize("NFKC", surface.replace("\u00ad", "").replace("\u200b", ""))
    return " ".join(text.replace("’", "'").split())


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_same_words_are_read(name: str, nlp: Language, documents: list[Document], before: list[list[str]]) -> None:
    dice = random.Random(name)
    mutated = [replace(document, text=MUTATIONS[name](document.text, dice)) for document in documents]
    assert mutated != documents
    found = surfaces(mutated, extract(nlp, mutated))
    same = sum((Counter(a) & Counter(b)).total() for a, b in zip(before, found, strict=True))
    assert same >= SHARE * max(sum(map(len, before)), sum(map(len, found)))


def test_the_shadow_is_as_long_as_the_text_and_offsets_stay_in_it(documents: list[Document]) -> None:
    dice = random.Random("noise")
    odd = "\u00ad\u200b\ufeff\u0301\u202f\u00a0\r\n\t-’ﬁ…Ａ　[]() "
    for document in documents:
        text = list(document.text)
        for _ in range(200):
            text.insert(dice.randrange(len(text)), dice.choice(odd))
        noisy = "".join(text)
        assert len(shadow(noisy)) == len(noisy)
        read, origins = readable(noisy)
        assert origins is not None
        assert len(origins) == len(read) + 1
        assert origins == sorted(set(origins))
        assert origins[-1] == len(noisy)
