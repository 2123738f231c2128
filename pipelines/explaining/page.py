"""Traces as one page of HTML that needs nothing but itself; the sentences are drawn by displaCy."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from spacy import displacy

from extract.explain import Sentence, Trace
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

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def drawn(trace: Trace, sentence: Sentence) -> Markup:
    """A sentence with its names marked; displaCy escapes its words, the labels are ours."""
    names = [
        {"start": m.start - sentence.start, "end": m.end - sentence.start, "label": m.label} for m in sentence.mentions
    ]
    made = {"text": trace.text[sentence.start : sentence.end], "ents": names}
    return Markup(displacy.render(made, style="ent", manual=True, jupyter=False, options={"colors": COLOURS}))  # noqa: S704


def page(traces: Iterable[Trace]) -> str:
    """The page."""
    return TEMPLATES.get_template("page.html").render(
        traces=traces,
        drawn=drawn,
        facts=facts,
        reason=reason,
        told_of=told_of,
        sentences_of=sentences_of,
        unread=unread,
        judged=judged,
        weighing=weighing,
        of_sentence=SENTENCE,
        of_event=EVENT,
        colours=COLOURS,
    )
