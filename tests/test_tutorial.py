"""The tutorial is followed: every command, what it prints, and what the pages say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs.follow import Command, follow, read_steps

ROOT = Path(__file__).parent.parent
TUTORIAL = ROOT / "docs/tutorial.md"

SCRIPT = """\
#!/bin/sh
export PYTHONPATH="{checkout}"
exec "{python}" "$@"
"""
DOOR = """\
#!{checkout}/.venv/bin/python
import sys
from pipelines.door import main
sys.exit(main())
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout, in which `make` finds everything installed: the environment of these tests."""
    folder = tmp_path / "uniaccord"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", ":!corpus"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    programs = folder / ".venv/bin"
    programs.mkdir(parents=True)
    for name, text in {"python": SCRIPT, "uniaccord": DOOR}.items():
        (programs / name).write_text(text.format(checkout=folder, python=sys.executable), encoding="utf-8")
        (programs / name).chmod(0o755)
    (folder / ".venv/installed").touch()
    return folder


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
def test_the_tutorial_holds_from_the_clone_to_the_citation(checkout: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("UNIACCORD_", "PYTHON"))}
    assert follow(TUTORIAL, checkout, environment) >= 15
    assert (checkout / "figure.svg").read_text(encoding="utf-8").startswith("<svg")


def test_its_pictures_are_small() -> None:
    pictures = re.findall(r"!\[[^]]+\]\((pictures/[^)]+)\)", TUTORIAL.read_text(encoding="utf-8"))
    assert len(pictures) >= 4
    assert all((TUTORIAL.parent / picture).stat().st_size < 150_000 for picture in pictures)


def test_every_verb_that_a_first_finding_needs_is_in_the_tutorial() -> None:
    commands = " ".join(
        step.text for step in read_steps(TUTORIAL.read_text(encoding="utf-8")) if isinstance(step, Command)
    )
    assert all(f"uniaccord {verb} " in commands for verb in ("serve", "extract", "plot", "export", "backup"))
    assert commands.startswith("git clone")
