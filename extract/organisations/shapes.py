"""Names of organisations by their shape: capitalised words around a head such as `University`.

The grammar is a regular expression over the letters of organisation_letters.py: `Higher School of Engineering and
Economics` is `THoTaT`. What it finds is then cut to the boundaries of corpus/GUIDELINES.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon import lexicon, word_set
from extract.organisations.acronyms import is_acronym
from extract.organisations.letters import Read, is_joined_head, read
from extract.organisations.names import known_aliases
from extract.people.names import is_family_name, is_given_name
from extract.people.titles import is_role
from extract.places import countries, is_city, is_region

# H head   h head that is a topic too   F head of another language   X company suffix   P company prefix
# V acronym before a place   Y City (of)   E event   K country, region, city   N nationality   T topic
# G rank or kind   Q acronym   C other capital   Z bracket before X   B bracket behind a name.
# Outside of names: R role or title   S never part of a name.
# Repeats are bounded, so that a page of capitals costs no more than one of prose.
_NAME = "[CKNTGQEFh]"
_TOPICS = f"(?!{_NAME}{{0,8}}H){_NAME}{{1,8}}+(?!')"
_PHRASE = f"[CKNTGQEFhH]{{1,10}}(?:d[CK]{{1,2}})?(?:(?:,{_TOPICS}){{0,8}},?[a&]t?{_TOPICS}){{0,2}}"
_JOINT = (
    "(?<=C)d(?=C)|(?<=[TG])[a&](?=[TG])|(?<=[TG]),(?=[TG]{1,4},?[a&][TG])|(?<=[TG],)[a&](?=[TG])"
    "|(?<=C)&(?=[TG])|(?<=K)-(?=[KN])|(?<=C)[a&](?=C{2,3}[Hh])"
)
_BEFORE = f"(?:{_NAME}|H|{_JOINT}){{0,14}}"
_TAIL = f"(?:K|(?:(?<=HH)C)?C(?=[^CQTHR])|)(?:[ofw]t?{_PHRASE}|it?[KCT]{{1,4}}(?:[a&]T{{1,2}})?|&[TG]{{1,3}}H|nbt?[CKNG]{{1,6}}|ut?[Hh](?:ot?{_PHRASE})?){{0,6}}"
_PARTS_OF_COMPANY = "[CKNTGQEFhH]{1,8}(?:(?:&|(?<=[TG])a(?=[TG])|d{1,2})[CKNTGQEFhH]{1,5}){0,3}Z?"
_GRAMMAR = re.compile(
    f"(?P<company>(?:C{{1,3}}-(?=[CTF]{{1,4}}d))?{_PARTS_OF_COMPANY},?X(?:,?X){{0,3}})"
    f"|(?P<english>V?{_BEFORE}[Hh]{_TAIL})"
    f"|(?P<foreign>[CKNGQ]{{0,6}}F(?:(?<=[Fdlm])m|li(?=C)|l|[dlm]{{0,4}}[CKNTFGQHh]|d{{1,3}}[lm]){{0,12}}(?:q[CKNTGFHhRd]{{1,8}}q)?)"
    f"|(?P<prefixed>P[CKNQTGhH]{{1,6}}(?:,?X){{0,2}})"
    f"|(?P<placed>V[CK])"
    f"|(?P<city>Yo[KC]{{1,3}})"
)
_BEFORE_COMPLEMENT = re.compile(r"[A-Za,&-]+?(?=[ofinuw]t?[A-Zh]|$)")
_COMPLEMENT = re.compile(r"[ofinuw](?![,a&])")
_END_OF_LIST = re.compile(r"[a&](t?[A-Zh]+)$")
_QUOTED = re.compile("q[CKNTGQFhH]{1,9}q")
_PERSON = re.compile(r"(?<=[THhK])[CQ]{2,}$")

_ENDS_SENTENCE = re.compile(r"['”»\")]* *(?:\n|$|[A-ZÀ-Þ“«\"(])")
_SLAVIC = re.compile("[ąęłńśźżćčřšžěůőű]")
"""Letters of the languages whose universities have their seat in the name."""

Span = tuple[int, int]
"""Half-open offsets into a text, or indices of words, as said."""


def find_shapes(text: str) -> list[Span]:
    """Offsets of all names that have the shape of an organisation's, in order, none overlapping."""
    text_read = read(text)
    return [(text_read.units[first].start, _end_of(text, text_read, last - 1)) for first, last in _names(text_read)]


