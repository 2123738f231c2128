"""How far extractions agree with the annotated corpus.

Mentions count strictly (same offsets and label) and by overlap. Events are paired one to one, greedily, where
at least half of their sides agree. Names stand for the slug that knows them or a near spelling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from extract.corpus import Annotated, GoldEvent, normal
from extract.records import LABELS, Event, Extraction, Person

NEAR = 0.88
"""Ratio of difflib from which two normalised names are the same."""

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event and the extracted one that tells it."""

    gold: int
    """Index into the events of the annotated document."""
    got: int
    """Index into the events of the extraction."""


def score(corpus: Sequence[Annotated], extractions: Mapping[str, Extraction]) -> Figures:
    """All figures by name; precision, recall, F1 and accuracies from 0 to 1. A document without an extraction
    counts as one in which nothing was found."""
    counts: Counter[str] = Counter()
    for gold in corpus:
        extraction = extractions.get(gold.document.id) or Extraction(gold.document.id, "")
        counts.update(count_mentions(gold, extraction))
        counts.update(count_people(gold, extraction))
        counts.update(count_seats(gold, extraction))
        counts.update(count_events(gold, extraction))
    return {
        "documents": len(corpus),
        **_figures_of_mentions(counts),
        **_figures_of_people(counts),
        **_figures_of_seats(counts),
        **_figures_of_events(counts),
    }


def count_mentions(gold: Annotated, extraction: Extraction) -> Counter[str]:
    """Counts of one document by `LABEL.tp`, `.fp`, `.fn`, those of overlaps, and of right values."""
    counts: Counter[str] = Counter()
    wanted = {(m.start, m.end, m.label): m.value for m in gold.mentions}
    found = {(m.start, m.end, m.label): m for m in extraction.mentions if m.label in LABELS}
    for key in wanted.keys() | found.keys():
        label = key[2]
        counts[f"{label}.{'fp' if key not in wanted else 'tp' if key in found else 'fn'}"] += 1
        counts[f"{label}.gold"] += key in wanted
        counts[f"{label}.got"] += key in found
        counts[f"{label}.gold_met"] += key in wanted and _overlaps(key, found)
        counts[f"{label}.got_met"] += key in found and _overlaps(key, wanted)
    for key, value in wanted.items():
        if key in found and value != "?":
            mention = found[key]
            got = mention.entity if key[2] in ("ORG", "PERSON") else mention.value
            counts[f"{key[2]}.values"] += 1
            counts[f"{key[2]}.right_values"] += is_right_value(gold, key[2], value, got)
    return counts


def _overlaps(key: tuple[int, int, str], others: Iterable[tuple[int, int, str]]) -> bool:
    return any(key[2] == label and key[0] < end and start < key[1] for start, end, label in others)


def is_right_value(gold: Annotated, label: str, wanted: str, got: str | None) -> bool:
    """Whether the entity or value of a mention is that of the annotation."""
    if label == "DATE":
        return same_date(wanted, got)
    if label == "COUNTRY":
        return wanted == got
    known = gold.organisations if label == "ORG" else gold.people
    return slug_of(got or "", gold, known) == wanted


def count_people(gold: Annotated, extraction: Extraction) -> Counter[str]:
    """Counts of one document by `people.…`, over the annotated people who have both a role and an organisation."""
    told = {slug_of(person.name, gold, gold.people): person for person in reversed(extraction.people)}
    counts: Counter[str] = Counter()
    for slug, about in gold.people.items():
        if about.get("role") and about.get("org"):
            counts["people.gold"] += 1
            counts.update(f"people.right_{name}" for name in right_of_person(gold, about, told.get(slug)))
    return counts


def right_of_person(gold: Annotated, about: Mapping[str, Any], person: Person | None) -> list[str]:
    """Which of `role` (the texts share a word that tells), `organisation` and `both` are right of a person."""
    if person is None:
        return []
    right = ["role"] if _telling(about["role"]) & _telling(person.role or "") else []
    if slug_of(person.organisation or "", gold, gold.organisations) == about["org"]:
        right.append("organisation")
    return [*right, "both"] if len(right) == 2 else right


