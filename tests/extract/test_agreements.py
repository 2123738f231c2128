"""What a text says of agreements becomes events, and what it does not say does not."""

from typing import Any

import pytest
import spacy

from extract.records import INSTRUMENTS, STATUSES, TYPES
from tests.extract.marked import events, marked

AB = ("Alpha University", "Beta University")


def told(event: dict[str, Any]) -> str:
    """Type, document and status in one line."""
    return f"{event['type']} {event['instrument'] or '-'} {event['status']}"


def only(text: str, **about: str | None) -> dict[str, Any]:
    """The one event of a text."""
    (event,) = events(text, **about)
    return event


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Alpha University] and [Beta University] inked a deal on joint research.", "cooperation agreement signed"),
        ("[Alpha University] signed a letter of intent with [Beta University].", "cooperation letter signed"),
        ("A road map was signed by [Alpha University] and [Beta University].", "cooperation roadmap signed"),
        ("[Alpha University] and [Beta University] adopted a joint declaration.", "cooperation declaration signed"),
        ("[Alpha University] signed a student exchange agreement with [Beta University].", "mobility agreement signed"),
        (
            "[Alpha University] and [Beta University] are to run a joint programme under an agreement signed in Rome.",
            "programme agreement signed",
        ),
        ("[Alpha University] and [Beta University] opened a joint research laboratory.", "unit - launched"),
        ("[Alpha University] and [Beta University] jointly established the [Gamma Institute].", "unit - launched"),
        ("[Beta University] has opened its representative office at [Alpha University].", "office - launched"),
        ("[Alpha University] has begun offering a dual degree with [Beta University].", "programme - launched"),
        ("[Alpha University] and [Beta University] started a joint project on water.", "project - launched"),
        ("[Alpha University] and [Beta University] set up a joint fund.", "project - launched"),
        ("[Alpha University] and [Beta University] agreed to set up a joint school.", "unit - agreed"),
        ("It was agreed that [Alpha University] and [Beta University] launch a joint degree.", "programme - agreed"),
        (
            "An understanding on student exchange was reached by [Alpha University] and [Beta University].",
            "mobility - agreed",
        ),
        ("[Alpha University] is in talks with [Beta University] about a joint campus.", "unit - negotiating"),
        ("[Alpha University] and [Beta University] are negotiating a contract.", "cooperation contract negotiating"),
        ("[Alpha University] plans to set up a branch together with [Beta University].", "office - planned"),
        ("[Alpha University] intends to sign a memorandum with [Beta University].", "cooperation memorandum planned"),
        ("[Alpha University] and [Beta University] are to establish a joint institute.", "unit - planned"),
        ("[Alpha University] runs a double degree programme with [Beta University].", "programme - in_force"),
        ("The joint institute is operated by [Alpha University] and [Beta University].", "unit - in_force"),
        ("The cooperation of [Alpha University] and [Beta University] dates back to 2003.", "cooperation - in_force"),
        ("[Alpha University] is a long-standing partner of [Beta University].", "cooperation - in_force"),
        ("[Alpha University] extended its agreement with [Beta University].", "cooperation agreement renewed"),
        ("[Alpha University] and [Beta University] renewed their partnership.", "cooperation - renewed"),
        ("[Alpha University] severed ties with [Beta University].", "cooperation - ended"),
        ("[Alpha University] decided not to renew its contract with [Beta University].", "cooperation contract ended"),
        ("The joint programme of [Alpha University] and [Beta University] is discontinued.", "programme - ended"),
    ],
)
def test_type_document_and_status_are_read_from_the_clause(text: str, expected: str) -> None:
    event = only(text)
    assert told(event) == expected
    assert set(event["parties"]) == set(AB)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Alpha University] joins the [Gamma Alliance].", "membership - launched"),
        ("The [Gamma Alliance] has admitted [Alpha University] as a full member.", "membership - launched"),
        ("[Alpha University] will become a member of the [Gamma Alliance].", "membership - planned"),
        ("[Alpha University] is a member of the [Gamma Alliance].", "membership - in_force"),
        ("[Alpha University] has withdrawn from the [Gamma Alliance].", "membership - ended"),
    ],
)
def test_an_alliance_is_a_side_when_someone_joins_or_leaves_it(text: str, expected: str) -> None:
    event = only(text)
    assert told(event) == expected
    assert set(event["parties"]) == {"Alpha University", "Gamma Alliance"}


