"""An event lies between the days of its date, or those that its status, its publication and its sentence tell."""

import pytest

from extract.bounds import bounds, days
from extract.records import STATUSES
from tests.extract.marked import events

NEWS = "2024-05-10"


@pytest.mark.parametrize(
    ("status", "date", "expected"),
    [
        ("signed", "2024-05-03", ("2024-05-03", "2024-05-03")),
        ("signed", "2024-04", ("2024-04-01", "2024-04-30")),
        ("signed", "2024-05", ("2024-05-01", NEWS)),
        ("in_force", "2024", ("2024-01-01", NEWS)),
        ("agreed", "2024", ("2024-01-01", "2024-12-31")),
        ("launched", "2024-09/2025-06", ("2024-09-01", "2025-06-30")),
        ("signed", "2024-05-12", ("2024-05-12", "2024-05-12")),
        ("signed", None, (None, NEWS)),
        ("ended", None, (None, NEWS)),
        ("planned", None, (NEWS, None)),
        ("negotiating", None, (None, None)),
    ],
)
def test_bounds_are_those_of_the_date_or_of_the_publication(
    status: str, date: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert bounds(status, date, NEWS) == expected


@pytest.mark.parametrize("status", STATUSES)
def test_without_date_and_publication_nothing_is_known(status: str) -> None:
    assert bounds(status, None, None) == (None, None)


def test_a_month_of_publication_bounds_by_its_last_and_its_first_day() -> None:
    assert bounds("signed", None, "2024-02") == (None, "2024-02-29")
    assert bounds("planned", None, "2024-02") == ("2024-02-01", None)


@pytest.mark.parametrize(
    ("value", "edges"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-05-05", ("2024-05-05", "2024-05-05")),
        ("2020-12-09/2020-12-11", ("2020-12-09", "2020-12-11")),
        ("2023-09/2024-06", ("2023-09-01", "2024-06-30")),
        (None, (None, None)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(value: str | None, edges: tuple[str | None, str | None]) -> None:
    assert days(value) == edges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] and [B] signed a contract.", (None, NEWS)),
        ("[A] and [B] recently signed a contract.", (None, NEWS)),
        ("[A] and [B] signed a contract on [3 May|DATE=2024-05-03].", ("2024-05-03", "2024-05-03")),
        ("[A] and [B] signed a contract, it was announced on [9 May|DATE=2024-05-09].", (None, "2024-05-09")),
        ("[A] announced on [11 May|DATE=2024-05-11] that it had signed a contract with [B].", (None, NEWS)),
        ("[A] has terminated the contract that it had with [B] since [2014|DATE=2014].", ("2014-01-01", NEWS)),
        ("The contract of [A] and [B], signed in [2014|DATE=2014], was prolonged.", ("2014-01-01", NEWS)),
        ("[A] and [B] plan to open a joint centre.", (NEWS, None)),
        ("[A] and [B] plan to open a joint centre in [2026|DATE=2026].", ("2026-01-01", "2026-12-31")),
        ("[A] and [B] are negotiating a contract.", (None, None)),
    ],
)
def test_an_event_lies_between_the_days_that_its_text_tells(text: str, expected: tuple[str | None, str | None]) -> None:
    (event,) = events(text.replace("[A]", "[Alpha University]").replace("[B]", "[Beta University]"))
    assert (event["not_before"], event["not_after"]) == expected
