"""Organisations are found with the boundaries of the guidelines, and told to be the same."""

from itertools import pairwise

import pytest

from extract.organisations.component import organisations
from extract.organisations.linking import canonical
from extract.text import shadow


def named(text: str, source: str | None = None, *aliases: str) -> list[str]:
    """Surfaces of all organisations of a text, in order."""
    return [text[m["start"] : m["end"]] for m in organisations(shadow(text), source, aliases)]


def entities(text: str, source: str | None = None, *aliases: str) -> dict[str, str]:
    """Canonical name by surface."""
    return {text[m["start"] : m["end"]]: m["entity"] for m in organisations(shadow(text), source, aliases)}


@pytest.mark.parametrize(
    "name",
    [
        "Zarechny State University",
        "University of Port Merrow",
        "University of Science and Technology of Karelia",
        "Zarechny State Oil and Gas University",
        "National University of Uzbekistan named after Mirzo Ulugbek",
        "Peter the Great Naval Academy",
        "Belarusian-Russian University",
        "St John's Research Institute",
        "King's College",
        "Merrow Teachers' College",
        "Faculty of Biology of Zarechny State University",
        "Institute of Russia, Eastern Europe and Central Asia of the Chinese Academy of Social Sciences",
        "Ministry of Education, Culture and Science",
        "Ministry of Higher Education and Scientific Research of Egypt",
        "Ministry of Foreign Affairs of the Russian Federation",
        "Council of the European Union",
        "Committee on Humanities Cooperation",
        "Embassy of the Republic of Indonesia in Bangkok",
        "ZSU Representative Office in Shanghai",
        "TSU Institute of Smart Materials",
        "Union of Technical Universities",
        "Ussuri Silk Road Universities Consortium",
        "Center for Study and Research in Agriculture",
        "Russian Rectors' Union",
        "University of Silesia in Katowice",
        "Leibniz University Hannover",
        "Alexander von Humboldt Foundation",
        "Datong International Group",
        "Zhouyi Tech LLC",
        "Merrow Motors Co., Ltd.",
        "PT Tracol Asia",
        "TU Darmstadt",
        "Universidad Autónoma de San Luis Potosí",
        "École nationale d'administration publique",
        "Politecnico di Milano",
        "Ludwig-Maximilians-Universität",
        "British Council",
        "Coursera",
        "Government of South Australia",
        "Confucius Institute",
        "Hogeschool Merkant",
        "Merkant Hogeschool",
        "Zarvári Egyetem",
        "Politechnika Zarnowska",
        "Universiteti i Merrow",
        "Universitatea Tehnică din Zarova",
        "École supérieure d'ingénierie de Zarbec",
        "Institut supérieur des mines et de l'eau de Zarbec",
        "Réseau sahélien des écoles d'eau et d'énergie",
        "Camera di Commercio di Merrovia",
        "Hospital Universitario Virgen de Merrow",
        "Commission des Titres d'Ingénieur",
        "Azienda Ospedaliero-Universitaria “Santa Zara”",
        "Staatliches Schulamt Zarenau",
        "Goethe-Gymnasium Zarenau",
        "Fundacja Nowa Zarna",
        "Merrow-University of Zarechny",
        "Zarvix Embedded Solutions Pvt. Ltd.",
        "Zarvix Castings India (P) Ltd",
        "Zarvix Polymer Sdn. Bhd.",
        "Zarvix Resources Berhad",
        "Zarvix Analytics Private Limited",
        "Zarvix Steel & Wires Ltd.",
        "Brandt & Söhne Maschinenbau GmbH",
        "Zarvix – Energias do Atlântico, S.A.",
        "Strojírny Zarná, a.s.",
        "PT Zarvix Agro Tbk",
        "Zarvix SAS",
        "Zarjoki UAS",
        "Merrow College of Engineering (Autonomous)",
        "Merrow Academy of Higher Education (Deemed to be University)",
        "Zarde Tool Room & Training Centre",
        "Zarde Institute of Medical Sciences & Research Centre",
        "Zarde Small and Tiny Industries Association",
        "Merrow College of Arts and Crafts",
        "Anna and Emil Zark Foundation",
        "Zarde Growers' Cooperative Society",
        "Institution's Innovation Council",
        "Marshal's Office of the Zarde Voivodeship",
        "Pakistan-China Joint Laboratory on Sand and Water",
        "Vietnam – France Center for Materials",
        "Gulf of Guinea Regional Maritime Academy",
        "Zarde No. 3 Middle School",
        "Merrow University Colombo",
        "British Consulate-General Hong Kong",
        "Office of International Affairs of Hong Kong, Macao and Taiwan",
        "Department of Further and Higher Education, Research and Science",
        "Agency for International Cooperation in Education and Research",
        "Directorate-General for Higher Education",
        "Syndicate of Merrow University",
        "Training and Placement Cell",
        "Merrow Daily",
        "Federal University of Vale do Zarna",
        "National Association “Open Zarna”",
        "National Technical University of Ukraine “Ivan Zaron Merrow Institute”",
        "RWTH Zaren Innovation Center",
        "University Hospital Lough Zarna",
        "Mission universitaire de Zarnie en Merrovie",
        "LLC Zarnostroy",
        "JSC Zarna Bank",
        "Khaleej Zarna SAOC",
        "Minera Zarna S.A.C.",
        "Sheikha Zarna bint Merrow Hospital",
        "Kantonsspital Zarenau",
        "Guru Zarna Vishwavidyalaya",
        "Learning by Giving Foundation",
        "President University",
        "Texas A&M",
        "imec",
        "Zarnafilm Technologies",
        "Zarna Polymer Industries",
    ],
)
def test_names_are_found_whole(name: str) -> None:
    assert named(f"On Monday, guests from the {name} came to sign a memorandum.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Turkish Ministry of Health", ["Ministry of Health"]),
        ("Nigeria’s Ministry of Education", ["Ministry of Education"]),
        ("the Faculty of Law, Merrow University", ["Faculty of Law", "Merrow University"]),
        ("Merrow University’s Faculty of Law", ["Merrow University", "Faculty of Law"]),
        ("the Faculty of Law at Merrow University", ["Faculty of Law", "Merrow University"]),
        ("Merrow University in China", ["Merrow University"]),
        ("Merrow University of Turkey", ["Merrow University"]),
        ("Heriot-Merrow University of Scotland", ["Heriot-Merrow University"]),
        ("Ivan Zaron State University of Belarus", ["Ivan Zaron State University"]),
        ("Ivan Zaron National University of Belarus", ["Ivan Zaron National University of Belarus"]),
        ("Indiana University of Pennsylvania", ["Indiana University of Pennsylvania"]),
        ("Merrow Motors LLC Zarnostroy", ["Merrow Motors LLC"]),
        ("Politechnika Zarnowska in Poland", ["Politechnika Zarnowska"]),
        ("Universitas Zarda Lestari in Zarbaru", ["Universitas Zarda Lestari"]),
        ("the Faculty of Law at Hogeschool Merkant", ["Faculty of Law", "Hogeschool Merkant"]),
        ("Merrow University on the Confucius Institute", ["Merrow University", "Confucius Institute"]),
        ("Chairman of the Board of Zarvix Group", ["Zarvix Group"]),
        ("LAHORE - Merrow University", ["Merrow University"]),
        ("M/s Zarvix Ltd", ["Zarvix Ltd"]),
        ("a plant of Zarvix Pte Ltd. It grows", ["Zarvix Pte Ltd"]),
        ("a plant of Zarvix Co., Ltd. It grows", ["Zarvix Co., Ltd."]),
        ("THE MERROW FOUNDATION", ["MERROW FOUNDATION"]),
        ("met at the ZSU-Merrow Campus", ["ZSU-Merrow Campus"]),
        ("Siemens and Merrow Hill Foundation", ["Siemens", "Merrow Hill Foundation"]),
        ("Merrow University and the University of Lagos", ["Merrow University", "University of Lagos"]),
        ("the Faculty of Law and Merrow University", ["Faculty of Law", "Merrow University"]),
        ("the Faculty of Law and Coursera", ["Faculty of Law", "Coursera"]),
        ("Rector of the University of Mostar Zoran Tomić", ["University of Mostar"]),
        ("the Merrow Clinic of the University", ["Merrow Clinic"]),
        ("the Krakow-based Merrow Academy", ["Merrow Academy"]),
        ("The universities of Granada, Bergen and Leipzig met", ["Granada", "Bergen", "Leipzig"]),
        ("The Federal Universities of Alto Zarna, Merrow and Vale do Zarde", ["Alto Zarna", "Merrow", "Vale do Zarde"]),
        ("New Delhi: the IITs of Delhi and Kanpur met", ["Delhi", "Kanpur"]),
        ("The universities of South East Europe and Western Balkans met", []),
        ("the Congolese ministry for higher education and the press", ["ministry for higher education"]),
        ("the ministry for higher education and the press", []),
        ("Peking, Nankai and Wuhan Universities", ["Peking", "Nankai", "Wuhan"]),
        ("At Merrow University", ["Merrow University"]),
        ("CHIANG MAI UNIVERSITY", ["CHIANG MAI UNIVERSITY"]),
        ("St\xa0Petersburg University", ["St\xa0Petersburg University"]),
        ("BAKU, April 11 (Azerinfo) – Rectors met", ["Azerinfo"]),
        ("the CEO of Krastmet. At Krastmet they work", ["Krastmet", "Krastmet"]),
    ],
)
def test_what_belongs_to_others_stays_outside(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The University and both institutes met at the Institute.",
        "an International Polytechnic Summer School",
        "the Joint Institute and the Working Group",
        "the Kumamoto University Forum",
        "the QS World University Rankings",
        "the Forum of Rectors of Universities of Kenya",
        "Priority 2030 and Erasmus+",
        "a Memorandum of Understanding (MoU)",
        "Massive Open Online Courses (MOOC) and COVID-19",
        "resistant bacteria (MRSA), MRSA again",
        "JANE OLDFIELD, Vice-Chancellor, met the guests.",
        "MINSK, 9 September – Universities of Belarus and China met in Minsk.",
        "students of the PRC, the USA and the UAE",
        "Chinese and Russian universities",
        "SIGNING CEREMONY",
        "KNOWN AS A PARTNER",
        "WELCOME ON BOARD",
        "signed in the Council Chamber, before the University Council",
        "the Hochschule and the Camera Club",
        "an Inter-University meeting about Industry-Institute Interaction",
        "Secretary of the Party Committee",
        "RENEWED. On MONDAY, 17:00 KST, in GEN 1101 and KNX 2010",
        "fill in the KRIMPEL application, says KRIMPEL",
        "an Implementation Arrangement (IA) for RM1.2 million",
        "the joint Village Service Program (KVN), says KVN",
        "KHUZAND. The plov is at noon. Later KHUZAND sleeps.",
        "Dr Ali, HoD, and Prof Ng, DSc, on CNC machines",
        "HEARD: the rector on the treaty. It was long.\n\nDECIDED: to sign it in May.",
        "Both sides will work on the project SOLDRY together. SOLDRY dries fruit.",
    ],
)
def test_other_capitals_are_no_organisations(text: str) -> None:
    assert named(text) == []


