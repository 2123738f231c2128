"""A source file says what it means or is refused: the message names file and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.source import SourceError, load_family, load_source, load_sources, read_sources

GOOD = """
name = "News"
homepage = "https://www.test.example/"
language = "en"
timezone = "Europe/Oslo"
hosts = ["www.test.example"]
cms = "shop"
checked = "made for a test"
since = 2020-01-31

[organisation]
name = "University of Test"
country = "NO"
ror = "01xtthb56"

[article]
url = 'https://www[.]test[.]example/\\d+'
title = ["h1"]

[[listing]]
kind = "html"
urls = ["https://www.test.example/news"]

[[listing]]
kind = "json"
urls = ["https://www.test.example/news.json"]
next = "links.0.next"

[fixes]
"Janaury" = "January"
"""
SHOP = """
name = "Shop"
page = "?p={n}"

[article]
title = ["h2"]
date_labels = ["Posted"]
"""


@pytest.fixture
def families(tmp_path: Path) -> Path:
    folder = tmp_path / "families"
    folder.mkdir()
    (folder / "shop.toml").write_text(SHOP, encoding="utf-8")
    return folder


def write(folder: Path, toml: str, name: str = "no_test") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(toml, encoding="utf-8")
    return path


def test_a_source_knows_what_its_file_says(tmp_path: Path, families: Path) -> None:
    source = load_source(write(tmp_path, GOOD), families)
    assert source.id == "no_test"
    assert source.since == date(2020, 1, 31)
    assert source.zone.key == "Europe/Oslo"
    assert source.fixes == {"Janaury": "January"}
    assert [listing.kind for listing in source.listing] == ["html", "json"]


def test_the_sources_own_selectors_come_before_its_familys(tmp_path: Path, families: Path) -> None:
    source = load_source(write(tmp_path, GOOD), families)
    assert source.selectors("title") == ("h1", "h2")
    assert source.selectors("date_labels") == ("Posted",)


def test_the_article_pattern_has_to_match_the_whole_address(tmp_path: Path, families: Path) -> None:
    source = load_source(write(tmp_path, GOOD), families)
    assert source.is_article("https://www.test.example/12")
    assert not source.is_article("https://www.test.example/12/print")


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ('name = "News"', 'nmae = "News"', "no_test.toml: name: missing (and 1 more)"),
        ('language = "en"', 'language = "en"\ncolour = 1', "no_test.toml: colour: unknown key"),
        ('title = ["h1"]', 'titel = ["h1"]', "no_test.toml: article.titel: unknown key"),
        ('title = ["h1"]', 'title = ["h1["]', "no_test.toml: article.title.0: not a CSS selector"),
        ('title = ["h1"]', 'title = "h1"', "no_test.toml: article.title: not an array"),
        (r"/\d+'", "/(x'", "no_test.toml: article.url: not a regular expression"),
        ('timezone = "Europe/Oslo"', 'timezone = "Oslo"', "no_test.toml: timezone: not an IANA time zone: 'Oslo'"),
        ('"https://www.test.example/"', '"www.test.example"', "no_test.toml: homepage: not an absolute http(s)"),
        ('country = "NO"', 'country = "Norway"', "no_test.toml: organisation.country: String should match"),
        ("01xtthb56", "https://ror.org/01xtthb56", "no_test.toml: organisation.ror: String should match"),
        ("since = 2020-01-31", 'since = "2020-01-31"', "no_test.toml: since: Input should be a valid date"),
        ('kind = "html"', 'kind = "html"\nmax_pages = "5"', "no_test.toml: listing.0.max_pages: Input should be"),
        ('kind = "html"', 'kind = "html"\npage = "?p=2"', "no_test.toml: listing.0.page: String should match"),
        ('kind = "html"', 'kind = "atom"', "no_test.toml: listing.0: Input tag 'atom'"),
        (
            'urls = ["https://www.test.example/news"]',
            'urls = ["https://test.example/news"]',
            "no_test.toml: listing.0.urls: the host of https://test.example/news is not among `hosts`",
        ),
        ('cms = "shop"', 'cms = "shed"', "shed.toml: there is no such file in families/"),
        ('cms = "shop"', 'id = "x"', "no_test.toml: id: unknown key"),
        ('cms = "shop"', "cms = ", "no_test.toml: not valid TOML"),
    ],
)
def test_what_a_file_does_not_mean_is_refused(
    tmp_path: Path, families: Path, written: str, instead: str, message: str
) -> None:
    assert written in GOOD
    with pytest.raises(SourceError) as refusal:
        load_source(write(tmp_path, GOOD.replace(written, instead)), families)
    assert str(refusal.value).startswith(message)
    assert "\n" not in str(refusal.value)


def test_a_source_is_named_after_its_country(tmp_path: Path, families: Path) -> None:
    with pytest.raises(SourceError, match=r"^test\.toml: a source file is named <cc>_<short>\.toml"):
        load_source(write(tmp_path, GOOD, "test"), families)


def test_a_family_is_as_strict_as_a_source(families: Path) -> None:
    write(families, SHOP.replace("title", "titel"), "shop")
    with pytest.raises(SourceError, match=r"^shop\.toml: article\.titel: unknown key$"):
        load_family("shop", families)


PLAIN = GOOD.replace('cms = "shop"\n', "")


def test_a_broken_file_hides_no_other(tmp_path: Path) -> None:
    write(tmp_path, PLAIN, "no_b")
    write(tmp_path, "name = 1", "no_a")
    sources, broken = read_sources(tmp_path)
    assert list(sources) == ["no_b"]
    assert str(broken["no_a"]).startswith("no_a.toml: name: Input should be a valid string")
    with pytest.raises(SourceError, match=r"^no_a\.toml: name"):
        load_sources(tmp_path)


def test_a_folder_without_sources_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no source file"):
        load_sources(tmp_path)
