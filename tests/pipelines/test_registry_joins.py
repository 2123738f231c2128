"""What the registry knows of names and what linking makes of them are one, whichever comes first."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import store
from db.migrations import migrations
from extract.pipeline import MODEL
from pipelines.backlog import work_off
from pipelines.model import load_model
from tests.pipelines.record import Record
from tests.pipelines.test_ror import RECORDS, address, record, write

TOLD = {
    "spanish": ("2024-10-03", "Warta University and the Universidad de Lejos signed a memorandum on 1 October 2024."),
    "english": ("2024-10-05", "The University of Lejos and Warta University signed a memorandum on 1 October 2024."),
    "marine": ("2024-09-03", "Kilima University and the Institute for Marine Energy signed a protocol on 2 September 2024."),
    "marine-too": ("2024-09-13", "Warta University and the Institute of Marine Energy signed a contract on 12 September 2024."),
}  # fmt: skip
DUMP = [
    record(21, "ror_display label: Universidad de Lejos", "label: University of Lejos", country="ES"),
    record(31, "ror_display label: Institute for Marine Energy", country="PT"),
    record(32, "ror_display label: Institute of Marine Energy", country="KE"),
]
LEJOS, FOR_MARINE, OF_MARINE = (address(number) for number in (21, 31, 32))
APART = """
[[organisation]]
name = "University of Lejos"
not_same = ["Universidad de Lejos"]
note = "The one left the other in 2023"
"""
RENAMED = """
[[organisation]]
name = "University of Lejos"
rename = "Lejos University"

[[event]]
url = "https://news.example/english"
sentence = "The University of Lejos and Warta University signed a memorandum on 1 October 2024."
parties = ["University of Lejos", "Kilima University"]
"""


@pytest.fixture(scope="module")
def record_before(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Read and linked by names alone."""
    record = Record(tmp_path_factory.mktemp("before"), TOLD)
    record.extract()
    return record


@pytest.fixture
def lejos(record_before: Record, tmp_path: Path) -> Iterator[Record]:
    """The same, then linked to the registry; what a test corrects is taken back."""
    import_ror(record_before, tmp_path)
    yield record_before
    record_before.corrections.unlink(missing_ok=True)


def import_ror(record: Record, folder: Path, dump: object = DUMP) -> list[str]:
    """The lines for the person."""
    done = record.run("import-ror", write(folder / "dump.json", dump))
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()


def registered(record: Record) -> dict[str, tuple[str, ...]]:
    """Organisation → record, country and what that rests on."""
    sql = "select id, ror_id, country, country_basis from organisations where ror_id is not null"
    return {id: tuple(rest) for id, *rest in record.rows(sql)}


JOINED = {
    "universidad-de-lejos": (LEJOS, "ES", "ror"),
    "institute-for-marine-energy": (FOR_MARINE, "PT", "ror"),
    "institute-of-marine-energy": (OF_MARINE, "KE", "ror"),
}


def test_the_registry_joins_names_of_one_record_and_parts_those_of_two(record_before: Record, tmp_path: Path) -> None:
    assert record_before.rows("select read_id, rule from organisation_merges") == [
        ("institute-of-marine-energy", "key")
    ]
    said = import_ror(record_before, tmp_path)
    assert said[0] == "3 records; 4 names linked: 4 by name"
    assert said[-1] == "linked 4 reports into 3 agreements"
    assert registered(record_before) == JOINED
    merges = record_before.rows("select read_id, organisation_id, rule, country, evidence from organisation_merges")
    evidence = f"“Universidad de Lejos” and “University of Lejos” are {LEJOS}"
    assert merges == [("university-of-lejos", "universidad-de-lejos", "ror", None, evidence)]
    agreement = record_before.agreements()
    assert agreement["spanish"] == agreement["english"]


def test_importing_linking_and_reading_again_change_nothing(lejos: Record, tmp_path: Path) -> None:
    before = lejos.all_rows()
    assert import_ror(lejos, tmp_path)[0] == "3 records; 4 names linked: 4 by name"
    assert lejos.all_rows() == before
    lejos.extract()
    assert lejos.all_rows() == before
    lejos.read_again()
    assert lejos.extract()[0] == f"read {len(TOLD)} articles"
    assert lejos.all_rows() == before


