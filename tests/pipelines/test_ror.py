"""A link to the registry is right or it is not made; and a dump that can't be used is told in one line."""

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from crawler.source import Organisation, Source
from db import readings, ror, store
from pipelines.ror import dump
from pipelines.ror.dump import DumpError, Record, read_dump
from pipelines.ror.linking import link_names
from pipelines.ror.links import Link, Registry, Sought, find, looks_short
from tests.conftest import uniaccord


def record(
    number: int, *names: str, country: str = "PT", status: str = "active", then: tuple[int, ...] = (), **more: Any
) -> dict[str, Any]:
    """A record as a dump has it; a name is `kind kind: words`, the first kind is that of the name shown."""
    countries = {"PT": "Portugal", "KE": "Kenya", "ES": "Spain", "AQ": "Antarctica"}
    kinds, words = zip(*(name.split(": ") for name in names), strict=True)
    return {
        "id": address(number),
        "status": status,
        "types": ["education", "funder"],
        "names": [{"value": w, "types": k.split(), "lang": None} for k, w in zip(kinds, words, strict=True)],
        "locations": [
            {"geonames_id": 1, "geonames_details": {"country_code": country, "country_name": countries.get(country)}}
        ],
        "relationships": [{"type": "successor", "id": address(n), "label": "?"} for n in then],
        "external_ids": [{"type": "wikidata", "all": [f"Q{number}"], "preferred": None}],
        "admin": {"created": {"date": "2020-01-01", "schema_version": "2.0"}},
        **more,
    }


def address(number: int) -> str:
    return f"https://ror.org/0{number:08}"


RECORDS = [
    record(1, "ror_display label: Coastal University", "acronym: CU", "alias: University of the Coast"),
    record(2, "ror_display label: Universidade do Norte", "label: Northern University", country="PT"),
    record(3, "ror_display label: Northern University", country="KE"),
    record(4, "ror_display: Old College", status="inactive", then=(5,)),
    record(5, "ror_display: New College"),
    record(6, "ror_display: Split College", status="inactive", then=(1, 5)),
    record(7, "ror_display: Gone College", status="withdrawn"),
    record(8, "ror_display label: Boatworks (Kenya)", country="KE"),
    record(9, "ror_display label: Boatworks (Spain)", country="ES"),
    record(10, "ror_display: HARBOUR", country="ES"),
    record(11, "ror_display: Endless A", status="inactive", then=(12,)),
    record(12, "ror_display: Endless B", status="inactive", then=(11,)),
]


def found(name: str, *aliases: str, country: str | None = None, declared: int | None = None) -> tuple[str, int] | str:
    """Basis and number of the record, or why there is none."""
    sought = Sought("x", name, aliases, country, address(declared) if declared else None)
    registry = Registry(map(Record.model_validate, RECORDS), [name, *aliases])
    answer = find(sought, registry)
    return (answer.basis, int(answer.record.id[-8:])) if isinstance(answer, Link) else answer


@pytest.mark.parametrize(
    ("answer", "basis"),
    [
        (found("The Coastal University"), ("name", 1)),
        (found("Coastal University", country="PT"), ("name", 1)),
        (found("University of the Coast"), ("alias", 1)),
        (found("Coast Uni", "Coastal University"), ("alias", 1)),
        (found("Universidade do Norte", "Northern University"), ("name", 2)),
        (found("Something else", declared=3), ("declared", 3)),
        (found("Coastal University", declared=99), ("name", 1)),
    ],
)
def test_a_name_that_one_record_alone_bears_links(answer: object, basis: object) -> None:
    assert answer == basis


def test_a_name_of_two_records_links_to_neither() -> None:
    assert found("Northern University") == "ambiguous"
    assert found("Northern University", country="KE") == "ambiguous"


def test_a_record_in_another_country_is_another_organisation() -> None:
    assert found("Coastal University", country="ES") == "conflict"


def test_an_acronym_links_only_where_the_country_agrees() -> None:
    assert found("CU") == "not found"
    assert found("CU", country="ES") == "not found"
    assert found("CU", country="PT") == ("short", 1)
    assert found("Cuz University", "CU") == "not found"
    assert found("HARBOUR") == "not found"
    assert found("HARBOUR", country="ES") == ("short", 10)


def test_a_company_is_told_apart_by_the_country_that_the_registry_puts_behind_its_name() -> None:
    assert found("Boatworks") == "not found"
    assert found("Boatworks", country="ES") == ("short", 9)
    assert found("Boatworks (Kenya)") == ("name", 8)


def test_a_record_that_is_no_longer_active_leads_to_its_only_successor() -> None:
    assert found("Old College") == ("name", 5)
    assert found("Old College", "New College") == ("name", 5)
    assert found("Split College") == "not found"
    assert found("Gone College") == "not found"
    assert found("Endless A") == "not found"


