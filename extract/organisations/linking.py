"""Which names of a document mean the same organisation, and which bare words are short for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.lexicon import word_set
from extract.organisations.abridged import is_part, spells
from extract.organisations.acronyms import is_acronym
from extract.organisations.letters import is_foreign_head
from extract.organisations.names import known_aliases
from extract.organisations.topics import is_common
from extract.people.names import is_family_name, is_given_name
from extract.places import is_city, is_place, is_region

_DROPPED = frozenset({"the", "of", "for", "in", "and", "at", "studi"})
_UNIVERSITY = re.compile("(?:univer[sz]i|uniwers|üniversi|unibertsi)\\w+")
"""In whatever language."""
_OF_KIND = re.compile(r"(.+) (?:(?:University|Institute) of (?:Technology|Applied Sciences))")
_SAME = {"center": "centre", "st": "saint", "st.": "saint", "organization": "organisation", "türkiye": "turkey"}
_INSTITUTION = re.compile(
    r" (?:University|Institute|College|Academy|Polytechnic)\b(?! of)| University of (?=(?:Applied|Technology|Science|Arts|Agriculture|Medicine|Education|Economics)\b)"
)
_UNIVERSITY_OF = re.compile(r"(?:The )?University of ([A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?: .*)?")
_POLYTECHNIC = ("Polytechnic", "Polytech")


def key(name: str) -> frozenset[str]:
    """The words of a name without small ones, spelling evened out: equal keys mean the same organisation. A university
    is one in any language."""
    parts = re.findall(r"[\w'.-]+", name.casefold())
    evened = (_SAME.get(part, "university" if _UNIVERSITY.fullmatch(part) else part) for part in parts)
    return frozenset(evened) - _DROPPED - word_set("organisation_heads", "foreign_particles")


def short_names(name: str) -> list[str]:
    """Bare words that a writer may use for a name once it has been told in full: `Tsinghua`, `Polytechnic`.

    Cities are among them (`Lagos`): whether the city is meant, its surroundings tell.
    """
    match, found = _INSTITUTION.search(name), []
    before = name[: match.start()] if match else ""
    if is_acronym(before) and match and match[0] != " University":
        before = ""  # `UNESCO Institute for Statistics`
    if before and (is_city(before) or not is_place(before)) and not re.search(r"University|\b(?:and|of)$", before):
        found.append(before)
    of = _UNIVERSITY_OF.fullmatch(name)
    if of and not is_region(of[1]):
        found.append(of[1])
    common = word_set("organisation_words", "generic") | word_set("organisation_words", "topics")
    if kind := _OF_KIND.fullmatch(name):
        found += [f"{kind[1]} UAS"] if name.endswith("Sciences") else [f"{kind[1]} Tech", f"TU {kind[1]}"]
    found += [short for name_before in found[:1] if (short := _without_kind(name_before)) != name_before]
    found += _short_for_company(name) or _short_for_foreign(name)
    telling = [short for short in found if not all(word in common for word in short.split())]
    return [*telling, *_POLYTECHNIC] if "Polytechnic" in name else telling


def _without_kind(name: str) -> str:
    """`Prairie Ridge` of `Prairie Ridge State`; the name itself if nothing but a place, or nothing, is left."""
    parts = name.split()
    kinds = word_set("organisation_words", "generic") | word_set("organisation_words", "topics")
    while len(parts) > 1 and parts[-1] in kinds:
        parts.pop()
    short = " ".join(parts)
    return name if is_place(short) or _is_persons(parts) or parts[-1] in _DROPPED else short


def _is_persons(parts: Sequence[str]) -> bool:
    return is_given_name(parts[0]) or (len(parts) == 1 and is_family_name(parts[0]))


def _short_for_company(name: str) -> list[str]:
    """`Voltrix Solutions`, `Voltrix` of `Voltrix Solutions Pvt. Ltd.`; nothing if the name is no company's."""
    suffixes = word_set("organisation_heads", "company_suffixes") | word_set("organisation_heads", "acronym_suffixes")
    parts = name.split(" - ")[0].replace(",", "").split()
    length = len(name.replace(",", "").split())
    prefixed = parts[0] in word_set("organisation_heads", "company_prefixes")
    parts = parts[prefixed:]
    while len(parts) > 1 and (
        {parts[-1], parts[-1].removesuffix(".")} & suffixes or parts[-1].startswith("(") or parts[-1] == "Private"
    ):
        parts.pop()
    if len(parts) == length:
        return []
    shorts = [" ".join(parts)] if len(parts) > 1 or not is_place(parts[0]) else []
    coined = len(parts[0]) > 3 and parts[0][0].isupper() and not (is_place(parts[0]) or _is_persons(parts))
    if parts[1:2] == ["&"]:
        return [*shorts, " ".join(parts[:3])]  # `Brandt & Söhne`
    return [*shorts, parts[0]] if coined and not is_common(parts[0]) else shorts


