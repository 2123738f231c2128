"""The worked example of docs/correcting.md, through the command line, on a real database, before and after re-reading."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import agreements
from pipelines.correcting import Correcting
from pipelines.corrections import Corrections, EventCorrection, OrganisationCorrection
from tests.pipelines.record import Record
from tests.pipelines.reviewing.sheets import fill

EXAMPLE = "".join(
    re.findall(
        r"```toml\n(.*?)```", (Path(__file__).parents[2] / "docs/correcting.md").read_text(encoding="utf-8"), re.S
    )
)
TOLD = {
    "memorandum": ("2024-05-06", "Kilima University and Lund University signed a memorandum of understanding on 5 May 2024 in Voi."),
    "framework": ("2024-06-10", "Kilima University and Lund University signed a cooperation agreement on 7 June 2024 in Lund."),
    "contract": ("2024-02-03", "Oslo Technical University and Warta University signed a contract on 1 February 2024 in Oslo."),
    "contract-again": ("2024-02-09", "On 1 February 2024 Warta University and Oslo Technical University concluded a contract. The rectors shook hands."),
    "misread": ("2024-07-03", "Kilima University and the Tartu Observatory signed a declaration on 1 July 2024 in Tartu."),
    "nothing": ("2024-08-03", "Kilima University and Uppsala University signed an agreement on 1 August 2024, as a joke in a student play."),
    "marine": ("2024-09-03", "Kilima University and the Institute for Marine Energy signed a protocol on 2 September 2024."),
    "marine-too": ("2024-09-13", "Kilima University and the Institute of Marine Energy signed a letter of intent on 12 September 2024."),
    "spanish": ("2024-10-03", "Warta University and the Universidad de Lejos signed a memorandum on 1 October 2024."),
    "english": ("2024-10-05", "The University of Lejos and Warta University signed a memorandum on 1 October 2024."),
}  # fmt: skip


@pytest.fixture(scope="module", params=["read once", "read again by another extractor"])
def corrected(request: pytest.FixtureRequest, record: Record) -> Record:
    record.corrections.write_text(EXAMPLE, encoding="utf-8")
    if request.param == "read again by another extractor":
        record.read_again()
        assert record.extract()[0] == f"read {len(TOLD)} articles"
    else:
        record.extract()
    return record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Read and linked without corrections; afterwards, when they are taken back, it must be as it was."""
    record = Record(tmp_path_factory.mktemp("record"), TOLD)
    assert record.extract() == [f"read {len(TOLD)} articles", f"linked {len(TOLD)} reports into 9 agreements"]
    before = record.all_rows()
    yield record
    record.corrections.unlink()
    record.extract()
    assert record.all_rows() == before


def test_joined_agreements_are_one_and_parted_ones_two(corrected: Record) -> None:
    agreement = corrected.agreements()
    assert agreement["memorandum"] == agreement["framework"]
    assert agreement["contract"] != agreement["contract-again"]
    joined = corrected.rows("select basis, status, reports from agreement_reports join agreements on id = agreement_id"
                            f" where agreement_id = '{agreement['framework']}'")  # fmt: skip
    assert sorted(joined) == [("corrected", "signed", 2), ("first", "signed", 2)]


def test_an_event_has_the_corrected_fields_and_keeps_what_was_read(corrected: Record) -> None:
    query = (
        "select type, status, date, not_before, not_after, instrument, subject, parties, agreement_id from reports"
        " where title = 'misread'"
    )
    ((*fields, agreement),) = corrected.rows(query)
    sides = "Kilima University · Tartu Observatory · Keele Observatory"
    assert fields == ["project", "launched", *["2024-07-02"] * 3, None, "variable stars", sides]
    assert corrected.rows(f"select type, parties from agreements where id = '{agreement}'") == [("project", sides)]
    ((read,),) = corrected.rows("select as_read from events where id = '41ff6bc7b3f80b54'")
    assert {key: json.loads(read)[key] for key in ("type", "status", "date", "not_after", "parties")} == {
        "type": "cooperation",
        "status": "signed",
        "date": "2024-07-01",
        "not_after": "2024-07-01",
        "parties": ["kilima-university", "tartu-observatory"],
    }