def test_an_acronym_in_brackets_is_a_mention_of_its_own_and_means_its_name() -> None:
    text = "The University of Port Merrow (UPM), Merrow, met KTU. UPM was first."
    assert named(text) == ["University of Port Merrow", "UPM", "KTU", "UPM"]
    assert entities(text)["UPM"] == "University of Port Merrow"


@pytest.mark.parametrize(
    "definition", ["(hereinafter — ZarSU)", "(ZarSU, Zarechny)", "– ZarSU –", ", or ZarSU,", "(“ZarSU”)"]
)
def test_definitions_take_many_forms(definition: str) -> None:
    text = f"Zarechny State University {definition} signed. ZarSU grows."
    assert entities(text.replace(" ,", ","))["ZarSU"] == "Zarechny State University"


def test_a_bracket_with_a_place_is_no_definition() -> None:
    assert named("Merrow University (Belarus), Zarechny Academy (Gomel) and Kean University (USA)") == [
        "Merrow University",
        "Zarechny Academy",
        "Kean University",
    ]


def test_an_acronym_defines_a_name_without_a_head() -> None:
    assert entities("talks with Unternehmer Baden (UB) on Monday")["UB"] == "Unternehmer Baden"


def test_short_names_stand_for_the_long_one() -> None:
    text = (
        "Merrow Valley University met Zarechny Polytechnic University. For Merrow Valley it is new. Polytechnic agreed."
    )
    assert entities(text)["Merrow Valley"] == "Merrow Valley University"
    assert entities(text)["Polytechnic"] == "Zarechny Polytechnic University"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Zarvix Embedded Solutions Pvt. Ltd.", "Zarvix"),
        ("Zarvix Motion plc", "Zarvix Motion"),
        ("Brandt & Söhne Maschinenbau GmbH", "Brandt & Söhne"),
        ("Zarvix – Energias do Atlântico, S.A.", "Zarvix"),
        ("Prairie Merrow State University", "Prairie Merrow"),
        ("Zarheim University of Applied Sciences", "Zarheim"),
        ("Hogeschool Zarkant", "Zarkant"),
        ("Instituto Politécnico de Vale do Zar", "Vale do Zar"),
    ],
)
def test_companies_and_institutions_are_called_by_the_telling_part_of_their_names(name: str, short: str) -> None:
    assert entities(f"The {name} has grown, and {short} signed a memorandum.")[short] == name.replace("–", "-")


