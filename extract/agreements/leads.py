"""What the rules find in a sentence: acts on arrangements, clause by clause, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.agreements.arrangements import Arrangement, find_arrangements
from extract.agreements.clauses import clauses, repeats
from extract.agreements.reading import Place, Reading
from extract.agreements.status import follows_decision, status_of
from extract.agreements.topics import told_after_colon, with_topic


@dataclass(frozen=True, slots=True)
class Lead:
    """An act on an arrangement that a clause tells of."""

    index: int
    """Of the sentence."""
    clause: Place
    arrangement: Arrangement | None
    """Null where the clause only says of other sides what the last lead that was no denial said."""
    status: str | None
    """Null where the clause says that it is no event; such a lead has an arrangement."""
    status_rule: str


def find_leads(reading: Reading, index: int) -> list[Lead]:
    """The leads of the sentence of that index, in order of the text."""
    found: list[Lead] = []
    for clause in clauses(reading.text, reading.sentences[index]):
        words = reading.text[slice(*clause)]
        last = next((lead.status for lead in reversed(found) if lead.status), None)
        if last and repeats(words) and reading.sides(clause):
            found.append(Lead(index, clause, None, last, "clause.ellipsis"))
            continue
        if found and (told := told_after_colon(reading, found[-1].arrangement, clause)):
            found[-1] = replace(found[-1], arrangement=told)
            continue
        for arrangement in find_arrangements(words):
            status, rule = status_of(words, arrangement.act, arrangement.at)
            if status == "planned" and follows_decision(reading, clause[0]):
                status, rule = "agreed", "status.decided-before"
            found.append(Lead(index, clause, with_topic(arrangement, reading, index), status, rule))
    return found
