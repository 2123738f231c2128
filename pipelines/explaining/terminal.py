"""A trace in a terminal: the text by sentence, its names in colour, below each what it tells and why."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from extract.explain import Sentence, Trace, Used
from pipelines.explaining.wording import (
    COLOURS,
    EVENT,
    SENTENCE,
    facts,
    judged,
    reason,
    sentences_of,
    told_of,
    unread,
    weighing,
)

CONTROLS = {c: "\ufffd" for c in (*range(32), *range(127, 160)) if chr(c) not in "\t\n"}
"""Characters by which a text could give a terminal orders."""


def show(trace: Trace, console: Console) -> None:
    def line(*parts: str | tuple[str, str], indent: int = 0) -> None:
        shown = ((p, "") if isinstance(p, str) else p for p in parts)
        text = Text.assemble(" " * indent, *((words.translate(CONTROLS), style) for words, style in shown))
        console.print(text, soft_wrap=True)

    def rules(used: Iterable[Used]) -> None:
        for one in used:
            words, purpose = reason(one)
            line((f"{one.rule:24}", "cyan"), f" {words} " if words else " ", (purpose, "dim"), indent=8)

    line((trace.document.title or trace.document.id, "bold"))
    line(*(part for label in COLOURS for part in ((f" {label} ", _style(label)), " ")))
    if why := unread(trace):
        line((why, "yellow"))
    for number, sentence in enumerate(trace.sentences, 1):
        line("")
        line((f"{number:3} ", "dim"), *_coloured(trace.text, sentence))
        for mention in sentence.mentions:
            line((told_of(mention, trace.text), "dim"), indent=6)
        if judged(sentence):
            line((f"{SENTENCE} {weighing(sentence.weighed)}", "dim"), indent=4)
        for telling in sentence.tellings:
            line((f"→ event {telling.event + 1}  ", "bold green"), _facts(facts(telling.report)), indent=4)
            line((f"{EVENT} {weighing(telling.weighed)}", "dim"), indent=8)
            rules(telling.used)
        for dismissal in sentence.dismissals:
            known = f" (known: {' · '.join(dismissal.parties)})" if dismissal.parties else ""
            line(("✗ no event: ", "bold red"), dismissal.why + known, indent=4)
            if dismissal.weighed:
                line((f"{EVENT} {weighing(dismissal.weighed)}", "dim"), indent=8)
            rules(dismissal.used)
    line("")
    line((f"{len(trace.events)} events" if len(trace.events) != 1 else "1 event", "bold"))
    for index, event in enumerate(trace.events):
        line((f"{index + 1}  ", "bold green"), _facts(facts(event)), indent=2)
        line((f"told in sentence {sentences_of(trace, index)}", "dim"), indent=5)
    line("")


def _style(label: str) -> str:
    return f"black on {COLOURS[label]}"


def _facts(found: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in found)


def _coloured(text: str, sentence: Sentence) -> Iterable[tuple[str, str]]:
    at = sentence.start
    for mention in sentence.mentions:
        yield text[at : mention.start].replace("\n", " "), ""
        yield text[mention.start : mention.end].replace("\n", " "), _style(mention.label)
        at = mention.end
    yield text[at : sentence.end].replace("\n", " "), ""
