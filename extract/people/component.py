"""People: names beside titles, roles and verbs of saying, names known by their parts, and what repeats them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

import extract.text  # noqa: F401 the attributes of Doc
from extract.lexicon import word_set
from extract.organisations.publisher import publishers_of
from extract.people.letters import Unit, read_letters
from extract.people.linking import canonical_people, repeated_names
from extract.people.names import has_family_ending, is_east_asian, is_family_name, is_given_name, is_patronymic
from extract.people.roles import roles_of
from extract.trust import Claim, Entity, entities_of, weighed

Span = tuple[int, int]
"""Half-open indices of words."""

# Over the letters of letters.py; a name is a run of these, with particles inside.
_RUN = re.compile(r"(?:(?<=[DRM])d{1,2})?(?:[nkci]|x(?=[nkci]))(?:[nkci]|x(?=[nkc]|\b)|d{1,2}(?=[nkc]))*")
_COMPLEMENT = "[fKCOpla,nkRM]{0,12}?[KCOl]"
_LONGEST = 6
"""Words of a name at most."""
_REACH = 16
"""Words before a name in which its role is looked for."""
# Rule, least number of words, pattern.
_BEFORE = (
    ("person.title", 1, re.compile(r"D$")),
    ("person.role", 1, re.compile(r"R(?:\([^()]{1,4}\))?$")),
    ("person.role", 2, re.compile(r"M$")),
    ("person.role-of", 1, re.compile(r"[RM][fa]{1,2}O$")),
    ("person.role-of", 2, re.compile(rf"[RM][fa]{_COMPLEMENT}$")),
    ("person.role-of", 2, re.compile(r"R(?:f{1,2}(?:O|K|CfK)(?:\(O\)|fK)?,|f{1,2}[lC],)$")),
    ("person.role-of", 2, re.compile(r"(?:[hfO]'?[lpCK]{0,2}R,|R:|Rfl:)$")),
    ("person.byline", 2, re.compile(r"(?:^|[/.])b+y?:?$|R:$")),
    ("person.said", 2, re.compile(r"[\",]s$")),
)
_AFTER = (
    ("person.role-after", 2, re.compile(r"(?:,t)*(?:,|-|\(|,?\"),?f?O?'?[plK]*D?R")),
    ("person.role-after", 2, re.compile(r"(?:,t)*,f?[KC]{0,3}(?:a[pCK]{1,2})?D?R(?:[,./;(]|f|$)")),
    ("person.of", 2, re.compile(r",O(?:[/.,;]|$)|\(f?O\)|\(R")),
    ("person.who", 2, re.compile(r",w")),
    ("person.is", 2, re.compile(r"v{1,2}f?[pCK]{0,2}R[fa]")),
    ("person.said", 2, re.compile(r"s")),
)
_CHINESE = re.compile("[\u4e00-\u9fff·]{2,5}")


@Language.component("uniaccord_people", assigns=["doc._.mentions", "doc._.people"])
def find_people(doc: Doc) -> Doc:
    """Adds people to `doc._.mentions` and says in `doc._.people` what they are. An unexplained acronym that turns
    out to be a family name in capitals is no organisation any more."""
    about: dict[str, Any] = doc._.document
    text = doc.text  # spaCy puts it together anew each time
    spelled = [(m["entity"], text[m["start"] : m["end"]]) for m in doc._.mentions]
    publishers = publishers_of(about.get("source"), about.get("source_aliases") or (), spelled)
    publisher = next(iter(publishers), None)
    doc._.mentions, doc._.people = people_in(text, doc._.mentions, publisher, entities=entities_of(doc))
    return doc


def people_in(
    text: str,
    organisations: Sequence[Mapping[str, Any]],
    publisher: str | None = None,
    *,
    entities: Sequence[Entity] | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Fields of all mentions of a text, organisations included, and fields of `records.Person`. `publisher` is the
    canonical name of the organisation whose page it is, `entities` are the names that a model found; null: the rules
    alone decide."""
    units = read_letters(text, organisations)
    letters = "".join(unit.letter for unit in units)
    found = dict(_names(units, letters))
    found |= dict.fromkeys(_listed(letters, found), "person.listed")
    held, _ = _decided(text, units, found, entities)
    found, trust = _decided(text, units, found | dict(repeated_names(units, letters, held)), entities)
    found |= dict.fromkeys(_in_other_script(units, found), "person.other-script")
    names = {run: " ".join(unit.text.replace("\u00ad", "") for unit in units[slice(*run)]) for run in sorted(found)}
    roles = {run: units[run[0] - 1].text.casefold() for run in names if run[0] and letters[run[0] - 1] == "R"}
    full = canonical_people(names, roles)
    people: list[dict[str, Any]] = [
        {
            "start": units[run[0]].start,
            "end": units[run[1] - 1].end,
            "label": "PERSON",
            "entity": full[run],
            "rule": found[run],
            "confidence": trust.get(run),
        }
        for run in names
    ]
    taken = {offset for person in people for offset in range(person["start"], person["end"])}
    kept = [dict(m) for m in organisations if m["start"] not in taken and m["end"] - 1 not in taken]
    mentions = [*kept, *people]
    return mentions, roles_of(units, letters, full, publisher)


def _decided(
    text: str, units: Sequence[Unit], found: Mapping[Span, str], entities: Sequence[Entity] | None
) -> tuple[dict[Span, str], dict[Span, float | None]]:
    """The names that hold with their rules, and how far each is trusted; those included that only a model found, if they
    are whole words and no organisation."""
    if entities is None:
        return dict(found), {}
    starts = {unit.start: index for index, unit in enumerate(units)}
    ends = {unit.end: index + 1 for index, unit in enumerate(units)}
    claims = [Claim(units[first].start, units[last - 1].end, rule) for (first, last), rule in found.items()]
    held: dict[Span, Claim] = {}
    for claim in weighed(text, "PERSON", claims, entities):
        run = (starts.get(claim.start, 0), ends.get(claim.end, 0))
        if run[0] < run[1] and all(unit.letter != "O" for unit in units[slice(*run)]):
            held[run] = claim
    return {run: claim.rule for run, claim in held.items()}, {run: claim.trust for run, claim in held.items()}


