"""One arrangement told several times is one event; two arrangements stay two."""

import pytest

from tests.extract.marked import events


def told(text: str, **about: str | None) -> list[str]:
    return [f"{e['type']} {e['instrument'] or '-'} {e['status']}" for e in events(text, **about)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[Alpha University] and [Beta University] signed a memorandum. The memorandum was signed by the rectors.",
            "cooperation memorandum signed",
        ),
        (
            "[Alpha University] and [Beta University] discussed an agreement. At the end the two sides signed the agreement.",
            "cooperation agreement signed",
        ),
        (
            "[Alpha University] and [Beta University] will open a joint laboratory. The agreement was signed on Monday.",
            "unit agreement signed",
        ),
        (
            "[Alpha University] and [Beta University] signed two documents. A partnership agreement was signed by both.",
            "cooperation agreement signed",
        ),
        (
            "[Alpha University] has a memorandum with [Beta University]. The memorandum expired and was not renewed.",
            "cooperation memorandum ended",
        ),
        (
            "[Alpha University] and [Beta University] signed a memorandum. The rectors signed the agreement on Monday.",
            "cooperation memorandum signed",
        ),
        (
            "[Alpha University] and [Beta University] signed a memorandum. The two universities will work together on water.",
            "cooperation memorandum signed",
        ),
    ],
)
def test_the_same_arrangement_is_told_once_with_its_furthest_status(text: str, expected: str) -> None:
    assert told(text, source="Alpha University") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[Alpha University] and [Beta University] signed a student exchange agreement and a memorandum.",
            ["mobility agreement signed", "cooperation memorandum signed"],
        ),
        (
            "[Alpha University] and [Beta University] signed a memorandum. "
            "[Alpha University] and [Beta University] plan to open a joint institute.",
            ["cooperation memorandum signed", "unit - planned"],
        ),
        (
            "[Alpha University] and [Beta University] signed a contract in [2012|DATE=2012]. "
            "On [3 May|DATE=2024-05-03] [Alpha University] and [Beta University] signed a contract.",
            ["cooperation contract in_force", "cooperation contract signed"],
        ),
        (
            "[Alpha University] ended its cooperation with [Beta University]. "
            "[Alpha University] and [Beta University] are in talks on cooperation.",
            ["cooperation - ended", "cooperation - negotiating"],
        ),
        (
            "[Alpha University] signed a contract with [Beta University]. "
            "[Alpha University] signed a contract with [Gamma University].",
            ["cooperation contract signed", "cooperation contract signed"],
        ),
    ],
)
def test_other_documents_things_years_and_sides_are_other_events(text: str, expected: list[str]) -> None:
    assert told(text, source="Alpha University") == expected


def test_the_merged_event_keeps_the_rules_of_all_its_reports() -> None:
    (event,) = events(
        "[Alpha University] and [Beta University] discussed an agreement. The two sides signed the agreement.",
        source="Alpha University",
    )
    assert {"negotiate.discuss", "conclude.sign"} <= set(event["rules"])
