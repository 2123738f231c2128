"""The history of a tie in a line."""

from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from db.site.strip import WIDTH, spoken, strip

REPORTS = [("2023-01-01", "negotiating"), ("2023-06-30", "signed"), ("2024", "in_force"), ("2024-12-31", "in_force")]


def places(drawn: Markup) -> list[float]:
    return [float(dot.attrib["cx"]) for dot in ElementTree.fromstring(drawn) if dot.tag == "circle"]


def test_dots_stand_in_order_of_time_from_end_to_end() -> None:
    found = places(strip(REPORTS, "2023-01-01", "2024-12-31"))
    assert found == sorted(found)
    assert found[0] == pytest.approx(6)
    assert found[-1] == pytest.approx(WIDTH - 6)
    assert found[2] == pytest.approx(WIDTH / 2, abs=1)


def test_a_day_that_is_none_stands_at_an_edge() -> None:
    assert places(strip([("", "signed"), ("soon", "signed"), ("2023-02-31", "signed")], "2023", "2024")) == [6, 6, 6]


def test_one_day_is_drawn() -> None:
    assert places(strip([("2023-01-01", "signed")], "2023-01-01", "2023-01-01")) == [6]


def test_it_is_told_in_words() -> None:
    assert spoken(REPORTS) == "2023: negotiating, signed; 2024: in force"


def test_hostile_text_is_text() -> None:
    hostile = '"><script>alert(1)</script>'
    drawn = strip([(hostile, hostile)], hostile, hostile)
    assert {element.tag for element in ElementTree.fromstring(drawn).iter()} == {"svg", "line", "circle", "title"}
    assert 'fill="var(--soft)"' in drawn
