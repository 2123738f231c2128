"""Dates as pages print them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from crawler.reading.datelines import DateStyle, dateline, labelled_date, modified_date
from crawler.reading.dates import address_date, find_dates, localise, read_date

LANGUAGES = ("en", "ru", "fr", "es", "de")
STYLE = DateStyle(LANGUAGES)


def read(text: str, order: str = "DMY", today: date | None = None) -> str | None:
    return read_date(text, languages=LANGUAGES, date_order=order, today=today)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-07-28", "2023-07-28"),
        ("2023-07", "2023-07"),
        ("20230728", "2023-07-28"),
        ("2023-07-28T10:00:00Z", "2023-07-28T10:00:00+00:00"),
        ("2023-07-28T10:00:00.123+0300", "2023-07-28T10:00:00+03:00"),
        ("2023-07-28 10:00:00", "2023-07-28"),
        ("2023-07-28T10:00", "2023-07-28"),
        ("Fri, 28 Jul 2023 10:00:00 +0300", "2023-07-28T10:00:00+03:00"),
        ("2025.10.14", "2025-10-14"),
        ("14.10.2025", "2025-10-14"),
        ("2023年7月28日", "2023-07-28"),
        ("2023 年 7 月 28 日", "2023-07-28"),
        ("2023년 7월 28일", "2023-07-28"),
        ("2023年7月", "2023-07"),
        ("28 July 2023", "2023-07-28"),
        ("15 December 2023", "2023-12-15"),
        ("DECEMBER 22, 2022", "2022-12-22"),
        ("Feb 13th, 2018", "2018-02-13"),
        ("NOV . 02 2015", "2015-11-02"),
        ("July 2023", "2023-07"),
        ("28 июля 2023 г.", "2023-07-28"),
        ("28 июля 2023, 14:05", "2023-07-28"),
        ("mercredi 11 septembre 2019", "2019-09-11"),
        ("08 de Mayo de 2022", "2022-05-08"),
        ("28. Juli 2023, 15:00 Uhr", "2023-07-28"),
        ("Friday - 24/11/2023 03:36", "2023-11-24"),
        ("12/18/23 4:02pm", "2023-12-18"),
        ("02.12.19", "2019-12-02"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    assert read(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "11:34", "We", "THU", "2023", "89", "May", "12 students 2019", "3 a 2020", "7 now 2019", "31.02.2020", "13/14/2020",
        "28 July 2023 News", "2022-02-112023-06-08", "0001-01-01", "1970-01-01T00:00:00Z", "6 June", "12th place 2020",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read(text) is None


def test_the_source_tells_which_number_is_the_month() -> None:
    assert read("01.09.2021", "DMY") == "2021-09-01"
    assert read("01/09/2021", "MDY") == "2021-01-09"
    assert read("21.05.19", "YMD") == "2021-05-19"
    assert read("10/28/2021", "DMY") == "2021-10-28"


def test_a_day_without_a_year_is_the_last_one() -> None:
    today = date(2025, 10, 14)
    assert read("6 June", today=today) == "2025-06-06"
    assert read("December 3", today=today) == "2024-12-03"
    assert read("15 October 2025", today=today) is None
    assert read("October 2025", today=today) == "2025-10"


def test_languages_are_asked_in_order() -> None:
    assert read_date("28 июля 2023", languages=("en",), date_order="DMY") is None
    assert read_date("28 июля 2023", languages=("en", "ru", "xx"), date_order="DMY") == "2023-07-28"


def test_dates_are_found_in_lines() -> None:
    line = "DECEMBER 22, 2022Updated: JAN 3, 2023"
    assert [iso for _, _, iso in find_dates(line, languages=("en",), date_order="DMY")] == ["2022-12-22", "2023-01-03"]
    assert find_dates("tel. 12-12-2021-44, v1.2.2021.3", languages=("en",), date_order="DMY") == []


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://x.example/2023/07/28/slug", "2023-07-28"),
        ("https://x.example/2023/0728/c1a2/page.htm", "2023-07-28"),
        ("https://x.example/a/t20230728_12.html", "2023-07-28"),
        ("https://x.example/2023-07/28/c_12.htm", "2023-07-28"),
        ("https://x.example/news/2019-12-02-podcast/", "2019-12-02"),
        ("https://x.example/2023/12/slug/", "2023-12"),
        ("https://x.example/info/1245/4302.htm", None),
        ("https://x.example/show?from=/2023/07/28/", None),
        ("https://2023.07.28.example/a", None),
    ],
)
def test_addresses_may_hold_the_day(url: str, iso: str | None) -> None:
    assert address_date(url) == iso


def test_moments_in_utc_become_the_publishers_day() -> None:
    moscow, york = ZoneInfo("Europe/Moscow"), ZoneInfo("America/New_York")
    assert localise("2023-07-28T22:30:00+00:00", moscow) == "2023-07-29T01:30:00+03:00"
    assert localise("2023-07-28T02:30:00+00:00", york) == "2023-07-27T22:30:00-04:00"
    assert localise("2023-07-28T00:00:00+00:00", york) == "2023-07-28"
    assert localise("2023-07-28T23:30:00-04:00", moscow) == "2023-07-28T23:30:00-04:00"
    assert localise("2023-07-28", york) == "2023-07-28"


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Дата публикации: 2025.10.14", "2025-10-14"),
        ("Release time:2021-05-03Number of views:12", "2021-05-03"),
        ("Publisher:OFFICERelease time:2021-05-03visits:245", "2021-05-03"),
        ("发布时间：2023-07-28 来源：国际处 访问次数：12", "2023-07-28"),
        ("Published on 31 May 2018", "2018-05-31"),
        ("Publié le 31 mai 2018", "2018-05-31"),
        ("Published: Friday, 28 July 2023", "2023-07-28"),
        ("By Edna Marsh | Posted: 3 March 2022", "2022-03-03"),
        ("Event date: 5 May 2023", None),
        ("Updated: 5 May 2023", None),
        ("Published by the Office of the Rector, founded 5 May 1990", None),
    ],
)
def test_labels_tell_the_day_of_publication(line: str, iso: str | None) -> None:
    assert labelled_date(line, STYLE) == iso


def test_labels_tell_the_day_of_change() -> None:
    assert modified_date("Last updated: 5 May 2023", STYLE) == "2023-05-05"
    assert modified_date("DECEMBER 22, 2022Updated: JANUARY 3, 2023", STYLE) == "2023-01-03"
    assert modified_date("Published: 5 May 2023", STYLE) is None


def test_a_source_may_have_labels_of_its_own() -> None:
    line = "Item 17 put up 5 May 2023"
    assert labelled_date(line, STYLE) is None
    assert labelled_date(line, DateStyle(("en",), labels=("put up",))) == "2023-05-05"


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("28 July 2023 News", "2023-07-28"),
        ("26 April 2023 International activities 494", "2023-04-26"),
        ("Haldern, 15 December 2023", "2023-12-15"),
        ("By Edna Marsh | March 3, 2022 | 5 min read", "2022-03-03"),
        ("DECEMBER 22, 2022Updated: JANUARY 3, 2023", "2022-12-22"),
        ("11:34 News", None),
        ("© 2023 Northfield University", None),
        ("Application deadline: 5 May 2023", None),
        ("9 - 11 December 2020", None),
        ("Updated: 5 May 2023", None),
        ("The two sides signed a memorandum on 5 May 2020.", None),
        ("Posted to the forum of the association of statisticians on 2025-07-09:", None),
    ],
)
def test_datelines_hold_a_date_and_little_else(line: str, iso: str | None) -> None:
    assert dateline(line, STYLE) == iso
