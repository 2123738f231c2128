"""The database as it is at one moment, its rows as values of Python."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from db.errors import explained
from db.exporting.choice import Choice, choose
from db.exporting.tables import TABLES, Table, kind
from db.store import open_to_read

DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Moment:
    """A database in one read transaction: whatever others write, all that is read belongs together."""

    connection: sqlite3.Connection
    choice: Choice
    tables: tuple[Table, ...]
    left_out: Counter[str] = field(default_factory=Counter)
    """What is not in the export as it is in the database, and how often."""

    @property
    def last_run(self) -> datetime | None:
        """When the last run ended, or began if it has not; null without any."""
        (time,) = self.connection.execute("select max(coalesce(ended, started)) from runs").fetchone()
        return datetime.fromisoformat(time).astimezone(UTC) if time else None

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """Values in the order of `table.columns`: `date`, `datetime`, `bool` and lists where the kind is such.

        What is not of its kind (a day that no calendar has) is null, and counted.
        """
        readers = [(place, READERS[kind(name)]) for place, name in enumerate(table.columns) if kind(name) in READERS]
        for row in self.connection.execute(table.sql(some=bool(self.choice))):
            values = list(row)
            for place, read in readers:
                if values[place] is not None:
                    values[place] = read(values[place])
                    if values[place] is None:
                        self.left_out[f"values of {table.name}.{table.columns[place]}"] += 1
            yield tuple(values)


@contextmanager
def moment(database: Path, choice: Choice, *, texts: bool = False, mentions: bool = False) -> Iterator[Moment]:
    """Raises StoreError like `open_to_read`, ChoiceError."""
    on_demand = {"texts": texts, "mentions": mentions}
    with explained(database):
        connection = open_to_read(database, published=True).conn
        try:
            connection.execute("begin")
            connection.execute("select 1 from sqlite_master").fetchone()  # from here on nothing changes
            if choice:
                choose(connection, choice, mentions=mentions)
            yield Moment(connection, choice, tuple(t for t in TABLES if on_demand.get(t.on_demand or "", True)))
        finally:
            connection.close()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _list(text: str) -> list[str] | None:
    values = json.loads(text)
    return [str(value) for value in values] if isinstance(values, list) else None


READERS: dict[str, Callable[[Any], Any]] = {"day": _day, "time": _time, "boolean": bool, "list": _list}
