"""A judged sheet is read back whatever spreadsheet has saved it, and what is not understood is told."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipelines.reviewing.drawing import draw
from pipelines.reviewing.judged import read_sheet
from pipelines.reviewing.report import report
from pipelines.reviewing.sheet import FIELDS, row_of, write_new, write_sheet
from pipelines.reviewing.telling import lines
from pipelines.verb import WrongUse
from tests.pipelines.reviewing.sheets import AFTER, BEFORE, HOSTILE, SENTENCE, judge, read, save

NUMBERS = ("1234567890123456", "123e456789012345", "0123456789012345", "0000000000005e10")


def event(id: str, confidence: float, **more: Any) -> dict[str, Any]:
    return {"id": id, "article_id": "a" * 16, "url": "https://t.example/1", "title": HOSTILE, "published": "2024-05-01",
            "type": "mobility", "instrument": None, "status": "signed", "date": "2024-05", "subject": "+1 place",
            "evidence": SENTENCE, "evidence_start": len(BEFORE), "evidence_end": len(BEFORE + SENTENCE),
            "confidence": confidence, "parties": [("coop", "Coop"), ("lab", "Łab für Ñandú ")], **more}  # fmt: skip


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """24 events of a population of 1,000, in strata of 200 and 800."""
    confidences = {f"{n:016x}": 0.45 if n < 200 else 0.838 for n in range(996)}
    confidences |= dict.fromkeys(NUMBERS, 0.838)
    common = {"population": "1000", "sample": "drawn on 2026-01-01; seed 1"}
    drawn = draw(confidences.items(), 24, 1)
    rows = [
        row_of(d, event(d.id, confidences[d.id]), BEFORE + SENTENCE + AFTER, "http://127.0.0.1:8001/") for d in drawn
    ]
    rows[0]["event"] = f"event-{NUMBERS[0]}"
    write_sheet(tmp_path / "sheet.csv", [each | common for each in rows])
    return tmp_path / "sheet.csv"


def filled(place: int, row: dict[str, str]) -> dict[str, str]:
    """The first twenty: of five three right, one partly, one wrong."""
    if place >= 20:
        return {}
    return [{"verdict": "right"}, {"verdict": " Right ", "date_verdict": "unsure"}, {"verdict": "RIGHT"},
            {"verdict": "partly", "status_verdict": "Wrong"}, {"verdict": "wrong", "note": "a play; \"so\"\nit says"},
            ][place % 5]  # fmt: skip


def test_a_sheet_shows_what_is_to_be_judged_as_no_spreadsheet_changes_it(sheet: Path) -> None:
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbfevent,page,")
    first = read(sheet)[0]
    assert first["event"] == "event-1234567890123456"
    assert re.fullmatch(r"http://127\.0\.0\.1:8001/article/a{16}#event-[0-9a-f]{16}", first["page"])
    assert (first["before"], first["sentence"], first["after"]) == ("It rained. Then", SENTENCE, AFTER.strip())
    assert first["parties"] == "Coop · Łab für Ñandú"
    assert (first["published"], first["date"]) == ("on 2024-05-01", "in 2024-05")
    assert {row[column][:1] for row in read(sheet) for column in row} & set("=+-@\t\r") == set()
    assert first["title"] == "'" + HOSTILE
    assert not any(first[f"{field}_verdict"] for field in FIELDS)


def test_a_sheet_that_is_there_is_not_overwritten(sheet: Path) -> None:
    before = sheet.read_bytes()
    with pytest.raises(WrongUse, match="is there already"):
        write_sheet(sheet, [])
    with pytest.raises(WrongUse, match="No such file or directory"):
        write_new(sheet.parent / "nowhere" / "a.csv", "")
    assert sheet.read_bytes() == before


SAVED: dict[str, dict[str, Any]] = {
    "as it was": {},
    "Excel, UTF-8": {"delimiter": ";"},
    "Excel, CSV of western Windows": {"delimiter": ";", "encoding": "cp1252"},
    "Excel, Unicode text": {"delimiter": "\t", "encoding": "utf-16"},
    "LibreOffice": {"encoding": "utf-8", "end": "\n", "quote_all": True},
    "LibreOffice, semicolons": {"encoding": "utf-8", "end": "\n", "delimiter": ";", "quote_all": True},
}


@pytest.mark.parametrize("how", SAVED.values(), ids=SAVED)
def test_it_comes_back_from_every_spreadsheet(sheet: Path, how: dict[str, Any]) -> None:
    rows = judge(sheet, filled)
    if how.get("encoding") == "cp1252":
        rows = [
            {column: cell.encode("cp1252", "replace").decode("cp1252") for column, cell in row.items()} for row in rows
        ]
    back = read_sheet(save(sheet, rows, **how))
    assert [row.verdict for row in back.rows] == ["right", "right", "right", "partly", "wrong"] * 4 + [""] * 4
    assert back.rows[1].fields == {**dict.fromkeys(FIELDS, "right"), "date": "unsure"}
    assert back.rows[3].fields == {**dict.fromkeys(FIELDS, "right"), "status": "wrong"}
    assert (back.rows[4].fields, back.rows[4].note) == ({}, 'a play; "so"\nit says')
    assert (back.population, back.sizes) == (1000, {"up to 0.5": 200, "above 0.8": 800})
    assert back.sample == "drawn on 2026-01-01; seed 1"


def test_order_of_rows_and_columns_empty_rows_and_more_columns_do_not_matter(sheet: Path) -> None:
    as_it_was = report(read_sheet(save(sheet, judge(sheet, filled))), {})
    rows = [{**dict(reversed(row.items())), "seen by": "me"} for row in reversed(read(sheet))]
    rows = [row | {"confidence": row["confidence"].replace(".", ","), "stratum_size": f"{row['stratum_size']}.0",
                   "event": row["event"].removeprefix("event-")} for row in rows]  # fmt: skip
    rows.insert(3, dict.fromkeys(rows[0], ""))
    rows.insert(9, dict.fromkeys(rows[0], " "))
    again = read_sheet(save(sheet, rows, delimiter=";"))
    assert report(again, {}) == as_it_was
    assert [row.row for row in again.rows][:5] == [2, 3, 4, 6, 7]


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "a verdict that there is not": ({"verdict": "yes"}, "row 5: verdict: “yes” is not one of right, partly, wrong, unsure"),
    "a verdict on a field": ({"verdict": "partly", "type_verdict": "no"}, "row 5: type_verdict: “no” is not one of"),
    "an id as a number": ({"event": "1.23457E+15"}, "row 5: “1.23457E+15” is no id of an event; was it changed"),
    "an id without its zero": ({"event": "event-123456789012345"}, "row 5: “event-123456789012345” is no id of an event"),
    "no id": ({"event": ""}, "row 5: “” is no id"),
    "right and wrong": ({"verdict": "right", "date_verdict": "wrong"}, "row 5: the verdict is right, but date_verdict is"),
    "partly, but nothing wrong": ({"verdict": "partly", "date_verdict": ""}, "row 5: the verdict is partly: give `wrong`"),
    "fields alone": ({"verdict": "", "date_verdict": "right"}, "row 5: fields are judged, but the verdict is empty"),
    "another size": ({"stratum_size": "7"}, "stratum_size is"),
    "no size": ({"stratum_size": ""}, "row 5: stratum_size: “” is no number of events"),
    "size nought": ({"stratum_size": "0"}, "row 5: stratum_size: “0” is no number of events"),
    "no population": ({"population": "many"}, "row 5: population: “many” is no number of events"),
    "another sample": ({"sample": "drawn on 2026-02-02; seed 2"}, "sample is not the same in all rows"),
    "no confidence": ({"confidence": "83"}, "row 5: confidence: “83” is not between 0 and 1"),
    "no stratum": ({"stratum": ""}, "row 5: stratum or type_drawn is empty"),
    "a state that is none": ({"as_drawn": "1"}, "row 5: as_drawn: “1” is not what was written"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "line"), WRONG.values(), ids=WRONG)
def test_what_is_not_understood_is_one_line_with_its_row(sheet: Path, change: dict[str, str], line: str) -> None:
    rows = judge(sheet, lambda place, row: {"verdict": "wrong"} | (change if place == 3 else {}))
    with pytest.raises(WrongUse, match=rf"^{re.escape(str(sheet))}: .*{re.escape(line)}[^\n]*$"):
        read_sheet(save(sheet, rows))


def test_what_is_no_sheet_is_told(sheet: Path) -> None:
    rows = judge(sheet, filled)
    for mistaken, line in (
        ([*rows, rows[2]], "row 26: is the event of row 4"),
        ([{k: v for k, v in row.items() if k != "stratum"} for row in rows], "the column “stratum” is missing"),
        ([{k: v for k, v in row.items() if k != "event"} for row in rows], "names no column “event”"),
        ([{**row, "Event": ""} for row in rows], "two columns “event”"),
        ([dict.fromkeys(rows[0], "")], "has no rows"),
    ):
        with pytest.raises(WrongUse, match=line):
            read_sheet(save(sheet, mistaken))
    for data, line in ((b"", "names no column"), (b"\xff\xfe\x00", "can't be read as text"), (b"PK\x03\x04\x00\xff", "names no column"),
                       (b'event,verdict\n"a"b,c\n', "the column “type_drawn” is missing")):  # fmt: skip
        sheet.write_bytes(data)
        with pytest.raises(WrongUse, match=line):
            read_sheet(sheet)
    with pytest.raises(WrongUse, match="No such file"):
        read_sheet(sheet.parent / "none.csv")


def test_the_report_weighs_the_strata_and_tells_what_it_does_not_know(sheet: Path) -> None:
    def verdict(place: int, row: dict[str, str]) -> dict[str, str]:
        number = sum(other["stratum"] == row["stratum"] for other in read(sheet)[:place])
        if row["stratum"] == "up to 0.5":
            return {"verdict": ("right", "wrong", "unsure")[number % 3]}
        return (
            {"verdict": "partly", "type_verdict": "wrong"}
            if number == 0
            else {"verdict": "right" if number < 10 else ""}
        )

    found = report(read_sheet(save(sheet, judge(sheet, verdict))), {})
    assert found.overall is not None
    low, high = found.strata
    assert (low.of, low.size, high.of, high.size) == ("up to 0.5", 200, "above 0.8", 800)
    assert (high.agreement.of, high.agreement.share, high.right.share) == (10, 1, 0.9)
    assert found.overall.agreement.share == pytest.approx(0.2 * low.agreement.share + 0.8)
    assert found.overall.right.share == pytest.approx(0.2 * low.right.share + 0.8 * 0.9)
    assert found.overall.confidence == pytest.approx(0.2 * 0.45 + 0.8 * 0.838)
    assert found.fields["parties"].share == 1
    assert found.fields["type"].share < 1
    assert found.unsure is not None
    assert found.unsure[0] < found.overall.agreement.share
    text = "\n".join(lines(found))
    assert "above 0.8 (of 800)" in text
    assert max(map(len, text.splitlines())) <= 100


def test_strata_of_which_nothing_was_judged_are_named(sheet: Path) -> None:
    rows = judge(sheet, lambda place, row: {"verdict": "right" if row["stratum"] == "above 0.8" else ""})
    for back in (rows, [row for row in rows if row["verdict"]]):
        found = report(read_sheet(save(sheet, back)), {})
        assert found.missing_events == 200
        assert "nothing was judged of strata with 20% of the events" in "\n".join(lines(found))
