"""The rules of the house, over the import statements of every room."""

import ast
from pathlib import Path

import pytest

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
