"""An event took place where its sentence or its dateline says, and else nobody knows where."""

import pytest

from extract.agreements.component import find_agreements
from extract.pipeline import BLANK, extract, load
from extract.records import Document
from tests.extract.marked import marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] and [B] signed a contract in Tashkent on [3 May|DATE=2024-05-03].", ("UZ", "Tashkent")),
        ("A contract of [A] and [B] was signed on [3 May|DATE=2024-05-03] in [Kenya|COUNTRY=KE].", ("KE", "Kenya")),
        ("A contract of [A] and [B] was signed in Voi, [Kenya|COUNTRY=KE].", ("KE", "Voi, Kenya")),
        ("At a ceremony in Paris [A] and [B] signed a contract.", ("FR", "Paris")),
        ("Yesterday in Paris [A] and [B] signed a contract.", ("FR", "Paris")),
        ("During a visit to [Kenya|COUNTRY=KE] [A] signed a contract with [B].", ("KE", "Kenya")),
        ("A centre of [A] and [B] was opened in Paris.", ("FR", "Paris")),
        ("A contract of [A] and [B] was signed at the [Gamma University] in Paris.", ("FR", "Paris")),
        ("PARIS, [9 May|DATE=2024-05-09] – [A] and [B] signed a contract.", ("FR", "PARIS")),
        ("PARIS, [9 May|DATE=2024-05-09] – [A] and [B] signed a contract after talks with guests from Tashkent.", None),
        ("PARIS, [9 May|DATE=2024-05-09] – Guests came. It rained. [A] and [B] signed a contract.", None),
        ("PARIS, [9 May|DATE=2024-05-09] – [A] and [B] opened a joint centre.", None),
        ("[A] signed a contract with [B] in Paris.", None),
        ("[A] and [B] signed a contract on courses in [Kenya|COUNTRY=KE].", None),
        ("In Paris the rector said that [A] and [B] had signed a contract.", None),
        ("In Paris and later in Tashkent [A] and [B] signed a contract.", None),
        ("At a meeting in Paris [A] and [B] signed a contract online.", None),
        ("[A] and [B] plan to sign a contract at a meeting in Paris.", None),
        ("[A] and [B] signed a contract.", None),
    ],
)
def test_the_place_is_that_of_the_act(text: str, expected: tuple[str, str] | None) -> None:
    doc = find_agreements(marked(text.replace("[A]", "[Alpha University]").replace("[B]", "[Beta University]")))
    (event,) = doc._.events
    found = event["place"] and (event["place_country"], doc.text[slice(*event["place"])])
    assert found == expected


def test_the_place_counts_characters_of_the_text_that_came_in() -> None:
    text = "Merrow Uni\u00adversity and Calder University signed a memorandum of understanding in Tash\u00adkent."
    (extraction,) = extract(load(BLANK), [Document(id="a", text=text)])
    (event,) = extraction.events
    assert event.place is not None
    assert (event.place_country, text[event.place.start : event.place.end]) == ("UZ", "Tash\u00adkent")