def _telling(role: str) -> set[str]:
    return set(normal(role).split()) - {"of", "for", "and", "at", "in", "on", "to", "vice", "deputy", "acting"}


def count_seats(gold: Annotated, extraction: Extraction) -> Counter[str]:
    """Counts of one document by `organisations.…`, over the annotated organisations whose country is given."""
    told = {
        slug_of(o.name, gold, gold.organisations): o.country for o in reversed(extraction.organisations) if o.country
    }
    wanted = {slug: about["country"] for slug, about in gold.organisations.items() if about.get("country")}
    return Counter(
        {
            "organisations.gold": len(wanted),
            "organisations.told": len(wanted.keys() & told.keys()),
            "organisations.right": len(wanted.items() & told.items()),
        }
    )


def slug_of(name: str, gold: Annotated, known: Iterable[str]) -> str:
    """The slug that a name stands for among the known ones; `?` and the normalised name if there is none."""
    plain = normal(name)
    slugs = list(known)
    for slug in slugs:
        if plain in gold.names[slug]:
            return slug
    best, nearest = "", 0.0
    for slug in slugs:
        ratio = max(_ratio(plain, other) for other in gold.names[slug])
        if ratio > nearest:
            best, nearest = slug, ratio
    return best if nearest >= NEAR else f"?{plain}"


def _ratio(one: str, other: str) -> float:
    """The ratio of difflib, 0 where it can't reach `NEAR`."""
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR else 0.0


def same_date(one: str | None, other: str | None) -> bool:
    """Whether two ISO days, months, years or intervals span the same days; null is only the same as null."""
    return _days(one) == _days(other)


def _days(value: str | None) -> tuple[str, str] | None:
    """First and last day; the last of February counts as the 28th in every year."""
    if not value:
        return None
    first, _, last = value.partition("/")
    return _first_day(first), _last_day(last or first)


def _first_day(value: str) -> str:
    return value + {4: "-01-01", 7: "-01"}.get(len(value), "")


def _last_day(value: str) -> str:
    if len(value) == 4:
        return f"{value}-12-31"
    if len(value) == 7:
        return f"{value}-{ {'02': '28', '04': '30', '06': '30', '09': '30', '11': '30'}.get(value[5:], '31') }"
    return value.replace("-02-29", "-02-28")


def pair_events(gold: Annotated, events: Sequence[Event]) -> list[Pair]:
    """Greedy one-to-one pairs of gold and extracted events whose sides have a Jaccard index of 0.5 or more; the same
    type first, then the likest sides, then the same status, then the order of the text."""
    candidates = []
    for i, wanted in enumerate(gold.events):
        for j, event in enumerate(events):
            ours, theirs = set(wanted.parties), _slugs(gold, event)
            jaccard = len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0
            if jaccard >= 0.5:
                same_type, same_status = wanted.type == event.type, wanted.status == event.status
                candidates.append((same_type, jaccard, same_status, -i, -j))
    pairs: list[Pair] = []
    for *_, minus_i, minus_j in sorted(candidates, reverse=True):
        if all(pair.gold != -minus_i and pair.got != -minus_j for pair in pairs):
            pairs.append(Pair(-minus_i, -minus_j))
    return pairs


def _slugs(gold: Annotated, event: Event) -> set[str]:
    return {slug_of(name, gold, gold.organisations) for name in event.parties}


