"""The two doors of the room: `load()` makes the pipeline, `extract()` reads documents with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.agreements.component import find_agreements  # noqa: F401 an import registers the component
from extract.countries.component import make_countries  # noqa: F401
from extract.countries.seats import find_seats  # noqa: F401
from extract.dates.component import make_dates  # noqa: F401
from extract.language import make_language  # noqa: F401
from extract.lexicon import FOLDER
from extract.organisations.component import find_organisations  # noqa: F401
from extract.people.component import find_people  # noqa: F401
from extract.records import Document, Event, Evidence, Extraction, Mention, Organisation, Person
from extract.sentences import make_sentences  # noqa: F401
from extract.text import readable

COMPONENTS = (
    "uniaccord_language",
    "uniaccord_sentences",
    "uniaccord_organisations",
    "uniaccord_people",
    "uniaccord_countries",
    "uniaccord_seats",
    "uniaccord_dates",
    "uniaccord_agreements",
)
"""In order: names mask countries, and all mentions are there before events are looked for. The first one stands before
those of another pipeline, which need not read what is not English."""

HERE = Path(__file__).parent
MODEL = HERE / "model"
"""The shipped pipeline; `training/` makes it."""
BLANK = "blank"
"""Name of no pipeline: tokens and our rules only."""
UNREAD = ("tagger", "morphologizer", "attribute_ruler", "lemmatizer", "trainable_lemmatizer", "parser", "senter")
"""Components of spaCy pipelines whose annotation no rule reads yet: they stay, disabled; `nlp.enable_pipe` wakes them."""
MAX_LENGTH = 10_000_000
"""Characters; spaCy refuses longer texts."""
_NO_RULES = frozenset({"corpus.py", "jsonl.py", "mistakes.py", "scoring.py", "floors.py", "explain.py"})
"""Files of this room that measure, carry and explain extractions: they change none."""


def load(model: str | None = None) -> Language:
    """The pipeline: a spaCy pipeline by name or path (the shipped one when null; `blank`: none, rules alone), with
    our components around its own. Raises OSError, with a line that says why, if there is no such pipeline."""
    try:
        nlp = spacy.blank("en") if model == BLANK else spacy.load(model or MODEL)
    except OSError:
        raise OSError(f"{model!r} is neither an installed spaCy pipeline nor the folder of one") from None
    nlp.max_length = MAX_LENGTH
    nlp.select_pipes(disable=[name for name in UNREAD if name in nlp.pipe_names])
    first, *others = COMPONENTS
    nlp.add_pipe(first, first=True)
    for name in others:
        nlp.add_pipe(name)
    return nlp


@lru_cache
def _rules_digest() -> str:
    """Of the code and lexicons that extractions hang on: a changed rule is another extractor."""
    digest = hashlib.sha256()
    code = (path for path in HERE.rglob("*.py") if path.name not in _NO_RULES and "training" not in path.parts)
    lexicons = (path for path in FOLDER.iterdir() if path.suffix in (".toml", ".csv"))
    for path in (*sorted(code), *sorted(lexicons)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def extractor_id(nlp: Language) -> str:
    """Name and version of the extractor, e.g. `uniaccord-0.1.0+5d1c0f3a/blank-en`."""
    meta = nlp.meta
    blank = meta["name"] == "pipeline"
    model = f"blank-{meta['lang']}" if blank else f"{meta['lang']}_{meta['name']}-{meta['version']}"
    return f"uniaccord-{version('uniaccord')}+{_rules_digest()}/{model}"


def unread(nlp: Language, document: Document) -> Doc:
    """A document as the components want it, before any of them has seen it."""
    text, origins = readable(document.text)
    doc = nlp.make_doc(text)
    doc._.document = asdict(document)
    doc._.origins = origins
    return doc


def extract(
    nlp: Language, documents: Iterable[Document], *, batch_size: int = 32, processes: int = 1
) -> Iterator[Extraction]:
    """Reads documents, in order. Pure: the same documents give the same extractions, in any batches and any number
    of processes."""
    extractor = extractor_id(nlp)
    docs = nlp.pipe((unread(nlp, d) for d in documents), batch_size=batch_size, n_process=processes)
    for doc in docs:
        origins = doc._.origins or range(len(doc.text) + 1)
        yield Extraction(
            id=doc._.document["id"],
            extractor=extractor,
            language=doc._.language,
            mentions=tuple(sorted((_mention(m, origins) for m in doc._.mentions), key=lambda m: (m.start, -m.end))),
            organisations=tuple(Organisation(**o) for o in doc._.organisations),
            people=tuple(Person(**p) for p in doc._.people),
            events=tuple(_event(e, origins) for e in doc._.events),
        )


def _mention(fields: dict[str, Any], origins: Sequence[int]) -> Mention:
    return Mention(**{**fields, "start": origins[fields["start"]], "end": origins[fields["end"]]})


def _event(fields: dict[str, Any], origins: Sequence[int]) -> Event:
    lists = {key: tuple(fields[key]) for key in ("parties", "people", "rules")}  # another process sends lists
    places = {key: fields[key] and Evidence(*(origins[at] for at in fields[key])) for key in ("evidence", "place")}
    return Event(**{**fields, **lists, **places})
