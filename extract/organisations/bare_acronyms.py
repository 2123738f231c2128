"""Acronyms that the text does not explain: organisations, unless they stand like something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from extract.lexicon import word_set
from extract.organisations.acronyms import could_be_organisation, is_acronym
from extract.people.names import is_family_name, is_given_name
from extract.people.titles import is_role, is_title
from extract.places import is_place
from extract.words import Word, words

Span = tuple[int, int]

_BEHIND_DATELINE = re.compile(r"\n|\. | ?(?:[(,/]| [—–-]+ )")
_COURSE_NUMBER = re.compile(r"\d{3,4}")  # GEN 1101
_LABEL = re.compile(r" ?:")
"""What minutes put behind words of their own form: `HEARD: …`, `DECIDED: …`."""
_LEADS = ("The", "At", "In", "And", "With", "By", "From", "Of", "For", "To", "On", "A", "As", "Both", "When", "If")


def bare_acronyms(text: str, source: str | None) -> Iterator[Span]:
    """Offsets of words in capitals that stand like an organisation and not like a person, a place, a programme or a
    heading. `source` is the publisher: an acronym that is spelt like it is the publisher's."""
    sequence = words(text)
    places = [i for i, word in enumerate(sequence) if is_acronym(word.text) and could_be_organisation(word.text)]
    others = {sequence[i].text for i in places if _is_something_else(text, sequence, i)}
    for index in places:
        word = sequence[index]
        of_publisher = source is not None and word.text.casefold() == source.casefold()
        believed = 3 <= len(word.text) <= 10 and word.text not in others and _stands_free(sequence, index)
        if of_publisher or believed:
            yield word.start, word.end


def _is_something_else(text: str, sequence: Sequence[Word], index: int) -> bool:
    """Whether one place in the text shows that an acronym is a person, a place, a programme or a thing."""
    word = sequence[index]
    before, after = _neighbour(sequence, index - 1), _neighbour(sequence, index + 1)
    if after in word_set("organisation_words", "had_by_programmes") or _is_shouted(word.text):
        return True
    if is_place(word.text.title()) or is_family_name(word.text) or is_given_name(word.text):
        return True
    if before == "\n" and _BEHIND_DATELINE.match(text[word.end : word.end + 8]):
        return True
    if before == "\n" and _LABEL.match(text[word.end : word.end + 2]):
        return True
    if {after, before.title()} & word_set("organisation_heads", "events"):
        return True
    if is_title(before) or (is_role(before) and before[0].isupper()):
        return True
    if before == "(":  # what it is short for is written small: `methicillin-resistant … (MRSA)`, or no body
        long = _neighbour(sequence, index - 2)
        return long[:1].islower() or long in word_set("organisation_words", "no_long_form")
    return before not in _LEADS and _is_part_of_name(before)


def _is_part_of_name(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


def _stands_free(sequence: Sequence[Word], index: int) -> bool:
    """Whether no capitalised word stands beside an acronym, but for roles behind it: `the | UNILAG | Rector`."""
    before, after = _neighbour(sequence, index - 1), _neighbour(sequence, index + 1)
    if _COURSE_NUMBER.fullmatch(after):
        return False
    return (before in _LEADS or not before[0].isupper()) and (
        not after[0].isupper() or (not after.isupper() and (is_role(after) or is_title(after)))
    )


def _is_shouted(acronym: str) -> bool:
    """Whether a word in capitals is a common one of English: `PARTNER`, `EDUCATION`."""
    word = acronym.title()
    common = word_set("organisation_words", "openers") | word_set("organisation_words", "topics")
    return word in common or word.lower() in STOP_WORDS or (is_role(word) and len(word) > 4)


def _neighbour(sequence: Sequence[Word], index: int) -> str:
    return sequence[index].text if 0 <= index < len(sequence) else "\n"
