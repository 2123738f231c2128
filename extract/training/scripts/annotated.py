"""Documents of our annotated corpus for the pipeline, and what the pipeline finds in them for the scorer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.corpus import Annotated
from extract.places import countries
from extract.records import Extraction, Mention
from extract.text import shadow
from extract.training.scripts.docbins import named_doc
from extract.training.scripts.texts import Entity, Text, without_overlaps


def reference(nlp: Language, annotated: Annotated) -> Doc:
    """The document with its mentions as entities. The corpus marks countries but neither other places nor peoples:
    of those it keeps what `nlp` finds by itself, so that tuning does not teach that they are no names."""
    text = shadow(annotated.document.text)
    marked = [Entity(m.start, m.end, "LOC" if m.label == "COUNTRY" else m.label) for m in annotated.mentions]
    found = (Entity(e.start_char, e.end_char, e.label_) for e in nlp(text).ents if e.label_ in ("LOC", "NORP"))
    free = [entity for entity in found if not any(m.start < entity.end and entity.start < m.end for m in marked)]
    return named_doc(nlp, Text("corpus", text, without_overlaps([*marked, *free])))


def mentions(entities: Iterable[Span]) -> Iterator[Mention]:
    """Entities of a pipeline as mentions; places are countries if our table has their name."""
    for entity in entities:
        label = "COUNTRY" if entity.label_ == "LOC" and entity.text in countries() else entity.label_
        if label in ("ORG", "PERSON", "COUNTRY", "DATE"):
            yield Mention(entity.start_char, entity.end_char, label)


def read(nlp: Language, corpus: Iterable[Annotated]) -> dict[str, Extraction]:
    """What the pipeline alone, without our rules, finds in each document."""
    found = {}
    for annotated in corpus:
        document = annotated.document
        found[document.id] = Extraction(document.id, "model", tuple(mentions(nlp(shadow(document.text)).ents)))
    return found
