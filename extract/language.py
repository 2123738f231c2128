"""The language of a document, and what of it is English: only that is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.language import Language
from spacy.tokens import Doc

import extract.text  # noqa: F401 the attributes of Doc

Doc.set_extension("language", default=None, force=True)
"""ISO 639-1; the mentions of a document in another language than English are empty."""

LINE = 60
"""A line of so many letters can tell its language. Letters are counted in bytes of UTF-8: a Chinese one says as much
as three Latin ones."""
TEXT = 40
"""A text of fewer letters can't."""
SAMPLE = 300
"""Characters of a line that are looked at."""
FOREIGN = 0.0001
"""A line that is English with less probability than this is in another language. English lines full of foreign names
fall to 0.003."""
MIXED = 1 / 4
"""A document is read if so much of it is English: many pages carry their translation."""
POSSIBLE = 0.1
"""A declared language is believed if so much of the text may be in it; between neighbours, such as Malay and
Indonesian, the declaration knows best."""

ENGLISH = 5
"""So many different ones of the commonest English words are in no line of another language."""

_COMMON = re.compile(
    r"\b(?:the|of|and|for|with|was|were|which|that|this|from|has|have|been|will|its|their|between|by|at)\b"
)
_LINE = re.compile(r"[^\n]+")
_CODE = re.compile(r"([A-Za-z]{2})(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+")


class Line(NamedTuple):
    """A line of a text; offsets are code points, half-open."""

    start: int
    end: int
    letters: int
    chances: dict[str, float]
    """ISO 639-1 → probability."""


@lru_cache
def identifier() -> LanguageIdentifier:
    """The model of py3langid, limited to the languages that have a code in ISO 639-1."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in model.labels if len(code) == 2])
    return model


@Language.factory("uniaccord_language", assigns=["doc._.language"])
def make_language(nlp: Language, name: str) -> Languages:
    """Sets `doc._.language`. What goes on down the pipeline is the English of the document: blanks stand for lines in
    other languages, and an empty text for a document in another one."""
    identifier()  # once, before processes are forked
    return Languages()


class Languages:
    """The component; without state."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        lines = list(_lines(text))
        doc._.language = language_of(text, lines, doc._.document.get("language"))
        if doc._.language != "en":
            return _with_text(doc, "")
        foreign = [line for line in lines if _is_foreign(text[line.start : line.end], line.chances)]
        for line in foreign:
            text = text[: line.start] + " " * (line.end - line.start) + text[line.end :]
        return _with_text(doc, text) if foreign else doc


def language_of(text: str, lines: list[Line], declared: str | None) -> str:
    """ISO 639-1 of a text, whose long `lines` are given. The declared language loses where the text contradicts it."""
    code = match[1].lower() if declared and (match := _CODE.match(declared)) else None
    if not lines:  # a table, a list, a note
        letters = _letters(text)
        if letters < TEXT:
            return code or "en"
        lines = [Line(0, len(text), letters, _chances(" ".join(text.split())))]
    shares: Counter[str] = Counter()
    total = sum(line.letters for line in lines)
    for line in lines:
        shares.update({language: chance * line.letters / total for language, chance in line.chances.items()})
    if shares["en"] >= MIXED:
        return "en"
    if code and code != "en" and (code not in shares or shares[code] >= POSSIBLE):
        return code
    best, share = shares.most_common(1)[0]
    return best if share >= 0.5 or shares["en"] < FOREIGN else code or "en"


def _lines(text: str) -> Iterator[Line]:
    for found in _LINE.finditer(text):
        letters = _letters(found[0])
        if letters >= LINE:
            yield Line(found.start(), found.end(), letters, _chances(" ".join(found[0].split())))


def _letters(text: str) -> int:
    return len("".join(_WORD.findall(text)).encode())


def _chances(text: str) -> dict[str, float]:
    """ISO 639-1 → probability. A line with many of the commonest English words need not be asked about."""
    sample = text[:SAMPLE]
    if len(set(_COMMON.findall(sample))) >= ENGLISH:
        return {"en": 1.0}
    return dict(identifier().rank(sample))


def _is_foreign(line: str, chances: dict[str, float]) -> bool:
    """Whether a line is no English. Names alone are none of any language: they are read."""
    if chances["en"] >= FOREIGN:
        return False
    words = _WORD.findall(line)
    return sum(len(word) for word in words if word[0].isupper()) <= 0.8 * sum(map(len, words))


def _with_text(doc: Doc, text: str) -> Doc:
    """The same tokens with what stands at their place in another text, as long or empty."""
    tokens = doc if text else ()
    made = Doc(
        doc.vocab,
        words=[text[token.idx : token.idx + len(token)] for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        user_data=doc.user_data,
    )
    made._context = doc._context
    return made
