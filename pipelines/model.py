"""The extractor as the settings name it."""

from __future__ import annotations

import os
from functools import partial

from spacy.language import Language

from extract.pipeline import extract, load
from pipelines.backlog import Engine
from pipelines.verb import WrongUse

MANY = 300
"""Documents from which a second process pays: it takes a second to start and as much memory again."""


def engine_for(documents: int) -> Engine:
    """`extract`, in two processes if there are many documents and processors for them."""
    return partial(extract, processes=2 if documents >= MANY and (os.cpu_count() or 1) > 1 else 1)


def load_model(name: str | None) -> Language:
    """The pipeline over the spaCy pipeline `name` (SPACY_MODEL). Raises WrongUse if there is none."""
    try:
        return load(name)
    except OSError as error:
        raise WrongUse(f"SPACY_MODEL: {str(error).splitlines()[0]}") from None
