"""From addresses of articles to their pattern."""

from __future__ import annotations

import re

import pytest

from crawler.newsource.shapes import pattern_of

SLUG = "[^/?#]+"


def on(host: str, *paths: str) -> list[str]:
    return [f"https://{host}/{path}" for path in paths]


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        (["news/a-first-one", "news/another-one", "news/two"], f"news/{SLUG}"),
        (["news/one/", "news/two/", "news/three/"], f"news/{SLUG}/"),
        (["news/one/", "news/two", "news/three/"], f"news/{SLUG}/?"),
        (["2024/03/one-two/", "2024/03/three-four/", "2024/03/five/"], rf"\d{{4}}/\d\d/{SLUG}/"),
        (["news/2024/3/4/one", "news/2024/11/12/two", "news/2023/1/31/x"], rf"news/\d{{4}}/\d{{1,2}}/\d{{1,2}}/{SLUG}"),
        (["info/1045/1002.htm", "info/1045/998.htm", "info/1045/1101.htm"], r"info/\d+/\d+\.htm"),
        (["en/2024/1230/c2581a992/page.htm", "en/2023/0103/c2581a7/page.htm"], r"en/\d{4}/\d+/c\d+a\d+/page\.htm"),
        (["news/12-a-title.html", "news/14-b-title.html", "news/9-c.html"], rf"news/\d+-{SLUG}\.html"),
        (["x/a-title-1234.html", "x/another-99812.html", "x/third-5678.html"], rf"x/{SLUG}-\d+\.html"),
        (["2019-07/09/c_12345.htm", "2019-07/11/c_223.htm"], rf"\d{{4}}-\d\d/\d\d/{SLUG}_\d+\.htm"),
        (["n/2024-05-06-signed", "n/2024-06-11-opened"], rf"n/\d{{4}}-\d\d-\d\d-{SLUG}"),
        (["n/20240506", "n/20240611"], r"n/\d{8}"),
        (["news/%D0%BF%D0%BE%D0%B4%D0%BF%D0%B8%D1%81%D1%8C/", "news/%D0%B2%D0%B8%D0%B7%D0%B8%D1%82/"], f"news/{SLUG}/"),
        (["a/0f8fad5b-d9cb-469f-a165-70867728950e", "a/7c9e6679-7425-40de-944b-e07fc1f90ae7"], "a/[0-9a-f-]{36}"),
        (["view.php?id=123", "view.php?id=9", "view.php?id=1044"], r"view\.php\?id=\d+"),
        (["?id=123", "?id=9"], r"\?id=\d+"),
        (["news/1?lang=en", "news/22?lang=en", "news/333?lang=en"], r"news/\d+\?lang=en"),
        (["spip.php?article12", "spip.php?article1313"], r"spip\.php\?article\d+"),
    ],
)  # fmt: skip
def test_the_pattern_says_what_addresses_have_in_common(paths: list[str], pattern: str) -> None:
    assert pattern_of(on("www.x.example", *paths)) == rf"https?://www\.x\.example/{pattern}"


def test_rubrics_are_left_open_and_top_sections_are_named() -> None:
    rubrics = on("x.example", "media/news/science/one/", "media/news/sport/two/", "media/news/people/three/")
    assert pattern_of(rubrics) == rf"https?://x\.example/media/news/{SLUG}/{SLUG}/"
    sections = on("x.example", "news/one-a", "news/two-b", "stories/one-c", "stories/two-d")
    assert pattern_of(sections) == rf"https?://x\.example/(?:news/{SLUG}|stories/{SLUG})"


def test_a_rubric_more_makes_no_other_kind_of_article() -> None:
    addresses = on("x.example", *(f"news/title-{word}" for word in "abcdefg"), "news/internal/a-title")
    assert pattern_of(addresses) == rf"https?://x\.example/news/(?:{SLUG}/)?{SLUG}"


def test_files_of_the_same_list_are_a_second_form() -> None:
    addresses = on("x.example", "news/one-a", "news/two-b", "news/x-c", "files/bulletin-1.pdf", "files/bulletin-12.pdf")
    pattern = pattern_of(addresses)
    assert all(re.fullmatch(pattern, url) for url in addresses)
    assert not re.fullmatch(pattern, "https://x.example/files/budget.pdf")


def test_strays_are_left_out() -> None:
    addresses = on("x.example", *(f"news/title-{n}-of-many" for n in "abcdefghijkl"), "about/us/history.html")
    assert pattern_of(addresses) == rf"https?://x\.example/news/{SLUG}"


def test_hosts_are_those_that_were_seen() -> None:
    both = [*on("www.x.example", "news/a", "news/b"), *on("x.example", "news/c")]
    assert pattern_of(both) == rf"https?://(?:www\.)?x\.example/news/{SLUG}"
    two = [*on("news.x.example", "news/a", "news/b"), *on("old.x.example", "news/c", "news/d")]
    assert pattern_of(two) == rf"https?://(?:news\.x\.example|old\.x\.example)/news/{SLUG}"


def test_addresses_that_are_no_articles_are_excepted_by_name() -> None:
    articles = on("x.example", "news/one-a", "news/two-b", "news/three-c")
    pattern = pattern_of(articles, on("x.example", "news/archive", "news/rss.xml", "about"))
    assert pattern == rf"https?://x\.example/news/(?!(?:archive|rss\.xml)(?:[/?#]|$)){SLUG}"
    assert all(re.fullmatch(pattern, url) for url in [*articles, "https://x.example/news/archives-are-open"])


def test_numbers_among_them_are_excepted_as_such() -> None:
    articles = on("x.example", "2024/03/one-a/", "2024/04/two-b/", "2023/12/three-c/")
    pattern = pattern_of(articles, on("x.example", "2024/03/12/"))
    assert not re.fullmatch(pattern, "https://x.example/2024/03/13/")
    assert re.fullmatch(pattern, "https://x.example/2024/03/13-new-partners/")


def test_headlines_at_the_root_are_told_from_menus_by_their_words() -> None:
    articles = on(
        "x.example", *(f"{word}-and-partners-sign-a-memorandum/" for word in ("lake", "river", "sea", "hill"))
    )
    pattern = pattern_of(articles, on("x.example", "about/", "contact-us/", "study/"))
    assert all(re.fullmatch(pattern, url) for url in articles)
    assert not any(re.fullmatch(pattern, url) for url in on("x.example", "about/", "contact-us/", "research/"))


def test_there_is_no_pattern_of_nothing() -> None:
    with pytest.raises(ValueError, match="addresses"):
        pattern_of([])
