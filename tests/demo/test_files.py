"""How the sites and articles of the embedded web are written down."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from demo import SITES
from demo.content import ContentError, read_article, read_site, read_sites
from demo.site import Block
from tests.demo.webs import a_web_of, an_article


def test_an_article_file_tells_title_date_and_kinds_of_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_text(
        "---\ntitle: One\npublished: 2024-05-13\nslug: 77\ntags: [a]\n---\n"
        "First line\nof a paragraph.\n\n## Heading\nNext\n\n* one\n* two\n  goes on\n\n> Said\n> so\n\n!Photo: X\n"
    )
    article = read_article(path)
    assert (article.stem, article.title, article.published) == ("one", "One", date(2024, 5, 13))
    assert (article.slug, article.tags) == ("77", ["a"])
    assert article.blocks == (
        Block("paragraph", "First line of a paragraph."),
        Block("heading", "Heading"),
        Block("paragraph", "Next"),
        Block("item", "one"),
        Block("item", "two goes on"),
        Block("quote", "Said so"),
        Block("caption", "Photo: X"),
    )


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: A\npublished: 2024-05-13\nauthors: B", "one.md: authors: unknown key"),
        ("published: 2024-05-13", "one.md: title: missing"),
        ("title: A\npublished: 13 May", "one.md: published: not a date: '13 May'"),
        ("title: A\npublished: 2024-05-13T10:00:00", "one.md: published: a time needs its offset"),
        ("title: A: B\npublished: 2024-05-13", "one.md: front matter is not YAML"),
        ("title: A\npublished: 2024-05-13\nquirks: [odd]", "one.md: quirks: 'odd' is none of"),
        ("title: A\npublished: 2024-05-13\nformat: doc", "one.md: format: 'doc' is none of"),
        ("title: Č\npublished: 2024-05-13\nformat: pdf", "one.md: a PDF can't show Č: use format html"),
        ("title: A\npublished: 2024-05-13\nslug: a b", "one.md: slug: 'a b'"),
        (
            "title: A\npublished: 2024-05-13\nedited: {at: 2024-06-01, replace: {never: y}}",
            "one.md: edited.replace: 'never' is not in the text",
        ),
    ],
)
def test_an_article_file_that_is_not_understood_is_refused(tmp_path: Path, front: str, reason: str) -> None:
    path = tmp_path / "one.md"
    path.write_text(f"---\n{front}\n---\nText.\n")
    with pytest.raises(ContentError, match=re.escape(reason)):
        read_article(path)


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("name = 'A'", "x/site.toml: make: missing"),
        ("colour = 'red'", "x/site.toml: colour: unknown key"),
        ("page = [{path = '/', tempalte = 'x'}]", "x/site.toml: page: tempalte: unknown key"),
        ("= 1", "x/site.toml: not valid TOML"),
    ],
)
def test_a_site_file_that_is_not_understood_is_refused(tmp_path: Path, toml: str, reason: str) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/site.toml").write_text(toml)
    with pytest.raises(ContentError, match=re.escape(reason)):
        read_sites(tmp_path)


def test_a_trouble_about_no_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    source = (SITES / "ru_neva/site.toml").read_text().partition("[[trouble]]")[0]
    (tmp_path / "x/site.toml").write_text(source + '[[trouble]]\naddress = "{path}?a=1"\narticle = "nowhere"\n')
    with pytest.raises(ContentError, match="there is no article 'nowhere'"):
        read_site(tmp_path / "x")


def test_two_articles_at_one_address_are_refused() -> None:
    with pytest.raises(ValueError, match="two articles have the address /en/news/one"):
        a_web_of(an_article(), replace(an_article("two"), slug="one"))