def test_common_words_and_places_are_no_short_names() -> None:
    text = "Global Power Ltd and Zarmonte State University met. Global trade grows in all Zarmonte regions, and Zarmonte likes it.\nZarmonte, 20/03/2012"
    assert named(text) == ["Global Power Ltd", "Zarmonte State University"]


def test_an_acronym_means_the_parent_that_it_spells_and_a_known_one_nothing_else() -> None:
    text = (
        "The Syndicate of Merrow University of Science (MUS) met. The Universidad Nacional de Vilca spoke for the UN."
    )
    assert entities(text)["MUS"] == "MUS"
    assert entities(text)["UN"] == "UN"


def test_a_city_is_no_short_name_unless_it_has_what_universities_have() -> None:
    text = (
        "The University of Lagos is in Lagos. Lagos graduates are proud, and a Lagos education is dear. Lagos is big."
    )
    assert named(text) == ["University of Lagos", "Lagos", "Lagos"]


def test_names_in_two_orders_are_the_same() -> None:
    assert len(set(entities("The University of Oxford: Oxford University said no.").values())) == 1


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Zarna Creek Tribal College", "Zarna Creek"),
        ("Zarna State University", "Zarna University"),
        ("Kitazarna University of Technology", "Kitazarna Tech"),
        ("Zarjoki University of Applied Sciences", "Zarjoki UAS"),
        ("Nazarbayev University of Astana", "Nazarbayev University"),
        ("DX Division of Samsung Electronics", "DX Division"),
        ("Università degli Studi di Castelzarna", "University of Castelzarna"),
        ("Universidade Federal do Vale do Zarna", "Federal University of Vale do Zarna"),
        ("Zarling Maritime University", "ZLMU"),
        ("Polytechnic Institute of Alto Zarna", "IPAZ"),
    ],
)
def test_a_name_and_a_shorter_or_foreign_one_mean_the_same(long: str, short: str) -> None:
    assert canonical([long, short], [], [])[short] == long


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ohio State University", "Ohio University"),
        ("Zarna Polytechnic University", "Zarna University"),
        ("Zarna University of Technology", "Zarna University"),
        ("Samsung Vietnam", "Samsung"),
        ("Faculty of Law", "Faculty"),
    ],
)
def test_like_names_may_mean_two_organisations(one: str, other: str) -> None:
    assert canonical([one, other], [], [])[other] == other


