"""Breakages are told from the ordinary quiet of news sections: simulated years, with weekends and a summer pause."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlite_utils import Database

from pipelines.trends import VACATION, Night, read_nights, stale_listings, surges, unusual, without_news
from tests.pipelines.told_nights import FIRST, Nights, source

RATES = (0.05, 0.2, 0.5, 2, 20)
"""Articles a day."""
SUMMER = range(211, 232)


def simulate(rate: float, days: int, seed: int) -> list[Night]:
    """Poisson on weekdays, nothing on weekends and for three weeks each summer."""
    chance = random.Random(seed)

    def articles(day: date) -> int:
        if day.weekday() >= 5 or day.timetuple().tm_yday in SUMMER:
            return 0
        time, number = chance.expovariate(rate * 7 / 5), 0
        while time < 1:
            time, number = time + chance.expovariate(rate * 7 / 5), number + 1
        return number

    found = [(day, articles(day)) for day in (FIRST + timedelta(days=n) for n in range(days))]
    return [Night(day, True, new=new, fresh=new, requests=new + 5, bytes=(new + 5) * 50_000) for day, new in found]


def begun(nights: Sequence[Night], level: str) -> int:
    """How often something of a level began to be told."""
    told = [
        {
            found.code
            for found in (*without_news(nights[:number]), *surges(nights[max(0, number - 91) : number]))
            if found.level == level
        }
        for number in range(1, len(nights) + 1)
    ]
    return sum(len(now - before) for before, now in zip([set[str](), *told], told, strict=False))


@pytest.mark.parametrize("rate", RATES)
def test_ordinary_years_give_fewer_than_one_false_alarm_and_about_one_warning(rate: float) -> None:
    years, runs = 2, 5
    histories = [simulate(rate, years * 365, seed) for seed in range(runs)]
    assert sum(begun(nights, "error") for nights in histories) / (years * runs) <= 0.2
    assert sum(begun(nights, "warning") for nights in histories) / (years * runs) <= 1.2


@pytest.mark.parametrize("rate", RATES)
def test_a_source_that_falls_silent_is_found_within_four_weeks_or_sixteen_usual_gaps(rate: float) -> None:
    for seed in range(10):
        nights = simulate(rate, 250 + 10 * seed, seed)
        quiet = 0
        while not any(found.level == "error" for found in without_news(nights)):
            nights.append(Night(nights[-1].day + timedelta(days=1), True))
            quiet += 1
            assert quiet <= max(VACATION + 1, 16 / rate)


def test_a_busy_source_that_falls_silent_is_a_warning_within_two_weeks() -> None:
    nights = simulate(5, 200, 1) + [Night(FIRST + timedelta(days=200 + n), True) for n in range(14)]
    assert [found.level for found in without_news(nights)] == ["warning"]


def test_nights_in_which_the_site_was_down_are_not_quiet_ones() -> None:
    nights = simulate(5, 200, 1) + [Night(FIRST + timedelta(days=200 + n), False) for n in range(60)]
    assert without_news(nights) == []


def test_a_young_source_is_given_time() -> None:
    nights = [Night(FIRST + timedelta(days=n), True, 5, 5) for n in range(3)]
    nights += [Night(FIRST + timedelta(days=3 + n), True) for n in range(10)]
    assert without_news(nights) == []


def test_a_file_may_say_how_long_quiet_is_usual() -> None:
    nights = simulate(5, 200, 1) + [Night(FIRST + timedelta(days=200 + n), True) for n in range(60)]
    assert without_news(nights, 90) == []
    assert [found.level for found in without_news(nights, 10)] == ["error"]


@pytest.mark.parametrize(
    ("night", "codes"),
    [
        ({"new": 80}, ["flood"]),
        ({"new": 15}, []),
        ({"requests": 5_000}, ["many-requests"]),
        ({"bytes": 10**9}, ["many-bytes"]),
        ({"dropped": 50}, ["many-dropped"]),
        ({"requests": 60, "bytes": 10**6, "dropped": 3}, []),
    ],
)
def test_a_night_far_above_the_usual_is_told(night: dict[str, int], codes: list[str]) -> None:
    nights = [*simulate(2, 100, 3), Night(FIRST + timedelta(days=100), True, **night)]
    assert [found.code for found in surges(nights)] == codes


def test_what_waited_while_nothing_was_crawled_is_no_flood() -> None:
    nights = simulate(2, 100, 3)
    assert surges([*nights, Night(FIRST + timedelta(days=130), True, new=80, fresh=80)]) == []


def test_a_listing_that_stands_still_while_others_have_news_is_told() -> None:
    nights = simulate(2, 100, 3)
    (found,) = stale_listings(nights, {"http://zz.example/feed": 40, "http://zz.example/news": 3})
    assert (found.code, found.level) == ("stale-listing", "warning")
    assert "http://zz.example/feed" in found.detail
    assert stale_listings([Night(night.day, True) for night in nights], {"http://zz.example/feed": 40}) == []


def test_articles_of_years_ago_found_when_a_source_is_new_are_no_news(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source())
    nights.nights(5, 10, published="2019-05-01")
    nights.nights(3, 1)
    assert [(night.new, night.fresh) for night in read_nights(fresh_db, "zz_test")] == [(10, 0)] * 5 + [(1, 1)] * 3


def test_a_silent_source_is_told_from_the_database(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source())
    nights.nights(40)
    nights.nights(VACATION + 1, 0)
    (problem,) = unusual(fresh_db, nights.source)
    assert (problem.code, problem.level, problem.source) == ("no-news", "error", "zz_test")
    assert problem.detail == "nothing new for 29 nights, since 2025-02-09; before, there was news every 1.0 nights"


def test_a_declared_listing_is_watched_and_others_are_not(fresh_db: Database) -> None:
    nights = Nights(fresh_db, source())
    nights.nights(40)
    for url in ("http://test.example/feed", "http://test.example/sitemap-2019.xml"):
        page = {"url": url, "source_id": "zz_test", "role": "listing", "found": nights.time, "unchanged": 40}
        fresh_db.table("pages").insert(page)
    assert [problem.code for problem in unusual(fresh_db, nights.source)] == ["stale-listing"]
