"""The sides of an arrangement are those the text means: named, implied or stood for by other words."""

import pytest

from extract.agreements.called import is_called
from extract.agreements.component import find_agreements
from extract.agreements.leads import find_leads
from extract.agreements.reading import read
from extract.agreements.stated import stated_sides
from tests.extract.marked import events, marked


def sides(text: str, **about: str | None) -> list[set[str]]:
    return [set(event["parties"]) for event in events(text, **about)]


A, B, C, D = "Alpha University", "Beta University", "Gamma University", "Delta Company"


@pytest.mark.parametrize(
    "text",
    [
        "The University has signed a memorandum with [Beta University].",
        "A memorandum was signed with [Beta University].",
        "[Alpha University] and [Beta University] signed a memorandum.",
        "Our rector visited [Beta University]. The two universities signed an agreement.",
        "Guests from [Beta University] came. After the talks the parties signed a memorandum.",
        "[Beta University] was the host. A memorandum was signed by both rectors.",
        "The [Faculty of Law] of [Alpha University] signed a contract with [Beta University].",
        "The [Faculty of Law] has concluded a contract with [Beta University].",
    ],
)
def test_the_publisher_is_the_other_side(text: str) -> None:
    assert sides(text, source=A) == [{A, B}]


@pytest.mark.parametrize("source", ["au", "Alpha University", "AU"])
def test_the_publisher_may_be_given_by_name_alias_or_id(source: str) -> None:
    text = "[Alpha University] ([AU|ORG=Alpha University]) is ours. We signed an agreement with [Beta University]."
    assert sides(text, source=source) == [{A, B}]


def test_where_nobody_publishes_the_organisation_of_the_title_is_meant() -> None:
    text = "[Alpha University] has news. A contract was signed with [Beta University]. [Gamma University] looked on."
    assert sides(text, title="Alpha University signs contract") == [{A, B}]


def test_both_universities_are_the_last_two_of_the_paragraph() -> None:
    text = "[Delta Company] is old. \n[Beta University] was visited by [Gamma University]. The two universities signed a contract."
    assert sides(text) == [{B, C}]


def test_both_companies_are_those_whose_names_are_of_firms() -> None:
    text = "[Neva Ltd] met [Alpha University] and [Delta Group]. The two companies signed a contract."
    assert sides(text) == [{"Neva Ltd", "Delta Group"}]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Alpha University", "universit", True),
        ("Universidad de Alfa", "university", True),
        ("Alpha Institute", "university", False),
        ("Delta Group", "company", True),
        ("Data Center of Alpha", "centre", True),
    ],
)
def test_an_organisation_is_what_its_name_says(name: str, kind: str, expected: bool) -> None:
    assert is_called(name, kind) is expected


def test_between_names_the_sides_and_leaves_others_out() -> None:
    text = "[Alpha University] hosted the signing of an agreement between [Beta University] and [Gamma University]."
    assert sides(text, source=A) == [{B, C}]


@pytest.mark.parametrize(
    "text",
    [
        "In the presence of the [Ministry of Education] [Alpha University] and [Beta University] signed a contract.",
        "With money from the [Delta Fund] [Alpha University] and [Beta University] opened a joint centre.",
        "[Alpha University] and [Beta University] signed a contract, [Xinhua News Agency] reports.",
        "[Alpha University] and [Beta University] signed a contract, [Trend] reports.",
        "Rio, Jul 30 ([Norrish News]).- [Alpha University] and [Beta University] signed a contract.",
        "Together with the [Ministry of Education] [Alpha University] and [Beta University] opened a joint centre.",
        "[Alpha University] and [Beta University] opened the [Gamma Institute].",
    ],
)
def test_those_who_watch_pay_report_or_are_opened_are_no_sides(text: str) -> None:
    assert sides(text) == [{A, B}]


def test_a_unit_stands_for_its_university() -> None:
    text = (
        "An agreement was signed between the [Faculty of Chemistry] of [Alpha University] and the [Institute of Physics]"
        " of [Beta University]."
    )
    assert sides(text) == [{A, B}]


def test_institutes_side_by_side_in_a_list_are_sides_of_their_own() -> None:
    text = "[Beta Institute], [Alpha University] and [Gamma University] signed a contract."
    assert sides(text) == [{"Beta Institute", A, C}]


def test_one_paper_of_many_is_one_event_and_several_papers_are_several() -> None:
    one = "[Alpha University], [Beta University] and [Gamma University] signed a trilateral agreement."
    several = "[Alpha University] signed agreements with [Beta University] and [Gamma University]."
    assert sides(one) == [{A, B, C}]
    assert sides(several) == [{A, B}, {A, C}]


@pytest.mark.parametrize(
    "text",
    [
        "[Alpha University] signed a memorandum with [Beta University] and another one with [Gamma University].",
        "[Alpha University] signed a memorandum with [Beta University] and a road map with [Gamma University].",
        "Among the partners of [Alpha University] are [Beta University] and [Gamma University].",
    ],
)
def test_partners_told_in_one_breath_have_an_event_each(text: str) -> None:
    assert sides(text, source=A) == [{A, B}, {A, C}]


def test_who_does_the_same_does_it_with_the_same_partner() -> None:
    text = "[Alpha University] has cut its ties with [Delta Company], and [Beta University] has done the same."
    assert sides(text) == [{A, D}, {B, D}]


def test_names_of_the_publisher_that_the_text_does_not_join_are_one_side() -> None:
    doc = marked("[Alpha University] is old. [AU] signed a contract with [Beta University].", source=A)
    doc._.document["source_aliases"] = ("AU",)
    assert [set(event["parties"]) for event in find_agreements(doc)._.events] == [{A, B}]


def test_a_first_sentence_has_none_before_it() -> None:
    text = "The two universities signed a memorandum. [Alpha University] and [Beta University] are old."
    reading = read(marked(text))
    assert stated_sides(reading, find_leads(reading, 0)[0]) == []


def test_what_is_said_of_others_too_survives_a_denial_between() -> None:
    text = (
        "[Alpha University] signed a memorandum with [Beta University], while it did not sign an agreement with "
        "[Gamma University], and another one with [Delta Company]."
    )
    assert {A, B} in sides(text, source=A)


@pytest.mark.parametrize(
    "text",
    [
        "Memoranda were signed with [Beta University] and [Gamma University].",
        "Agreements with [Beta University] in Norrland and with [Gamma University] had been concluded.",
    ],
)
def test_partners_of_a_list_are_each_a_side_with_the_one_that_the_text_is_about(text: str) -> None:
    text = f"[Alpha University] has found friends abroad. {text}"
    assert sides(text, source=A) == [{A, B}, {A, C}]
