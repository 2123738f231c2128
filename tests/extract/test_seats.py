"""An organisation sits where its name or what stands beside it says, and how surely is told."""

import csv

import pytest
import spacy

from extract.countries.names import country_name
from extract.countries.places import cities, demonyms
from extract.countries.seats import facts_of_name, seat
from extract.lexicon import FOLDER
from extract.pipeline import extract, load
from extract.records import SEATS, Document
from tests.extract.marked import marked


def seats(text: str) -> dict[str, tuple[str | None, str | None]]:
    """Country and basis of each organisation of a marked text."""
    nlp = spacy.blank("en")
    find = nlp.add_pipe("uniaccord_seats")
    return {o["name"]: (o["country"], o["basis"]) for o in find(marked(text))._.organisations}


def only(text: str) -> str:
    ((country, basis),) = seats(text).values()
    return f"{country} {basis}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ministry of Education of China", "CN name"),
        ("University of South Africa", "ZA name"),
        ("Chinese Academy of Sciences", "CN name"),
        ("Royal Thai Consulate-General in Oslo", "TH name"),
        ("South African Weather Service", "ZA name"),
        ("Association of Indian Universities", "IN name"),
        ("Embassy of Japan in Kenya", "JP name"),
        ("German Embassy in Bishkek", "DE name"),
        ("University of Lagos", "NG city"),
        ("TOMSK POLYTECHNIC UNIVERSITY", "RU city"),
        ("Universidade de Sao Paulo", "BR city"),
        ("Universität Zürich", "CH city"),
        ("Ohio State University", "US city"),
        ("British Columbia Institute of Forestry", "CA city"),
        ("German University in Cairo", "EG city"),
        ("American University of Beirut", "LB city"),
        ("Georgia Institute of Technology", "US city"),
    ],
)
def test_a_name_can_tell(name: str, told: str) -> None:
    assert " ".join(map(str, seat(facts_of_name(name)))) == told


@pytest.mark.parametrize(
    "name",
    [
        "Merrow University",
        "Institute of Chinese Studies",
        "Department of Spanish Language",
        "French Department",
        "Indian Ocean Commission",
        "European University Association",
        "African Union",
        "Turkish-German University",
        "Paris Lodron University Salzburg",
        "Bologna Process Board",
        "Representative Office in Shanghai",
        "University of Alta Montaña",
        "University of York",
    ],
)
def test_other_names_do_not(name: str) -> None:
    assert seat(facts_of_name(name)) == (None, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[Merrow University] (Japan) signed.", "JP bracket"),
        ("[Merrow University] (Krakow, [Poland|COUNTRY=PL]) signed.", "PL bracket"),
        ("[Merrow University] (MU) (the [Netherlands|COUNTRY=NL]) signed.", "NL bracket"),
        ("[Merrow University] (MU, [Japan|COUNTRY=JP]) signed.", "JP bracket"),
        ("[Merrow University], [Japan|COUNTRY=JP], signed.", "JP apposition"),
        ("[Merrow University] (MU), [Japan|COUNTRY=JP], signed.", "JP apposition"),
        ("[Merrow University], Kota Baru, [Malaysia|COUNTRY=MY], signed.", "MY apposition"),
        ("[Merrow University] in the [Netherlands|COUNTRY=NL] signed.", "NL apposition"),
        ("[Merrow University] from [Poland|COUNTRY=PL] signed.", "PL apposition"),
        ("[Japan|COUNTRY=JP]'s [Merrow University] signed.", "JP apposition"),
        ("[Japan|COUNTRY=JP]'s national broadcaster [MBC] came.", "JP apposition"),
        ("the [UK|COUNTRY=GB]-based [Merrow University] signed.", "GB apposition"),
        ("the Japanese [Merrow University] signed.", "JP demonym"),
        ("the South Korean technology giant [Merrow] signed.", "KR demonym"),
        ("[Merrow University] (Krakow) signed.", "PL city"),
        ("[Merrow University], Krakow, signed.", "PL city"),
        ("[Merrow University] in Krakow signed.", "PL city"),
    ],
)
def test_what_stands_beside_a_name_can_tell(text: str, told: str) -> None:
    assert only(text.replace("(Japan)", "([Japan|COUNTRY=JP])")) == told


@pytest.mark.parametrize(
    "text",
    [
        "[Merrow University], [Japan|COUNTRY=JP] and [China|COUNTRY=CN] signed.",
        "[Merrow University] met guests in [Japan|COUNTRY=JP].",
        "An office of [Merrow University] in [Japan|COUNTRY=JP] opened.",
        "[Merrow University] (see [Japan|COUNTRY=JP] below) signed.",
        "[Japan|COUNTRY=JP]'s ministers met [Merrow University].",
        "the Japanese rector of [Merrow University]",
        "Chinese and Japanese [Merrow University]",
        "European [Merrow University] signed.",
        "[Merrow University], Paris Peace Forum",
    ],
)
def test_what_belongs_to_something_else_does_not(text: str) -> None:
    assert only(text) == "None None"


def test_the_place_of_the_next_organisation_is_not_that_of_this_one() -> None:
    assert seats("[Merrow University], [Tokyo Tech] and [Oslo Lab]")["Merrow University"] == (None, None)


def test_the_surest_fact_wins_and_equals_that_disagree_give_none() -> None:
    assert only("[University of Lagos], [Portugal|COUNTRY=PT], signed.") == "PT apposition"
    assert seat([("PT", "city"), ("NG", "name"), ("NG", "name")]) == ("NG", "name")
    assert seat([("PT", "city"), ("NG", "name"), ("GH", "name")]) == (None, None)
    assert seat([]) == (None, None)


def test_every_organisation_is_told_once_in_the_order_of_the_text() -> None:
    text = "Merrow University (MU) and the University of Lagos met at MU."
    (extraction,) = extract(load(), [Document(id="a", text=text)])
    assert [(o.name, o.country, o.basis) for o in extraction.organisations] == [
        ("Merrow University", None, None),
        ("University of Lagos", "NG", "city"),
    ]


def test_the_lists_have_no_place_twice_and_only_known_countries() -> None:
    for known in (cities(), demonyms()):
        assert all(country_name(code) for code in known.values())
    assert len(cities()) > 600
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"].casefold() for row in csv.DictReader(file)}
    assert not names & cities().keys()
    assert set(SEATS) == {"name", "bracket", "apposition", "demonym", "city"}
