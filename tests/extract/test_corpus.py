"""The annotated corpus is read as it was written, and says what is wrong in it."""

from pathlib import Path

import pytest

from extract.corpus import CorpusError, normal, problems, read_annotated, read_corpus

CORPUS = Path(__file__).parents[2] / "corpus"
HEAD = """---
id: x-001
language: en
source: spbu
url: https://example.org/1
published: 2023-07-28
title: A centre
orgs:
  spbu: {name: St Petersburg University, country: RU, aliases: [SPbU]}
  uio: {name: University of Oslo, country: NO}
people:
  hansen: {name: Kari Hansen, role: Rector, org: uio}
events:
  - type: unit
    instrument: null
    status: agreed
    parties: [spbu, uio]
    people: [hansen]
    date: 2023-07
    subject: joint centre
    evidence: agreed to open a centre
---
"""
BODY = (
    "[SPbU|ORG=spbu] and the [University of Oslo|ORG=uio] agreed to open a centre, said [Kari Hansen|PERSON=hansen].\n"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "x-001.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_become_mentions_of_the_plain_text(tmp_path: Path) -> None:
    gold = read_annotated(written(tmp_path, HEAD + BODY))
    text = gold.document.text
    assert text == "SPbU and the University of Oslo agreed to open a centre, said Kari Hansen."
    assert [(text[m.start : m.end], m.label, m.value) for m in gold.mentions] == [
        ("SPbU", "ORG", "spbu"),
        ("University of Oslo", "ORG", "uio"),
        ("Kari Hansen", "PERSON", "hansen"),
    ]
    assert problems(gold) == []


def test_front_matter_is_read_as_text_and_null(tmp_path: Path) -> None:
    gold = read_annotated(written(tmp_path, HEAD + BODY))
    assert gold.organisations["uio"]["country"] == "NO"  # not false
    assert gold.document.published == "2023-07-28"
    assert gold.events[0].date == "2023-07"
    assert gold.events[0].instrument is None


def test_a_slug_is_known_by_all_its_names(tmp_path: Path) -> None:
    gold = read_annotated(written(tmp_path, HEAD + BODY))
    assert gold.names["spbu"] == {"st petersburg university", "spbu"}
    assert normal("The «St. Petersburg» University") == "st petersburg university"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("|ORG=uio]", "|ORG=oslo]", "ORG 'oslo' is not under orgs"),
        ("|PERSON=hansen]", "|PERSON=kari]", "PERSON 'kari' is not under people"),
        (
            "[SPbU|ORG=spbu]",
            "[SPbU|ORG=spbu] [last year|DATE=soon]",
            "DATE 'soon' is not an ISO day, month, year or interval",
        ),
        ("[SPbU|ORG=spbu]", "[Norway|COUNTRY=NOR] [SPbU|ORG=spbu]", "COUNTRY 'NOR' is not an ISO 3166-1 code"),
        ("[SPbU|ORG=spbu]", "[[SPbU]|ORG=spbu]", "unparsed marks are left in the text"),
        ("role: Rector, org: uio", "role: Rector, org: oslo", "people: hansen: org 'oslo' is not under orgs"),
        ("type: unit", "type: centre", "event: type 'centre' is unknown"),
        ("status: agreed", "status: done", "event: status 'done' is unknown"),
        ("instrument: null", "instrument: pact", "event: instrument 'pact' is unknown"),
        ("parties: [spbu, uio]", "parties: [spbu, oslo]", "event: party 'oslo' is not under orgs"),
        ("people: [hansen]", "people: [kari]", "event: person 'kari' is not under people"),
        ("date: 2023-07\n", "date: July\n", "event: date 'July' is not an ISO day, month, year or interval"),
        (
            "evidence: agreed to",
            "evidence: decided to",
            "event: evidence is not in the text: 'decided to open a centre'",
        ),
    ],
)
def test_what_is_wrong_in_a_document_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    whole = HEAD + BODY
    assert old in whole
    assert problem in problems(read_annotated(written(tmp_path, whole.replace(old, new))))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("No front matter", "no front matter between two lines of ---"),
        ("---\nid: [\n---\nText", "front matter is not valid YAML"),
        ("---\ntitle: A centre\n---\nText", "front matter lacks or garbles 'id'"),
    ],
)
def test_a_file_that_is_no_document_is_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=rf"^x-001\.md: {reason}"):
        read_annotated(written(tmp_path, text))


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("no document")
    with pytest.raises(CorpusError, match="no annotated document"):
        read_corpus(tmp_path)


@pytest.mark.parametrize(("part", "number"), [("train", 492), ("dev", 30)])
def test_our_corpus_is_consistent(part: str, number: int) -> None:
    corpus = read_corpus(CORPUS / part)
    assert len({gold.document.id for gold in corpus}) == number
    assert [(gold.document.id, problem) for gold in corpus for problem in problems(gold)] == []
