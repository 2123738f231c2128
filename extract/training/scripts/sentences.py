"""Reads `corpus/sentences`: single sentences with placeholders for names, as annotated documents of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from extract.corpus import Annotated, CorpusError, GoldEvent, GoldMention, normal
from extract.records import INSTRUMENTS, STATUSES, TYPES, Document

PLACEHOLDER = re.compile(r"\{([A-Z]+)([!~]?)\}")
"""`!`: a side of the event; `~`: the letters of the name before it, in brackets."""
LABELS = {"BODY": "ORG", "UNIT": "ORG", "OFFICE": "ORG"}
NAMES = {
    "ORG": [
        "University of Aldmoor", "Kestrel State University", "Tarvin Technical University", "Osmund University",
        "Lindqvist University", "Pemba Agricultural University", "Yarrow Polytechnic University",
        "Zhongyuan Normal University", "Calder Medical University", "Orlan State University", "Meridian Corp",
        "Novak Steel JSC", "Ministry of Education", "Sertan University", "Haldane College", "Academy of Sciences",
        "Brightwater University", "Universidad de Almera", "Hokusan University", "Tamar Institute of Technology",
    ],
    "BODY": ["Baltic Network of Universities", "Silk Road Universities Alliance", "Consortium of Alpine Universities"],
    "UNIT": ["Institute of Applied Optics", "Faculty of Geography", "Joint Laboratory of Soil Science"],
    "OFFICE": ["Moscow Representative Office", "Hanoi Office"],
    "PERSON": ["Anna Petrova", "Li Weiming", "Carlos Medina", "Fatima Haddad", "John Barrow", "Kenji Mori"],
    "DATE": ["12 May 2021", "3 June 2021", "2019", "April 2021"],
    "COUNTRY": ["Germany", "Kazakhstan", "Vietnam", "Brazil", "Egypt"],
}  # fmt: skip
VALUES = {
    "12 May 2021": "2021-05-12", "3 June 2021": "2021-06-03", "2019": "2019", "April 2021": "2021-04", "Germany": "DE",
    "Kazakhstan": "KZ", "Vietnam": "VN", "Brazil": "BR", "Egypt": "EG",
}  # fmt: skip
PUBLISHED = "2021-06-10"
PUBLISHER = "Home University of Wessmark"
OURS = re.compile(r"\b(?:we|our|us|the university|the institute|the college)\b", re.IGNORECASE)
"""Words for the publisher, who then counts as a side if the sentence names only one."""


def read_sentences(folder: Path) -> Iterator[Annotated]:
    """All sentences of the files of a folder, in order. Raises CorpusError that names file and line."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                yield _annotated(f"{path.stem}-{number}", number, *line.split(" | ", 3))
            except (TypeError, ValueError, KeyError) as error:
                raise CorpusError(f"{path.name}, line {number}: {error}") from None


def _annotated(id: str, number: int, type: str, status: str, instrument: str, sentence: str) -> Annotated:
    if type != "none" and (type not in TYPES or status not in STATUSES or instrument not in (*INSTRUMENTS, "-")):
        raise ValueError(f"{type} | {status} | {instrument} is no event")
    text, mentions, parties = _filled(sentence, number)
    publisher = PUBLISHER if OURS.search(text) else None
    if publisher and len(parties) < 2:
        parties.append(publisher)
    names = {m.value for m in mentions if m.label in ("ORG", "PERSON")} | {*parties}
    return Annotated(
        document=Document(id=id, text=text, published=PUBLISHED, source=publisher),
        mentions=tuple(mentions),
        events=()
        if type == "none"
        else (
            GoldEvent(type, None if instrument == "-" else instrument, status, tuple(parties), (), None, None, text),
        ),
        organisations={name: {"name": name} for name in names},
        people={},
        names={name: frozenset([normal(name)]) for name in names},
    )


def _filled(sentence: str, number: int) -> tuple[str, list[GoldMention], list[str]]:
    """The text with names, its mentions (organisations stand for themselves) and the sides."""
    text, at, last = "", 0, ""
    mentions: list[GoldMention] = []
    parties: list[str] = []
    for turn, match in enumerate(PLACEHOLDER.finditer(sentence)):
        kind, mark = match.groups()
        text += sentence[at : match.start()]
        at = match.end()
        if mark == "~":
            name = "".join(word[0] for word in last.split() if word[0].isupper())
            value = last
        else:
            name = NAMES[kind][(number + 7 * turn) % len(NAMES[kind])]
            value = VALUES.get(name, name)
            last = name
        mentions.append(GoldMention(len(text), len(text) + len(name), LABELS.get(kind, kind), value))
        if mark == "!" and value not in parties:
            parties.append(value)
        text += name
    return text + sentence[at:], mentions, parties
