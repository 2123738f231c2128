"""Documents for tests of agreements: names are marked as in the corpus, `[name|LABEL=value]`, ORG where no label stands."""

from __future__ import annotations

import re
from typing import Any

import spacy
from spacy.tokens import Doc

from extract.agreements.component import find_agreements
from extract.sentences import Sentences
from extract.text import shadow

MARK = re.compile(r"\[([^\[\]|]+)(?:\|([A-Z]+)(?:=([^\[\]|]+))?)?\]")
NLP = spacy.blank("en")


def marked(
    text: str, *, source: str | None = None, title: str | None = None, published: str | None = "2024-05-10"
) -> Doc:
    """A document with sentences and mentions. The value of a mark is the canonical name or the value; a name of its
    own where it is left out."""
    plain, mentions, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        label, value = mark[2] or "ORG", mark[3]
        name = (value or mark[1]) if label in ("ORG", "PERSON") else None
        mentions.append(
            {
                "start": len(plain),
                "end": len(plain) + len(mark[1]),
                "label": label,
                "entity": name,
                "value": None if name else value,
            }
        )
        plain += mark[1]
        at = mark.end()
    plain += text[at:]
    doc = NLP.make_doc(shadow(plain))
    doc._.document = {"id": "test", "text": plain, "title": title, "published": published, "source": source}
    doc._.mentions = mentions
    return Sentences()(doc)


def events(text: str, **about: str | None) -> list[dict[str, Any]]:
    """The events of a marked text."""
    found: list[dict[str, Any]] = find_agreements(marked(text, **about))._.events
    return found
