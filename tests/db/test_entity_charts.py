"""The pictures of an organisation and of a country: what they show of their rows, and that they can be drawn."""

from typing import Any
from xml.etree import ElementTree

import pytest

from db.charts import abroad, draw, figures, timeline
from db.charts.seen import Seen

HOSTILE = ['"><script>alert(1)</script>', "𠮷" * 300, "x" * 10_000, "", " \n", "\x00\x1b\u202e"]
YEARS = [
    {"year": "2023", "kind": "signed", "agreements": 3},
    {"year": "2023", "kind": "ended", "agreements": 1},
    {"year": "2025", "kind": "planned", "agreements": 2},
]


def row(code: str | None, agreements: int, name: str | None = None, **more: Any) -> dict[str, Any]:
    named = {"country": "PT", "partner_country": code, "partner_country_name": name or code}
    return {**named, "agreements": agreements, "partners": agreements, "ties": agreements, **more}


def drawn(name: str, seen: Seen, *, narrow: bool = False) -> str:
    return draw(figures()[name], seen.marks, narrow=narrow, **seen.values)


def test_the_timeline_says_when_most_began_and_how_many_ended() -> None:
    assert (
        timeline.seen(YEARS).finding == "6 agreements first told of in 2023 to 2025, most in 2023 (4); 1 of them ended."
    )
    assert timeline.seen(YEARS[2:]).finding == "2 agreements first told of in 2025."
    assert timeline.seen([]).finding == ""


def test_the_timeline_has_every_year_and_not_too_few() -> None:
    assert timeline.seen(YEARS).values["years"] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert timeline.all_years(["2001", "2012"], 6) == [str(year) for year in range(2001, 2013)]


def test_blocks_lead_to_the_agreement_or_to_the_table() -> None:
    one = timeline.seen(YEARS, singly=[{"year": "2023", "kind": "signed", "id": "ab", "parties": "A · B"}])
    assert [mark["href"] for mark in one.marks] == ["/agreement/ab"]
    many = timeline.seen(YEARS, ties="/d/ties?country=PT")
    assert many.marks[0]["href"] == "/d/ties?country=PT&status=signed&first_report__startswith=2023"
    assert '<a href="/d/ties?country=PT&amp;status=signed' in drawn("timeline", many)


def test_countries_of_partners_are_told_with_those_that_are_not_known() -> None:
    seen = abroad.partners(
        [row("CN", 3, "China"), row(None, 2), row("KE", 1, "Kenya")], ties="/d/ties?organisation_id=a"
    )
    assert seen.finding == "Most partners in China (3) and Kenya (1)."
    assert [(line["name"], line["ties"]) for line in seen.rows] == [("China", 3), ("not known", 2), ("Kenya", 1)]
    assert [mark["href"] for mark in seen.marks] == [
        "/d/ties?organisation_id=a&partner_country=CN",
        "/d/ties?organisation_id=a&partner_country=KE",
    ]
    assert abroad.partners([row(None, 2)]).finding == "The countries of its partners are not known."


def test_partners_by_year_leave_the_country_itself_to_the_table() -> None:
    rows = [
        row("PT", 9, "Portugal", year="2024"),
        row("CN", 1, "China", year="2023"),
        row("CN", 2, "China", year="2025"),
    ]
    seen = abroad.by_year(rows)
    assert {mark["country"] for mark in seen.marks} == {"China"}
    assert [(line["name"], line["2023"], line["2024"], line["agreements"]) for line in seen.rows] == [
        ("China", 1, None, 3),
        ("Portugal", None, 9, 9),
    ]
    assert abroad.by_year(rows[:1]).finding == "No partner in another country is known."


def test_of_many_years_the_last_are_drawn_and_all_are_in_the_table() -> None:
    seen = abroad.by_year([row("CN", 1, "China", year=str(year)) for year in range(2000, 2020)])
    assert seen.values["years"] == [str(year) for year in range(2008, 2020)]
    assert len(seen.marks) == 12
    assert seen.rows[0]["2000"] == 1


def test_more_countries_than_are_shown_are_told() -> None:
    rows = [row(f"A{letter}", 30 - place, year="2024") for place, letter in enumerate("ABCDEFGHIJKLMNOPQRST")]
    assert abroad.by_year(rows).finding.endswith("Shown are the first 12 of 20 countries.")
    assert len(abroad.by_year(rows).rows) == 20


@pytest.mark.parametrize("narrow", [False, True])
def test_whatever_names_and_years_are_they_can_be_drawn(narrow: bool) -> None:
    rows = [row(f"A{place}", place + 1, text, year=text or "2024") for place, text in enumerate(HOSTILE)]
    rows += [row("BB", 2, "𠮷" * 300, year="2024")]
    pictures = {
        "partner_countries": abroad.partners(rows),
        "partners_by_year": abroad.by_year(rows),
        "timeline": timeline.seen([{"year": text, "kind": text, "agreements": 1} for text in HOSTILE]),
    }
    for name, seen in pictures.items():
        svg = drawn(name, seen, narrow=narrow)
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
        assert tags <= {"svg", "g", "path", "line", "text", "title", "a", "rect", "defs", "clipPath"}, name
