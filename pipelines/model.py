"""The extractor as the settings name it."""

from __future__ import annotations

from scrapy.exceptions import UsageError
from spacy.language import Language

from extract.pipeline import load


def load_model(name: str | None) -> Language:
    """The pipeline over the spaCy pipeline `name` (SPACY_MODEL). Raises UsageError if there is none."""
    try:
        return load(name)
    except OSError as error:
        raise UsageError(f"SPACY_MODEL: {str(error).splitlines()[0]}", print_help=False) from None
