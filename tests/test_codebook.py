"""What the codebook says is so."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Demo

ROOT = Path(__file__).parent.parent
CODEBOOK = (ROOT / "docs/codebook.md").read_text(encoding="utf-8")
EXTRACTION = (ROOT / "docs/extraction.md").read_text(encoding="utf-8")


def tables() -> dict[str, list[list[str]]]:
    """Table → its variables as the codebook lists them, cell by cell."""
    found = {}
    for section in re.split(r"^### ", CODEBOOK, flags=re.MULTILINE)[1:]:
        name, _, text = section.partition("\n")
        if "| variable |" in text:
            rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in text.splitlines() if line.startswith("| `")]
            found[name] = [[cell.strip(" `") for cell in row] for row in rows]
    return found


def test_every_variable_has_its_place() -> None:
    assert {"agreements", "reports", "organisations", "articles", "mentions", "runs", "ties"} <= set(tables())
    for name, rows in tables().items():
        assert rows, name
        assert all(len(row) == 5 and all(row) for row in rows), name


@pytest.mark.parametrize("table", sorted(tables()))
def test_what_is_never_missing_is_not_missing_in_the_demo(demo: Demo, table: str) -> None:
    never = [row[0] for row in tables()[table] if row[4] == "never"]
    assert never
    with sqlite3.connect(demo.database) as db:
        for column in never:
            missing = f"select count(*) from [{table}] where [{column}] is null or [{column}] = ''"
            assert db.execute(missing).fetchone() == (0,), column
    db.close()


NAMES = {"ORG": "organisations", "PERSON": "people", "COUNTRY": "countries", "DATE": "dates"}
FIGURES = {
    "events.f1": "F1 (at least half of the sides agree)",
    "events.typed_f1": "F1 with the right type",
    "events.status_f1": "F1 with the right status",
    "events.instrument_f1": "F1 with the right document",
    "events.date_f1": "F1 with the right date",
    "events.party_f1": "F1 of sides",
    "people.role_accuracy": "role (a telling word agrees)",
    "people.organisation_accuracy": "organisation",
}


@pytest.mark.parametrize("corpus", ["dev", "train"])
def test_the_figures_that_the_documents_tell_are_those_of_the_floors(corpus: str) -> None:
    floors = json.loads((ROOT / "corpus/floors.json").read_text(encoding="utf-8"))[corpus]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in EXTRACTION.splitlines() if line[:1] == "|"
    ]
    told = {name: cells for name, *cells in rows}
    place = 0 if corpus == "dev" else 1
    for figure, name in FIGURES.items():
        assert float(re.findall(r"\d\.\d+", told[name][0])[place]) == floors[figure], figure
    for label, name in NAMES.items():
        assert float(re.findall(r"\d\.\d+", told[name][2])[place]) == floors[f"{label}.f1"], label
