"""A judged sheet is read back, as whatever spreadsheet has saved it. Strict: what is not understood is an error."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.reviewing.sheet import FIELDS, ID, KEPT, VERDICTS
from pipelines.verb import WrongUse

NEEDED = ("event", "verdict", *KEPT)
"""The columns without which nothing can be said; without one of a field, the field was not judged."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of a sheet, judged or not."""

    row: int
    """As a spreadsheet counts: the head is row 1."""
    event: str
    verdict: str
    """One of `VERDICTS`; empty if it is not judged."""
    fields: Mapping[str, str]
    """Of what is an agreement: right, wrong or unsure, of each field that has a column."""
    note: str
    type: str
    confidence: float
    stratum: str
    size: int
    state: str
    """What it was when it was drawn (`sheet.state`)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: tuple[Judged, ...]
    sample: str
    """How it was drawn."""
    population: int
    sizes: Mapping[str, int]
    """Events in each stratum, when it was drawn."""


def read_sheet(path: Path) -> Sheet:
    """Raises WrongUse, with the first row that is wrong."""
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise WrongUse(f"{path}: can't be read as text; save it as CSV") from None
    rows: list[Judged] = []
    mistakes: list[str] = []
    common: dict[str, set[str]] = {"sample": set(), "population": set()}
    try:
        for number, cells in _rows(path, text):
            try:
                rows.append(_judged(number, cells))
            except ValueError as error:
                mistakes.append(f"row {number}: {error}")
            for column, values in common.items():
                values.add(cells[column])
    except csv.Error as error:
        raise WrongUse(f"{path}: {error}") from None
    if not rows and not mistakes:
        raise WrongUse(f"{path}: has no rows")
    mistakes += _contradictions(rows, common)
    if mistakes:
        more = f" (and {len(mistakes) - 1} more)" if len(mistakes) > 1 else ""
        raise WrongUse(f"{path}: {mistakes[0]}{more}")
    sizes = {row.stratum: row.size for row in rows}
    population = _number("population", common["population"].pop())
    return Sheet(tuple(rows), common["sample"].pop(), population, sizes)


def decoded(data: bytes) -> str:
    """UTF-8, with or without a byte order mark; UTF-16 with one ("Unicode text" of Excel); or the 8-bit characters of
    western Windows ("CSV" of Excel). What counts is ASCII; of another country's characters notes may suffer."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """(number, column → cell) of the rows that are not empty, by whichever delimiter the head is divided."""
    for delimiter in ",;\t":
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        head = [cell.strip().casefold() for cell in first]
        if "event" in head and len(head) > 1:
            break
    else:
        raise WrongUse(f"{path}: is no sheet of `uniaccord review`: the first row names no column “event”")
    if missing := [column for column in NEEDED if column not in head]:
        raise WrongUse(f"{path}: the column “{missing[0]}” is missing; put it back, or draw the same sample again")
    if twice := [column for column in head if column and head.count(column) > 1]:
        raise WrongUse(f"{path}: there are two columns “{twice[0]}”")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number, line in enumerate(lines, start=1):
        if number == 1:
            continue
        cells = {column: cell.strip() for column, cell in zip(head, line, strict=False)}
        if any(cells.values()):
            yield number, dict.fromkeys(head, "") | cells


def _judged(number: int, cells: Mapping[str, str]) -> Judged:
    id = re.fullmatch(rf"(?:{ID})?([0-9a-f]{{16}})", cells["event"])
    if not id:
        raise ValueError(f"“{cells['event']}” is no id of an event; was it changed by the spreadsheet?")
    if not re.fullmatch(r"as-[0-9a-f]{16}", cells["as_drawn"]):
        raise ValueError(f"as_drawn: “{cells['as_drawn']}” is not what was written")
    if not cells["stratum"] or not cells["type_drawn"]:
        raise ValueError("stratum or type_drawn is empty")
    _number("population", cells["population"])
    verdict = _one_of("verdict", cells["verdict"], VERDICTS)
    fields = {f: _one_of(f"{f}_verdict", cells[f"{f}_verdict"], ("right", "wrong", "unsure"))
              for f in FIELDS if f"{f}_verdict" in cells}  # fmt: skip
    wrong = [field for field, value in fields.items() if value == "wrong"]
    if not verdict and any(fields.values()):
        raise ValueError("fields are judged, but the verdict is empty")
    if verdict == "right" and wrong:
        raise ValueError(f"the verdict is right, but {wrong[0]}_verdict is wrong; is it partly?")
    if verdict == "partly" and not wrong:
        raise ValueError("the verdict is partly: give `wrong` to the field that is")
    return Judged(
        row=number,
        event=id[1],
        verdict=verdict,
        fields={field: value or "right" for field, value in fields.items()} if verdict in ("right", "partly") else {},
        note=cells.get("note", ""),
        type=cells["type_drawn"],
        confidence=_share("confidence", cells["confidence"]),
        stratum=cells["stratum"],
        size=_number("stratum_size", cells["stratum_size"]),
        state=cells["as_drawn"],
    )


def _one_of(column: str, cell: str, values: tuple[str, ...]) -> str:
    if cell.casefold() not in ("", *values):
        raise ValueError(f"{column}: “{cell}” is not one of {', '.join(values)}")
    return cell.casefold()


def _number(column: str, cell: str) -> int:
    if not re.fullmatch(r"[0-9]+(\.0+)?", cell) or int(float(cell)) == 0:
        raise ValueError(f"{column}: “{cell}” is no number of events")
    return int(float(cell))


def _share(column: str, cell: str) -> float:
    """With a point or, from some countries' spreadsheets, a comma."""
    if not re.fullmatch(r"0?[.,][0-9]+|0|1([.,]0+)?", cell):
        raise ValueError(f"{column}: “{cell}” is not between 0 and 1")
    return float(cell.replace(",", "."))


def _contradictions(rows: list[Judged], common: Mapping[str, set[str]]) -> Iterator[str]:
    """What is wrong with rows together."""
    seen: dict[str, Judged] = {}
    sizes: dict[str, Judged] = {}
    for row in rows:
        before = seen.setdefault(row.event, row)
        if before is not row:
            yield f"row {row.row}: is the event of row {before.row}"
        before = sizes.setdefault(row.stratum, row)
        if before.size != row.size:
            yield f"row {row.row}: stratum_size is {row.size}, but {before.size} in row {before.row}"
    for column, values in common.items():
        if len(values) > 1:
            yield f"{column} is not the same in all rows: rows of two samples can't be weighed together"
    for name, row in sizes.items():
        if (n := sum(other.stratum == name for other in rows)) > row.size:
            yield f"row {row.row}: stratum_size is {row.size}, but there are {n} rows of it"
