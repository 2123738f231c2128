"""Wordings of agreement news that the rules must know, by how far the arrangement has got."""

import pytest

from tests.extract.marked import events


def told(text: str) -> list[str]:
    """Type, document and status of the events of a text in which [A], [B] and [C] are universities."""
    for short, name in (("A", "Alpha"), ("B", "Beta"), ("C", "Delta")):
        text = text.replace(f"[{short}]", f"[{name} University]")
    return [f"{event['type']} {event['instrument'] or '-'} {event['status']}" for event in events(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] inks MoU with [B] to offer dual degrees.", "programme memorandum"),
        ("[A], [B] ink pact for student exchange.", "mobility agreement"),
        ("The rectors of [A] and [B] initialled a protocol of intent on a branch campus.", "unit protocol"),
        ("[A] ratified the agreement with [B].", "cooperation agreement"),
        ("[A] and [B] signed a letter of intent to establish a research hub.", "unit letter"),
        (
            "[A] and [B] signed a framework agreement covering student exchange, joint research and double degrees.",
            "cooperation agreement",
        ),
        ("[A] signed a contract with [B] on training of engineers.", "programme contract"),
        ("A ceremony for the signing of the agreement between [A] and [B] took place.", "cooperation agreement"),
        ("An MoU was exchanged between [A] and [B].", "cooperation memorandum"),
        ("[A] and [B] have struck a deal on articulation for nursing students.", "programme agreement"),
        (
            "[A] and [B] signed a memorandum of understanding in Astana, under which a joint institute will be opened.",
            "unit memorandum",
        ),
        ("[A] and [B] have signed a contract providing for a dual master's degree.", "programme contract"),
        ("[A] sealed a partnership with [B].", "cooperation -"),
        ("[A] concluded a contract with [B] for the placement of online courses.", "programme contract"),
    ],
)
def test_what_was_signed(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} signed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] inaugurated a liaison office at [B].", "office -"),
        ("[A] kicked off a joint project with [B].", "project -"),
        ("[A] unveiled a joint laboratory with [B].", "unit -"),
        ("[A] and [B] start a joint master's programme in autumn.", "programme -"),
        ("[A] became a founding member of the [Gamma Network].", "membership -"),
        ("[A] has been accepted into the [Gamma Network].", "membership -"),
        ("[A] has placed its courses on the platform of [B].", "programme -"),
        ("[A] opened a chair of Russian language together with [B].", "unit -"),
        ("[A] and [B] established a consortium.", "membership -"),
        ("[A], [B] and [C] founded the [Gamma Alliance].", "membership -"),
        ("The universities [A] and [B] celebrated the opening of the joint institute.", "unit -"),
        ("[A] launches joint lab with [B].", "unit -"),
        ("[A] joined the project of [B].", "project -"),
        ("[A] and [B] have set up a twinning arrangement for medical students.", "programme -"),
        ("[A] and [B] have begun to exchange students.", "mobility -"),
        ("The centre was established by [A] in partnership with [B].", "unit -"),
        ("[A], together with [B], opened a branch in Tashkent.", "office -"),
        ("[A] and [B] opened a science park.", "unit -"),
        ("[A] was admitted to the [Gamma Alliance].", "membership -"),
        ("The [Gamma Alliance] admits [A].", "membership -"),
        ("[A] joins [Gamma Network] as its tenth member.", "membership -"),
        ("[A], [B] and [C] form alliance.", "membership -"),
        ("[A] and [B] announced the creation of a joint centre.", "unit -"),
    ],
)
def test_what_was_opened_or_joined(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} launched"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] has entered into a partnership with [B].", "cooperation -"),
        ("[A] and [B] join hands to set up an AI lab.", "unit -"),
        ("[A] and [B] have agreed to extend their partnership until 2030.", "cooperation -"),
        ("[A] is set to open a campus in Baku together with [B].", "unit -"),
        ("It was decided that [A] and [B] would establish a joint scientific centre.", "unit -"),
        ("The academic council of [A] approved a cooperation agreement with [B].", "cooperation agreement"),
        ("[A] and [B] committed to set up a joint fund.", "project -"),
        ("[A] and [B] pledged to launch a double degree.", "programme -"),
        ("[A] and [B] form strategic partnership.", "cooperation -"),
        ("[A] and [B] agreed in principle on a joint degree.", "programme -"),
        ("Today [A] and [B] became partners.", "cooperation -"),
        ("[A] and [B] reached an agreement on opening a joint faculty.", "unit -"),
        ("An agreement was reached between [A] and [B] to create a centre of competence.", "unit -"),
        ("[A] and [B] agreed to exchange students.", "mobility -"),
    ],
)
def test_what_was_agreed(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} agreed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] partners with [B] to launch a joint research centre.", "unit -"),
        ("[A] and [B] will offer a double degree from September.", "programme -"),
        ("[A] has applied for membership in the [Gamma Network].", "membership -"),
        ("[A] plans to send its students to [B] for internships.", "programme -"),
        ("[A] intends to sign an agreement on student mobility with [B] next month.", "mobility agreement"),
        ("An agreement between [A] and [B] is to be signed in May.", "cooperation agreement"),
        ("The signing of a memorandum between [A] and [B] is scheduled for June.", "cooperation memorandum"),
        ("[A] and [B] to open joint institute.", "unit -"),
        ("[A] to join the [Gamma Alliance].", "membership -"),
        ("[A] proposed to [B] to open a joint faculty.", "unit -"),
        ("The minister invited [A] to open a branch in his country together with [B].", "office -"),
        ("[B] will host a centre of [A].", "unit -"),
        ("[A] and [B] are preparing an agreement.", "cooperation agreement"),
        ("[A] and [B] will renew their agreement in June.", "cooperation agreement"),
        ("[A] and [B] announced plans to create a joint centre.", "unit -"),
        ("[A] eyes joint campus with [B].", "unit -"),
        ("[A] submitted to [B] a proposal for a double degree.", "programme -"),
    ],
)
def test_what_is_planned(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} planned"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] and [B] are in talks over a joint faculty.", "unit -"),
        ("[A] and [B] are exploring the possibility of a twinning programme.", "programme -"),
        ("The sides considered the prospects of opening a representative office of [A] at [B].", "office -"),
        ("[A] and [B] held negotiations on a 2+2 programme.", "programme -"),
        ("[A] is considering establishing a joint college with [B].", "unit -"),
        ("[A] and [B] are drafting a roadmap.", "cooperation roadmap"),
        ("[A] and [B] discussed cooperation in education.", "cooperation -"),
        ("[A] and [B] exchanged views on the creation of a joint laboratory.", "unit -"),
        ("Talks between [A] and [B] on a joint bachelor's programme are at an advanced stage.", "programme -"),
        ("A draft agreement between [A] and [B] is being prepared.", "cooperation agreement"),
        ("[A] and [B] finalised a road map.", "cooperation roadmap"),
        ("[A] and [B] mulled a joint campus.", "unit -"),
        ("[A] and [B] met to discuss a double degree.", "programme -"),
        ("The possibility of creating a joint laboratory with [B] was discussed at [A].", "unit -"),
        ("Opportunities for cooperation between [A] and [B] were explored.", "cooperation -"),
        ("[A] handed [B] a draft memorandum.", "cooperation memorandum"),
    ],
)
def test_what_is_talked_about(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} negotiating"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] is one of the founding members of the [Gamma Network].", "membership -"),
        ("The two universities, [A] and [B], run a joint PhD programme.", "programme -"),
        ("[A] offers a dual degree jointly with [B].", "programme -"),
        ("The Confucius Institute at [A] is run jointly with [B].", "unit -"),
        ("[A]'s online courses are available on [Coursera].", "programme -"),
        ("Under an agreement with [B], [A] will host 20 exchange students a year.", "mobility agreement"),
        ("[A] and [B] marked ten years of their partnership.", "cooperation -"),
        ("[A] has had an agreement with [B] for ten years.", "cooperation agreement"),
        ("In accordance with the agreement between [A] and [B], students will be exchanged.", "mobility agreement"),
        ("The agreement provides for the exchange of students between [A] and [B].", "mobility agreement"),
        ("[A] has been cooperating with [B] since 1995.", "cooperation -"),
        ("[A]'s partners include [B].", "cooperation -"),
        ("The longstanding partner of [A] is [B].", "cooperation -"),
        ("[A] takes part in a Horizon project with [B].", "project -"),
        ("[A] is home to a joint research centre with [B].", "unit -"),
        ("[A] and [B] operate a joint campus in Shenzhen.", "unit -"),
        ("[A] has a branch in Baku, run with [B].", "office -"),
        ("Every year [A] sends ten students to [B].", "mobility -"),
    ],
)
def test_what_is_in_force(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} in_force"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] and [B] resume their cooperation.", "cooperation -"),
        ("[A] and [B] renewed the exchange agreement for five years.", "mobility agreement"),
        ("[A] and [B] extend exchange agreement.", "mobility agreement"),
        ("[A] and [B] re-signed the memorandum of understanding.", "cooperation memorandum"),
    ],
)
def test_what_was_renewed(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} renewed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] will withdraw from the [Gamma Alliance].", "membership -"),
        ("[A] has suspended all student exchanges with [B].", "mobility -"),
        ("[A] and [B] put their exchange agreement on hold.", "mobility agreement"),
        ("The memorandum between [A] and [B] expired in 2020.", "cooperation memorandum"),
        ("[A] closes its office at [B].", "office -"),
        ("[A] will no longer take part in the joint programme with [B].", "programme -"),
        ("[A] is cutting ties with [B].", "cooperation -"),
        ("[A] severs links with [B] over war.", "cooperation -"),
        ("[A] pulls out of the [Gamma Alliance].", "membership -"),
        ("[A]'s membership in the [Gamma Alliance] has been suspended.", "membership -"),
        ("[A] closed the Confucius Institute that it ran with [B].", "unit -"),
        ("The joint programme of [A] and [B] is being phased out.", "programme -"),
        ("The contract between [A] and [B] will not be renewed.", "cooperation contract"),
    ],
)
def test_what_was_ended(text: str, expected: str) -> None:
    assert told(text) == [f"{expected} ended"]


