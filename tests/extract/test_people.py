"""People are found without titles and degrees, and told with role and organisation."""

from itertools import pairwise
from typing import Any

import pytest

from extract.organisations.component import organisations
from extract.organisations.publisher import publishers_of
from extract.people.affiliations import _sharing_words
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
        ("Ir. Bambang Wiro and Tan Sri Dato' Zaid Hanif came.", ["Bambang Wiro", "Zaid Hanif"]),
        (
            "The guests were Pak Slamet Wiro, U Aung Thant and Ato Tesfaye Molla.",
            ["Slamet Wiro", "Aung Thant", "Tesfaye Molla"],
        ),
        (
            "Lt Gen (Retd) Omar Fesh, Univ.-Prof. Anna Holt and Atty. Jose Reyes",
            ["Omar Fesh", "Anna Holt", "Jose Reyes"],
        ),
        ("Mark Ells, OBE, Budi Wiro, M.Si., IPU and Paul Fenn SJ agreed.", ["Mark Ells", "Budi Wiro", "Paul Fenn"]),
        ("Mr Robert Quill III spoke.", ["Robert Quill III"]),
        ("Vice-Director Līga Ozolsone opened it.", ["Līga Ozolsone"]),
        ("It was Markéta Nováková.", ["Markéta Nováková"]),
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
        "an evening with Fundacja Nowa Narew",
        "Groupe Merel and Ostrel SAS and Merel UAS said so.",
        "the Ostrel Courier reported",
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


def test_of_two_spellings_the_one_with_fewer_capitals_is_the_name() -> None:
    text = "President LIU Peiyun spoke. Liu Peiyun, President of Merrow University, thanked all."
    assert entities(text) == ["Liu Peiyun", "Liu Peiyun"]


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
        ("Tarvo Ells, who heads the Merrow Institute, left.", "Tarvo Ells", "head", "Merrow Institute"),
        ("Ugo Wint, who is director of the Merrow Institute, left.", "Ugo Wint", "director", "Merrow Institute"),
        (
            "Maria Wint (林松煥), Vice President of Merrow University, left.",
            "Maria Wint",
            "Vice President",
            "Merrow University",
        ),
        (
            "The guests came to Merrow University. Its Rector Tarvo Ells spoke.",
            "Tarvo Ells",
            "Rector",
            "Merrow University",
        ),
        (
            "Tarvo Ells, Rector of Merrow University, Director External Linkages Maria Wint and others",
            "Maria Wint",
            "Director External Linkages",
            "Merrow University",
        ),
        ("The VC of Merrow University, Prof. Tarvo Ells, spoke.", "Tarvo Ells", "Vice-Chancellor", "Merrow University"),
        (
            "Yours,\nMaria Wint\nExecutive Director, Merrow Institute\n",
            "Maria Wint",
            "Executive Director",
            "Merrow Institute",
        ),
        (
            "PRESENT\n\nMerrow University\nProf. Maria Wint, President\nOstrel University\nUgo Fenn, President\n",
            "Maria Wint",
            "President",
            "Merrow University",
        ),
        (
            "A delegation of Merrow University led by Maria Wint, Secretary of the Party Committee, left.",
            "Maria Wint",
            "Secretary of the Party Committee",
            "Merrow University",
        ),
        ("Maria Wint joined Merrow University in May as Bursar.", "Maria Wint", "Bursar", "Merrow University"),
        ("Maria Wint serves as Co-Director of the Merrow Institute.", "Maria Wint", "Co-Director", "Merrow Institute"),
        (
            "Maria Wint of Merrow University and John Fenn of Ostrel University serve as Co-Directors.",
            "John Fenn",
            "Co-Director",
            "Ostrel University",
        ),
        ("Maria Wint, who is studying at Merrow University, came.", "Maria Wint", "student", "Merrow University"),
        (
            "Maria Wint, who coordinates foreign relations, came.",
            "Maria Wint",
            "coordinator of foreign relations",
            None,
        ),
        (
            "Rectors Maria Wint (Merrow University) and John Fenn (Ostrel University) signed.",
            "John Fenn",
            "Rector",
            "Ostrel University",
        ),
        ("Two deans came: Maria Wint, who is in charge of mills, and John Fenn.", "John Fenn", "dean", None),
        ("Inquiries (Person in charge: Maria Wint)", "Maria Wint", "Person in charge", None),
        ("Signatory: Maria Wint, Managing Director of Merrow Bank.", "Maria Wint", "Managing Director", "Merrow Bank"),
        (
            "Its hall at Merrow University was lent by Ostrel Bank. Its Rector Maria Wint came.",
            "Maria Wint",
            "Rector",
            "Merrow University",
        ),
        (
            "Merrow University and Ostrel University agreed. Merrow rector Maria Wint signed.",
            "Maria Wint",
            "rector",
            "Merrow University",
        ),
        (
            "Merrow University (Japan) and Ostrel University (Sweden) agreed. Rector Eva Lindström signed.",
            "Eva Lindström",
            "Rector",
            "Ostrel University",
        ),
        ("Maria Wint, a glassblower from Merrow University, came.", "Maria Wint", "glassblower", "Merrow University"),
        ("Maria Wint, a further guest, came.", "Maria Wint", None, None),
        ("Prof. Tarvo Ells spoke.", "Tarvo Ells", "Professor", None),
        ("Maria Wint came.", "Maria Wint", None, None),
    ],
)
def test_roles_and_organisations_are_told(text: str, person: str, role: str | None, organisation: str | None) -> None:
    assert roles(text)[person] == (role, organisation)


def test_an_organisation_has_one_rector() -> None:
    text = "Tarvo Ells is Rector of Merrow University. Ostrel University and Merrow University agreed. Rector Ugo Wint signed."
    assert roles(text)["Ugo Wint"] == ("Rector", "Ostrel University")


def test_a_university_with_a_rector_has_no_vice_presidents() -> None:
    text = "Tarvo Ells is Rector of Merrow University. Ostrel University and Merrow University met. Vice-President John Fenn came."
    assert roles(text)["John Fenn"] == ("Vice-President", "Ostrel University")


def test_the_host_comes_before_the_publisher() -> None:
    text = "At Ostrel University the guests saw a mill. President Ugo Wint welcomed them. Merrow University is old."
    people = people_in(shadow(text), organisations(shadow(text)), "Merrow University")[1]
    assert [(person["organisation"], person["basis"]) for person in people] == [("Ostrel University", "document")]


@pytest.mark.parametrize(
    ("source", "publisher"),
    [
        ("umerr", "University of Merrow"),
        ("alcobar", "Universidad de Alcóbar"),
        ("uom", "University of Merrow"),
        ("ostc", "Ostrel College"),
        ("zsu", "Anna Zarn State University"),
        ("zzu", "Zhengzhou University"),
        ("mrrw", "mrrw"),
        ("xyz", "xyz"),
    ],
)
def test_an_id_names_the_publisher_that_it_is_made_of(source: str, publisher: str) -> None:
    names = ["Ostrel College", "University of Merrow", "Universidad de Alcóbar", "Anna Zarn State University"]
    assert publishers_of(source, (), [(name, name) for name in names]) == [publisher]


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


def test_of_equally_likely_organisations_the_first_of_the_text_is_taken() -> None:
    names = ["Merrow City Council", "Merrow City Administration", "Merrow City Government"]
    assert _sharing_words("Mayor of Merrow", names) == names[0]
    assert _sharing_words("Mayor of Merrow", names[::-1]) == names[-1]
