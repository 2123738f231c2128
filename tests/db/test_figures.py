"""The pictures of the record: what each shows of nothing, of a little and of much."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from db.charts import connected, draw, figures, lives, matrix, world, years
from db.charts.seen import Seen, level, named, ranges, steps
from db.questions import questions
from db.site.wording import STATUSES, TYPES

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script> "&\x01\u202e'
CODES = sorted(world.tiles())

Rows = list[dict[str, Any]]


def ties(number: int) -> Rows:
    """Totals of so many countries, and a tie of each with the next."""
    names = [(code, f"{code} {HOSTILE}") for code in (CODES[place % len(CODES)] for place in range(number))]
    totals = [
        {"country": code, "country_name": name, "partner_country": None, "partner_country_name": None, "agreements": place + 1}
        for place, (code, name) in enumerate(names)
    ]  # fmt: skip
    pairs = [
        {"country": a, "country_name": b, "partner_country": c, "partner_country_name": d, "agreements": place + 1}
        for place, ((a, b), (c, d)) in enumerate(pairwise(names))
    ]
    return totals + pairs


def told(number: int) -> Rows:
    return [
        {"year": str(2020 - place // 7), "kind": TYPES[place % 7], "agreements": place + 1, "articles_read": 100}
        for place in range(number)
    ]


def sides(number: int) -> Rows:
    return [
        {"organisation_id": f"o{place}/?#", "organisation": HOSTILE * (1 + place), "country": None if place % 2 else "PT",
         "agreements": 9, "partners": 1 + place, "partner_countries": 1}
        for place in range(number)
    ]  # fmt: skip


def reached(number: int) -> Rows:
    return [
        {"type": TYPES[place % 7], "status": STATUSES[place % 8], "agreements": 1 + place**3} for place in range(number)
    ]


SEEN: dict[str, Callable[[int], Seen]] = {
    "world": lambda number: world.seen(ties(number)),
    "agreements_over_time": lambda number: years.seen(told(number)),
    "country_matrix": lambda number: matrix.seen(
        [row for row in ties(number) if row["partner_country"]], question="/q"
    ),
    "most_connected": lambda number: connected.seen(sides(number)),
    "statuses": lambda number: lives.seen(reached(number), agreements_table="/db/agreements"),
}


@pytest.mark.parametrize("name", SEEN)
def test_of_nothing_there_is_nothing_to_draw(name: str) -> None:
    seen = SEEN[name](0)
    assert not seen.marks
    assert seen.finding == ""


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("number", [2, 150])
@pytest.mark.parametrize("narrow", [False, True])
def test_each_is_drawn_of_a_little_and_of_much_and_no_data_become_markup(name: str, number: int, narrow: bool) -> None:
    seen = SEEN[name](number)
    assert seen.finding
    assert seen.rows
    svg = ElementTree.fromstring(draw(figures()[name], seen.marks, narrow=narrow, **seen.values))
    assert {element.tag for element in svg.iter()} <= {SVG + tag for tag in ("svg", "g", "path", "line", "text", "title", "a", "defs", "clipPath", "rect")}  # fmt: skip
    assert all((link.get("href") or "").startswith("/") for link in svg.iter(f"{SVG}a"))


@pytest.mark.parametrize("name", figures())
def test_the_question_behind_a_picture_can_be_asked(name: str) -> None:
    assert figures()[name].question in questions()


def test_ids_of_two_pictures_on_a_page_are_different() -> None:
    ids = [
        found
        for narrow in (False, True)
        for name in SEEN
        for found in re.findall(r' id="([^"]*)"', draw(figures()[name], SEEN[name](9).marks, narrow=narrow, **SEEN[name](9).values))
    ]  # fmt: skip
    assert len(ids) == len(set(ids))


def marks(seen: Seen, kind: str) -> Sequence[Any]:
    return [mark for mark in seen.marks if mark["kind"] == kind]


def test_every_country_has_one_tile_and_a_name() -> None:
    places = list(world.tiles().values())
    assert len(places) == len(set(places)) > 195
    assert set(world.names()) == set(world.tiles())
    assert {"HK", "MO", "TW", "PS", "XK"} <= set(world.tiles())


def test_a_tile_says_and_leads_to_its_country() -> None:
    seen = world.seen(
        [
            {"country": "PT", "country_name": "Portugal", "partner_country": None, "partner_country_name": None, "agreements": 3},
            {"country": "KE", "country_name": "Kenya", "partner_country": "PT", "partner_country_name": "Portugal", "agreements": 2},
        ]
    )  # fmt: skip
    tiles = {mark["text"]: mark for mark in marks(seen, "tile")}
    assert tiles["PT"]["said"] == "Portugal: 3 agreements"
    assert tiles["PT"]["href"] == "/country/PT"
    assert tiles["NZ"]["said"] == "New Zealand: no agreement"
    assert tiles["NZ"]["href"] is None
    assert seen.finding == "Most agreements: Portugal (3). The strongest tie is between Kenya and Portugal (2)."


def test_what_has_no_tile_is_told_in_words() -> None:
    row = {"country": "GL", "country_name": "Greenland", "partner_country": None, "partner_country_name": None, "agreements": 2}  # fmt: skip
    assert world.seen([row]).finding.endswith("Without a tile: Greenland (2).")


def test_the_map_of_a_country_counts_agreements_with_it() -> None:
    pair = {"country": "PT", "country_name": "Portugal", "partner_country": "KE", "partner_country_name": "Kenya", "agreements": 2}  # fmt: skip
    seen = world.seen([pair], country="PT")
    assert [(row["country"], row["agreements"]) for row in seen.rows] == [("KE", 2)]
    assert [mark["text"] for mark in marks(seen, "tile") if mark["chosen"]] == ["PT"]
    assert seen.finding == "Most agreements with Kenya (2)."


def test_only_the_strongest_ties_are_drawn() -> None:
    lines = {mark["tie"] for mark in marks(world.seen(ties(150)), "tie")}
    assert len(lines) == world.LINES


def test_agreements_are_told_per_hundred_articles_read() -> None:
    rows = [
        {"year": "2020", "kind": "unit", "agreements": 10, "articles_read": 200},
        {"year": "2021", "kind": "unit", "agreements": 20, "articles_read": 400},
        {"year": "2022", "kind": None, "agreements": 0, "articles_read": 30},
    ]
    seen = years.seen(rows, until="2022-03-05")
    assert [(row["year"], row["agreements"], row["rate"]) for row in seen.rows] == [("2020", 10, 5), ("2021", 20, 5), ("2022", 0, 0)]  # fmt: skip
    assert seen.finding.startswith("2020: 5.0 agreements per 100 articles read; 2021: 5.0.")
    assert seen.finding.endswith("* 2022 as far as 2022-03-05.")
    assert seen.values["years"] == ["2020", "2021", "2022*"]
    assert {mark["value"] for mark in years.seen(rows, of="count").marks if "value" in mark} == {10, 20}


def test_a_year_of_which_little_was_read_is_pale() -> None:
    seen = years.seen([{"year": "2020", "kind": "unit", "agreements": 1, "articles_read": years.FEW - 1}])
    assert [mark["weak"] for mark in seen.marks if mark["what"] == "unit"] == [True]


def test_a_pair_of_countries_stands_on_both_sides_and_leads_to_its_agreements() -> None:
    pair = {"country": "PT", "country_name": "Portugal", "partner_country": "KE", "partner_country_name": "Kenya", "agreements": 2}  # fmt: skip
    seen = matrix.seen([pair], question="/demo/between_countries")
    assert {(mark["row"], mark["column"]) for mark in seen.marks} == {("KE", "PT"), ("PT", "KE")}
    assert seen.rows[0]["href"] == "/demo/between_countries?country=KE&partner_country=PT"


def test_a_name_is_cut_or_stood_for_where_it_can_not_be_read() -> None:
    assert named("  Aalto\nUniversity ", "FI") == "Aalto University"
    assert named("\u200b\u202e -", "FI") == named(None, "FI") == "FI"
    assert len(named("x" * 10_000, "FI")) == 90


def test_two_organisations_of_one_name_are_two_bars() -> None:
    rows = [{**row, "organisation": "Trinity College"} for row in sides(2)]
    seen = connected.seen(rows)
    svg = draw(figures()["most_connected"], seen.marks, **seen.values)
    assert len(re.findall(r'<path aria-label="Trinity College: ', svg)) == 2
    assert len(set(re.findall(r">(Trinity College[^<]*)</text>", svg))) == 2


def test_steps_are_round_numbers_that_reach_as_far_as_the_largest() -> None:
    assert steps(0) == [1]
    assert steps(34) == [1, 2, 5, 10, 20]
    assert steps(5000) == [1, 10, 50, 500, 2000]
    assert [level(number, [1, 5]) for number in (0, 1, 4, 5)] == ["0", "1", "1", "2"]
    assert ranges([1, 2, 5]) == [("3", "5 and more"), ("2", "2–4"), ("1", "1"), ("0", "none")]
