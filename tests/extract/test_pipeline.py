"""The two doors: `load` makes the pipeline, `extract` reads with it."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from extract.corpus import read_corpus
from extract.pipeline import BLANK, COMPONENTS, extract, extractor_id, load
from extract.records import LABELS, STATUSES, TYPES, Document

CORPUS = Path(__file__).parents[2] / "corpus" / "train"
TEXT = (
    "On 4 May 2021 Merrow University (MU) and the University of Lagos, Nigeria, signed a memorandum of understanding. "
    "Prof. Tarvo Ells, Rector of MU, was glad."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [gold.document for gold in read_corpus(CORPUS)[:12]]


def test_a_document_gives_mentions_people_and_events(nlp: Language) -> None:
    (extraction,) = extract(nlp, [Document(id="a", text=TEXT, published="2021-05-06")])
    assert [(TEXT[m.start : m.end], m.label, m.entity or m.value) for m in extraction.mentions] == [
        ("4 May 2021", "DATE", "2021-05-04"),
        ("Merrow University", "ORG", "Merrow University"),
        ("MU", "ORG", "Merrow University"),
        ("University of Lagos", "ORG", "University of Lagos"),
        ("Nigeria", "COUNTRY", "NG"),
        ("Tarvo Ells", "PERSON", "Tarvo Ells"),
        ("MU", "ORG", "Merrow University"),
    ]
    assert [(p.name, p.role, p.organisation) for p in extraction.people] == [
        ("Tarvo Ells", "Rector", "Merrow University")
    ]
    (event,) = extraction.events
    assert (event.type, event.instrument, event.status) == ("cooperation", "memorandum", "signed")
    assert set(event.parties) == {"Merrow University", "University of Lagos"}
    assert "signed a memorandum" in TEXT[event.evidence.start : event.evidence.end]


def test_extractions_come_in_order_and_know_their_extractor(nlp: Language, documents: list[Document]) -> None:
    extractions = list(extract(nlp, documents, batch_size=5))
    assert [extraction.id for extraction in extractions] == [document.id for document in documents]
    assert {extraction.extractor for extraction in extractions} == {extractor_id(nlp)}


def test_everything_points_into_the_text(nlp: Language, documents: list[Document]) -> None:
    for document, extraction in zip(documents, extract(nlp, documents), strict=True):
        mentions = extraction.mentions
        assert mentions
        assert all(0 <= m.start < m.end <= len(document.text) and m.label in LABELS and m.rule for m in mentions)
        assert all(a.end <= b.start for a, b in pairwise(mentions))
        assert all(e.type in TYPES and e.status in STATUSES and e.parties for e in extraction.events)
        assert all(0 <= e.evidence.start < e.evidence.end <= len(document.text) for e in extraction.events)


def test_neither_batches_nor_processes_nor_repetition_change_anything(nlp: Language, documents: list[Document]) -> None:
    once = list(extract(nlp, documents))
    assert list(extract(nlp, documents, batch_size=1)) == once
    assert list(extract(nlp, documents, batch_size=4, processes=2)) == once


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_works_alone_and_in_two_processes(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    once = nlp(TEXT)
    for doc in nlp.pipe([TEXT] * 3, n_process=2, batch_size=1):
        assert (doc.text, doc._.mentions, doc._.people, doc._.language) == (
            once.text, once._.mentions, once._.people, once._.language
        )  # fmt: skip


def test_rules_and_model_are_weighed_and_rules_alone_are_sure_of_nothing(nlp: Language) -> None:
    (both,), (alone,) = (list(extract(n, [Document(id="a", text=TEXT)])) for n in (nlp, load(BLANK)))
    assert all(
        0 < m.confidence <= 1 for m in both.mentions if m.label in ("ORG", "PERSON") and m.confidence is not None
    )
    assert any(m.confidence is not None for m in both.mentions)
    assert all(m.confidence is None for m in alone.mentions)


def test_documents_are_read_as_they_are_asked_for(nlp: Language) -> None:
    def endless() -> Iterator[Document]:
        number = 0
        while True:
            yield Document(id=str(number), text=TEXT)
            number += 1

    extractions = extract(nlp, endless(), batch_size=2)
    assert [next(extractions).id for _ in range(3)] == ["0", "1", "2"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "*", "\u00ad", "中文", "A", "(", "'s", "University"])
def test_odd_texts_give_nothing_and_no_error(nlp: Language, text: str) -> None:
    (extraction,) = extract(nlp, [Document(id="a", text=text)])
    assert (extraction.mentions, extraction.people, extraction.events) == ((), (), ())


def test_offsets_count_code_points_of_the_text_as_it_came_in(nlp: Language) -> None:
    text = "😀\u00a0Ра\u00ad: St\u00a0Petersburg University – “Merrow University”…"
    (extraction,) = extract(nlp, [Document(id="a", text=text)])
    assert [text[m.start : m.end] for m in extraction.mentions] == [
        "St\u00a0Petersburg University",
        "Merrow University",
    ]


def test_the_subject_is_in_the_words_of_the_text_although_soft_hyphens_stand_before_it(nlp: Language) -> None:
    text = (
        "Uni\u00adver\u00adsi\u00adties thrive. Merrow University and Lagos University signed an agreement on robotics."
    )
    (extraction,) = extract(nlp, [Document(id="a", text=text)])
    assert [event.subject for event in extraction.events] == ["robotics"]


def test_the_extractor_is_named_after_version_rules_and_model(nlp: Language) -> None:
    name, _, model = extractor_id(nlp).partition("/")
    assert name.startswith("uniaccord-")
    assert len(name.partition("+")[2]) == 8
    assert model.startswith("en_uniaccord-")
    assert extractor_id(load(BLANK)) == f"{name}/blank-en"


def test_our_components_come_after_those_of_a_model_which_reads_only_english(tmp_path: Path) -> None:
    model = spacy.blank("en")
    model.add_pipe("sentencizer")
    model.meta.update(name="small", version="1.2")
    model.to_disk(tmp_path)
    nlp = load(str(tmp_path))
    assert nlp.pipe_names == [COMPONENTS[0], "sentencizer", *COMPONENTS[1:]]
    assert extractor_id(nlp).endswith("/en_small-1.2")


def test_an_unknown_model_is_one_clear_line() -> None:
    with pytest.raises(OSError, match="^'en_none' is neither an installed spaCy pipeline") as error:
        load("en_none")
    assert "\n" not in str(error.value)
