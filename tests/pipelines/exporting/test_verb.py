"""`uniaccord export`: one line for what is wrong, and what is written is whole or not there."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.errors import StoreError
from db.exporting import as_csv, as_package, export, whole
from pipelines.door import main
from tests.conftest import uniaccord
from tests.pipelines.exporting.record import exported, files, make, rows


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_person_exports_a_graph_and_a_folder_of_tables(record: Path, tmp_path: Path) -> None:
    graph = uniaccord("export", "--db", record, "--format", "gexf", cwd=tmp_path)
    assert graph.stderr.splitlines() == [
        "wrote record-2026-10-05.gexf (0.0 MB): 4 nodes and 4 edges",
        "left out: 1 names with characters that XML can't hold (they are shown as �)",
    ]
    tables = uniaccord("export", "--db", record, "--format", "csv", "--country", "FI", "--since", "2024", cwd=tmp_path)
    assert tables.stderr.splitlines()[0].endswith("MB): 1 agreements and 1 reports")
    assert (graph.returncode, tables.returncode) == (0, 0)
    assert names(tmp_path) == ["record-2026-10-05-csv", "record-2026-10-05.gexf"]


@pytest.mark.parametrize("arguments, said", [
    ([], "--format wants one of csv, parquet, jsonl, graphml, gexf, package, sqlite"),
    (["--format", "xlsx"], "--format wants one of csv"),
    (["--format", "csv", "--by", "country"], "--by is for graphml, gexf, not for csv"),
    (["--format", "gexf", "--by", "city"], "--by wants organisation or country"),
    (["--format", "sqlite", "--since", "2024"], "--since is for csv, parquet, jsonl, graphml, gexf, package, not for sqlite"),
    (["--format", "package", "--snapshot", "--type", "unit"], "--snapshot is the whole database"),
    (["--format", "package", "--date", "today"], "--date wants a day such as 2026-10-05, not today"),
    (["--format", "csv", "--country", "XX"], "there is no country XX here"),
    (["--format", "csv", "people.csv"], "people.csv: --to names where to write"),
])  # fmt: skip
def test_wrong_use_is_one_line(
    record: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["export", "--db", str(record), *arguments])
    printed = capsys.readouterr()
    assert (ended.value.code, printed.out, len(printed.err.splitlines())) == (2, "", 1)
    assert printed.err.startswith(f"uniaccord: {said}")
    assert names(tmp_path) == []


@pytest.mark.parametrize("folder", [True, False])
def test_what_a_killed_export_left_is_cleared_whatever_it_was(record: Path, tmp_path: Path, folder: bool) -> None:
    part = tmp_path / "x.part"
    part.mkdir() if folder else part.touch()
    exported(record, tmp_path / "x", "jsonl" if folder else "csv")
    assert names(tmp_path) == ["x"]


@pytest.mark.parametrize("format", ["csv", "jsonl", "package", "sqlite"])
def test_what_is_there_stays_unless_force_is_given(record: Path, tmp_path: Path, format: str) -> None:
    target = tmp_path / "x"
    exported(record, target, format)
    before = target.stat().st_ino
    with pytest.raises(StoreError, match="is there already; --force replaces it"):
        exported(record, target, format)
    assert target.stat().st_ino == before
    exported(record, target, format, force=True)
    assert target.stat().st_ino != before
    assert names(tmp_path) == ["x"]


def test_force_never_takes_away_a_folder_that_no_export_made(record: Path, tmp_path: Path) -> None:
    exported(record, tmp_path / "x", "csv")
    (tmp_path / "x/thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StoreError, match=r"holds thesis.txt, which no export writes"):
        exported(record, tmp_path / "x", "csv", force=True)
    assert (tmp_path / "x/thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_an_empty_folder_is_filled(record: Path, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    exported(record, tmp_path / "x", "csv")
    assert "agreements.csv" in names(tmp_path / "x")


@pytest.mark.parametrize("name", ["uniaccord.db", "uniaccord.db-wal", "link.db"])
def test_the_database_is_never_the_target(tmp_path: Path, name: str) -> None:
    database = make(tmp_path / "uniaccord.db")
    (tmp_path / "link.db").symlink_to(database)
    before = database.read_bytes()
    with pytest.raises(StoreError, match="is the database, or a part of it"):
        exported(database, tmp_path / name, "sqlite", force=True)
    with pytest.raises(StoreError, match="is the database, or a part of it"):
        exported(database, tmp_path, "csv", force=True)
    assert database.read_bytes() == before


def test_a_folder_and_a_file_do_not_take_each_others_place(record: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="is a file"):
        exported(record, tmp_path / "file", "csv", force=True)
    with pytest.raises(StoreError, match="is a folder"):
        exported(record, tmp_path / "folder", "jsonl", force=True)
    with pytest.raises(StoreError, match="there is no folder"):
        exported(record, tmp_path / "nowhere/x", "csv")


@pytest.mark.parametrize("format, target", [("csv", "x"), ("package", "x"), ("package", "x.zip")])
def test_a_failure_half_way_leaves_what_was_there(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str, target: str
) -> None:
    exported(record, tmp_path / target, format)
    before = files(tmp_path)
    write_table = as_csv.write_table

    def full(moment: Any, table: Any, *more: Any, **options: Any) -> int:
        if table.name == "people":
            raise OSError(28, "No space left on device")
        return write_table(moment, table, *more, **options)

    monkeypatch.setattr(as_csv, "write_table", full)
    monkeypatch.setattr(as_package, "write_table", full)
    with pytest.raises(StoreError, match="the disk is full"):
        exported(record, tmp_path / target, format, force=True, snapshot=format == "package")
    assert files(tmp_path) == before


def test_an_export_that_was_killed_leaves_no_half_under_its_name_and_the_next_clears_up(
    record: Path, tmp_path: Path
) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from db.exporting import as_csv\n"
        "from tests.pipelines.exporting.record import exported; write = as_csv.write_table\n"
        "def killed(moment, table, *more, **options):\n"
        "    if table.name == 'people': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return write(moment, table, *more, **options)\n"
        "as_csv.write_table = killed; exported(Path(sys.argv[1]), Path(sys.argv[2]), 'csv')"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, record, tmp_path / "x"], env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.returncode == -signal.SIGKILL
    assert names(tmp_path) == ["x.part"]
    exported(record, tmp_path / "x", "csv")
    assert names(tmp_path) == ["x"]


def test_all_is_read_of_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = make(tmp_path / "uniaccord.db")
    written = as_csv.write_table

    def meanwhile(moment: Any, table: Any, *more: Any, **options: Any) -> int:
        with closing(sqlite3.connect(database)) as other, other:
            other.execute("update organisations set name = name || '!'")
            other.execute("insert into people values ('p' || (select count(*) from people), 'New')")
        return written(moment, table, *more, **options)

    monkeypatch.setattr(as_csv, "write_table", meanwhile)
    exported(database, tmp_path / "x", "csv")
    assert rows(database, "select count(*) from people") != [(2,)]
    assert (tmp_path / "x/people.csv").read_text(encoding="utf-8").count("\n") == 3
    assert "!" not in (tmp_path / "x/organisations.csv").read_text(encoding="utf-8")


def test_a_missing_and_an_older_database_are_one_line(tmp_path: Path) -> None:
    missing = uniaccord("export", "--db", tmp_path / "no.db", "--format", "csv", "--to", "x", cwd=tmp_path)
    assert (missing.returncode, len(missing.stderr.splitlines())) == (1, 1)
    assert "there is no such database" in missing.stderr
    (tmp_path / "text.db").write_text("no database", encoding="utf-8")
    other = uniaccord("export", "--db", tmp_path / "text.db", "--format", "csv", "--to", "x", cwd=tmp_path)
    assert (other.returncode, len(other.stderr.splitlines())) == (1, 1)
    assert names(tmp_path) == ["text.db"]


def test_files_that_exports_write_are_known(record: Path, tmp_path: Path) -> None:
    for format in ("csv", "parquet", "package"):
        exported(record, tmp_path / format, format, texts=True, mentions=True, snapshot=format == "package")
        assert set(files(tmp_path / format)) <= whole.OURS
    assert set(export.FORMATS) == {"csv", "parquet", "jsonl", "graphml", "gexf", "package", "sqlite"}
