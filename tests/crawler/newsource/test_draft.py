"""A draft as a file: what is written is what is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.items import Listed
from crawler.newsource.about import find_country, find_date_order, find_zone, short_name
from crawler.newsource.draft import Draft, WishError, Wishes, check_wishes, expectations, to_toml
from crawler.newsource.trial import spread
from crawler.source import (
    ArticleRules,
    Expect,
    FeedListing,
    HtmlListing,
    JsonListing,
    Organisation,
    SitemapListing,
    Source,
    load_source,
)

TODAY = date(2026, 11, 26)
HOST = "https://www.x.example"


def a_source() -> Source:
    return Source(
        id="xx_test",
        name='The "Old" School\\ — Школа №\u00a01',
        homepage=f"{HOST}/news",
        language="en",
        timezone="Europe/Oslo",
        date_order="MDY",
        hosts=("www.x.example",),
        checked="Drafted for a test.",
        organisation=Organisation(name="School's \\d Name", country="NO", aliases=("ABC", 'the "A"')),
        listing=(
            FeedListing(kind="feed", urls=(f"{HOST}/feed",)),
            SitemapListing(kind="sitemap", urls=(f"{HOST}/s.xml",), follow=r"/news-\d+\.xml"),
            HtmlListing(kind="html", urls=(f"{HOST}/news",), item="li", date="time", page="?p={n}", first=0, step=10),
            HtmlListing(kind="html", urls=(f"{HOST}/b",), next="a[rel~='next']"),
            JsonListing(kind="json", urls=(f"{HOST}/j",), items="data", url="a.b", title="t", next="n"),
        ),
        article=ArticleRules(url=r"https?://www\.x\.example/[^/?#'\"]+", date=("li.when",), body=("#a", "div.b")),
        expect=Expect(min_articles=4, max_age_days=60),
    )


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    source = a_source()
    path = tmp_path / "xx_test.toml"
    remarks = {"name": "a remark", "timezone": "check # this", "date": "found", "country": "check", "aliases": "more"}
    path.write_text(to_toml(Draft(source, remarks)), encoding="utf-8")
    assert load_source(path) == source


def test_an_unknown_country_is_left_to_be_filled_in(tmp_path: Path) -> None:
    source = a_source().model_copy(update={"organisation": Organisation(name="A Body")})
    text = to_toml(Draft(source, {"country": "not known"}))
    assert '# country = ""  # not known' in text
    (tmp_path / "xx_test.toml").write_text(text, encoding="utf-8")
    assert load_source(tmp_path / "xx_test.toml").organisation.country is None


@pytest.mark.parametrize("wishes", [Wishes(id="Lakeside"), Wishes(country="XX"), Wishes(country="Ireland")])
def test_wishes_that_cannot_be_are_told(wishes: Wishes) -> None:
    with pytest.raises(WishError):
        check_wishes(wishes)


@pytest.mark.parametrize(
    ("host", "country", "zone", "is_sure"),
    [
        ("www.uni.ie", "IE", "Europe/Dublin", True),
        ("x.ac.uk", "GB", "Europe/London", True),
        ("x.edu.cn", "CN", "Asia/Shanghai", True),
        ("x.edu", "US", "America/New_York", False),
        ("news.x.ru", "RU", "Europe/Moscow", False),
        ("x.org", None, "UTC", False),
    ],
)
def test_country_and_zone_by_the_host(host: str, country: str | None, zone: str, is_sure: bool) -> None:
    found, _ = find_country(host, [])
    assert found == country
    assert find_zone(found).name == zone
    assert (find_zone(found).unsure is None) == is_sure


def test_the_order_of_dates_is_that_of_days_beyond_the_twelfth() -> None:
    assert find_date_order("US", ["12/31/2025 and 01/02/2025"]) == "MDY"
    assert find_date_order("US", ["31/12/2025"]) == "DMY"
    assert find_date_order("CN", ["01/02/2025"]) == "YMD"
    assert find_date_order(None, []) == "DMY"


@pytest.mark.parametrize(
    ("host", "short"),
    [("www.hs-haldern.example", "hshaldern"), ("english.spbu.ru", "spbu"), ("news.x.ac.uk", "x"), ("en.hit.edu.cn", "hit")],
)  # fmt: skip
def test_a_host_gives_the_short_name(host: str, short: str) -> None:
    assert short_name(host) == short


def test_expectations_are_modest_and_hold_today() -> None:
    monthly = [f"2026-{month:02}-10" for month in range(1, 12)]
    assert expectations(monthly, [], 40, TODAY) == Expect(min_articles=10, max_age_days=182)
    assert expectations([f"2020-01-{day:02}" for day in range(1, 20)], [], 19, TODAY) == Expect(min_articles=9)


def test_five_are_tried_from_the_first_to_the_last() -> None:
    listed = [Listed(f"{HOST}/{n}") for n in range(21)]
    assert [int(each.url.rsplit("/", 1)[1]) for each in spread(listed)] == [0, 5, 10, 15, 20]
    assert spread(listed[:3]) == listed[:3]
