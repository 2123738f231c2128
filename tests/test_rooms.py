"""The rules of the house, over the import statements of every room."""

import ast
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "crawler": {"crawler"},
    "extract": {"extract"},
    "db": {"db"},
    "demo": {"demo"},
    "deploy": {"deploy"},
    "pipelines": {"pipelines", "crawler", "extract", "db", "demo", "deploy"},
}
LIBRARY_ROOMS = {
    "scrapy": {"crawler", "pipelines"},
    "spacy": {"extract", "pipelines"},
    "sqlite_utils": {"db", "pipelines"},
    "sqlite3": {"db"},
    "datasette": {"db", "pipelines"},
    "vl_convert": {"db"},
    "pyarrow": {"db"},
}


def imports(path: Path) -> set[str]:
    """Top-level names that a file imports, at any depth of its code."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    files = [path for path in (ROOT / room).rglob("*.py") if "training" not in path.parts]
    assert files
    for path in files:
        found = imports(path)
        assert found & set(MAY_IMPORT) <= MAY_IMPORT[room], path
        wrong = {name for name in found & set(LIBRARY_ROOMS) if room not in LIBRARY_ROOMS[name]}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_nothing_imports_the_training_recipe() -> None:
    for room in MAY_IMPORT:
        for path in (ROOT / room).rglob("*.py"):
            if "training" not in path.parts:
                assert "extract.training" not in path.read_text(encoding="utf-8"), path


def keys_that_stand_twice(node: yaml.Node | None) -> list[str]:
    """Where in a YAML document a name stands twice, of which the parser would take the last without a word."""
    if not isinstance(node, yaml.CollectionNode):
        return []
    if isinstance(node, yaml.SequenceNode):
        return [found for item in node.value for found in keys_that_stand_twice(item)]
    names = [key.value for key, _ in node.value]
    twice = [
        f"{key.value}, line {key.start_mark.line + 1}"
        for n, (key, _) in enumerate(node.value)
        if key.value in names[:n]
    ]
    return twice + [found for _, value in node.value for found in keys_that_stand_twice(value)]


@pytest.mark.parametrize(
    "path",
    [*ROOT.glob("db/*.yml"), *ROOT.glob("docs/*.yml"), *ROOT.glob("extract/*/*.yml")],
    ids=lambda path: path.name,
)
def test_no_name_stands_twice_in_a_file_of_data(path: Path) -> None:
    assert keys_that_stand_twice(yaml.compose(path.read_text(encoding="utf-8"))) == []


def test_a_name_that_stands_twice_is_found() -> None:
    assert keys_that_stand_twice(yaml.compose("a: 1\nb: [{c: 1, d: 2, c: 3}]\na: 2\n")) == ["a, line 3", "c, line 2"]