def test_like_names_of_different_universities_stay_apart() -> None:
    text = "Shanghai University, Shanghai University of Technology, Merrow University and Merrow Polytechnic University met."
    assert set(entities(text).values()) == set(named(text))


def test_an_acronym_with_a_definition_of_its_own_is_no_other_name() -> None:
    text = "Shizuoka University (SU) and Mariano Marcos State University (MMSU) met."
    assert entities(text)["SU"] == "Shizuoka University"


def test_the_publisher_is_known_by_its_names_and_its_slug() -> None:
    assert entities("Polytech and SPbPU grow.", "SPbPU", "Polytech") == {"Polytech": "SPbPU", "SPbPU": "SPbPU"}
    assert named("The rector of SPbU spoke.", "spbu") == ["SPbU"]
    assert named("Twenty years of NU!", "nu") == ["NU"]


def test_the_publishers_short_name_is_never_another_organisation() -> None:
    text = "The Polytechnic delegation met Merrow Polytechnic University. SPbPU is glad."
    assert entities(text, "spbpu") == {
        "Polytechnic": "SPbPU",
        "Merrow Polytechnic University": "Merrow Polytechnic University",
        "SPbPU": "SPbPU",
    }


def test_mentions_do_not_overlap_and_lie_in_the_text() -> None:
    text = "The Institute of Law of Merrow University (Merrow University) and Merrow University, MU, met MU (MU)."
    found = organisations(text)
    assert all(0 <= m["start"] < m["end"] <= len(text) for m in found)
    assert all(a["end"] <= b["start"] for a, b in pairwise(found))