def _names(units: Sequence[Unit], letters: str) -> Iterator[tuple[Span, str]]:
    """Runs of words that are a name by themselves or by what stands beside them, and the rule."""
    for match in _RUN.finditer(letters):
        first, last = _trimmed(units, letters, *match.span())
        rule = _rule(units, letters, first, last)
        if rule:
            yield (first, _with_suffix(units, last)), rule


def _trimmed(units: Sequence[Unit], letters: str, first: int, last: int) -> Span:
    """Without a word that only opens the sentence: `Honoured | Maria Rossi`."""
    opening = not first or letters[first - 1] in '/."*'
    if opening and last - first > 2 and letters[first] == "n" and is_given_name(units[first + 1].text):
        first += 1
    return first, last


def _with_suffix(units: Sequence[Unit], last: int) -> int:
    """The end of a name with what goes with it: `, Jr.`, `III`, `jun.`."""
    texts = [unit.text for unit in units[last : last + 3]]
    following = units[last + 2].letter if last + 2 < len(units) else ""
    if texts[:2] in ([",", "Jr."], [",", "Sr."], [",", "Jr"]) and following not in tuple("CRpnk"):
        return last + 2
    if texts and texts[0] in word_set("roles", "name_suffixes"):
        return last + 1
    if len(texts) > 1 and f"{texts[0]}." in ("jun.", "sen.", "jr.", "sr.") and texts[1] == ".":
        return last + 2
    return last


def _rule(units: Sequence[Unit], letters: str, first: int, last: int) -> str | None:
    """The first rule that makes a run of words a name, null if there is none."""
    length, run = last - first, letters[first:last]
    if length > _LONGEST or all(len(unit.text.strip(".")) < 2 for unit in units[first:last]):
        return None
    if set(run) == {"c"} and (length > 1 or letters[last : last + 1] in ("c", "C")):
        return None  # a line in capitals
    if length == 1 and not _could_be_called(units, letters, first):
        return None
    for rule, least, pattern in _BEFORE:
        if length >= least and pattern.search(letters, max(0, first - _REACH), first):
            return rule
    if letters[last : last + 1] == "C":
        return None  # part of the longer name of a thing
    for rule, least, pattern in _AFTER:
        if (length >= least or (run == "c" and rule != "person.of")) and pattern.match(letters, last):
            return rule
    return _rule_of_parts(run, [unit for unit in units[first:last] if unit.letter != "d"])


def _could_be_called(units: Sequence[Unit], letters: str, at: int) -> bool:
    """Whether a single word behind a role or title can be a family name: no part of another role, no acronym."""
    word, before, after = units[at].text, letters[at - 1 : at], letters[at + 1 : at + 2]
    if before == "D" or is_family_name(word):
        return True
    seldom = before == "R" and units[at - 1].text.casefold() in word_set("roles", "seldom_before_one_name")
    return not (seldom or after in ("R", "M", "C") or (letters[at] == "c" and len(word) < 5))


def _rule_of_parts(run: str, units: Sequence[Unit]) -> str | None:
    """What shows by itself that words are a name."""
    parts = tuple(unit.text for unit in units)
    if len(run) < 2 or "x" in run:
        return None
    if is_given_name(parts[0]) or (len(parts) < 4 and is_given_name(parts[1]) and run[0] in "kci"):
        return "person.given-name"
    if is_east_asian(parts):
        return "person.east-asian"
    if any(is_patronymic(part) for part in parts):
        return "person.patronymic"
    if re.fullmatch(r"i(?:i+[nk]{1,2}|[nk]*k[nk]*|i*c)|[kc]i+|nii+", run):
        return "person.initials"
    if run[-1] in "nk" and has_family_ending(parts[-1]):
        return "person.family-ending"
    shouted = parts[0] if run[0] == "c" else parts[-1]
    known = "k" in run or len(shouted) > 5
    return "person.capitals" if known and re.fullmatch(r"c[nk]|[nk]{1,2}c", run) else None


def _listed(letters: str, found: Mapping[Span, str]) -> Iterator[Span]:
    """Names of two words or more that `and`, a comma or a semicolon joins to a name that was found."""
    starts, ends = {first for first, _ in found}, {last for _, last in found}
    runs = [run for match in _RUN.finditer(letters) if (run := match.span())[1] - run[0] > 1 and run[0] not in starts]
    for first, last in (*runs, *reversed(runs)):  # lists go on to the right, then to the left
        before = re.search(r"(?:,?a|,|;)$", letters[max(0, first - 2) : first])
        after = re.match(r",?a|,", letters[last : last + 2])
        joined = (before and first - len(before[0]) in ends) or (after and last + len(after[0]) in starts)
        company = re.match(r"[RM][nkD]", letters[last : last + 2])  # `Hanul Semicon CEO Bae Sang-hoon`
        if joined and not company and first not in starts:
            starts.add(first)
            ends.add(last)
            yield first, last


def _in_other_script(units: Sequence[Unit], found: Mapping[Span, str]) -> Iterator[Span]:
    """The same name in Chinese characters in brackets: `Gary Lin (林松煥)`."""
    for _, last in found:
        if [unit.text for unit in units[last : last + 3 : 2]] == ["(", ")"] and _CHINESE.fullmatch(
            units[last + 1].text
        ):
            yield last + 1, last + 2
