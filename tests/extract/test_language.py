"""Texts in other languages are recognised, told and not read as English."""

import pytest
import spacy
from spacy.language import Language

from extract.language import Languages
from extract.pipeline import extract, load
from extract.records import Document, Extraction

ENGLISH = "On 4 May 2021 Merrow University and the University of Lagos signed a memorandum of understanding."
RUSSIAN = "Ректор Мерроуского университета подписал меморандум о сотрудничестве с коллегами из города Лагос."
GERMAN = (
    "Die Merrow University unterzeichnete am Montag eine Absichtserklärung mit der Universität in Köln und freut sich."
)
FRENCH = "La Merrow University a signé lundi une convention de coopération avec les universités de la région."
MALAY = "Universiti Merrow menandatangani memorandum persefahaman dengan Universiti Malaya pada hari Isnin yang lalu."
CHINESE = "大学周一与北京大学签署了合作备忘录，双方将在人才培养和科学研究方面开展合作。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def read(nlp: Language, text: str, language: str | None = None) -> Extraction:
    (extraction,) = extract(nlp, [Document(id="a", text=text, language=language)])
    return extraction


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH, None, "en"),
        (ENGLISH, "en-GB", "en"),
        (ENGLISH, "zh-CN", "en"),
        (RUSSIAN, "en", "ru"),
        (RUSSIAN, None, "ru"),
        (GERMAN, "en", "de"),
        (FRENCH, None, "fr"),
        (CHINESE, "en", "zh"),
        (MALAY, "ms", "ms"),
        (MALAY, "en", "ms"),
        ("Merrow University", None, "en"),
        ("Merrow University", "de", "de"),
        ("", "fr", "fr"),
        ("", None, "en"),
        ("12 12 12", "english", "en"),
    ],
)
def test_the_text_decides_and_the_declaration_where_it_is_too_short(
    nlp: Language, text: str, declared: str | None, language: str
) -> None:
    assert read(nlp, text, declared).language == language


@pytest.mark.parametrize("text", [RUSSIAN, GERMAN, FRENCH, MALAY, CHINESE])
def test_nothing_is_read_in_another_language(nlp: Language, text: str) -> None:
    extraction = read(nlp, f"{text}\n\n{text} Merrow University.", "en")
    assert (extraction.mentions, extraction.people, extraction.events) == ((), (), ())


def test_a_text_of_short_lines_is_recognised_as_a_whole(nlp: Language) -> None:
    assert read(nlp, "Ректор подписал\nсоглашение\nс коллегами\nиз города", "en").language == "ru"


@pytest.mark.parametrize("foreign", [RUSSIAN, GERMAN, FRENCH, CHINESE])
def test_paragraphs_in_another_language_are_left_out_without_moving_offsets(nlp: Language, foreign: str) -> None:
    text = f"{foreign}\n\n{ENGLISH}\n\n{ENGLISH}"
    extraction = read(nlp, text)
    assert extraction.language == "en"
    assert [text[m.start : m.end] for m in extraction.mentions] == [
        "4 May 2021", "Merrow University", "University of Lagos",
    ] * 2  # fmt: skip
    assert min(m.start for m in extraction.mentions) > len(foreign)


def test_a_page_with_its_translation_is_read_in_english(nlp: Language) -> None:
    assert read(nlp, f"{RUSSIAN}\n\n{ENGLISH}", "ru").language == "en"


def test_a_line_of_foreign_names_is_read(nlp: Language) -> None:
    line = "Sigrid Achterbusch, Technische Hochschule Oberwiesenthal, Lehrstuhl Hochfrequenztechnik, Oberwiesenthal"
    extraction = read(nlp, f"{ENGLISH}\n\n{line}")
    assert "Technische Hochschule Oberwiesenthal" in {m.entity for m in extraction.mentions}


def test_the_component_works_alone_in_processes_and_with_contexts() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("uniaccord_language")
    texts = [ENGLISH, RUSSIAN, f"{ENGLISH}\n{GERMAN}"]
    docs = list(nlp.pipe([(text, number) for number, text in enumerate(texts)], as_tuples=True, n_process=2))
    assert [(doc._.language, number) for doc, number in docs] == [("en", 0), ("ru", 1), ("en", 2)]
    assert [doc.text for doc, _ in docs] == [ENGLISH, "", ENGLISH + "\n" + " " * len(GERMAN)]


def test_a_doc_without_foreign_lines_goes_on_as_it_is() -> None:
    doc = spacy.blank("en")(ENGLISH)
    assert Languages()(doc) is doc
