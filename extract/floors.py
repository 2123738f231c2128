"""The figures below which the extractor must not fall. They only move up, and only by `uniaccord evaluate --raise`.

The file is JSON: the name of a folder of the corpus → figure → floor, and among the figures `documents`: floors hold
for the folder as large as it was. Who adds documents sets new ones with the same command.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

NOISE = 0.0005
"""Figures are kept to three digits; a fall within their rounding is none."""

Floors = dict[str, dict[str, float]]


def read_floors(path: Path) -> Floors:
    floors: Floors = json.loads(path.read_text(encoding="utf-8"))
    return floors


def write_floors(path: Path, floors: Floors) -> None:
    path.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


def fallen(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """A line for each figure that is missing or below its floor; one line alone if the folder has grown since."""
    if "documents" in floors and figures.get("documents") != floors["documents"]:
        return [f"{figures.get('documents')} documents, the floors are those of {floors['documents']}: set new ones"]
    return [
        f"{name}: {figures.get(name, 0.0):.3f}, the floor is {floor:.3f}"
        for name, floor in floors.items()
        if figures.get(name, 0.0) < floor - NOISE
    ]


def raised(figures: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """The floors after a better run: each F1 and accuracy moves up to its figure, none moves down, unless they were
    those of another number of documents.

    Precision and recall have none of their own: what is lost of one may be worth it for the other. Nor have the
    accuracies of events: they are shares of the events found, and fall when harder ones are found; the F1 of events
    with the right status, instrument and date stand for them.
    """
    held = floors if floors.get("documents") == figures["documents"] else {}
    kept = {
        name: round(value, 3)
        for name, value in figures.items()
        if name.endswith("f1") or (name.endswith("accuracy") and not name.startswith("events."))
    }
    return {
        "documents": figures["documents"],
        **{name: max(share, held.get(name, 0.0)) for name, share in kept.items()},
    }
