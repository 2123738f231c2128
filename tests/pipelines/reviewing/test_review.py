"""`uniaccord review` as a person meets it, on a record that goes on."""

import json
import re
import tomllib
from argparse import ArgumentParser
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from sqlite_utils import Database

from db import agreements
from pipelines.commands.review import Command
from pipelines.corrections import read_corrections
from pipelines.verb import WrongUse
from tests.pipelines.record import Record
from tests.pipelines.reviewing.sheets import fill, judge, read, save

CONFIDENCES = [0.45] * 8 + [0.65] * 6 + [0.84] * 46


@pytest.fixture
def db(fresh_db: Database) -> Database:
    fill(fresh_db, CONFIDENCES)
    return fresh_db


def review(folder: Path, *arguments: object) -> tuple[str, list[str]]:
    """What the verb prints, and what it says to the person; in this process, which takes a tenth of the time."""
    verb, parser = Command(), ArgumentParser()
    verb.settings = Settings({"DATABASE": str(folder / "uniaccord.db")})
    verb.add_options(parser)
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        verb.run([], parser.parse_args(list(map(str, arguments))))
    return out.getvalue(), err.getvalue().splitlines()


def change(db: Database, sql: str, *values: Any) -> None:
    with db.conn:
        db.execute(sql, values)


def told(folder: Path, *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(review(folder, "--read", folder / "review.csv", "--json", *arguments)[0])
    return found


def test_what_is_drawn_is_in_force_not_dropped_and_no_copy(db: Database, tmp_path: Path) -> None:
    first, second, third = (f"{number:016x}" for number in (1, 2, 3))
    change(db, "update events set dropped = 1 where id = ?", first)
    change(db, "update articles set version_id = null where version_id = 2")
    change(db, "insert into agreements select ?, '', '', type, null, status, null, null, null, null, null, null, 1, 1"
               " from events limit 1", third)  # fmt: skip
    change(db, "insert into agreement_reports select ?, ?, 'copy', id from articles limit 1", third, third)
    _, said = review(tmp_path, "--sample", 1000, "--to", tmp_path / "all.csv", "--seed", 1)
    assert "all.csv: 57 of 57 events (drawn on " in said[0]
    assert {row["event"] for row in read(tmp_path / "all.csv")}.isdisjoint(
        f"event-{id}" for id in (first, second, third)
    )
    assert {(row["stratum"], row["stratum_size"]) for row in read(tmp_path / "all.csv")} == {
        ("up to 0.5", "5"), ("above 0.6 to 0.7", "6"), ("above 0.8", "46")}  # fmt: skip


def test_a_part_of_the_record_is_drawn_and_the_sheet_says_which(db: Database, tmp_path: Path) -> None:
    change(db, "update articles set published = '2023-02-03' where version_id <= 30")
    chosen = ("--type", "mobility", "--since", "2023", "--until", "2023-02", "--source", "xx_test")
    _, said = review(tmp_path, "--sample", 10, "--seed", 5, *chosen, "--semicolons", "--to", tmp_path / "review.csv")
    text = (tmp_path / "review.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("event;page;")
    rows = [line.split(";") for line in text.splitlines()[1:]]
    assert len(rows) == 10
    assert all("mobility" in row and "on 2023-02-03" in row and "15" in row for row in rows)
    part = "published since 2023, published until 2023-02, source xx_test, type mobility"
    assert f"seed 5; {part})" in said[0]
    assert text.count(part) == 10


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "give either --sample N or --read FILE"),
        (("--sample", 9), "--sample wants at least 10"),
        (("--sample", 50, "--type", "treaty"), "--type: “treaty” is not one of cooperation, programme"),
        (("--sample", 50, "--since", "May"), "--since: “May” is not a day, month or year, such as 2024-07-01"),
        (("--sample", 50, "--source", "xx_none"), "--source: the record has no source “xx_none”"),
        (("--sample", 50, "--since", "2030"), "the record has no such events"),
        (("--sample", 50, "--json"), "--json does not go with --sample"),
        (("--read", "none.csv", "--seed", 3), "--seed does not go with --read"),
        (("--read", "none.csv"), "none.csv: No such file or directory"),
    ],
    ids=str,
)
def test_wrong_use_is_one_line(db: Database, tmp_path: Path, arguments: tuple[object, ...], line: str) -> None:
    with pytest.raises(WrongUse, match=re.escape(line)):
        review(tmp_path, *arguments)
    assert not (tmp_path / "review.csv").exists()


