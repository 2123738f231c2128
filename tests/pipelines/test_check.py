"""What can't be right is dropped or doubted with a reason."""

from datetime import date
from typing import Any

import pytest

from crawler.items import Article
from pipelines.check import doubts

TODAY = date(2025, 6, 1)


def article(**more: Any) -> Article:
    facts: dict[str, Any] = {
        "url": "https://t.example/1",
        "source": "xx_test",
        "title": "A title",
        "body": "The rectors of both universities met in Lisbon and signed a memorandum of understanding on research.",
        "kinds": ("paragraph",),
        "language": "en",
        "published": "2025-05-30",
        "published_basis": "meta",
    }
    return Article(**{**facts, **more})


def test_a_good_article_gives_no_doubt() -> None:
    assert doubts(article(), TODAY) == []


@pytest.mark.parametrize(
    ("facts", "code", "level"),
    [
        ({"body": "Page not found."}, "too-short", "error"),
        ({"title": None}, "no-title", "warning"),
        ({"published": "2026-01-01"}, "future-date", "warning"),
    ],
)
def test_a_doubtful_one_says_why(facts: dict[str, Any], code: str, level: str) -> None:
    (problem,) = doubts(article(**facts), TODAY)
    assert (problem.code, problem.level, problem.url) == (code, level, "https://t.example/1")


def test_a_chinese_text_is_not_too_short_by_its_fewer_characters() -> None:
    assert (
        doubts(article(body="两校校长在里斯本会面并签署了谅解备忘录，双方将在海洋研究和学生交流方面开展合作。"), TODAY)
        == []
    )


def test_kinds_that_do_not_fit_the_paragraphs_are_our_mistake() -> None:
    with pytest.raises(ValueError, match="kinds"):
        doubts(article(kinds=("paragraph", "item")), TODAY)


def test_a_date_without_a_basis_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="basis"):
        doubts(article(published_basis=None), TODAY)
