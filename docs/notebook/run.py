"""Runs the notebook of this folder on a database and keeps what it shows: `python docs/notebook/run.py DATABASE`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
NOTEBOOK = HERE / "first_look.ipynb"


def run(database: Path) -> nbformat.NotebookNode:
    """The notebook with what it shows of this database. Raises CellExecutionError."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        resources={"metadata": {"path": str(HERE)}},
        record_timing=False,
    )
    client.execute(env={**os.environ, "UNIACCORD_DB": str(database.absolute())})
    notebook.metadata["language_info"] = {"name": "python"}  # not the version of whoever ran it last
    return notebook


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python docs/notebook/run.py DATABASE")
    nbformat.write(run(Path(sys.argv[1])), NOTEBOOK)
