"""Addresses of other views of the same table."""

from datasette.filters import Filters
from datasette.utils.asgi import Request

from db.site import described
from db.site.browsing import added, applied, changed, from_first_row, is_number, pairs, shown


def asked(query: str) -> Request:
    return Request.fake(f"/record/agreements?{query}")


def test_another_order_keeps_the_conditions_and_begins_anew() -> None:
    request = asked("type=cooperation&_facet=status&_sort=date&_next=50")
    assert changed(request, _sort=None, _sort_desc="date") == "?type=cooperation&_facet=status&_sort_desc=date"
    assert pairs(request, "_facet", "_sort") == [("type", "cooperation")]


def test_columns_are_hidden_one_after_the_other() -> None:
    assert added(asked("_nocol=id"), "_nocol", "parties") == "?_nocol=id&_nocol=parties"


def test_a_facet_keeps_what_was_asked_but_the_place_in_the_rows() -> None:
    url = "http://127.0.0.1/record/agreements?_search=a+b&type=unit&_next=50"
    assert from_first_row(url) == "http://127.0.0.1/record/agreements?_search=a+b&type=unit"
    assert from_first_row("/record/agreements?_next=50") == "/record/agreements"


def test_each_condition_can_be_taken_away() -> None:
    request = asked("reports__gt=1&type=unit&date__isnull=1&_sort=date")
    found = applied(request, Filters([]).lookups())
    assert [(one["column"], one["sign"], one["value"]) for one in found] == [
        ("reports", ">", "1"),
        ("type", "=", "unit"),
        ("date", "is null", ""),
    ]
    assert found[1]["without"] == "?reports__gt=1&date__isnull=1&_sort=date"


def test_numbers_stand_to_the_right() -> None:
    assert all(map(is_number, (1, "0.5", "-3", "1e-07")))
    assert not any(map(is_number, ("", "2024-01-01", "1,5", "x", "١٢")))


def test_ids_are_not_shown_beside_the_names_that_lead_there() -> None:
    columns = ["partner", "partner_id", "agreement_id"]
    assert shown(columns) == ["partner", "agreement_id"]


def test_every_table_has_one_purpose() -> None:
    placed = [name for names in described.PURPOSES.values() for name in names]
    visible = {name for name in described.tables() if not described.table(name).get("hidden")}
    assert sorted(placed) == sorted(visible)
