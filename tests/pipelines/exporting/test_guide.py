"""What docs/exporting.md shows works as it stands there."""

import re
import shlex
from pathlib import Path

import pytest

from pipelines.door import main

GUIDE = (Path(__file__).parents[3] / "docs/exporting.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ uniaccord (export .+)$", GUIDE, re.M)
EXAMPLES = re.findall(r"^```python\n(.+?)^```", GUIDE, re.M | re.S)


@pytest.fixture(scope="module")
def folder(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all commands of the guide have been run."""
    folder = tmp_path_factory.mktemp("guide")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for command in COMMANDS:
            with pytest.raises(SystemExit) as ended:
                main([*shlex.split(command), "--db", str(record)])
            assert not ended.value.code, command
    return folder


def test_the_guide_has_commands_and_examples() -> None:
    assert (len(COMMANDS), len(EXAMPLES)) == (7, 4)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_an_example_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, example: str) -> None:
    monkeypatch.chdir(folder)
    exec(compile(example, "exporting.md", "exec"), {})


def test_the_example_of_csv_is_told_right(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"`(pd\.read_csv\(.+?\))`", GUIDE)
    monkeypatch.chdir(folder)
    exec(f"import pandas as pd; assert len({code}) == 3", {})
