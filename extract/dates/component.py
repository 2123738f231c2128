"""Dates: the grammar's candidates that are dates where they stand, with their values.

dateparser reads only what is isolated already and the grammar can't read: day, month and year in the words of another
language. Its search in running text finds a date in every "we" and "may".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import dateparser
from dateparser.data.languages_info import language_order
from spacy.language import Language
from spacy.tokens import Doc

import extract.text  # noqa: F401 the attributes of Doc
from extract.dates import named, nearby, numeric
from extract.dates.context import about, is_date, opened
from extract.dates.grammar import Candidate, candidates
from extract.dates.tense import is_future
from extract.dates.told import Told
from extract.dates.values import UNKNOWN, Context, NoDateError, Value, days, interval
from extract.sentences import starts_of
from extract.spans import over

_RESOLVERS = {**named.RESOLVERS, **nearby.RESOLVERS, **numeric.RESOLVERS}
_FOREIGN = re.compile(r"(?<![\d.])\d{1,2}\.? +(?:de +)?[^\W\d_]{3,12}\.?,? +(?:de +)?(?:1[5-9]|20)\d\d(?!\d)")
"""19 мая 2021, 15 de mayo de 2021, 3. Mai 2021"""


@Language.factory("uniaccord_dates", assigns=["doc._.mentions"], requires=["doc._.mentions"])
def make_dates(nlp: Language, name: str) -> Dates:
    """Adds DATE mentions outside the mentions found before, resolved against `doc._.document["published"]`."""
    return Dates()


class Dates:
    """The component; without state."""

    def __call__(self, doc: Doc) -> Doc:
        text, document = doc.text, doc._.document
        found = list(dates(text, starts_of(doc, text), published_day(document), document.get("language")))
        places = [(date.start, date.end, date.rule) for date, _ in found]
        doc._.mentions = [m for m in doc._.mentions if not _is_word_of_day(m, places)]
        taken = sorted((m["start"], m["end"]) for m in doc._.mentions)
        doc._.mentions = [
            *doc._.mentions,
            *(
                {
                    "start": found.start,
                    "end": found.end,
                    "label": "DATE",
                    "value": value.iso,
                    "edtf": value.edtf,
                    "rule": f"date.{found.rule}",
                }
                for found, value in found
                if not over(taken, found.start, found.end)
            ),
        ]
        return doc


def _is_word_of_day(mention: dict[str, Any], dates: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a mention is but a word of a day: `MONDAY` is no acronym in `MONDAY 9 SEPTEMBER`."""
    start, end = mention["start"], mention["end"]
    days = [date for date in over(dates, start, end) if date[2] in ("day", "month-day")]
    return mention["label"] != "COUNTRY" and any(date[0] <= start and end <= date[1] for date in days)


def published_day(document: dict[str, str | None]) -> date | None:
    """The day in a document's `published`; null if that is not known to the day."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", document.get("published") or "")
    return date.fromisoformat(found[0]) if found else None


def dates(
    text: str, sentences: Sequence[int], published: date | None, language: str | None = None
) -> Iterator[tuple[Candidate, Value]]:
    """The dates of a shadow text, in order. `sentences` are the offsets at which its sentences start, `language` is
    ISO 639-1."""
    foreign = list(_foreign(text, language)) if language in language_order and language != "en" else []
    english = [
        candidate
        for candidate in candidates(text)
        if not any(f.start < candidate.end and candidate.start < f.end for f, _ in foreign)
    ]
    told = Told(text, published, english)
    known = {found.start: value for found, value in foreign}
    for candidate in sorted([*english, *(found for found, _ in foreign)], key=lambda c: c.start):
        following = bisect_right(sentences, candidate.start)
        first = sentences[following - 1] if following else 0
        last = sentences[following] if following < len(sentences) else len(text)
        future = is_future(text, candidate, first, last)
        if not is_date(text, candidate, future):
            continue
        try:
            value = known.get(candidate.start) or resolve(
                told.completed(candidate, future), told.context(candidate, future)
            )
        except NoDateError:
            continue
        told.add(candidate, value)
        if value.edtf:
            value = replace(value, edtf=opened(text, candidate, about(text, candidate, value.edtf)))
        yield candidate, value


def resolve(candidate: Candidate, context: Context) -> Value:
    """Raises NoDateError for words that only look like a date."""
    if candidate.until:
        return _resolve_range(candidate, candidate.until, context)
    return _RESOLVERS[candidate.rule](candidate.parts, context)


def _resolve_range(first: Candidate, last: Candidate, context: Context) -> Value:
    """The first date takes its year from the last one: `29 November - 2 December 2020`."""
    end = resolve(last, context)
    start = replace(first, until=None)
    if end.iso is None:
        low = resolve(start, Context(None))
        return Value(None, f"{low.edtf}/{end.edtf}" if low.edtf and end.edtf else None)
    if "month" not in first.parts or first.parts.keys() & {"year", "relative"}:
        low = resolve(start, context)
    else:
        year = int(end.iso[:4])
        low = resolve(replace(start, parts={**first.parts, "year": str(year)}), context)
        if low.iso and low.iso > end.iso:  # 28 December - 3 January 2021
            low = resolve(replace(start, parts={**first.parts, "year": str(year - 1)}), context)
    return interval(low.iso.split("/")[0], end.iso.split("/")[-1]) if low.iso else UNKNOWN


def _foreign(text: str, language: str) -> Iterator[tuple[Candidate, Value]]:
    for found in _FOREIGN.finditer(text):
        read = dateparser.parse(
            " ".join(found[0].split()),
            languages=[language],
            settings={"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]},
        )
        if read:
            yield Candidate(*found.span(), "foreign", {}), days(read.date(), read.date())
