"""The notebook of the docs runs on the demo's database, and what is kept of its last run is small and without scripts."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat

from tests.conftest import Demo

FOLDER = Path(__file__).parent.parent / "docs/notebook"
NOTEBOOK = nbformat.read(FOLDER / "first_look.ipynb", as_version=4)
CELLS = [cell for cell in NOTEBOOK.cells if cell.cell_type == "code"]


def test_it_runs_from_top_to_bottom(demo: Demo, tmp_path: Path) -> None:
    assert demo.run.returncode == 0, demo.run.stderr
    copy = tmp_path / "notebook"
    copy.mkdir()
    for name in ("first_look.ipynb", "run.py"):
        (copy / name).write_bytes((FOLDER / name).read_bytes())
    done = subprocess.run([sys.executable, copy / "run.py", demo.database], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    shown = nbformat.read(copy / "first_look.ipynb", as_version=4)
    assert [cell.source for cell in shown.cells] == [cell.source for cell in NOTEBOOK.cells]
    assert sum(bool(cell.outputs) for cell in shown.cells if cell.cell_type == "code") >= 7


def test_what_it_showed_is_kept_small_and_without_scripts() -> None:
    assert [cell.execution_count for cell in CELLS] == list(range(1, len(CELLS) + 1))
    outputs = [output for cell in CELLS for output in cell.outputs]
    assert {output.output_type for output in outputs} <= {"execute_result", "stream"}
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert kinds == {"text/plain", "text/html", "image/svg+xml"}
    assert not any("<script" in str(output) for output in outputs)
    assert (FOLDER / "first_look.ipynb").stat().st_size < 100_000


def test_it_tells_nothing_of_the_machine_on_which_it_ran() -> None:
    text = (FOLDER / "first_look.ipynb").read_text(encoding="utf-8")
    assert not re.search(r'"[^"]*(?:/home/|/tmp/|/root/|/Users/)', text)
    assert NOTEBOOK.metadata.language_info == {"name": "python"}


def test_the_pages_that_it_names_are_there() -> None:
    links = re.findall(
        r"\]\(([^)#]+)", "\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown")
    )
    assert links
    assert [link for link in links if not (FOLDER / link).exists()] == []
