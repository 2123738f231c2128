"""In which country an event took place: by its sentence, or by the line of place and date of a signing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.agreements.days import EDGE, is_of_page
from extract.agreements.merging import Report
from extract.agreements.reading import Place, Reading, within
from extract.agreements.sides import Name
from extract.bounds import DONE
from extract.countries.places import cities, places
from extract.rules import MASKS, load_rules, small

SIGNED = ("signed", "renewed")
"""What the place of a dateline is taken for."""
LEAD = 2
"""Sentences of a text for which its line of place and date stands."""
OUTER = re.compile(r"(?:[A-Z][\w'.-]*[ -]){0,3}[A-Z][\w'.-]*, (?:the )?$")
"""Before a country: a place in it."""
ELSEWHERE = re.compile(r"\b(?:in|at|to|from|visit\w*) (?:the )?$")
"""Before a place by which a sentence may leave that of the dateline."""


def placed(event: Report, reading: Reading) -> Report:
    """With the country of its place and the words that tell it; what is still to come took place nowhere yet."""
    found = venue(event, reading) if event.status in DONE else None
    return replace(event, place_country=found.value, place=(found.start, found.end)) if found else event


def venue(event: Report, reading: Reading) -> Name | None:
    """The place where an event took place, its country as `value`; null if nothing or more than one country is told."""
    sentence = reading.sentence_at(event.evidence[0])
    words = small(reading.text[slice(*sentence)])
    if any(rule.pattern.search(words) for rule in load_rules("venues") if rule.value == "nowhere"):
        return None
    named = list(_places(reading, sentence))
    here = [name for name in named if _is_venue(reading, sentence, name)]
    if not here:
        here = _dateline(event, reading)
        others = {n.value for n in named if ELSEWHERE.search(reading.text, sentence[0], n.start)}
        here = here if others <= {name.value for name in here} else []
    return here[0] if len({name.value for name in here}) == 1 else None


def _is_venue(reading: Reading, sentence: Place, name: Name) -> bool:
    text = small(reading.text[sentence[0] : name.start]) + MASKS["name"] + small(reading.text[name.end : sentence[1]])
    told = {
        rule.value
        for rule in load_rules("venues")
        if any(MASKS["name"] in match[0] for match in rule.pattern.finditer(text))
    }
    return "here" in told and "talk" not in told


def _places(reading: Reading, part: Place) -> Iterator[Name]:
    """The cities and countries that a part of the text names, a place with its country as one."""
    named = within(reading.lands, part)
    for land in named:
        outer = OUTER.search(reading.text, part[0], land.start)
        yield replace(land, start=outer.start() if outer else land.start)
    words = reading.text[slice(*part)]
    for start, end, code in places(words, cities()):
        city = Name(part[0] + start, part[0] + end, code, "city")
        if not any(re.fullmatch(r",? (?:the )?", reading.text[city.end : land.start]) for land in named):
            yield city


def _dateline(event: Report, reading: Reading) -> list[Name]:
    """The places of the line of place and date, for a signing that the first sentences tell of."""
    dates = [name for name in within(reading.dates, (0, EDGE)) if is_of_page(reading, name)]
    lead = reading.sentences[:LEAD]
    if event.status not in SIGNED or not dates or not any(s[0] <= event.evidence[0] < s[1] for s in lead):
        return []
    return list(_places(reading, (reading.sentence_at(dates[0].start)[0], dates[0].start)))