def test_the_founders_are_the_sides_of_a_new_alliance() -> None:
    event = only("[Alpha University] and [Beta University] founded the [Gamma Alliance].")
    assert told(event) == "membership - launched"
    assert event["parties"] == AB


@pytest.mark.parametrize(
    "text",
    [
        "A delegation from [Beta University] visited our campus and met students.",
        "[Alpha University] was ranked among the top universities by [QS].",
        "We hope that a joint institute with [Beta University] will be opened.",
        "If the agreement with [Beta University] is signed, students will profit.",
        "No agreement has been signed between [Alpha University] and [Beta University].",
        "[Alpha University] and [Beta University] did not sign any documents.",
        "[Alpha University] opened a new campus in the north of the city.",
        "[Alpha University] has received accreditation from the [Gamma Agency].",
        "[Li Wei|PERSON] of [Beta University] became an honorary professor of our university.",
        "[Li Wei|PERSON], a graduate of [Alpha University], joined [Beta University] as a professor.",
        "The conference was organised by [Alpha University] together with [Beta University].",
        "Scientists of [Alpha University] and [Beta University] published a joint article.",
        "The rector of [Beta University] praised the friendship of the two countries.",
        "[Alpha University] may join the [Gamma Alliance].",
        "The parties signed a protocol of intent.",
    ],
)
def test_visits_wishes_denials_and_own_acts_are_no_events(text: str) -> None:
    assert events(text, source="Alpha University") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In [2015|DATE=2015] [Alpha University] and [Beta University] signed a memorandum.", "in_force"),
        ("On [3 May|DATE=2024-05-03] [Alpha University] and [Beta University] signed a memorandum.", "signed"),
        ("Let us remind that [Alpha University] and [Beta University] signed a memorandum.", "in_force"),
        ("[Alpha University] said that it had signed a memorandum with [Beta University].", "signed"),
    ],
)
def test_what_was_signed_long_ago_is_in_force(text: str, expected: str) -> None:
    assert only(text)["status"] == expected


def test_events_have_known_values_and_point_into_the_text() -> None:
    doc = marked(
        "[Alpha University] met guests. It signed a memorandum with [Beta University]; the joint school was opened "
        "by [Alpha University] and [Gamma College] in [May|DATE=2024-05]."
    )
    nlp = spacy.blank("en")
    nlp.add_pipe("uniaccord_agreements")
    found = nlp(doc)._.events
    assert found
    for event in found:
        assert event["type"] in TYPES
        assert event["instrument"] in (*INSTRUMENTS, None)
        assert event["status"] in STATUSES
        assert 0 < event["confidence"] < 1
        assert event["rules"]
        start, end = event["evidence"]
        assert 0 <= start < end <= len(doc.text)


def test_the_evidence_is_the_clause_that_says_so() -> None:
    text = "[Alpha University] opened a fair, and a memorandum was signed by [Beta University] and [Gamma College]."
    doc = marked(text)
    event = events(text)[0]
    start, end = event["evidence"]
    assert "memorandum was signed" in doc.text[start:end]


def test_the_rule_of_the_trigger_comes_first() -> None:
    event = only("[Alpha University] signed a memorandum on joint research with [Beta University].")
    assert event["rules"][0] == "conclude.sign"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Alpha University] signed a memorandum on joint research with [Beta University].", "joint research"),
        (
            "[Alpha University] and [Beta University] signed a contract for the training of engineers.",
            "training of engineers",
        ),
        ("[Alpha University] and [Beta University] signed a contract.", None),
    ],
)
def test_the_subject_is_what_the_document_is_about(text: str, expected: str | None) -> None:
    assert only(text)["subject"] == expected


def test_sides_that_are_named_make_an_event_surer_than_sides_that_are_assumed() -> None:
    named = only("[Alpha University] signed a memorandum with [Beta University].")
    assumed = only("A memorandum was signed with [Beta University].", source="Alpha University")
    assert named["confidence"] > assumed["confidence"]


def test_a_text_without_names_has_no_events() -> None:
    assert events("The two universities signed an agreement.") == []
    assert events("") == []


def test_a_publication_date_that_is_only_a_year_does_no_harm() -> None:
    assert (
        only("[Alpha University] signed a memorandum with [Beta University] today.", published="2024")["date"] is None
    )


def test_what_is_open_was_not_opened() -> None:
    assert not events(
        "Among others: initiatives of [Merrow University] and [Zarechny University] in open science, and joint projects."
    )
    assert not events("The laboratory of [Merrow University] remains open to scientists of [Zarechny University].")
