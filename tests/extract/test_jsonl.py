"""JSON lines are read strictly and written as documented."""

import io
import json

import pytest

from extract.jsonl import JsonLinesError, read_documents, write_extractions
from extract.records import Document, Event, Evidence, Extraction, Mention, Organisation, Person


def read(*lines: str) -> list[Document]:
    return list(read_documents(lines, "pages.jsonl"))


def test_id_and_text_are_enough() -> None:
    assert read('{"id": "a", "text": "Text"}', "\n") == [Document(id="a", text="Text")]


def test_everything_that_is_known_is_read() -> None:
    everything = {
        "id": "a",
        "source": "ru_spbu",
        "source_aliases": ["SPbU"],
        "url": "https://example.org",
        "title": "Title",
        "published": "2023-07-28",
        "language": None,
        "text": "Text",
    }
    assert read(json.dumps(everything)) == [Document(**everything | {"source_aliases": ("SPbU",)})]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "b", "text": ', "line 2: not valid JSON: "),
        ('["b"]', "line 2: a document is a JSON object, not an array"),
        ('{"id": "b"}', "line 2: text: missing"),
        ('{"id": 7, "text": ""}', "line 2: id: expected a string, not a number"),
        ('{"id": "b", "text": null}', "line 2: text: expected a string, not null"),
        ('{"id": "b", "text": "", "published": 2023}', "line 2: published: expected a string or null, not a number"),
        ('{"id": "b", "text": "", "date": "2023"}', "line 2: date: unknown key; known are id, text"),
        ('{"id": "b", "text": "", "source_aliases": "SPbU"}', "line 2: source_aliases: expected an array of strings"),
        ('{"id": "b", "text": "\\ud83d"}', "line 2: text: holds half of a surrogate pair"),
        ('{"id": "a", "text": ""}', "line 2: id 'a' was already in line 1: ids must differ"),
    ],
)
def test_what_is_no_document_is_refused_by_line_and_key(line: str, reason: str) -> None:
    with pytest.raises(JsonLinesError) as error:
        read('{"id": "a", "text": "Text"}', line)
    assert str(error.value).startswith(f"pages.jsonl, {reason}")


def test_extractions_are_written_one_a_line() -> None:
    event = Event("unit", None, "agreed", ("A", "B"), ("C",), None, "centre", Evidence(0, 4), 0.5, ("open",))
    extraction = Extraction(
        "é",
        "x",
        (Mention(0, 4, "ORG", entity="A", rule="r"),),
        (Person("C", "Rector", "A", "stated"),),
        (event,),
        (Organisation("A", "PT", "city"),),
        "en",
    )
    file = io.StringIO()
    assert write_extractions([extraction, Extraction("b", "x")], file) == 2
    first, second = file.getvalue().splitlines()
    assert '"id": "é"' in first
    assert json.loads(first) == {
        "id": "é",
        "extractor": "x",
        "mentions": [
            {"start": 0, "end": 4, "label": "ORG", "entity": "A", "value": None, "edtf": None, "rule": "r", "confidence": None}
        ],
        "people": [{"name": "C", "role": "Rector", "organisation": "A", "basis": "stated"}],
        "events": [
            {
                "type": "unit", "instrument": None, "status": "agreed", "parties": ["A", "B"], "people": ["C"], "date": None,
                "subject": "centre", "evidence": {"start": 0, "end": 4}, "confidence": 0.5, "rules": ["open"],
                    "not_before": None, "not_after": None, "place_country": None, "place": None,
            }
        ],
        "organisations": [{"name": "A", "country": "PT", "basis": "city"}],
        "language": "en",
    }  # fmt: skip
    assert json.loads(second) == {
        "id": "b", "extractor": "x", "mentions": [], "people": [], "events": [], "organisations": [], "language": None,
    }  # fmt: skip
