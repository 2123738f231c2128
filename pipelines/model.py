"""The extractor as the settings name it."""

from __future__ import annotations

from spacy.language import Language

from extract.pipeline import load
from pipelines.verb import WrongUse


def load_model(name: str | None) -> Language:
    """The pipeline over the spaCy pipeline `name` (SPACY_MODEL). Raises WrongUse if there is none."""
    try:
        return load(name)
    except OSError as error:
        raise WrongUse(f"SPACY_MODEL: {str(error).splitlines()[0]}") from None
