"""What the words of a sentence say of an arrangement, as signs: stems alone and in pairs, and what the rules made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.agreements.clauses import shortened
from extract.agreements.judging import Signs
from extract.agreements.leads import Lead
from extract.agreements.reading import Reading
from extract.rules import MASKS

TOKEN = re.compile(rf"[a-z]+|\d+|[:;?“”]|[{''.join(MASKS.values())}]")
NAMES = {character: kind.upper() for kind, character in MASKS.items()}
ENDING = re.compile(r"(?:ing|ed|es|s|ion|ions|ment)$")
"""Cut from words of six letters and more; no true stemming, but the same everywhere."""
NEXT, BEFORE = 0.5, 0.3
"""How strongly the words of the sentences beside count."""


def stems(words: str) -> list[str]:
    """The words of masked text, in small letters and without endings; names as `ORG`, `BODY`, `PERSON` …"""
    tokens = TOKEN.findall(shortened(words)[0].lower())
    return [NAMES.get(token) or (ENDING.sub("", token) if len(token) > 5 else token) for token in tokens]


def wording(reading: Reading, index: int, leads: Sequence[Lead]) -> Signs:
    """The signs of the sentence of that index, in which the rules found `leads`."""
    place = reading.sentences[index]
    found = stems(reading.text[slice(*place)])
    sides = min(len(reading.sides(place)), 4)
    signs = {f"word={stem}" for stem in found}
    signs |= {f"words={one} {other}" for one, other in pairwise(found)}
    signs |= {f"sides={sides}", f"sides={sides} publisher={reading.publisher is not None}", f"sentence={min(index, 4)}"}
    signs |= set(_of_leads(leads)) or {"lead=none"}
    return dict.fromkeys(sorted(signs), 1.0) | {"length": len(found) / 40}


def _of_leads(leads: Iterable[Lead]) -> Iterable[str]:
    for lead in leads:
        yield f"status={lead.status_rule}"
        if lead.arrangement:
            yield f"act={lead.arrangement.act.id}"
            yield f"thing={lead.arrangement.type}"
            yield f"document={lead.arrangement.instrument}"
            yield f"status of lead={lead.status}"
            yield from (f"rule={rule}" for rule in lead.arrangement.rules)


def in_context(wordings: Sequence[Signs], reading: Reading, index: int) -> Signs:
    """The signs of a sentence with the words of those beside it, of the next one only if it names no sides itself."""
    signs = dict(wordings[index])
    if index:
        signs |= {f"before {sign}": BEFORE for sign in wordings[index - 1] if sign.startswith("word=")}
    if index + 1 < len(wordings) and not reading.sides(reading.sentences[index + 1]):
        signs |= {f"next {sign}": NEXT for sign in wordings[index + 1] if sign.startswith(("word=", "thing="))}
    return signs