def test_words_in_capitals_are_short_names_and_camels_are_not() -> None:
    assert all(map(looks_short, ("MIT", "SPbPU", "ITMO")))
    assert not any(map(looks_short, ("AstraZeneca", "Tsinghua", "MIT Press", "清华大学", "")))


# --- the file --------------------------------------------------------------------------------------------


def write(path: Path, content: object, member: str = "v2.0-ror-data.json") -> Path:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=4)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member, text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["dump.json", "dump.zip"])
@pytest.mark.parametrize("chunk", [1, 7, 100, 1 << 20])
def test_a_dump_is_read_in_pieces_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, chunk: int
) -> None:
    monkeypatch.setattr(dump, "CHUNK", chunk)
    few = RECORDS[:2] if chunk == 1 else RECORDS
    assert [r.id for r in read_dump(write(tmp_path / name, few))] == [r["id"] for r in few]


def test_the_file_of_schema_v2_is_taken_from_a_release_that_holds_both(tmp_path: Path) -> None:
    path = write(tmp_path / "v1.60-ror-data.zip", [{"id": address(1), "name": "Old"}], "v1.60-ror-data.json")
    write(path, "id,name\n", "v1.60-ror-data_schema_v2.csv")
    write(path, RECORDS, "v1.60-ror-data_schema_v2.json")
    assert len(list(read_dump(path))) == len(RECORDS)


V1 = [{"id": address(1), "name": "Old University", "country": {"country_code": "PT"}}]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("d.json", V1, "schema v1; take the file of schema v2"),
        ("d.zip", V1, "schema v1; take the file of schema v2"),
        ("d.json", {"id": "x"}, "not a JSON array of records"),
        ("d.json", "id,name", "not a JSON array of records"),
        ("d.json", "", "not a JSON array of records"),
        ("d.json", json.dumps(RECORDS)[:-30], "record 12: not JSON, or cut off"),
        ("d.json", json.dumps(RECORDS)[:-1], "record 13: not JSON, or cut off"),
        ("d.json", "[1, 2]", "record 1: "),
        ("d.json", [RECORDS[0], {**RECORDS[1], "names": []}], "record 2: names: "),
        ("d.json", [record(1, "label: X", country="AN")], "'AN' is no country"),
    ],
)
def test_a_bad_dump_is_told_in_one_line(tmp_path: Path, name: str, content: object, words: str) -> None:
    path = write(tmp_path / name, content)
    with pytest.raises(DumpError) as error:
        list(read_dump(path))
    assert words in str(error.value)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


def test_a_zip_file_without_one_json_file_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "d.zip", "id", "a.csv")
    with pytest.raises(DumpError, match="a zip file with no JSON file"):
        list(read_dump(path))
    for member in ("a.json", "b.json"):
        write(path, [], member)
    with pytest.raises(DumpError, match="2 JSON files; unpack it"):
        list(read_dump(path))


def test_a_damaged_zip_file_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "d.zip", RECORDS * 50)
    data = bytearray(path.read_bytes())
    data[200:260] = bytes(60)
    path.write_bytes(data)
    with pytest.raises(DumpError, match="damaged|not JSON|UTF-8"):
        list(read_dump(path))


def test_a_long_file_that_is_broken_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump, "CHUNK", 10)
    monkeypatch.setattr(dump, "LONGEST", 100)
    with pytest.raises(DumpError, match="record 1: not JSON"):
        list(read_dump(write(tmp_path / "d.json", "[{'id': 1}" + " " * 100_000)))


# --- the database ----------------------------------------------------------------------------------------


@pytest.fixture
def db(fresh_db: Database) -> Database:
    fresh_db.table("countries").insert({"code": "ES", "name": "Spain"})
    rows = [
        ("coastal-university", "Coastal University", None, None),
        ("northern-university", "Northern University", "KE", "demonym"),
        ("harbour", "HARBOUR", "ES", "city"),
        ("old-college", "Old College", "ES", "declared"),
        ("nowhere-college", "Nowhere College", None, None),
    ]
    fresh_db.table("countries").insert({"code": "KE", "name": "Kenya"})
    names = ("id", "name", "country", "country_basis")
    fresh_db.table("organisations").insert_all(dict(zip(names, row, strict=True)) for row in rows)
    return fresh_db


def records() -> list[Record]:
    return [Record.model_validate(r) for r in RECORDS]


def links(db: Database) -> dict[str, tuple[Any, ...]]:
    sql = "select id, ror_id, ror_basis, country, country_basis from organisations where ror_id is not null"
    return {row[0]: row[1:] for row in db.execute(sql).fetchall()}


LINKS = {
    "coastal-university": (address(1), "name", "PT", "ror"),
    "harbour": (address(10), "short", "ES", "city"),
}