def test_what_has_changed_since_is_told_and_left_out_but_not_what_was_corrected(db: Database, tmp_path: Path) -> None:
    sheet = tmp_path / "review.csv"
    review(tmp_path, "--sample", 40, "--seed", 1, "--to", sheet)
    with pytest.raises(WrongUse, match="no row is judged yet"):
        review(tmp_path, "--read", sheet)
    before = sheet.read_bytes()
    with pytest.raises(WrongUse, match="is there already"):
        review(tmp_path, "--sample", 40, "--to", sheet)
    assert sheet.read_bytes() == before

    save(sheet, judge(sheet, lambda place, row: {"verdict": "wrong" if place % 4 == 0 else "right"}))
    as_drawn = told(tmp_path)
    assert (as_drawn["rows"], as_drawn["left_out"], as_drawn["population"]) == (40, {}, 60)
    gone, other, dropped, corrected = (row["event"].removeprefix("event-") for row in read(sheet)[:4])
    change(db, "delete from events where id = ?", gone)
    change(db, "update events set status = 'ended' where id = ?", other)
    with db.conn:
        for event, is_dropped in ((dropped, True), (corrected, False)):
            fields = agreements.fields_of(db, event) | {"status": "renewed"}
            agreements.change_event(db, event, fields, ["lab"], dropped=is_dropped)
    found = told(tmp_path)
    assert found["left_out"] == {
        gone: "is not in the record any more: its page changed, or was read otherwise",
        other: "has changed since it was drawn",
    }
    assert sum(found["verdicts"].values()) == 38
    out, _ = review(tmp_path, "--read", sheet)
    assert f"left out: event-{gone}: is not in the record any more" in out
    assert "--as-drawn counts these too" in out
    assert told(tmp_path, "--as-drawn") == as_drawn
    (tmp_path / "uniaccord.db").rename(tmp_path / "elsewhere.db")
    assert told(tmp_path, "--as-drawn") == as_drawn


SIDES = ("Kilima University and Lund University", "Warta University and Oslo Technical University",
         "Kilima University and Uppsala University", "Warta University and Lund University")  # fmt: skip


def test_drafts_of_corrections_are_followed_once_a_person_has_said_what_is_right(tmp_path: Path) -> None:
    texts = {f"n{n}": ("2024-05-06", f"{sides} signed a memorandum of understanding on 5 May 2024 in Voi.")
             for n, sides in enumerate(SIDES)}  # fmt: skip
    record = Record(tmp_path, texts)
    record.extract()
    assert record.run("review", "--sample", 10).returncode == 0
    sheet = tmp_path / "review.csv"
    verdicts = [{"verdict": "wrong", "note": 'a play"\n[[join]]'}, {"verdict": "partly", "status_verdict": "wrong"},
                {"verdict": "right"}, {}]  # fmt: skip
    rows = save(sheet, judge(sheet, lambda place, row: verdicts[place])) and read(sheet)
    wrong, partly = (row["event"].removeprefix("event-") for row in rows[:2])
    done = record.run("review", "--read", sheet, "--corrections", "drafts.toml")
    assert (done.returncode, done.stderr) == (
        0,
        "wrote drafts.toml: drafts for 2 events; read them before you use them\n",
    )
    again = record.run("review", "--read", sheet, "--corrections", "drafts.toml")
    assert (again.returncode, "is there already" in again.stderr) == (2, True)

    text = (tmp_path / "drafts.toml").read_text(encoding="utf-8")
    (event,) = tomllib.loads(text)["event"]
    assert (event["id"], event["drop"], event["note"]) == (wrong, True, 'a play"\n[[join]]')
    assert read_corrections(tmp_path / "drafts.toml").event[0].drop
    begins = text.index("# [[event]]")
    finished = text[:begins] + text[begins:].replace("# ", "").replace('"signed"', '"planned"')
    record.corrections.write_text(finished, encoding="utf-8")
    assert not [line for line in record.extract() if "correction" in line]
    assert record.rows(f"select dropped, status from events where id = '{wrong}'") == [(1, "signed")]
    assert record.rows(f"select dropped, status from events where id = '{partly}'") == [(0, "planned")]
    # Found and corrected mistakes stay mistakes of the program: the review says what it said, and drafts none again.
    later = record.run("review", "--read", sheet, "--corrections", "later.toml")
    assert later.stdout == done.stdout
    assert "drafts for 0 events" in later.stderr