def test_a_correction_holds_names_of_one_record_apart_until_it_is_taken_back(lejos: Record) -> None:
    before = lejos.all_rows()
    lejos.corrections.write_text(APART, encoding="utf-8")
    lejos.extract()
    assert registered(lejos) == JOINED | {"university-of-lejos": (LEJOS, "ES", "ror")}
    assert lejos.rows("select rule, score, decided from proposals") == [("ror", 1, "refused")]
    assert len(set(lejos.agreements().values())) == len(TOLD)
    lejos.corrections.unlink()
    lejos.extract()
    assert lejos.all_rows() == before


def test_a_renamed_organisation_with_corrected_events_keeps_its_record(lejos: Record, tmp_path: Path) -> None:
    lejos.corrections.write_text(RENAMED, encoding="utf-8")
    lejos.extract()
    query = "select name, read_name, ror_id from organisations where id = 'universidad-de-lejos'"
    renamed = [("Lejos University", "Universidad de Lejos", LEJOS)]
    assert lejos.rows(query) == renamed
    import_ror(lejos, tmp_path)
    assert lejos.rows(query) == renamed
    assert registered(lejos) == JOINED
    query = "select parties from reports where title = 'english'"
    assert lejos.rows(query) == [("Lejos University · Kilima University",)]


def test_a_side_that_only_a_correction_names_has_its_record_too(lejos: Record, tmp_path: Path) -> None:
    lejos.corrections.write_text(RENAMED.replace("Kilima University", "Keele Observatory"), encoding="utf-8")
    lejos.extract()
    import_ror(lejos, tmp_path, [*DUMP, record(41, "ror_display: Keele Observatory")])
    assert registered(lejos)["keele-observatory"] == (address(41), "PT", "ror")
    lejos.read_again()
    lejos.extract()
    assert registered(lejos)["keele-observatory"] == (address(41), "PT", "ror")


def test_a_dump_without_the_record_leaves_names_as_they_were_before(lejos: Record, tmp_path: Path) -> None:
    import_ror(lejos, tmp_path, RECORDS)
    assert registered(lejos) == {}
    assert lejos.rows("select read_id, rule from organisation_merges") == [("institute-of-marine-energy", "key")]
    assert lejos.rows("select count(*) from organisations where country_basis = 'ror'") == [(0,)]


def test_no_reference_leads_nowhere(lejos: Record) -> None:
    assert lejos.rows("pragma foreign_key_check") == []
    assert lejos.rows("select count(*) from issues") == [(0,)]


def test_a_database_of_before_agreements_is_linked_as_it_is(tmp_path: Path) -> None:
    """Its rows, in every table that reading fills, are those that a reader left before m008."""
    record = Record(tmp_path, TOLD)
    newer = store.open_db(record.database)
    work_off(newer, load_model(str(MODEL)))
    newer.close()
    path = record.database.rename(tmp_path / "newer.db")
    older = Database(sqlite3.connect(record.database))
    migrations.apply(older, stop_before="m008_agreements_over_time")
    older.execute("attach ? as newer", [str(path)])
    for table in older.table_names():
        if "_fts" not in table and not table.startswith(("sqlite_", "_sqlite")):
            columns = ", ".join(f'"{column}"' for column in older.table(table).columns_dict)
            older.execute(f"insert into {table} ({columns}) select {columns} from newer.{table}")
    assert older.table("event_parties").count == 2 * len(TOLD)
    older.close()
    assert record.extract() == ["read 0 articles", "linked 4 reports into 4 agreements"]
    import_ror(record, tmp_path)
    assert registered(record) == JOINED
    assert len(set(record.agreements().values())) == 3
    assert record.rows("select count(*) from texts_fts where texts_fts match 'lejos'") == [(2,)]
    assert record.rows("pragma foreign_key_check") == []