def _short_for_foreign(name: str) -> list[str]:
    """`Waalkant` of `Hogeschool Waalkant`, `Vale do Côa` of `Instituto Politécnico de Vale do Côa`."""
    parts = name.split()
    heads = [index for index, part in enumerate(parts) if is_foreign_head(part)]
    if not heads:
        return []
    rest = parts[heads[-1] + 1 :] or parts[: heads[0]]
    while rest and rest[0] in word_set("organisation_heads", "foreign_particles"):
        rest = rest[1:]
    short = " ".join(rest)
    told = 0 < len(rest) < 4 and rest[0][0].isupper() and rest[-1][0].isupper()
    return [short] if told and not (is_region(short) or _is_persons(rest) or is_common(rest[0])) else []


def publisher_names(source: str | None, aliases: Iterable[str]) -> list[str]:
    """All names of a publisher, those of the lexicon included. `source` may be a bare slug (`spbu`): it stands for
    the acronym that is spelt like it, if the lexicon has one."""
    given = [name for name in (source, *aliases) if name]
    filed = {known_aliases().get(name) for name in given}
    filed |= {name for alias, name in known_aliases().items() if alias.casefold() == source} - {None}
    names = [name for name in given if not (name.islower() and " " not in name)]
    names += [alias for alias, name in known_aliases().items() if name in filed]
    return list(dict.fromkeys(names))


def canonical(names: Iterable[str], same: Iterable[tuple[str, str]], publisher: Sequence[str]) -> dict[str, str]:
    """For every name of a document the longest full name that means the same organisation.

    `same` are pairs that are known to be the same: short and long forms; so are all names of the publisher. Others
    are put together by key, by the lexicon, as the acronym of one organisation only, or as the head or tail of the
    name of one only.
    """
    every = list(dict.fromkeys(names))
    groups: dict[str, set[str]] = {name: {name} for name in every}
    polytechnic = _POLYTECHNIC if any("Polytechnic" in name for name in publisher) else ()
    own = [name for name in (*publisher, *polytechnic) if name in groups]
    for one, other in (*same, *_equal(every), *pairwise(own)):
        if one in groups and other in groups:
            _join(groups, one, other)
    longer = _longer_names(every)
    for name in every:
        if name in own:
            continue
        if not is_acronym(name) or all(is_acronym(other) for other in groups[name]):
            others = [other for other in longer[name] if other not in groups[name]]
            if len({id(groups[other]) for other in others}) == 1:
                _join(groups, name, others[0])
    order = {name: index for index, name in enumerate((*own, *every))}
    return {name: max(groups[name], key=lambda n: (*_fullness(n, own), -order[n])) for name in every}


def _join(groups: dict[str, set[str]], one: str, other: str) -> None:
    if groups[one] is not groups[other]:
        merged = groups[one] | groups[other]
        groups.update(dict.fromkeys(merged, merged))


def _equal(every: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs with the same key, or under the same name in the lexicon."""
    first: dict[object, str] = {}
    aliases = known_aliases()
    for name in every:
        for same in filter(None, (key(name), aliases.get(name))):
            if first.setdefault(same, name) != name:
                yield first[same], name


def _longer_names(every: Sequence[str]) -> dict[str, list[str]]:
    """For every name the longer ones that it could be short for."""
    by_edge: dict[str, list[str]] = {}
    for name in every:
        for word in {name.split()[0], name.split()[-1]}:
            by_edge.setdefault(word, []).append(name)
    spelt = [name for name in every if " " in name and not is_acronym(name)]
    longer: dict[str, list[str]] = {}
    in_full: dict[str, list[str]] = {}
    for name in every:
        for short in short_names(name):
            in_full.setdefault(short, []).append(name)
    for name in every:
        if name in in_full:
            longer[name] = in_full[name]
        elif is_acronym(name):
            longer[name] = [other for other in spelt if spells(name, other)]
        else:
            sharing = dict.fromkeys((*by_edge[name.split()[0]], *by_edge[name.split()[-1]]))
            longer[name] = [other for other in sharing if is_part(name, other)]
    return longer


def _fullness(name: str, own: Sequence[str]) -> tuple[bool, bool, bool, int]:
    """What makes a name the one to call an organisation by; of the publisher's short names the first given."""
    several = " " in name
    return several, name in own[:1] or several, not (name.isupper() or is_acronym(name)), len(name)