@pytest.mark.parametrize(
    "text",
    [
        "A delegation of [A] visited [B].",
        "[A] congratulated [B] on its anniversary.",
        "[A] hopes that cooperation with [B] will grow.",
        "Professor Smith of [A] received an award from [B].",
        "Students of [A] and [B] took part in a conference.",
        "[A] opened a new dormitory.",
        "[A] and [B] could sign an agreement one day.",
        "[A] and [B] did not sign any agreement.",
        "[A] seeks partnership with [B].",
        "[A] is looking for partners in China, among them [B].",
        "[B] has expressed interest in opening a branch of [A].",
        "It was agreed to establish a working group of [A] and [B].",
    ],
)
def test_what_is_no_agreement(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[A] and [B] concluded a student exchange agreement and a memorandum of understanding.",
            ["mobility agreement signed", "cooperation memorandum signed"],
        ),
        (
            "[A] signed an MoU with [B] and launched a joint laboratory with [C].",
            ["cooperation memorandum signed", "unit - launched"],
        ),
        (
            "An agreement between [A] and [B] was signed and a joint laboratory was opened.",
            ["cooperation agreement signed", "unit - launched"],
        ),
    ],
)
def test_several_arrangements_of_one_sentence(text: str, expected: list[str]) -> None:
    assert told(text) == expected