def test_links_are_stored_and_a_missing_country_is_learnt(db: Database) -> None:
    counts = link_names(db, records(), {})
    assert links(db) == LINKS
    assert dict(counts) == {
        "records": 12, "name": 1, "short": 1, "ambiguous": 1, "conflict": 1, "not found": 1, "countries": 1,
    }  # fmt: skip
    query = "select ror_name, ror_country, ror_types, wikidata_id from organisations where id = 'coastal-university'"
    assert db.execute(query).fetchone() == ("Coastal University", "PT", '["education", "funder"]', "Q1")


def test_linking_again_changes_nothing_and_a_later_dump_has_the_last_word(db: Database) -> None:
    first = link_names(db, records(), {})
    assert link_names(db, records(), {}) == first
    assert links(db) == LINKS
    link_names(db, records()[1:9], {})
    assert links(db) == {}
    query = "select country, country_basis from organisations where id = 'coastal-university'"
    assert db.execute(query).fetchone() == (None, None)


def test_a_dry_run_counts_and_stores_nothing(db: Database) -> None:
    assert link_names(db, records(), {}, dry_run=True)["name"] == 1
    assert links(db) == {}


def test_the_id_in_a_source_file_is_believed(db: Database) -> None:
    source = Source.model_construct(organisation=Organisation(name="Nowhere College", ror="000000003"))
    link_names(db, records(), {"xx_nowhere": source})
    assert links(db)["nowhere-college"] == (address(3), "declared", "KE", "ror")


def test_only_names_that_mean_an_organisation_everywhere_are_looked_up(db: Database) -> None:
    store.save_import_source(db, "import")
    for alias, scoped in (("Coastal University", 1), ("University of the Coast", 0)):
        row = {"organisation_id": "nowhere-college", "alias": alias, "basis": "declared", "source_id": "import"}
        db.table("organisation_aliases").insert({**row, "scoped": scoped})
    assert {r["id"]: r["aliases"] for r in ror.names(db)}["nowhere-college"] == ["University of the Coast"]


def test_what_a_text_says_takes_the_place_of_the_registrys_country(db: Database) -> None:
    link_names(db, records(), {})
    store.save_import_source(db, "import")
    facts = {"published": None, "published_basis": None, "language": "en"}
    seen = {"first_seen": "2024", "last_seen": "2024", "listed_modified": None}
    article = {"id": "a", "source_id": "import", "url": "https://x.example/", "title": None, **facts, **seen}
    version = {"article_id": "a", "fetched": "2024", "run_id": None, "sha256": "s", **facts}
    store.save_article(
        db, article=article, version=version, text={"title": None, "body": "B", "kinds": "[]"}, addresses=[]
    )
    told = {"id": "coastal-university", "name": "Coastal University", "country": "ES", "country_basis": "city"}
    made = {"extractor_id": "e", "run_id": None, "made": "2024"}
    readings.save_extraction(db, 1, {"organisations": [told]}, made)
    assert links(db)["coastal-university"][2:] == ("ES", "city")
    assert link_names(db, records(), {})["conflict"] == 2


# --- the verb --------------------------------------------------------------------------------------------


def test_the_verb_links_and_tells_what_it_linked(tmp_path: Path, db: Database) -> None:
    db.execute("insert into sources (id, name, organisation_id) select id, name, id from organisations")
    path = write(tmp_path / "dump.zip", RECORDS)
    place = {"cwd": tmp_path, "UNIACCORD_DB": str(tmp_path / "uniaccord.db")}
    dry = uniaccord("import-ror", "--dry-run", path, **place)
    assert dry.returncode == 0, dry.stderr
    assert links(db) == {}
    done = uniaccord("import-ror", path, **place)
    assert done.stderr.splitlines() == [
        "12 records; 2 names linked: 1 by name, 1 by short name and country",
        "1 ambiguous, 1 in conflict over the country, 1 not found",
        "1 countries learnt",
        "linked 0 reports into 0 agreements",
    ]
    assert links(db) == LINKS


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["none.zip"], "none.zip: No such file"), ([], "give one dump"), (["."], "Is a directory")],
)
def test_wrong_use_of_the_verb_is_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    store.open_db(tmp_path / "uniaccord.db").close()
    done = uniaccord("import-ror", *arguments, cwd=tmp_path, UNIACCORD_DB=str(tmp_path / "uniaccord.db"))
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert words in line


def test_a_database_from_before_the_registry_keeps_its_countries(tmp_path: Path) -> None:
    from db.migrations import migrations

    path = tmp_path / "older.db"
    older = Database(sqlite3.connect(path))
    migrations.apply(older, stop_before="m009_research_organization_registry")
    older.execute("insert into countries values ('PT', 'Portugal')")
    older.execute("insert into organisations (id, name, country, country_basis) values ('x', 'X', 'PT', 'bracket')")
    older.conn.commit()
    older.close()
    db = store.open_db(path)
    assert db.execute("select country, country_basis, ror_id from organisations").fetchall() == [
        ("PT", "bracket", None)
    ]
    db.close()
