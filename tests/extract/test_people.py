"""People are found without titles and degrees, and told with role and organisation."""

from itertools import pairwise
from typing import Any

import pytest

from extract.organisations.component import organisations
from extract.people.component import people_in
from extract.text import shadow


def read(text: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return people_in(shadow(text), organisations(shadow(text)))


def named(text: str) -> list[str]:
    return [text[m["start"] : m["end"]] for m in read(text)[0] if m["label"] == "PERSON"]


def entities(text: str) -> list[str]:
    return [m["entity"] for m in read(text)[0] if m["label"] == "PERSON"]


def roles(text: str) -> dict[str, tuple[str | None, str | None]]:
    return {person["name"]: (person["role"], person["organisation"]) for person in read(text)[1]}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Prof. Dr. Xyla Brontë opened it.", ["Xyla Brontë"]),
        ("Mr Quill, Ms. Orla Fenn and H.E. Amb. Brann Toll", ["Quill", "Orla Fenn", "Brann Toll"]),
        ("Assistant Professor Dr.Karn Ounchan spoke.", ["Karn Ounchan"]),
        ("Rector Malfin and Vice-Rector Gulya Shuowa", ["Malfin", "Gulya Shuowa"]),
        ("It was signed by Tarvo Ells, Director of the Merrow Institute.", ["Tarvo Ells"]),
        ("President of Merrow University Lamo Replet came.", ["Lamo Replet"]),
        ("Minister of Education and Science of Kyrgyzstan Kany Isak", ["Kany Isak"]),
        ("Tarvo Ells (Deputy Head, Merrow Institute)", ["Tarvo Ells"]),
        ("Tarvo Ells – Rector of Merrow University", ["Tarvo Ells"]),
        ("Tarvo Ells, who heads the office, left.", ["Tarvo Ells"]),
        ("“We agree,” said Tarvo Ells.", ["Tarvo Ells"]),
        ("Tarvo Ells added that it works.", ["Tarvo Ells"]),
        ("By Tarvo Ells\nThe exchange goes on.", ["Tarvo Ells"]),
        ("* Tarvo Ells, President, Merrow University\n* Ugo Wint, Merrow Academy", ["Tarvo Ells", "Ugo Wint"]),
        ("Dr. Ala Renn, Tarvo Ells and Ugo Wint", ["Ala Renn", "Tarvo Ells", "Ugo Wint"]),
        ("Maria Wint came.", ["Maria Wint"]),
        (
            "Qiu Yong, WANG Xiaoxiao, Xinhe BAO, Oh Seok-hwan and Ouyang Min",
            ["Qiu Yong", "WANG Xiaoxiao", "Xinhe BAO", "Oh Seok-hwan", "Ouyang Min"],
        ),
        ("President Nguyen Phu Trong", ["Nguyen Phu Trong"]),
        ("Andrei RUDSKY and SHI Bochao met.", ["Andrei RUDSKY", "SHI Bochao"]),
        ("V. A. Sadovy, D.G. ARSENY and EB Popkova, director", ["V. A. Sadovy", "D.G. ARSENY", "EB Popkova"]),
        ("Bayram Perdebayevich Otemur joined", ["Bayram Perdebayevich Otemur"]),
        ("Dr Khalid bin Faisal Al Amri and Prof. Juan de la Cruz", ["Khalid bin Faisal Al Amri", "Juan de la Cruz"]),
        ("President van Luik signed.", ["van Luik"]),
        ("Chancellor Jose Camacho, Jr., signed.", ["Jose Camacho, Jr."]),
        ("Director Gary Lin (林松煥) was there.", ["Gary Lin", "林松煥"]),
        ("Rector Tarvo Ells’s speech", ["Tarvo Ells"]),
    ],
)
def test_names_are_found_without_titles_and_roles(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The Rector and the Vice-Rector for Academic Activities met.",
        "the Memorandum of Understanding on Student Exchange",
        "a delegation from St. Petersburg, Hong Kong, Sri Lanka and New York",
        "Belt and Road Initiative, Priority 2030",
        "Merrow University President",
        "SIGNING CEREMONY IN MERROW",
        "Deputy High Commissioner to Nigeria",
        "On Tuesday Chinese and Russian Experts Agreed",
        "Tianjin, Nanning and Haikou",
    ],
)
def test_other_capitals_are_no_people(text: str) -> None:
    assert named(text) == []


