"""Tables as CSV (RFC 4180, UTF-8): one file a table, null as nothing between the commas."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from io import TextIOWrapper
from typing import Any, BinaryIO

from db.exporting.reading import Moment
from db.exporting.tables import Table, kind
from db.exporting.whole import Create

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so may be run by a spreadsheet (owasp.org, CSV injection)."""


def write(moment: Moment, create: Create, *, excel: bool = False) -> dict[str, int]:
    """All tables, and how many rows each has."""
    counts = {}
    for table in moment.tables:
        with create(f"{table.name}.csv") as file:
            counts[table.name] = write_table(moment, table, file, excel=excel)
    return counts


def write_table(moment: Moment, table: Table, file: BinaryIO, *, excel: bool = False) -> int:
    """One table, and its number of rows. The values are those of the database.

    With `excel` the file says that it is UTF-8, and an apostrophe is put before texts that would be run as formulas.
    """
    text = TextIOWrapper(file, encoding="utf-8-sig" if excel else "utf-8", newline="")
    writer = csv.writer(text)  # ends lines with \r\n; with \n alone a \r in a cell would not be quoted
    writer.writerow(table.columns)
    cells = [_excel if excel and kind(name) == "text" else CELLS.get(kind(name)) for name in table.columns]
    changed = [(place, cell) for place, cell in enumerate(cells) if cell]
    rows = 0
    for values in moment.rows(table):
        row = list(values)
        for place, cell in changed:
            if row[place] is not None:
                row[place] = cell(row[place])
        writer.writerow(row)
        rows += 1
    text.flush()
    text.detach()
    return rows


def _excel(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _time(value: datetime) -> str:
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


CELLS: dict[str, Callable[[Any], str]] = {
    "day": date.isoformat,
    "time": _time,
    "boolean": lambda value: "true" if value else "false",
    "list": lambda values: json.dumps(values, ensure_ascii=False),
}
