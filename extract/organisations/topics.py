"""Words for what organisations and their units do, and other common ones."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from extract.lexicon import word_set

_ENDS = re.compile(
    "(?:ics|olog(?:y|ies)|tions?|ments?|graphy|istry|onomy|ometry|opathy|ities|ability|materials?|[a-z]ical|[a-z]ional|[a-z]ental)$"
)


def is_topic(word: str) -> bool:
    """Whether a word is a known subject of work, study or office, or formed like one: `Physics`, `Cooperation`."""
    return word in word_set("organisation_words", "topics") or _ENDS.search(word) is not None


def is_common(word: str) -> bool:
    """Whether a capitalised word is a common one of English, and hardly a name by itself."""
    listed = ("generic", "openers", "stop")
    return (
        word.lower() in STOP_WORDS
        or is_topic(word)
        or any(word in word_set("organisation_words", key) for key in listed)
    )
