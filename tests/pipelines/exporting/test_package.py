"""A data package is valid, says what it is, and is the same whenever it is made."""

import hashlib
import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import frictionless
import pytest
import yaml
from sqlite_utils import Database

from db.errors import StoreError
from db.exporting.choice import Choice
from db.exporting.tables import TABLES
from tests.pipelines.exporting.record import exported, files, make, rows


@pytest.fixture(scope="module")
def package(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "package"
    exported(record, folder, "package", texts=True, mentions=True, snapshot=True)
    return folder


def valid(path: Path) -> frictionless.Report:
    return frictionless.validate(str(path))


def told(report: frictionless.Report) -> set[str]:
    return {error.type for task in report.tasks for error in task.errors}


def test_a_package_is_valid_and_no_longer_when_a_byte_is_changed(record: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "p", "package", mentions=True)
    report = valid(tmp_path / "p/datapackage.json")
    assert report.valid, told(report)
    assert len(report.tasks) == len(TABLES) - 1
    people = tmp_path / "p/data/people.csv"
    people.write_bytes(people.read_bytes().replace(b"Ada", b"Eda"))
    assert told(valid(tmp_path / "p/datapackage.json")) == {"hash-count"}


@pytest.mark.parametrize("file, before, after, error", [
    ("agreements.csv", b"cooperation", b"friendships", "constraint-error"),
    ("agreement_parties.csv", b"lund-university", b"lind-university", "foreign-key"),
    ("reports.csv", b"2023-04-05,2023-04-05", b"2023-04-05,2023-04-32", "type-error"),
])  # fmt: skip
def test_what_the_schema_forbids_is_found(
    record: Path, tmp_path: Path, file: str, before: bytes, after: bytes, error: str
) -> None:
    exported(record, tmp_path / "p", "package")
    data = tmp_path / "p/data" / file
    assert before in data.read_bytes()
    data.write_bytes(data.read_bytes().replace(before, after))
    assert error in told(valid(tmp_path / "p/datapackage.json"))


def test_an_archive_is_valid_and_has_what_the_folder_has(record: Path, package: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "p.zip", "package", texts=True, mentions=True, snapshot=True)
    with ZipFile(tmp_path / "p.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files(package)


def test_an_empty_record_is_a_valid_package(fresh_db: Database, tmp_path: Path) -> None:
    fresh_db.close()
    exported(tmp_path / "uniaccord.db", tmp_path / "p", "package", day=datetime(2026, 12, 1, tzinfo=UTC))
    assert valid(tmp_path / "p/datapackage.json").valid
    assert "sources" not in json.loads((tmp_path / "p/datapackage.json").read_bytes())
    for format in ("parquet", "jsonl", "graphml", "gexf", "sqlite"):
        exported(tmp_path / "uniaccord.db", tmp_path / format, format)


def test_texts_of_any_length_are_valid(package: Path) -> None:
    report = valid(package / "datapackage.json")
    assert report.valid, report.flatten(["type", "note"])


@pytest.mark.parametrize("format", ["csv", "parquet", "jsonl", "graphml", "gexf", "package", "zip", "sqlite"])
def test_the_same_database_gives_the_same_bytes(record: Path, tmp_path: Path, format: str) -> None:
    for name in ("one", "two"):
        target = tmp_path / name / ("x.zip" if format == "zip" else "x")
        target.parent.mkdir()
        exported(record, target, format if format != "zip" else "package", snapshot=format in ("zip", "package"))
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_each_file_is_named_with_its_size_and_digest_and_the_citation_with_that_of_all(package: Path) -> None:
    text = (package / "datapackage.json").read_bytes()
    said = json.loads(text)
    for resource in said["resources"]:
        data = (package / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    named = {resource["path"] for resource in said["resources"]} | {"datapackage.json", "README.md", "CITATION.cff"}
    assert named == set(files(package))
    digest = hashlib.sha256(text).hexdigest()
    cff = yaml.safe_load((package / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["identifiers"][0]["value"] == f"sha256:{digest}"
    assert digest in (package / "README.md").read_text(encoding="utf-8")


def test_the_descriptor_tells_licence_sources_version_and_keys(package: Path) -> None:
    said = json.loads((package / "datapackage.json").read_bytes())
    assert (said["version"], said["created"]) == ("2026.10.5", "2026-10-05T02:00:00Z")
    assert said["licenses"][0]["title"].startswith("Facts may be reused")
    assert said["sources"] == [{"title": "Imported files"}]
    assert said["contributors"][0]["title"] == "uniaccord"
    schemas = {resource["name"]: resource.get("schema") for resource in said["resources"]}
    fields = {field["name"]: field for field in schemas["agreements"]["fields"]}
    assert fields["instrument"]["constraints"]["enum"][0] == "memorandum"
    assert fields["status"]["constraints"]["required"]
    assert all(field["description"] for schema in schemas.values() if schema for field in schema["fields"])
    assert schemas["organisations"]["primaryKey"] == ["id"]
    parent = {"fields": ["parent_id"], "reference": {"resource": "", "fields": ["id"]}}
    assert parent in schemas["organisations"]["foreignKeys"]
    basis = next(field for field in schemas["organisation_aliases"]["fields"] if field["name"] == "basis")
    assert basis["constraints"]["enum"] == ["declared", "text"]


def test_the_citation_has_what_cff_asks_for(package: Path) -> None:
    text = (package / "CITATION.cff").read_text(encoding="utf-8")
    cff = yaml.load(text, yaml.BaseLoader)
    assert cff["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(cff)
    assert (cff["type"], cff["version"]) == ("dataset", "2026.10.5")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cff["date-released"])


def test_the_readme_tells_the_conditions_and_the_counts(record: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "p", "package", choice=Choice(since="2024-06", countries=("SE",)))
    text = (tmp_path / "p/README.md").read_text(encoding="utf-8")
    assert "chosen by: reported since 2024-06; country SE." in text
    assert "| `data/agreements.csv` | 1 |" in text


def test_the_date_is_that_of_the_last_run_unless_given(record: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "p", "package", day=datetime(2026, 12, 1, tzinfo=UTC))
    assert json.loads((tmp_path / "p/datapackage.json").read_bytes())["version"] == "2026.12.1"

    def forget_runs(db: Database) -> None:
        db.execute("delete from runs")

    without = make(tmp_path / "x.db", more=forget_runs)
    with pytest.raises(StoreError, match="give a --date"):
        exported(without, tmp_path / "q", "package")
    assert not (tmp_path / "q").exists()


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    found = sorted(line for line in connection.iterdump() if not line.startswith("DELETE"))
    connection.close()
    return found


def test_the_database_in_a_package_is_the_database(record: Path, package: Path) -> None:
    assert dump(package / "data/uniaccord.db") == dump(record)


def test_without_texts_no_word_of_them_is_left_in_the_database(record: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "x.db", "sqlite")
    assert rows(tmp_path / "x.db", "select count(*) from texts") == [(0,)]
    assert rows(tmp_path / "x.db", "select count(*) from reports") == rows(record, "select count(*) from reports")
    assert rows(tmp_path / "x.db", "pragma integrity_check") == [("ok",)]
    assert b"quenby" in record.read_bytes().lower()  # the text, its index, and what was changed in it
    assert b"quenby" not in (tmp_path / "x.db").read_bytes().lower()
    triggers = "select name, sql from sqlite_master where type = 'trigger' order by 1"
    assert rows(tmp_path / "x.db", triggers) == rows(record, triggers)
