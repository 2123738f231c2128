"""A source that gives worse than it gave, or less than its file promises, is found out after the night."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from pipelines.expecting import LAST, check, unmet
from tests.pipelines.told_nights import TEXT, Nights, source


def codes(nights: Nights, today: date | None = None) -> list[str]:
    return [problem.code for problem in unmet(nights.db, nights.source, today or nights.day)]


def test_a_source_that_goes_on_as_before_meets_what_is_expected(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source(min_articles=10, max_age_days=30))
    nights.nights(60)
    assert codes(nights) == []


def test_a_source_without_any_article_is_too_few_even_if_its_file_expects_nothing(fresh_db: Database) -> None:
    assert codes(Nights(fresh_db, source())) == ["too-few"]
    assert codes(Nights(fresh_db, source("zz_none", min_articles=0))) == []


def test_the_newest_article_may_be_as_old_as_the_file_says(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source(max_age_days=30))
    nights.nights(3)
    assert codes(nights, nights.day + timedelta(days=30)) == []
    assert codes(nights, nights.day + timedelta(days=31)) == ["too-old"]


def test_an_archive_that_is_closed_is_only_a_warning_unless_its_file_says_more(fresh_db: Database) -> None:
    for name, expect, level in (("zz_any", {}, "warning"), ("zz_new", {"max_age_days": 300}, "error")):
        nights = Nights(fresh_db, source(name, **expect))
        nights.nights(3)
        problems = unmet(fresh_db, nights.source, nights.day + timedelta(days=400))
        assert [(problem.code, problem.level) for problem in problems] == [("too-old", level)]


def test_a_date_in_the_future_does_not_make_a_source_look_fresh(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source(max_age_days=30))
    nights.nights(3)
    nights.night(1, published="2031-01-01")
    assert codes(nights, nights.day + timedelta(days=60)) == ["too-old"]


def test_a_year_alone_is_no_older_than_its_last_day(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source(max_age_days=30))
    nights.night(1, published="2025")
    assert codes(nights, date(2025, 12, 1)) == []
    assert codes(nights, date(2026, 3, 1)) == ["too-old"]


@pytest.mark.parametrize(
    ("code", "level", "facts"),
    [
        ("no-dates", "error", {"published": None, "published_basis": None}),
        ("short-texts", "error", {"body": "Menu, search, contact."}),
        ("unsure-dates", "warning", {"published_basis": "url"}),
        ("same-titles", "error", {"title": "University of Test"}),
        ("language", "error", {"language": "ru"}),
    ],
)
def test_what_becomes_worse_is_found_within_fifteen_articles(
    fresh_db: Database, code: str, level: str, facts: dict[str, Any]
) -> None:
    nights = Nights(fresh_db, source())
    nights.nights(40)
    worse = 0
    while code not in codes(nights):
        nights.night(1, **facts)
        worse += 1
        assert worse <= 15
    assert worse >= 4  # one odd article is no trend
    assert [problem.level for problem in unmet(fresh_db, nights.source, nights.day)] == [level]


def test_what_the_file_says_of_dates_comes_before_the_history(fresh_db: Database) -> None:
    for name, expect, found in (("zz_any", {"min_dated": 0}, []), ("zz_most", {"min_dated": 0.9}, ["no-dates"])):
        nights = Nights(fresh_db, source(name, **expect))
        nights.nights(LAST, published=None, published_basis=None)
        assert codes(nights) == found


def test_a_source_that_never_dates_its_articles_is_in_doubt_until_its_file_says_so(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source())
    nights.nights(40, published=None, published_basis=None)
    assert codes(nights) == ["no-dates"]


def pages_without_text(nights: Nights, number: int) -> None:
    for page in range(number):
        problem = nights.problem("no-body", url=f"http://{nights.source.hosts[0]}/empty/{page}")
        nights.night(0, problems=(problem,))


def test_pages_that_suddenly_give_no_text_are_found_within_eleven_pages(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source())
    nights.nights(40)
    pages_without_text(nights, 10)
    assert codes(nights) == []
    pages_without_text(nights, 11)
    assert codes(nights) == ["no-texts"]


def test_one_page_without_text_that_is_tried_every_night_counts_once(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source())
    nights.nights(30)
    for _ in range(30):
        nights.night(0, problems=(nights.problem("no-body"),))
    assert codes(nights) == []


def test_a_source_may_say_how_many_pages_without_text_are_usual(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source(max_dropped=0.8))
    nights.nights(40)
    pages_without_text(nights, 15)
    assert codes(nights) == []


def test_what_is_found_is_an_issue_of_the_night(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source(min_articles=5))
    night = nights.night(1, body=TEXT)
    (problem,) = check(fresh_db, [nights.source], today=nights.day, night=night, noticed=nights.time)
    assert fresh_db.execute("select run_id, source_id, level, code, detail from issues").fetchall() == [
        (night, "zz_test", "error", "too-few", problem.detail)
    ]
