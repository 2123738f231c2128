"""Arguments of a crawl, as they stand on a command line."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.arguments import ArgumentError, Arguments, read_arguments
from crawler.source import Source, load_source
from tests.crawler.small_web import Site, feed_listing


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("sources") / "zz_test.toml"
    path.write_text(Site("test.example", feed_listing(), keys="since = 2020-01-01\nmax_articles = 9").toml)
    return load_source(path)


def test_the_sources_own_limits_hold_where_nothing_is_said(source: Source) -> None:
    assert read_arguments(source, {}) == Arguments(date(2020, 1, 1), 9, None, False)


def test_arguments_come_before_the_sources_limits(source: Source) -> None:
    given = {"since": "2019-06-30", "max_articles": "20", "again": "yes"}
    assert read_arguments(source, given) == Arguments(date(2019, 6, 30), 20, None, True)


def test_a_named_article_is_read_however_old_and_known_it_is(source: Source) -> None:
    given = {"url": "http://test.example/n/1?utm_source=x"}
    assert read_arguments(source, given) == Arguments(None, 9, "http://test.example/n/1", True)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("since", "2024", "since=2024: not a day; write it as 2024-01-31"),
        ("since", "2024-02-30", "since=2024-02-30: day is out of range for month"),
        ("max_articles", "0", "max_articles=0: not a number from 1 up"),
        ("max_articles", "ten", "max_articles=ten: not a number from 1 up"),
        ("url", "test.example/n/1", "url=test.example/n/1: not an absolute http(s) address"),
        ("url", "http://copy.example/", "url=http://copy.example/: zz_test reads only test.example"),
        ("again", "true", "again=true: write yes or no"),
        ("sicne", "2024-01-01", "sicne: there is no such argument; there are since, max_articles, url, again"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(source: Source, name: str, value: str, message: str) -> None:
    with pytest.raises(ArgumentError) as refusal:
        read_arguments(source, {name: value})
    assert str(refusal.value) == message
