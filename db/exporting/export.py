"""One export: from a database to a file or folder, in one of `FORMATS`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from db.copies import PART, forget
from db.errors import StoreError
from db.exporting import as_csv, as_graph, as_jsonl, as_package, as_sqlite
from db.exporting.choice import Choice
from db.exporting.describing import Edition
from db.exporting.graph import By
from db.exporting.reading import Moment, moment
from db.exporting.whole import Create, refuse, whole_file, whole_folder
from db.store import open_to_read

FORMATS = {"csv": "", "parquet": "", "jsonl": ".jsonl", "graphml": ".graphml", "gexf": ".gexf", "package": ".zip",
           "sqlite": ".db"}  # fmt: skip
"""Format → how the name of the file ends; without an ending it is a folder."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; which parts a format heeds is told where it is written."""

    format: str
    choice: Choice = field(default_factory=Choice)
    texts: bool = False
    mentions: bool = False
    by: By = "organisation"
    excel: bool = False
    snapshot: bool = False
    day: datetime | None = None
    """The date of a package, if it is not that of the last run."""


@dataclass(frozen=True, slots=True)
class Made:
    counts: dict[str, int]
    left_out: dict[str, int]


def is_folder(format: str, target: Path) -> bool:
    return not FORMATS[format] or (format == "package" and target.suffix != ".zip")


def day_of(database: Path) -> datetime | None:
    """When the last run ended that this database knows of."""
    with moment(database, Choice()) as now:
        return now.last_run


def export(database: Path, target: Path, wanted: Wanted, *, uniaccord: str, force: bool) -> Made:
    """Raises StoreError and ChoiceError; then nothing was written and what was there is as before."""
    folder = is_folder(wanted.format, target)
    refuse(target, database, folder=folder, force=force)
    if wanted.format == "sqlite":
        open_to_read(database, published=True).close()
        as_sqlite.write(database, target, texts=wanted.texts)
        return Made({}, {})
    with (
        _source(database, target, wanted) as source,
        moment(source, wanted.choice, texts=wanted.texts, mentions=wanted.mentions) as now,
    ):
        if folder:
            with whole_folder(target) as create:
                counts = _fill(now, create, source, wanted, uniaccord)
        elif wanted.format == "package":
            with whole_file(target) as part, as_package.zipped(part) as create:
                counts = _fill(now, create, source, wanted, uniaccord)
        else:
            with whole_file(target) as part, part.open("xb") as file:
                counts = _write(now, file, wanted)
        return Made(counts, dict(now.left_out))


def _fill(now: Moment, create: Create, source: Path, wanted: Wanted, uniaccord: str) -> dict[str, int]:
    if wanted.format == "csv":
        return as_csv.write(now, create, excel=wanted.excel)
    if wanted.format == "parquet":
        from db.exporting import as_parquet  # pyarrow takes a while to import

        return as_parquet.write(now, create)
    day = wanted.day or now.last_run
    if day is None:
        raise StoreError(f"{source}: no run is noted there, so give a --date for the package")
    edition = Edition(day, uniaccord)
    return as_package.write(now, create, edition, snapshot=source if wanted.snapshot else None)


def _write(now: Moment, file: BinaryIO, wanted: Wanted) -> dict[str, int]:
    if wanted.format == "jsonl":
        return as_jsonl.write(now, file)
    return (as_graph.graphml if wanted.format == "graphml" else as_graph.gexf)(now, file, by=wanted.by)


@contextmanager
def _source(database: Path, target: Path, wanted: Wanted) -> Iterator[Path]:
    """The database, or the copy of it that goes with the package: all else is read from that, so that they agree."""
    if not wanted.snapshot:
        yield database
        return
    open_to_read(database, published=True).close()
    copy = target.with_name(f"{target.name}.db{PART}")
    try:
        as_sqlite.write(database, copy, texts=wanted.texts)
        yield copy
    finally:
        forget(copy)