def test_an_empty_text_has_no_organisations() -> None:
    assert organisations("") == []


@pytest.mark.parametrize("words", ["A ", "University of ", "Science and Technology, ", "(ABC) ", "DE LA "])
def test_a_page_of_capitals_takes_no_longer_than_others(words: str) -> None:
    organisations(words * 5_000)  # seconds at most; unbounded repeats in the grammar would take hours


def test_a_place_may_stand_between_a_name_and_its_acronym() -> None:
    text = "We met Tarvo University, Poland (TVU). TVU agreed."
    assert entities(text) == {"Tarvo University": "Tarvo University", "TVU": "Tarvo University"}


@pytest.mark.parametrize("name", ["European Culture Executive Agency", "General Port Authority of Merrow"])
def test_words_for_people_may_stand_in_names(name: str) -> None:
    assert named(f"It was paid by the {name}.") == [name]


def test_what_a_name_spells_in_brackets_is_its_acronym_whatever_else_it_means() -> None:
    text = "We met Tarhin University (THU). THU agreed on THU, 4 May."
    assert entities(text)["THU"] == "Tarhin University"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Norrish agrotech company Corvalis is going to open a centre.", "Corvalis"),
        ("It signed with the partners Brightwell Cargo and Merrow Harbour.", "Brightwell Cargo"),
        ("It signed with the partners Brightwell Cargo and Merrow Harbour.", "Merrow Harbour"),
        ("It is negotiating with Tavelle, a learning platform in Norrland.", "Tavelle"),
        ("The agreement with Wexley Labs was signed in May.", "Wexley Labs"),
        ("They met at the offices of Corvalis.", "Corvalis"),
        ("They have contracts with Wexley.bio.", "Wexley.bio"),
        ("Samsung Vietnam has a new tenant.", "Samsung Vietnam"),
    ],
)
def test_a_name_without_the_shape_of_one_is_found_where_only_organisations_stand(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The President of the company Ramiz Aliyev agreed.",
        "For the company, the agreement with the University is new.",
        "It seeks closer ties with Vietnam and with Paris.",
        "The company Director Ivan Petrov spoke.",
        "It has signed an agreement with the Chinese side.",
        "He chatted in Whisper, the largest platform.",
        "All SUCs and NITs wait.",
        "They met at the Palais de l’Élysée.",
        "He teaches Information Technologies and Applied Robotics.",
        "According to M. Pavel, the company is new.",
    ],
)
def test_people_places_and_common_words_are_no_partners(text: str) -> None:
    assert named(text) == []
