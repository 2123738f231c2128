"""The language of a text: what the page says, unless its letters or its commonest words speak against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from crawler.reading.phrases import STOPWORDS

_SCRIPTS = {
    "cyrillic": (re.compile("[\u0400-\u04ff]"), ("ru", "uk", "be", "bg", "kk", "sr", "mk", "ky", "mn", "tg", "tt")),
    "kana": (re.compile("[\u3040-\u30ff]"), ("ja",)),
    "hangul": (re.compile("[\uac00-\ud7af]"), ("ko",)),
    "han": (re.compile("[\u4e00-\u9fff]"), ("zh", "ja")),
    "arabic": (re.compile("[\u0600-\u06ff]"), ("ar", "fa", "ur")),
    "hebrew": (re.compile("[\u0590-\u05ff]"), ("he",)),
    "greek": (re.compile("[\u0370-\u03ff]"), ("el",)),
    "thai": (re.compile("[\u0e00-\u0e7f]"), ("th",)),
    "devanagari": (re.compile("[\u0900-\u097f]"), ("hi", "ne", "mr")),
    "georgian": (re.compile("[\u10a0-\u10ff]"), ("ka",)),
    "armenian": (re.compile("[\u0530-\u058f]"), ("hy",)),
}
"""Script → its letters, and the languages (ISO 639-1) written in it, the most likely first."""

_LETTERS = re.compile(r"[^\W\d_]")
_FAR_LETTERS = re.compile(r"[^\W\d_\u0000-\u036f]")
_SAMPLE = 3000
_ENOUGH = 8
"""So many frequent words of a language show that a text is in it."""


def language_of(text: str, told: Iterable[str | None]) -> str | None:
    """ISO 639-1 of a text. `told` are the codes that page and source give, the nearest to the text first.

    A code is believed if the text is in its script, and its words are not outdone by another language's
    by two to one; templates say `en` of pages in all languages, and `zh-CN` of English ones.
    """
    sample = text[:_SAMPLE]
    codes = [match[0].lower() for code in told if code and (match := re.match(r"[A-Za-z]{2}(?![A-Za-z])", code))]
    letters = len(_LETTERS.findall(sample))
    if not letters:
        return codes[0] if codes else None
    foreign = len(_FAR_LETTERS.findall(sample)) * 3 > letters
    for letter, languages in _SCRIPTS.values() if foreign else ():
        if len(letter.findall(sample)) * 3 > letters:
            fitting = [code for code in codes if code in languages]
            return _by_words(sample, fitting, [code for code in languages if code in STOPWORDS]) or languages[0]
    written = {code for _, languages in _SCRIPTS.values() for code in languages}
    latin = [code for code in codes if code not in written]
    return _by_words(sample, latin, [code for code in STOPWORDS if code not in written])


def _by_words(sample: str, told: list[str], possible: list[str]) -> str | None:
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    counts = {code: sum(words[word] for word in STOPWORDS[code]) for code in possible}
    best, most = max(counts.items(), key=lambda pair: pair[1], default=(None, 0))
    known = counts.get(told[0]) if told else None
    if told and (known is None or most < _ENOUGH or most < 2 * known):
        return told[0]
    return best if most >= _ENOUGH or (most > 1 and not told) else None
