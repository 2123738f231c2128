"""One spider for each source file."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from crawler.loader import SourceLoader
from crawler.source import SourceError
from crawler.spider import SourceSpider
from tests.crawler.small_web import Site, feed_listing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sources zz_oslo and zz_olso, and zz_shut, which is disabled."""
    sites = [Site("oslo.example", feed_listing()), Site("olso.example", feed_listing())]
    sites.append(Site("shut.example", feed_listing(), keys='disabled = "403 since May"'))
    for site in sites:
        (tmp_path / f"{site.source}.toml").write_text(site.toml, encoding="utf-8")
    return tmp_path


def loader_of(folder: Path) -> SourceLoader:
    settings = Settings({"SPIDER_LOADER_CLASS": "crawler.loader.SourceLoader", "SOURCES_DIR": str(folder)})
    loader = get_spider_loader(settings)
    assert isinstance(loader, SourceLoader)
    return loader


def refusal(loader: SourceLoader, name: str) -> str:
    with pytest.raises(KeyError) as error:
        loader.load(name)
    [line] = error.value.args
    return str(line)


def test_sources_that_can_be_crawled_are_listed(folder: Path) -> None:
    assert loader_of(folder).list() == ["zz_olso", "zz_oslo"]


def test_each_source_has_a_spider_of_its_own(folder: Path) -> None:
    spider = loader_of(folder).load("zz_oslo")
    assert issubclass(spider, SourceSpider)
    assert (spider.name, spider.source.hosts) == ("zz_oslo", ("oslo.example",))


def test_an_address_finds_its_source(folder: Path) -> None:
    loader = loader_of(folder)
    assert loader.find_by_request(Request("https://oslo.example/x")) == ["zz_oslo"]
    assert loader.find_by_request(Request("https://shut.example/x")) == []


def test_an_unknown_name_is_answered_with_the_nearest(folder: Path) -> None:
    loader = loader_of(folder)
    assert refusal(loader, "zz_osl") == "there is no source zz_osl; did you mean zz_oslo or zz_olso?"
    assert refusal(loader, "mit") == "there is no source mit; `uniaccord list` names them all"


def test_a_disabled_source_says_why(folder: Path) -> None:
    assert refusal(loader_of(folder), "zz_shut") == "zz_shut is disabled: 403 since May"


def test_a_broken_file_is_reported_and_hides_no_other(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "zz_bad.toml").write_text("colour = 1", encoding="utf-8")
    with caplog.at_level(logging.ERROR, "crawler.loader"):
        loader = loader_of(folder)
    assert loader.list() == ["zz_olso", "zz_oslo"]
    assert caplog.messages == [refusal(loader, "zz_bad")]
    assert caplog.messages[0].startswith("zz_bad.toml: name: missing")


def test_a_folder_without_sources_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no source file"):
        loader_of(tmp_path)