def test_before_and_after_stand_side_by_side(corrected: Record) -> None:
    changed = corrected.rows("select field, before, after from corrections where target = '41ff6bc7b3f80b54'")
    assert set(changed) >= {("status", "signed", "launched"), ("instrument", "declaration", None)}
    assert ("parties", "Kilima University · Tartu Observatory",
            "Kilima University · Tartu Observatory · Keele Observatory") in changed  # fmt: skip
    query = "select note, corrected_by, corrected_on from corrections where kind = 'join'"
    assert corrected.rows(query)[0][1:] == ("A. Researcher", "2026-02-01")


def test_a_dropped_event_is_in_no_report_and_no_agreement(corrected: Record) -> None:
    assert "nothing" not in corrected.agreements()
    assert corrected.rows("select count(*) from events where dropped") == [(1,)]
    assert corrected.rows("select count(*) from agreements where parties like '%Uppsala%'") == [(0,)]


def test_an_organisation_is_renamed_and_its_other_name_leads_to_it(corrected: Record) -> None:
    query = "select id, name, read_name from organisations where id like '%lejos%'"
    assert corrected.rows(query) == [("university-of-lejos", "Lejos University", "University of Lejos")]
    agreement = corrected.agreements()
    assert agreement["spanish"] == agreement["english"]
    query = "select distinct organisation_id from mentions where surface like '%Lejos%'"
    assert corrected.rows(query) == [("university-of-lejos",)]


def test_organisations_that_are_not_the_same_stay_two_and_the_proposal_is_refused(corrected: Record) -> None:
    query = "select id from organisations where id like '%marine-energy' order by id"
    assert corrected.rows(query) == [("institute-for-marine-energy",), ("institute-of-marine-energy",)]
    assert corrected.rows("select rule, decided from proposals where kind = 'organisation'") == [("key", "refused")]


def test_no_reference_leads_nowhere(corrected: Record) -> None:
    assert corrected.rows("pragma foreign_key_check") == []
    assert corrected.rows("select count(*) from issues") == [(0,)]


LOST = """
[[join]]
ids = ["0000000000000000", "92abdc5f74dbd336"]

[[event]]
url = "https://news.example/nothing"
sentence = "This was never said."
drop = true

[[organisation]]
name = "Kilima University"
same = ["University of Nowhere"]
"""


def test_a_correction_that_no_longer_finds_its_target_is_told_once(tmp_path: Path) -> None:
    record = Record(tmp_path, TOLD)
    record.corrections.write_text(LOST, encoding="utf-8")
    for _ in range(2):
        said = [line for line in record.extract() if "correction-lost" in line]
        assert len(said) == 3
        assert "there is no agreement or event 0000000000000000" in "".join(said)
        issues = record.rows("select level, code, url from issues order by url")
        assert issues == [("warning", "correction-lost", None)] * 2 + [
            ("warning", "correction-lost", "https://news.example/nothing")
        ]


def test_an_id_is_taken_as_it_is_even_if_as_a_name_it_would_have_another_one(fresh_db: Database) -> None:
    fill(fresh_db, [0.5], sides=("coop", "the-lab"))
    called = {"coop": "Coop", "the-lab": "The The Lab"}
    event = EventCorrection(id=f"{1:016x}", parties=["the-lab", "coop"])
    rename = OrganisationCorrection(name="the-lab", rename="Lab")
    Correcting(Corrections(event=[event], organisation=[rename]), called).apply(fresh_db)
    assert agreements.sides_of(fresh_db, f"{1:016x}") == ["the-lab", "coop"]
    assert agreements.names_of(fresh_db, ["the-lab"]) == ["Lab"]
