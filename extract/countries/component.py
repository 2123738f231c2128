"""Countries by name: an own table, longest name first, guarded where a name means something else."""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

import extract.text  # noqa: F401 the attributes of Doc
from extract.lexicon import FOLDER, lexicon
from extract.spans import over

_BLANKS = re.compile(" {2,}")
_REACH = 120
"""Characters before and after a name that a guard can see."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A context in which the name of a country means something else."""

    names: frozenset[str] | None
    """Null: of all countries."""
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def vetoes(self, name: str, before: str, after: str) -> bool:
        return (
            (self.names is None or name in self.names)
            and (self.before is None or self.before.search(before) is not None)
            and (self.after is None or self.after.match(after) is not None)
        )


@dataclass(frozen=True, slots=True)
class Instead:
    """When a shared name means the other of two countries."""

    name: str
    code: str
    when: re.Pattern[str]
    unless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    codes: dict[str, str]
    """ISO 3166-1 alpha-2 by every written form; empty for longer names that are no country's."""
    pattern: re.Pattern[str]
    guards: tuple[Guard, ...]
    insteads: tuple[Instead, ...]
    title_after: re.Pattern[str]
    """Matches what follows a country that is part of a longer name."""
    title_before: re.Pattern[str]


def _forms(name: str) -> Iterator[str]:
    """A name as the table has it and as it is also written."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    for form in dict.fromkeys([name, plain]):
        spellings = [form, form.replace("St. ", "Saint "), form.replace("St. ", "St "), form.replace(" and ", " & ")]
        for spelling in dict.fromkeys(spellings):
            yield spelling
            if len(spelling) > 3:
                yield spelling.upper()


@lru_cache
def gazetteer() -> Gazetteer:
    """The table and its guards, read once."""
    rules = lexicon("country_guards")
    codes: dict[str, str] = {}
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes.update(dict.fromkeys(_forms(row["name"]), row["code"]))
    for name in rules["not_countries"]:
        codes.update(dict.fromkeys(_forms(name), ""))
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(codes, key=len, reverse=True))
    titles = "|".join(rules["title_heads"])
    listed = [*rules["title_heads"], *rules["organisation_heads"]]
    heads = "|".join(dict.fromkeys([*listed, *(head.upper() for head in listed)]))
    small = "of|for|in|on|and|the|&"
    return Gazetteer(
        codes=codes,
        pattern=re.compile(rf"(?<![\w@#.])(?:{names})(?![\w@])(?!\.[a-z])"),
        guards=tuple(
            Guard(
                frozenset(rule["names"]) if "names" in rule else None,
                re.compile(rule["before"]) if "before" in rule else None,
                re.compile(rule["after"]) if "after" in rule else None,
            )
            for rule in rules["guard"]
        ),
        insteads=tuple(
            Instead(rule["name"], rule["code"], re.compile(rule["when"]), re.compile(rule["unless"]))
            for rule in rules["instead"]
        ),
        # "India-US Education Dialogue"; no small words, or "China and the Forum" would be one name
        title_after=re.compile(rf"(?:(?: | ?- ?)(?!(?:{heads})\b)[A-Z][\w']*){{0,6}}(?: | ?- ?)(?:{heads})\b"),
        # "Year of Belarusian Education in China"; but "the Forum in China" names the place
        title_before=re.compile(
            rf"\b(?:(?:{titles}) (?:(?:of|for|on) (?:(?:{small}|[A-Z][\w'-]*) )*)?|(?:Study|Studying) (?:in )?)$"
        ),
    )


@Language.factory("uniaccord_countries", assigns=["doc._.mentions"], requires=["doc._.mentions"])
def make_countries(nlp: Language, name: str) -> Countries:
    """Adds COUNTRY mentions outside the organisations and people found before."""
    return Countries()


class Countries:
    """The component; without state."""

    def __call__(self, doc: Doc) -> Doc:
        taken = sorted((m["start"], m["end"]) for m in doc._.mentions)
        doc._.mentions = [
            *doc._.mentions,
            *(
                {"start": start, "end": end, "label": "COUNTRY", "value": code, "rule": "country.name"}
                for start, end, code in countries(doc.text, taken)
            ),
        ]
        return doc


def countries(text: str, taken: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int, str]]:
    """(start, end, ISO 3166-1 alpha-2) of every country named in a shadow text outside the spans `taken`, which are
    in order and do not overlap."""
    table = gazetteer()
    for found in table.pattern.finditer(text):
        start, end = found.span()
        name = " ".join(found[0].split())
        code = table.codes[name]
        if not code or over(taken, start, end):
            continue
        before = _BLANKS.sub(" ", text[max(0, start - _REACH) : start])
        following = bisect_left(taken, (end, end))
        until = min(end + _REACH, taken[following][0]) if following < len(taken) else end + _REACH
        after = _BLANKS.sub(" ", text[end:until])
        if (
            any(guard.vetoes(name, before, after) for guard in table.guards)
            or table.title_after.match(after)
            or table.title_before.search(before)
            or _in_quoted_title(before, found[0], after)
        ):
            continue
        for instead in table.insteads:
            if name == instead.name and instead.when.search(text) and not instead.unless.search(text):
                code = instead.code
        yield start, end, code


_OPENING = re.compile(r"[“«\"„][^“”«»\"„\n]*$")
_CLOSING = re.compile(r"[^“”«»\"„\n]*[”»\"]")
_SMALL_WORD = re.compile(r"an?|and|as|at|by|for|from|in|of|on|or|the|to|with")


def _in_quoted_title(before: str, name: str, after: str) -> bool:
    """Whether the name stands within quotation marks, every word of which is written as in a title."""
    opening, closing = _OPENING.search(before), _CLOSING.match(after)
    if not opening or not closing:
        return False
    words = (opening[0][1:] + name + closing[0][:-1]).split()
    others = len(words) - len(name.split())
    return 0 < others < 12 and all(_SMALL_WORD.fullmatch(w) or not w[0].islower() for w in words)
