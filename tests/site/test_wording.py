"""Values in words that people read."""

import pytest

from db.site.wording import day, named, number, plain, plural


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-03-01", "1 March 2024"),
        ("2024-03-01T10:00:00+03:00", "1 March 2024"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        ("2024-03-01/2024-05", "1 March 2024 – May 2024"),
        ("2024/", "2024 – …"),
        ("2024-02-31", "2024-02-31"),
        ("2024-13", "2024-13"),
        ("2024-00", "2024-00"),
        ("/" * 10_000, "/" * 10_000),
        ("<b>soon</b>", "<b>soon</b>"),
        ("", ""),
        (None, ""),
    ],
)
def test_days_are_written_out(value: str | None, words: str) -> None:
    assert day(value) == words


def test_numbers_and_what_is_counted() -> None:
    assert (number(1234567), number(0), number(None)) == ("1,234,567", "0", "")
    assert (plural(1, "agreement"), plural(0, "agreement"), plural(2, "country", "countries")) == (
        "1 agreement",
        "0 agreements",
        "2 countries",
    )


def test_names_of_values_are_words() -> None:
    assert (plain("in_force"), plain(None)) == ("in force", "")


@pytest.mark.parametrize("nothing", [None, "", " \n", "\u202e\u200b", "\x07"])
def test_what_cannot_be_seen_is_no_name(nothing: str | None) -> None:
    assert named(nothing, "untitled") == "untitled"


@pytest.mark.parametrize("name", ["X", "…", "北京", "😀", "<b>"])
def test_any_sign_is_a_name(name: str) -> None:
    assert named(name) == name
