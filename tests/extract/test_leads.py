"""What the rules find in a sentence, before anything is judged: the thing, its document, how far it has got."""

import pytest

from extract.agreements.leads import find_leads
from extract.agreements.reading import read
from tests.extract.marked import marked

NAMES = {
    "A": "Alpha University",
    "B": "Beta University",
    "N": "Euro Alliance",
    "P": "Ann Lee|PERSON",
    "D": "3 May|DATE=2024-05-03",
}


def found(text: str) -> list[str]:
    """Type, document and status of what the sentences of a text tell; [A] and [B] are universities."""
    for short, name in NAMES.items():
        text = text.replace(f"[{short}]", f"[{name}]")
    reading = read(marked(text))
    leads = [lead for index in range(len(reading.sentences)) for lead in find_leads(reading, index)]
    return [
        f"{lead.arrangement.type} {lead.arrangement.instrument or '-'} {lead.status}"
        for lead in leads
        if lead.arrangement and lead.status
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The talk of [A] and [B] ended on [D] with a university exchange agreement.", "cooperation agreement signed"),
        ("The visit of [A] to [B] was crowned by an agreement.", "cooperation agreement signed"),
        ("From his visit to [B], the rector of [A] has brought home a memorandum.", "cooperation memorandum signed"),
        ("The rectors of [A] and [B] set their signatures to an agreement.", "cooperation agreement signed"),
        ("[A] and [B] have put a letter of intent into writing.", "cooperation letter signed"),
        ("There is now an agreement between [A] and [B].", "cooperation agreement signed"),
        ("The second is an agreement of [A] with [B].", "cooperation agreement signed"),
        ("[A] came to terms with [B] on a joint degree.", "programme - agreed"),
        ("It was settled between [A] and [B] that a joint institute should be founded.", "unit - agreed"),
        ("A liaison office of [A] has taken up its work at [B].", "office - launched"),
        ("[A] was taken into the [N].", "membership - launched"),
        ("[A] wants to join the [N].", "membership - planned"),
        ("A memorandum between [A] and [B] is on its way.", "cooperation memorandum planned"),
        ("A memorandum with [B] is being drafted at [A].", "cooperation memorandum negotiating"),
        ("[A] and [B] looked for ways to cooperate.", "cooperation - negotiating"),
        ("[A] and [B] signed their agreement once more.", "cooperation agreement renewed"),
        ("The agreement of [A] and [B] is no longer in force.", "cooperation agreement ended"),
        ("[A] does not work with [B] any more.", "cooperation - ended"),
        ("[B] became the partner of [A] last year.", "cooperation - in_force"),
        ("[A] and [B] have worked together for more than thirty years.", "cooperation - in_force"),
    ],
)
def test_how_far_it_has_got(text: str, expected: str) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A] and [B] signed a transfer agreement.", "programme agreement signed"),
        ("[A] and [B] signed an agreement on the joint training of talents.", "programme agreement signed"),
        ("[A] and [B] signed an agreement on the mutual recognition of credits.", "programme agreement signed"),
        ("[A] signed an agreement with [B] by which a joint fund is created.", "project agreement signed"),
        ("[A] and [B] signed an agreement to swap students.", "mobility agreement signed"),
        (
            "The agreement that [A] and [B] have signed says that they will open a double degree.",
            "programme agreement signed",
        ),
        (
            "A joint laboratory will be built by [A] and [B], as laid down in a contract signed on [D].",
            "unit contract signed",
        ),
        (
            "Students of [A] can finish their degrees at [B] under an agreement signed on [D].",
            "programme agreement signed",
        ),
        ("[A] and [B] opened a laboratory in which specialists of the company will be trained.", "unit - launched"),
        ("[A] and [B] signed a memorandum of agreement.", "cooperation memorandum signed"),
    ],
)
def test_what_it_is(text: str, expected: str) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "[A] and [B] signed an agreement on [D]. It provides for a double degree in law.",
        "[A] and [B] are preparing a double degree. The agreement on it was signed on [D].",
        "[A] and [B] signed an agreement: a double degree in law will be offered.",
    ],
)
def test_a_document_is_about_what_the_words_beside_it_tell(text: str) -> None:
    assert "programme agreement signed" in found(text)


def test_a_document_is_about_no_single_thing_of_a_list() -> None:
    text = "[A] and [B] signed an agreement. It provides for student exchange, joint research and publications."
    assert found(text)[0] == "cooperation agreement signed"


def test_another_word_for_a_document_is_no_second_one() -> None:
    text = "A memorandum of [A] with [B] was signed: a declaration in which both declare that they intend to exchange students."
    assert found(text) == ["mobility memorandum signed"]


def test_each_document_of_a_sentence_has_its_own_thing() -> None:
    text = "[A] and [B] signed an agreement on double degrees and a memorandum on a joint laboratory."
    assert found(text) == ["programme agreement signed", "unit memorandum signed"]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing had to be signed at [A], which has had an agreement with [B] for some time.",
        "No new document was signed at [A], which has long had an agreement with [B].",
    ],
)
def test_what_was_not_signed_is_no_news_of_what_is_in_force(text: str) -> None:
    assert found(text) == ["cooperation agreement in_force"]


def test_a_list_of_what_was_agreed_is_agreed() -> None:
    text = "[A] and [B] agreed on the following:\n– a joint master's programme of [A] and [B] will be introduced."
    assert found(text)[-1] == "programme - agreed"


@pytest.mark.parametrize(
    "text",
    [
        "Cooperation with industry is what [A] and [B] want.",
        "It is a matter of the strategic partnership of both countries, said [A].",
    ],
)
def test_general_words_on_cooperation_are_no_standing_one(text: str) -> None:
    assert found(text) == []
