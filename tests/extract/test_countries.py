"""A country is marked where a country is meant."""

import csv

import pytest
import spacy

from extract.countries.component import countries, gazetteer
from extract.countries.names import country_name
from extract.lexicon import FOLDER
from extract.text import shadow


def named(text: str) -> list[str]:
    return [f"{text[start:end]} {code}" for start, end, code in countries(shadow(text))]


def codes(text: str) -> str:
    return " ".join(code for _, _, code in countries(shadow(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia and the Russian Federation", "RU RU"),
        ("PRC, China, the People’s Republic of China, the People's Republic of China", "CN CN CN CN"),
        ("the Republic of Korea, South Korea, North Korea, the DPRK", "KR KR KP KP"),
        ("Türkiye, Turkey, the Republic of Turkey", "TR TR TR"),
        ("the UK, Great Britain, Britain, the U.K.", "GB GB GB GB"),
        ("the USA, the U.S., the US, the United States of America", "US US US US"),
        ("the UAE, the Emirates, PNG, NZ", "AE AE PG NZ"),
        ("Czechia, the Czech Republic, Côte d’Ivoire, Cote d'Ivoire, Ivory Coast", "CZ CZ CI CI CI"),
        ("Burma, Swaziland, Macedonia, Cape Verde, East Timor, Holland", "MM SZ MK CV TL NL"),
        ("DR Congo, the Democratic Republic of the Congo", "CD CD"),
        ("Viet Nam, Lao PDR, Taiwan, Kosovo, Palestine", "VN LA TW XK PS"),
        ("Bosnia & Herzegovina, St Lucia, Saint Lucia", "BA LC LC"),
        ("GUANGZHOU, CHINA", "CN"),
    ],
)
def test_countries_are_known_by_all_their_names(text: str, expected: str) -> None:
    assert codes(text) == expected


def test_the_longest_name_is_marked_without_its_article() -> None:
    assert named("across the Republic of Belarus.") == ["Republic of Belarus BY"]
    assert named("in Papua New Guinea and Guinea-Bissau") == ["Papua New Guinea PG", "Guinea-Bissau GW"]


def test_a_name_may_go_on_in_the_next_line() -> None:
    assert codes("at universities of the Russian\nFederation and of Saudi\n  Arabia") == "RU SA"


def test_the_country_word_of_a_compound_is_marked() -> None:
    assert codes("US universities, UK-based firms, China-Africa ties") == "US GB CN"


@pytest.mark.parametrize(
    "text",
    [
        "Chinese, Russian and Belarusian colleagues, two Koreans",
        "tell us more; CONTACT US",
        "A$4.5 million (US$3.5 million), US $2 million",
        "Hong Kong and Macao",
        "New Jersey, New Mexico, Mexico City, Northern Ireland, Inner Mongolia, South Australia",
        "Guinea pigs were fed",
        "at Emory University in Atlanta, Georgia",
        "in Alabama, Georgia and Florida, in coastal Georgia; her student Jordan Ellis, dean Georgia Brown, Tom Holland",
        "listed on Bursa Malaysia; a workshop of Education New Zealand; trams of Tramways et Signaux de France",
        "2nd INDIA-ASEAN CONCLAVE ON ROADS",
        "Zarvix Malaysia Berhad",
        "boats on Lake Chad, a guinea pig and a Guinea pig, bone china, a turkey, a Turkey sandwich",
        "in Peru, Indiana",
        "Michael Jordan and Professor Chad Smith spoke",
        "Latin America, Bank of America",
        "post@mail.China, www.russia.ru",
    ],
)
def test_other_things_are_no_countries(text: str) -> None:
    assert named(text) == []


def test_a_country_beside_a_name_that_looks_like_it_is_marked() -> None:
    assert named("in Jordan and in Georgia, near Tbilisi") == ["Jordan JO", "Georgia GE"]
    assert codes("visited Georgia Monday, in Israel Professor Zar spoke, and Jordan President Zark") == "GE IL JO"


@pytest.mark.parametrize(
    "text",
    [
        "the India-US Education Dialogue",
        "the Year of Belarusian Education in China",
        "the China International Education Expo",
        "the Forum of Rectors of Universities of Kyrgyzstan and Russia",
        "the Study in Korea exhibition",
        "the course “Doing Business in China” is new",
    ],
)
def test_countries_in_names_of_events_and_programmes_are_not_marked(text: str) -> None:
    assert named(text) == []


def test_a_forum_in_a_country_and_a_quoted_sentence_name_it() -> None:
    assert codes("the Forum in China ended. “Russia and China have advantages,” he said.") == "CN RU CN"


def test_korea_alone_is_the_south_unless_the_text_is_about_the_north() -> None:
    assert codes("a university in Korea") == "KR"
    assert codes("Pyongyang, Korea") == "KP"


def test_names_of_organisations_and_people_mask_countries() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("uniaccord_countries")
    text = "the Ministry of Education of China in China"
    doc = nlp.make_doc(text)
    organisation = {"start": 4, "end": 34, "label": "ORG", "entity": "Ministry of Education of China"}
    doc._.mentions = [organisation]
    assert nlp(doc)._.mentions == [
        organisation,
        {"start": 38, "end": 43, "label": "COUNTRY", "value": "CN", "rule": "country.name"},
    ]


def test_the_table_has_every_country_and_no_name_twice() -> None:
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["name"] for row in rows}) == len(rows)
    assert len({row["code"] for row in rows}) == 240
    assert {row["kind"] for row in rows} == {"cldr", "official", "other", "former"}
    assert codes(". ".join(row["name"] for row in rows if row["kind"] == "cldr")).split() == [
        row["code"] for row in rows if row["kind"] == "cldr"
    ]


def test_every_code_that_can_be_found_has_a_name_for_people() -> None:
    codes = set(gazetteer().codes.values()) - {""}
    assert len(codes) > 200
    assert all(country_name(code) for code in codes)
