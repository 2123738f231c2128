"""Where extractions differ from the annotated corpus: a table by document, and a list of errors by cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.corpus import Annotated, GoldEvent, GoldMention
from extract.records import LABELS, Event, Extraction, Mention
from extract.scoring import count_events, count_mentions, is_right_value, pair_events, right_fields, slug_of

CAUSES = ("boundary", "type", "missed", "spurious", "value", "status", "instrument", "date", "parties")
"""`boundary`: the label is right, the offsets are not; `type`: the offsets overlap, the label (or the type of an
event) is another; `value`: offsets and label are right, entity or value is not. The last four are of events."""
_CONTEXT = 40
"""Characters shown on either side."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One difference; `gold` and `got` say in a few words what was annotated and what was extracted."""

    document: str
    label: str
    """ORG, PERSON, COUNTRY, DATE or EVENT."""
    cause: str
    """One of `CAUSES`."""
    gold: str | None
    got: str | None
    context: str
    """The text around, line breaks as `/`."""
    rule: str = ""
    """Id of the rule that went wrong, if one did."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, spurious and missed of one document by label; `events` among them."""

    document: str
    counts: Mapping[str, tuple[int, int, int]]


def tallies(corpus: Sequence[Annotated], extractions: Mapping[str, Extraction]) -> list[Tally]:
    """The table by document, in order of the corpus."""
    table = []
    for gold in corpus:
        extraction = _extraction(gold, extractions)
        counts = count_mentions(gold, extraction) + count_events(gold, extraction)
        names = (*LABELS, "events")
        table.append(
            Tally(
                gold.document.id,
                {name: (counts[f"{name}.tp"], counts[f"{name}.fp"], counts[f"{name}.fn"]) for name in names},
            )
        )
    return table


def mistakes(corpus: Sequence[Annotated], extractions: Mapping[str, Extraction]) -> Iterator[Mistake]:
    """All errors, in order of the corpus, mentions before events."""
    for gold in corpus:
        extraction = _extraction(gold, extractions)
        yield from _of_mentions(gold, extraction)
        yield from _of_events(gold, extraction)


def _extraction(gold: Annotated, extractions: Mapping[str, Extraction]) -> Extraction:
    return extractions.get(gold.document.id) or Extraction(gold.document.id, "")


def _of_mentions(gold: Annotated, extraction: Extraction) -> Iterator[Mistake]:
    wanted = {(m.start, m.end, m.label): m for m in gold.mentions}
    found = {(m.start, m.end, m.label): m for m in extraction.mentions}
    for key, mention in wanted.items():
        if key in found:
            got = found[key]
            told = got.entity if got.label in ("ORG", "PERSON") else got.value
            if mention.value != "?" and not is_right_value(gold, got.label, mention.value, told):
                yield _mention(gold, "value", mention.value, told, mention, got)
            continue
        over = [m for m in extraction.mentions if m.start < mention.end and mention.start < m.end]
        same = [m for m in over if m.label == mention.label]
        cause = "boundary" if same else "type" if over else "missed"
        other = next(iter(same or over), None)
        shown = None if other is None else _shown(gold, other) if same else f"{other.label} {_shown(gold, other)}"
        yield _mention(gold, cause, _shown(gold, mention), shown, mention, other)
    for key, extra in found.items():
        if key not in wanted and not any(m.start < extra.end and extra.start < m.end for m in gold.mentions):
            yield _mention(gold, "spurious", None, _shown(gold, extra), extra, extra)


def _mention(
    gold: Annotated, cause: str, want: str | None, got: str | None, place: GoldMention | Mention, by: Mention | None
) -> Mistake:
    context = _context(gold, place.start, place.end)
    return Mistake(gold.document.id, place.label, cause, want, got, context, by.rule if by else "")


def _shown(gold: Annotated, mention: GoldMention | Mention) -> str:
    return gold.document.text[mention.start : mention.end]


def _context(gold: Annotated, start: int, end: int) -> str:
    text = gold.document.text
    around = f"{text[max(0, start - _CONTEXT) : start]}[{text[start:end]}]{text[end : end + _CONTEXT]}"
    return around.replace("\n", "/")


def _of_events(gold: Annotated, extraction: Extraction) -> Iterator[Mistake]:
    events = extraction.events
    pairs = {pair.gold: pair.got for pair in pair_events(gold, events)}
    for i, wanted in enumerate(gold.events):
        start = max(0, gold.document.text.find(wanted.evidence))
        context = _context(gold, start, start + len(wanted.evidence))
        if i not in pairs:
            yield Mistake(gold.document.id, "EVENT", "missed", _told(wanted), None, context)
            continue
        event = events[pairs[i]]
        right = right_fields(wanted, event)
        wrong = [name for name in ("type", "status", "instrument", "date") if name not in right]
        sides = {slug_of(name, gold, gold.organisations) for name in event.parties}
        wrong += ["parties"] if sides != set(wanted.parties) else []
        for cause in wrong:
            want, got = str(getattr(wanted, cause)), str(getattr(event, cause))
            yield Mistake(gold.document.id, "EVENT", cause, want, got, context, ", ".join(event.rules))
    for j, event in enumerate(events):
        if j not in pairs.values():
            context = _context(gold, event.evidence.start, event.evidence.end)
            yield Mistake(gold.document.id, "EVENT", "spurious", None, _told(event), context, ", ".join(event.rules))


def _told(event: GoldEvent | Event) -> str:
    """An event in a few words."""
    return f"{event.type} {event.instrument or '-'} {event.status} {' + '.join(event.parties)} {event.date or '-'}"
