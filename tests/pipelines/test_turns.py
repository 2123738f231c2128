"""When a page is asked for again."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from pipelines.pages import covers
from pipelines.turns import day, is_due, next_reading, next_try

NOW = datetime(2026, 3, 1, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-03-01", "2026-03-02"),
        ("2026-02-28", "2026-03-03"),
        ("2026-02-25", "2026-03-07"),
        ("2026-02-10T12:00:00+02:00", "2026-03-12"),
        ("2026-01", "2026-04-01"),
        ("2027-01-01", "2026-03-02"),  # a date that can't be right yet
        (None, "2026-03-21"),
        ("sometime", "2026-03-21"),
        ("2020", "2026-05-30"),
    ],
)
def test_the_next_reading_follows_from_the_age_of_what_was_read(since: str | None, due: str) -> None:
    assert next_reading("https://x.example/1", NOW, since=since, first=False)[:10] == due


def test_old_articles_of_a_first_crawl_fall_due_evenly_over_ninety_nights() -> None:
    urls = [f"https://x.example/news/{number}" for number in range(9000)]
    nights = Counter(next_reading(url, NOW, since="2020-05-01", first=True)[:10] for url in urls)
    assert len(nights) == 90
    assert max(nights.values()) < 150


def test_tries_grow_rare_but_never_end() -> None:
    days = [(datetime.fromisoformat(next_try(NOW, failures)) - NOW).days for failures in (1, 2, 3, 4, 5, 6, 50)]
    assert days == [1, 1, 1, 3, 10, 30, 30]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-03-01T23:59:00+00:00", True),  # a night counts as a day
        ("2026-02-01T00:00:00+00:00", True),
        ("2026-03-02T00:00:00+00:00", False),
        ("2026-05-30T00:00:00+00:00", False),
        ("2094-01-01T00:00:00+00:00", True),  # written under a wrong clock
        (None, False),
    ],
)
def test_what_is_due(due: str | None, expected: bool) -> None:
    assert is_due(due, NOW) is expected


def test_a_day_is_the_first_of_its_month_or_year() -> None:
    assert [str(day(value)) for value in ("2026-03", "2026", "2026-02-31", "")] == [
        "2026-03-01",
        "2026-01-01",
        "None",
        "None",
    ]


def limits(since: str | None, pages: int, rules: str = "a") -> str:
    return f'{{"since": {f"{chr(34)}{since}{chr(34)}" if since else "null"}, "max_pages": {pages}, "rules": "{rules}"}}'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, limits(None, 5), False),
        (limits(None, 5), limits(None, 5), True),
        (limits(None, 5), limits("2025-01-01", 5), True),
        (limits("2025-01-01", 5), limits(None, 5), False),
        (limits("2025-01-01", 5), limits("2024-01-01", 5), False),
        (limits(None, 5), limits(None, 6), False),
        (limits(None, 5), limits(None, 5, "b"), False),
    ],
)
def test_a_listing_is_followed_anew_if_more_is_wanted_of_it(old: str | None, new: str, expected: bool) -> None:
    assert covers(old, new) is expected
