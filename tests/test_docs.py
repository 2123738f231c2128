"""What the documents promise is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sqlite_utils import Database

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")])
METADATA = yaml.safe_load((ROOT / "db/metadata.yml").read_text(encoding="utf-8"))["databases"]["uniaccord"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [t for t in targets if not re.match(r"[a-z]+:", t) and not (page.parent / t).exists()]
    assert missing == []


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_into_a_page_finds_its_heading(page: Path) -> None:
    targets = re.findall(r"\]\(([\w./-]*\.md)?#([\w-]+)\)", page.read_text(encoding="utf-8"))
    lost = [(path, name) for path, name in targets if name not in anchors(page.parent / path if path else page)]
    assert lost == []


def test_the_generated_pages_are_fresh() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def columns(db: Database) -> dict[str, set[str]]:
    """Columns of all tables and views that Datasette shows."""
    names = [
        n for n in [*db.table_names(), *db.view_names()] if "_fts" not in n and not n.startswith(("_sqlite", "sqlite_"))
    ]
    return {name: {row[1] for row in db.execute(f"pragma table_info([{name}])").fetchall()} for name in names}


def test_every_table_and_column_is_described(fresh_db: Database) -> None:
    described = {name: set(table["columns"]) for name, table in METADATA["tables"].items() if not table.get("hidden")}
    assert described == columns(fresh_db)
    assert all(table.get("description") for table in METADATA["tables"].values() if not table.get("hidden"))


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_verbs_and_make_targets_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    verbs = {path.stem for path in (ROOT / "pipelines/commands").glob("*.py")} | {"list", "shell"}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"(?:`|bin/)uniaccord ([a-z]+)", text)) <= verbs
    assert set(re.findall(r"`make ([a-z]+)|\$ make ([a-z]+)", text)) <= {(t, "") for t in targets} | {
        ("", t) for t in targets
    }