def count_events(gold: Annotated, extraction: Extraction) -> Counter[str]:
    """Counts of one document by `events.…`."""
    events = extraction.events
    pairs = pair_events(gold, events)
    counts = Counter(
        {
            "events.tp": len(pairs),
            "events.fn": len(gold.events) - len(pairs),
            "events.fp": len(events) - len(pairs),
        }
    )
    for pair in pairs:
        counts.update(f"events.right_{name}" for name in right_fields(gold.events[pair.gold], events[pair.got]))
    paired_gold, paired_got = {p.gold: p.got for p in pairs}, {p.got for p in pairs}
    for i, wanted in enumerate(gold.events):
        ours = set(wanted.parties)
        theirs = _slugs(gold, events[paired_gold[i]]) if i in paired_gold else set()
        counts["parties.tp"] += len(ours & theirs)
        counts["parties.fn"] += len(ours - theirs)
        counts["parties.fp"] += len(theirs - ours)
    counts["parties.fp"] += sum(len(set(e.parties)) for j, e in enumerate(events) if j not in paired_got)
    return counts


def right_fields(wanted: GoldEvent, event: Event) -> list[str]:
    """Which of type, status, instrument and date a paired event has right."""
    right = [name for name in ("type", "status", "instrument") if getattr(wanted, name) == getattr(event, name)]
    return [*right, "date"] if same_date(wanted.date, event.date) else right


def precision_recall_f1(tp: float, fp: float, fn: float) -> tuple[float, float, float]:
    """0 where there is nothing to divide by."""
    precision, recall = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return precision, recall, _harmonic(precision, recall)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _figures_of_mentions(counts: Counter[str]) -> Figures:
    figures: Figures = {}
    for label in LABELS:
        p, r, f1 = precision_recall_f1(*(counts[f"{label}.{kind}"] for kind in ("tp", "fp", "fn")))
        figures |= {f"{label}.p": p, f"{label}.r": r, f"{label}.f1": f1}
        figures[f"{label}.overlap_f1"] = _harmonic(
            counts[f"{label}.got_met"] / max(1, counts[f"{label}.got"]),
            counts[f"{label}.gold_met"] / max(1, counts[f"{label}.gold"]),
        )
        if counts[f"{label}.values"]:
            figures[f"{label}.value_accuracy"] = counts[f"{label}.right_values"] / counts[f"{label}.values"]
    totals = [sum(counts[f"{label}.{kind}"] for label in LABELS) for kind in ("tp", "fp", "fn")]
    return figures | dict(zip(("mentions.p", "mentions.r", "mentions.f1"), precision_recall_f1(*totals), strict=True))


def _figures_of_people(counts: Counter[str]) -> Figures:
    """Nothing where no annotated person has a role and an organisation."""
    gold = counts["people.gold"]
    names = ("role", "organisation", "both") if gold else ()
    return {f"people.{name}_accuracy": counts[f"people.right_{name}"] / gold for name in names}


def _figures_of_seats(counts: Counter[str]) -> Figures:
    """Nothing where no country of an organisation is annotated."""
    gold, told, right = (counts[f"organisations.{name}"] for name in ("gold", "told", "right"))
    if not gold:
        return {}
    return {"organisations.country_accuracy": right / max(1, told), "organisations.country_recall": right / gold}


def _figures_of_events(counts: Counter[str]) -> Figures:
    tp, fp, fn = (counts[f"events.{kind}"] for kind in ("tp", "fp", "fn"))
    p, r, f1 = precision_recall_f1(tp, fp, fn)

    def right_f1(name: str) -> float:
        right = counts[f"events.right_{name}"]
        return precision_recall_f1(right, tp + fp - right, tp + fn - right)[2]

    return {
        "events.gold": tp + fn,
        "events.p": p,
        "events.r": r,
        "events.f1": f1,
        "events.typed_f1": right_f1("type"),
        **{f"events.{name}_f1": right_f1(name) for name in ("status", "instrument", "date")},
        "events.party_f1": precision_recall_f1(*(counts[f"parties.{kind}"] for kind in ("tp", "fp", "fn")))[2],
        **{
            f"events.{name}_accuracy": counts[f"events.right_{name}"] / max(1, tp)
            for name in ("status", "instrument", "date")
        },
    }