def test_a_family_name_alone_means_the_person_named_in_full() -> None:
    text = "Prof. Tarvo Ells came. Ells said yes. WANG Xiaoxiao agreed; Wang smiled."
    assert named(text) == ["Tarvo Ells", "Ells", "WANG Xiaoxiao", "Wang"]
    assert entities(text) == ["Tarvo Ells", "Tarvo Ells", "WANG Xiaoxiao", "WANG Xiaoxiao"]


def test_the_full_name_may_come_later() -> None:
    assert entities("Rector Ells met us. Later Prof. Tarvo Ells spoke.") == ["Tarvo Ells", "Tarvo Ells"]


def test_initials_stand_for_given_names() -> None:
    assert entities("Rector Mustafa Babanly met us. Rector M. Babanly spoke.") == ["Mustafa Babanly"] * 2


def test_of_two_people_with_one_family_name_the_role_decides_then_the_last_one() -> None:
    text = "President Liu Jiong met Vice-Premier Liu Yandong. President Liu spoke. Liu agreed."
    assert entities(text) == ["Liu Jiong", "Liu Yandong", "Liu Jiong", "Liu Yandong"]


def test_an_initial_is_not_a_family_name() -> None:
    assert entities("Prof. Emie S. Mirasol and Shige Suzuki, Dean, met. Suzuki spoke.")[-1] == "Shige Suzuki"


@pytest.mark.parametrize(
    ("text", "person", "role", "organisation"),
    [
        (
            "Tarvo Ells, Vice-Rector for International Affairs at Merrow University, spoke.",
            "Tarvo Ells",
            "Vice-Rector for International Affairs",
            "Merrow University",
        ),
        ("Merrow University President Tarvo Ells spoke.", "Tarvo Ells", "President", "Merrow University"),
        (
            "the Executive Secretary of the Merrow Commission (MC), Prof. Tarvo Ells",
            "Tarvo Ells",
            "Executive Secretary",
            "Merrow Commission",
        ),
        ("Merrow University’s treasurer Professor Tarvo Ells", "Tarvo Ells", "treasurer", "Merrow University"),
        (
            "Shige Ells, MU Vice President, and MU. Merrow University (MU)",
            "Shige Ells",
            "Vice President",
            "Merrow University",
        ),
        ("Prof. Tarvo Ells spoke.", "Tarvo Ells", "Professor", None),
        ("Maria Wint came.", "Maria Wint", None, None),
    ],
)
def test_roles_and_organisations_are_told(text: str, person: str, role: str | None, organisation: str | None) -> None:
    assert roles(text)[person] == (role, organisation)


def test_the_fullest_role_of_a_document_counts_once() -> None:
    assert roles("Prof. Tarvo Ells came. Tarvo Ells, Rector of Merrow University, spoke. Ells left.") == {
        "Tarvo Ells": ("Rector", "Merrow University")
    }


def test_a_family_name_in_capitals_is_no_organisation() -> None:
    mentions, _ = read("Caroline BENTON opened the meeting. Merrow University thanked BENTON.")
    assert [(m["label"], m["entity"]) for m in sorted(mentions, key=lambda m: m["start"])] == [
        ("PERSON", "Caroline BENTON"),
        ("ORG", "Merrow University"),
        ("PERSON", "Caroline BENTON"),
    ]


def test_mentions_do_not_overlap() -> None:
    text = "Rector of Merrow University Tarvo Ells, Tarvo Ells of Tarvo Ells University, and John Tarvo Ells Smith."
    mentions = sorted(read(text)[0], key=lambda m: m["start"])
    assert all(a["end"] <= b["start"] for a, b in pairwise(mentions))
    assert all(0 <= m["start"] < m["end"] <= len(text) for m in mentions)


def test_an_empty_text_has_no_people() -> None:
    assert read("") == ([], [])
