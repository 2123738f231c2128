"""Saved pages of declared sources, `tests/sources/<id>/`, are read as they were when somebody looked at the result."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse

from crawler.items import Listed
from crawler.saved import Saved, differences, save_page, saved_pages
from crawler.source import SOURCES, load_source
from tests.crawler.pages import URL, a_source, article, html

FOLDER = Path(__file__).parents[1] / "sources"
PAGES = [saved for folder in sorted(FOLDER.glob("*_*")) for saved in saved_pages(folder)]


@pytest.mark.skipif(not PAGES, reason="no pages are saved in tests/sources")
@pytest.mark.parametrize("saved", PAGES, ids=lambda saved: f"{saved.path.parent.name}/{saved.path.stem}")
def test_a_saved_page_is_read_as_expected(saved: Saved) -> None:
    source = load_source(SOURCES / f"{saved.path.parent.name}.toml")
    assert differences(saved, source) == []


def test_a_page_is_saved_with_all_that_reading_it_needs(tmp_path: Path) -> None:
    # Bytes that only the header of the answer explains.
    said = (
        "Соглашение о сотрудничестве подписали ректоры двух университетов в Великом Новгороде.",
        "Документ действует пять лет, первым его плодом станет летняя школа о химии озёр.",
    )
    page = html("".join(f"<p>{text}</p>" for text in said), lang="ru")
    response = HtmlResponse(URL, body=page.encode("cp1251"), headers={"Content-Type": "text/html; charset=cp1251"})
    listed = Listed(URL, "As listed", "2026-05-06")
    read = article(response.body, headers={"Content-Type": "text/html; charset=cp1251"}, listed=listed)
    path = save_page(tmp_path / "xx_northfield", "2026-05-06", response, listed, read)
    assert json.loads(path.read_text(encoding="utf-8"))["expected"] == json.loads(json.dumps(asdict(read)))
    (saved,) = saved_pages(tmp_path / "xx_northfield")
    assert saved.listed == listed
    assert differences(saved, a_source()) == []


def test_what_is_read_otherwise_is_told_field_by_field(tmp_path: Path) -> None:
    response = HtmlResponse(URL, body=html().encode())
    path = save_page(tmp_path, "page", response, None, article(html()))
    told = json.loads(path.read_text(encoding="utf-8"))
    told["expected"] |= {"title": "Another title", "published": "2026-01-01"}
    path.write_text(json.dumps(told), encoding="utf-8")
    (saved,) = saved_pages(tmp_path)
    assert differences(saved, a_source()) == [
        'title: "Northfield and Lakeside sign exchange agreement" instead of "Another title"',
        'published: null instead of "2026-01-01"',
    ]