def _end_of(text: str, text_read: Read, index: int) -> int:
    """Where a name ends whose last word is given: the full stop of a sentence is not part of `Pte Ltd`."""
    word = text_read.units[index]
    plain = word.text.removesuffix(".")
    if (
        text_read.letters[index] != "X"
        or plain == word.text
        or "." in plain
        or not _ENDS_SENTENCE.match(text, word.end)
    ):
        return word.end
    undotted = text_read.letters[index - 1] == "X" and not text_read.word(index - 1).endswith(".")
    return word.end - 1 if undotted or re.search(rf"\b{re.escape(plain)}\b(?!\.)", text) else word.end


def _names(text: Read) -> Iterator[Span]:
    at = 0
    while match := _GRAMMAR.search(text.letters, at):
        if presided := _presided(text, match):
            at = presided
            continue
        first, last, is_name = _bounded(text, match)
        if is_name and text.letters[last : last + 1] != "E":  # else it is part of the name of an event or programme
            yield first, _with_quoted(text, last) + (text.letters[last : last + 1] == "B")
        at = last if is_name else match.end()  # what was cut off may be a name of its own


def _with_quoted(text: Read, last: int) -> int:
    """Index behind a name, a quoted part of it included: `National Association “Open Course”`."""
    quoted = _QUOTED.match(text.letters, last)
    return quoted.end() if quoted and text.word(last) in ("“", "«") else last


def _presided(text: Read, match: re.Match[str]) -> int | None:
    """Index behind `Chairman of the Board of`, where the body that has the board is named; else null."""
    first, last = match.span()
    of = text.letters.find("o", first, last)
    if not match["english"] or of < 1 or text.word(of - 1) != "Board" or not re.search("[CQ]", text.letters[of:last]):
        return None
    return of + 1 if any(is_role(unit.text) for unit in text.units[max(0, first - 4) : first]) else None


def _bounded(text: Read, match: re.Match[str]) -> tuple[int, int, bool]:
    """The words of a match that are the name, and whether it is one at all."""
    first, last = match.span()
    if match["english"]:
        head = _main_head(text, first, last)
        last = _end(text, first, head, last)
        first = _start(text, first, head)
        return first, last, _is_name(text, first, head, last)
    if match["foreign"] and text.letters[last - 1] in "dlm":
        last = first + len(text.letters[first:last].rstrip("d"))
    return first, last, not (last - first == 1 and _is_common(text.word(first)))


def _is_common(word: str) -> bool:
    """Whether a single word of another language is no name: `Hochschule`, but `Goethe-Institut`, `Utenriksministeriet`."""
    return not ("-" in word[1:] or word.endswith(("ministerium", "ministeriet")))


def _main_head(text: Read, first: int, last: int) -> int:
    """Index of the head: the last one before the first `of`, `for` …"""
    before = _BEFORE_COMPLEMENT.match(text.letters, first, last)
    stop = before.end() if before else last
    return max(text.letters.rfind("H", first, stop), text.letters.rfind("h", first, stop))


def _start(text: Read, first: int, head: int) -> int:
    """Index of the first word of the name."""
    while first < head and (text.letters[first] in "a&,-" or text.word(first) in ("'s", "'")):
        first += 1
    first = max(
        first, text.letters.rfind("E", first, max(first, head - 1)) + 1
    )  # `Joint Declaration | Atatürk University`
    if first < head and is_region(text.word(first)) and text.word(first - 1) == "in":
        first += 1  # `in Sweden | Royal Institute of Technology`
    for joint in re.finditer("(?<=C)[a&](?=C)", text.letters[first:head]):
        if not _are_founders(text, first, first + joint.start(), head):
            return first + joint.end()
    dash = text.letters.rfind("-", first, head)
    if dash > 0 and text.word(dash - 1) not in countries():
        first = dash + 1  # `LAHORE - | Punjab University`
    if text.letters[first] == "N" and text.word(head) in word_set("organisation_heads", "of_state"):
        first += 1  # `Turkish | Ministry of Health`
    return first


def _are_founders(text: Read, first: int, joint: int, head: int) -> bool:
    """Whether two people of one family stand before the head: `Lotte and Emil Krag Foundation`."""
    if joint - first > 1 or text.word(head) not in word_set("organisation_heads", "endowed"):
        return False
    return head - joint == 3 and text.word(first) not in known_aliases()


def _end(text: Read, first: int, head: int, last: int) -> int:
    """Index behind the last word of the name: complements that do not belong to it are cut."""
    at = head + 1
    if at < last and text.letters[at] in "KC":
        if not _is_seat_behind(text, head):
            return at
        at += 1
    while at < last:
        following = _COMPLEMENT.search(text.letters, at + 1, last)
        end = following.start() if following else last
        if not _belongs(text, first, head, at, end):
            return at
        listed = _END_OF_LIST.search(text.letters, at, end)
        if listed and not _is_purpose(text, head, *listed.span(1)):
            return listed.start() - (text.letters[listed.start() - 1] == ",")
        at = end
    return _before_person(text, first, last)


