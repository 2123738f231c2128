"""Words for what organisations and their units do."""

from __future__ import annotations

import re

from extract.lexicon import word_set

_ENDS = re.compile(
    "(?:ics|olog(?:y|ies)|tions?|ments?|graphy|istry|onomy|ometry|opathy|ities|ability|materials?|[a-z]ical|[a-z]ional|[a-z]ental)$"
)


def is_topic(word: str) -> bool:
    """Whether a word is a known subject of work, study or office, or formed like one: `Physics`, `Cooperation`."""
    return word in word_set("organisation_words", "topics") or _ENDS.search(word) is not None
