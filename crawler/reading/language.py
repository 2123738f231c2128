"""The language of a text: what the page says, unless the text speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_CODE = re.compile(r"([A-Za-z]{2})(?![A-Za-z])")
_SAMPLE = 1500
"""Characters; more of them would only cost time."""
_ENOUGH = 20
"""So many letters can tell a language. They are counted in bytes of UTF-8: a Chinese one says as much as three Latin ones."""
_POSSIBLE = 0.01
"""A text may be in a language that is at least so probable."""


@lru_cache
def _identifier() -> LanguageIdentifier:
    """The model of py3langid, limited to the languages that have a code in ISO 639-1."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in model.labels if len(code) == 2])
    return model


def language_of(text: str, told: Iterable[str | None]) -> str | None:
    """ISO 639-1 of a text. `told` are the codes that page and source give, the nearest to the text first.

    A code is believed if the text may be in that language; templates say `en` of pages in all languages, and `zh-CN`
    of English ones.
    """
    sample = " ".join(text[:_SAMPLE].split())
    codes = [match[1].lower() for code in told if code and (match := _CODE.match(code))]
    if len("".join(filter(str.isalpha, sample)).encode()) < _ENOUGH:
        return codes[0] if codes else None
    chances: dict[str, float] = dict(_identifier().rank(sample))
    possible = (code for code in codes if chances.get(code, _POSSIBLE) >= _POSSIBLE)
    return next(possible, None) or max(chances, key=chances.__getitem__)