def _is_seat_behind(text: Read, head: int) -> bool:
    """Whether the word behind the head is the place of an institution: `Leibniz University Hannover`."""
    word, name = text.word(head + 1), text.word(head)
    ends = text.letters[head + 2 : head + 3] not in tuple("CQTHR")
    if name in word_set("organisation_heads", "seated"):
        return ends and (is_city(word) or word in ("Hong Kong", "Macao", "Macau"))
    known_else = is_given_name(word) or is_region(word) or (is_family_name(word) and not (is_city(word) and ends))
    return not known_else and name in word_set("organisation_heads", "institutions")


def _belongs(text: Read, first: int, head: int, at: int, end: int) -> bool:
    """Whether the complement from `at` to `end` is part of the name."""
    letters, name = text.letters, text.word(head)
    university = name.capitalize() in ("University", "College")
    if letters[at] == "i" and letters[end - 1] == "T":
        return letters[at - 1] == "T" and not university  # `Center for Study and Research in Agriculture`
    if letters[at] == "i":
        seated = any(part in word_set("organisation_heads", "seated") for part in name.split())
        slavic = name in word_set("organisation_heads", "seated_by_custom") and _SLAVIC.search(text.word(end - 1))
        seat = text.word(end - 1) in word_set("organisation_heads", "seats") or slavic
        return seated or (text.word(at) == "in" and bool(seat))
    if letters[at] == "w":
        return name in word_set("organisation_heads", "on_a_subject")
    if re.fullmatch("[of]t?[Hh]", letters[at:end]):  # not `of the University`, but `of the Council of …`
        return " " in text.word(end - 1) or letters[end : end + 1] in ("o", "f")
    if re.fullmatch("ot?K", letters[at:end]) and _is_seat_of_named(text, first, head, end - 1):
        return False  # `Bosphorus Gate University | of Turkey`
    if university and letters[at] == "f":
        return not any(letter in "CKQF" for letter in letters[first:head])
    return not (university and at > head + 1 and letters[at:end] == "oQ")


def _is_seat_of_named(text: Read, first: int, head: int, place: int) -> bool:
    """Whether a country behind `of` only tells where an institution is, which has a name of its own."""
    own = text.letters[first : head - (text.word(head - 1) == "State")]
    if text.word(head) not in word_set("organisation_heads", "institutions") or not re.fullmatch("[CK]+", own):
        return False
    generic = word_set("organisation_heads", "generic_modifiers")
    if any(unit.text in generic for unit in text.units[first:head]):
        return False
    return text.word(place) in countries() or text.word(place) in word_set("organisation_heads", "nations")


def _is_purpose(text: Read, head: int, first: int, last: int) -> bool:
    """Whether words behind `and` say what a body is for, and not who else took part."""
    if re.search("[TKNh]", text.letters[first:last]):
        return True
    if (
        text.word(head) in ("University", "College")
        or text.word(first) in known_aliases()
        or text.letters[first] == "Q"
    ):
        return False
    return not any(is_given_name(unit.text) or is_family_name(unit.text) for unit in text.units[first:last])


def _before_person(text: Read, first: int, last: int) -> int:
    """Cuts a person off whose role the name was: `Rector of the University of Mostar | Zoran Tomić`."""
    complement = text.letters.find("o", first, last)
    if complement < 0 or not any(is_role(unit.text) for unit in text.units[max(0, first - 4) : first]):
        return last
    for index in range(complement + 2, last - 1):
        if is_given_name(text.word(index)) and text.letters[index - 1] not in "ofa&t,d":
            return index
    person = _PERSON.search(text.letters, first, last)
    return person.start() if person else last


def _is_name(text: Read, first: int, head: int, last: int) -> bool:
    """Whether the words are a name at all: `Joint Institute`, `Summer School`, `Indianapolis Campus` are not."""
    phrase = " ".join(unit.text for unit in text.units[first:last])
    if any(never in phrase for never in lexicon("organisation_heads")["never"]):
        return False
    if text.word(head) in word_set("organisation_heads", "dependent") and not re.search(
        "[HhQ]", text.letters[first:head]
    ):
        return is_acronym(text.word(first).partition("-")[0])
    if last == first + 1 and text.word(head) in word_set("organisation_heads", "common_phrases"):
        return False
    if last > head + 1 or " " in text.word(head) or is_joined_head(text.word(head)):
        return True
    generic = word_set("organisation_heads", "generic_modifiers")
    return not all(unit.text in generic for unit in text.units[first:head])
