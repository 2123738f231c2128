"""Floors on the real pages and documents of the optional folder ../shared. They only move up."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bench.pages import FOLDER, prediction, read_pages
from crawler.documents import read_file
from crawler.items import Article

SEEDS = FOLDER.parent / "seeds"
GOLD = FOLDER.parent / "corpus"
FLOORS = {"title": 0.97, "date": 0.96, "text.f1": 0.975, "strings": 0.98}
MOST_WRONG_DATES = 0.04

needs_shared = pytest.mark.skipif(not FOLDER.is_dir(), reason="there is no folder ../shared beside this checkout")


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """What the folder's own scorer says of our articles."""
    lines = [json.dumps(prediction(name, item)) for name, item in read_pages(FOLDER) if isinstance(item, Article)]
    path = tmp_path_factory.mktemp("pages") / "predictions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, FOLDER / "score.py", FOLDER / "truth.jsonl", path]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name: float(rest.split()[0]) for name, rest in (line.split(": ") for line in printed.splitlines())}


@needs_shared
@pytest.mark.parametrize("name", FLOORS)
def test_real_pages_are_read_as_well_as_before(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]


@needs_shared
def test_dates_of_real_pages_are_rather_missing_than_wrong(figures: dict[str, float]) -> None:
    assert figures["date_wrong"] <= MOST_WRONG_DATES


@needs_shared
def test_real_documents_give_exactly_their_article() -> None:
    command = [sys.executable, GOLD / "score.py", "docs", GOLD / "seeds"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    gold = [json.loads(line) for line in printed.splitlines()]
    found = [item for path in sorted(SEEDS.iterdir()) for item in read_file(path)]
    assert len(gold) == len(found)
    for document, article in zip(gold, found, strict=True):
        assert isinstance(article, Article)
        assert (article.title, article.published) == (document["title"], document["published"])
        assert article.body == document["text"]
