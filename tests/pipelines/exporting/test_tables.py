"""CSV, Parquet and JSON lines say what the database says, with types."""

import csv
import datetime
import json
from pathlib import Path

import pandas
import pyarrow
import pytest
from pyarrow import parquet
from sqlite_utils import Database

from db.exporting.choice import Choice, ChoiceError
from db.exporting.tables import INSTRUMENTS, MORE, TABLES, about_column, described
from extract import records
from tests.pipelines.exporting.record import END, HOSTILE, TEXT, exported, files, make, rows

IN_FORCE = {
    "texts": "select count(*) from articles",
    "mentions": "select count(*) from mentions join articles using (version_id)",
    "person_roles": "select count(*) from person_roles join articles using (version_id)",
}


@pytest.fixture(scope="module")
def as_csv(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv") / "csv"
    exported(record, folder, "csv", texts=True, mentions=True)
    return folder


@pytest.fixture(scope="module")
def as_parquet(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet") / "parquet"
    exported(record, folder, "parquet", texts=True, mentions=True)
    return folder


def read_csv(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_column_is_described_and_instruments_are_those_of_the_extractor() -> None:
    for table in TABLES:
        assert all(about_column(table, column) for column in table.columns)
    own = {
        column for table in TABLES for column in set(table.columns) - set(described()["tables"][table.name]["columns"])
    }
    assert own == set(MORE)
    assert records.INSTRUMENTS == INSTRUMENTS


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_there_are_as_many_rows_as_in_the_database(record: Path, as_csv: Path, as_parquet: Path, table) -> None:  # type: ignore[no-untyped-def]
    ((number,),) = rows(record, IN_FORCE.get(table.name, f"select count(*) from {table.name}"))
    assert number or table.name == "organisation_aliases"
    assert len(read_csv(as_csv / f"{table.name}.csv")) == number
    assert parquet.read_metadata(as_parquet / f"{table.name}.parquet").num_rows == number


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_key_is_there_twice_and_every_reference_leads_to_a_row(as_parquet: Path, table) -> None:  # type: ignore[no-untyped-def]
    def values(name: str, *columns: str) -> list[tuple[object, ...]]:
        read = parquet.read_table(as_parquet / f"{name}.parquet", columns=list(columns))
        return list(zip(*(read[column].to_pylist() for column in columns), strict=True))

    keys = values(table.name, *table.key)
    assert len(keys) == len(set(keys))
    for column, to in table.refers.items():
        there = values(to, *next(other.key for other in TABLES if other.name == to))
        assert {value for value in values(table.name, column) if value[0] is not None} <= set(there), column


def test_parquet_has_days_as_dates_and_what_is_coarse_as_text(as_parquet: Path) -> None:
    agreements = parquet.read_table(as_parquet / "agreements.parquet")
    types = {field.name: field.type for field in agreements.schema}
    assert (types["date"], types["first_day"]) == (pyarrow.string(), pyarrow.date32())
    assert (types["latest_report"], types["latest_report_day"]) == (pyarrow.string(), pyarrow.date32())
    assert types["reports"] == pyarrow.int64()
    columns = ["date", "first_day", "last_day", "latest_report", "latest_report_day"]
    september, january = agreements.select(columns).to_pylist()[1:]
    assert list(september.values()) == [
        "2024-09", datetime.date(2024, 9, 1), datetime.date(2024, 9, 30), "2024-09-01", datetime.date(2024, 9, 1),
    ]  # fmt: skip
    assert (january["latest_report"], january["latest_report_day"]) == ("2025-01", None)
    assert agreements.schema.field("status").metadata[b"description"].startswith(b"How far it has got")


def test_pandas_reads_types_from_parquet(record: Path, as_parquet: Path) -> None:
    reports = pandas.read_parquet(as_parquet / "reports.parquet", dtype_backend="pyarrow")
    assert str(reports.dtypes["confidence"]) == "double[pyarrow]"
    assert str(reports.dtypes["published_day"]) == "date32[day][pyarrow]"
    assert sorted(reports["evidence"]) == sorted(value for (value,) in rows(record, "select evidence from reports"))
    articles = pandas.read_parquet(as_parquet / "articles.parquet")
    assert str(articles["first_seen"].iloc[0]) == "2024-05-06 00:00:00+00:00"
    aliases = parquet.read_schema(as_parquet / "organisation_aliases.parquet")
    assert aliases.field("scoped").type == pyarrow.bool_()
    assert parquet.read_table(as_parquet / "texts.parquet")["kinds"][0].as_py() == ["paragraph"]


def test_a_hostile_text_comes_back_as_it_was(as_csv: Path, as_parquet: Path) -> None:
    (mine,) = [row for row in read_csv(as_csv / "reports.csv") if row["published"] == "2024-09-01"]
    assert mine["evidence"] == TEXT
    assert HOSTILE in mine["parties"]
    assert TEXT in parquet.read_table(as_parquet / "reports.parquet")["evidence"].to_pylist()
    assert TEXT in parquet.read_table(as_parquet / "texts.parquet")["body"].to_pylist()
    frame = pandas.read_csv(as_csv / "reports.csv", engine="python", keep_default_na=False)
    assert set(frame["event_id"]) == {row["event_id"] for row in read_csv(as_csv / "reports.csv")}


def test_a_cell_is_not_changed_unless_it_is_for_a_spreadsheet(record: Path, as_csv: Path, tmp_path: Path) -> None:
    assert [row["name"] for row in read_csv(as_csv / "people.csv")] == ["-Ada Lund", "Bo"]
    assert not (as_csv / "people.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    exported(record, tmp_path / "excel", "csv", excel=True)
    with (tmp_path / "excel/people.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["'-Ada Lund", "Bo"]
    assert (tmp_path / "excel/people.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    roles = read_csv(tmp_path / "excel/person_roles.csv")
    assert {row["role"] for row in roles} == {"'@Rector"}


def test_texts_and_mentions_are_there_on_demand_alone(record: Path, as_csv: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "some", "csv")
    assert set(files(as_csv)) - set(files(tmp_path / "some")) == {"texts.csv", "mentions.csv"}


def test_a_json_line_is_an_agreement_with_its_sides_and_reports(record: Path, tmp_path: Path) -> None:
    made = exported(record, tmp_path / "x.jsonl", "jsonl")
    assert made.counts == {"agreements": 3, "reports": 5}
    lines = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()  # also where U+2028 ends a line
    first, second, _ = map(json.loads, lines)
    assert [(party["name"], party["country"]) for party in first["parties"]] == [
        ("Oslo Technical University", "NO"), ("Lund University", "SE"),
    ]  # fmt: skip
    assert [report["status"] for report in first["reports"]] == ["signed", "signed", "ended"]
    assert first["reports"][0]["signatories"] == ["-Ada Lund"]
    assert first["reports"][1]["duplicate_of"] == first["reports"][0]["article_id"]
    assert first["reports"][2]["evidence"] == END
    assert first["counted"] == {"reports": 2, "articles": 2}
    assert second["reports"][0]["evidence"] == TEXT


@pytest.mark.parametrize("choice, agreements", [
    (Choice(since="2024-06"), {"Oslo · Union", "Lund · Turku · Oslo"}),
    (Choice(since="2025-01-20"), {"Lund · Turku · Oslo"}),  # known to the month alone: it may have been later
    (Choice(countries=("fi",)), {"Lund · Turku · Oslo"}),
    (Choice(countries=("FI", "SE")), {"Lund · Turku · Oslo", "Oslo · Lund"}),
    (Choice(organisations=("turku school",)), {"Lund · Turku · Oslo"}),
    (Choice(organisations=("lund-university",), statuses=("ended",)), {"Oslo · Lund"}),
    (Choice(types=("office",)), set()),
])  # fmt: skip
def test_conditions_choose_agreements(record: Path, tmp_path: Path, choice: Choice, agreements: set[str]) -> None:
    short = {"Oslo Technical University": "Oslo", "Lund University": "Lund", "Turku School": "Turku", HOSTILE: "Union"}
    exported(record, tmp_path / "x.jsonl", "jsonl", choice=choice)
    made = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {" · ".join(short[party["name"]] for party in one["parties"]) for one in made} == agreements


def test_what_belongs_to_chosen_agreements_is_chosen_and_nothing_else(record: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "one", "csv", choice=Choice(statuses=("ended",)), mentions=True)
    read = {table.name: read_csv(tmp_path / f"one/{table.name}.csv") for table in TABLES if table.on_demand != "texts"}
    assert len(read["agreements"]) == 1
    assert (len(read["reports"]), len(read["histories"]), len(read["articles"])) == (3, 3, 3)
    assert {row["id"] for row in read["organisations"]} == {"oslo-technical-university", "lund-university"}
    assert [row["id"] for row in read["people"]] == ["ada"]
    assert {row["article_id"] for row in read["mentions"]} == {row["id"] for row in read["articles"]}
    assert len(read["ties"]) == 2


@pytest.mark.parametrize("choice, said", [
    (Choice(countries=("Norway",)), "there is no country NORWAY here; there are FI NO SE"),
    (Choice(types=("treaty",)), "there is no type treaty here; there are cooperation membership"),
    (Choice(organisations=("Lund",)), "there is no organisation Lund; perhaps Lund University"),
    (Choice(organisations=("%",)), "there is no organisation %"),
    (Choice(since="May 2024"), "May 2024 is no day; write it as 2024-09-01"),
])  # fmt: skip
def test_a_condition_that_names_nothing_is_told(record: Path, tmp_path: Path, choice: Choice, said: str) -> None:
    with pytest.raises(ChoiceError) as told:
        exported(record, tmp_path / "x", "csv", choice=choice)
    assert str(told.value).startswith(said)
    assert list(tmp_path.iterdir()) == []


def test_a_day_that_no_calendar_has_is_left_out_and_counted(tmp_path: Path) -> None:
    def spoil(db: Database) -> None:
        db.execute("update events set first_day = '2023-02-30' where date = '2023-04-05'")

    made = exported(make(tmp_path / "x.db", more=spoil), tmp_path / "x", "parquet")
    assert made.left_out["values of reports.first_day"] >= 1
