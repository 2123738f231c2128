"""The extractor as the settings name it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from functools import partial

from spacy.language import Language

from extract.pipeline import extract, load
from pipelines.backlog import Engine
from pipelines.verb import WrongUse

MANY = 300
"""Documents from which a second process pays: it takes a second to start and as much memory again."""

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def engine_for(documents: int) -> Engine:
    """`extract`, in two processes if there are many documents and processors for them."""
    if documents < MANY or (os.cpu_count() or 1) == 1:
        return extract
    os.register_at_fork(after_in_child=_die_with_parent)
    return partial(extract, processes=2)


def _die_with_parent() -> None:
    """spaCy's worker processes would wait for ever for the texts of a parent that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def load_model(name: str | None) -> Language:
    """The pipeline over the spaCy pipeline `name` (SPACY_MODEL). Raises WrongUse if there is none."""
    try:
        return load(name)
    except OSError as error:
        raise WrongUse(f"SPACY_MODEL: {str(error).splitlines()[0]}") from None
