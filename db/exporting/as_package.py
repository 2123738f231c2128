"""A Frictionless data package: tables as CSV, what each column is, where it is from, and how to cite it.

The SHA-256 of `datapackage.json`, which has those of all other files of data, stands for the whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import IO, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from db.exporting.as_csv import write_table
from db.exporting.describing import Edition, File, citation, descriptor, readme
from db.exporting.reading import Moment
from db.exporting.whole import SNAPSHOT, Create

TIME_IN_ZIP = (1980, 1, 1, 0, 0, 0)
"""The earliest that there is: an archive has the same bytes whenever it is made."""


class Measured(RawIOBase):
    """A file that is written, with its size and digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.bytes, self.sha256 = file, 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.bytes += len(data)
        self.sha256.update(data)
        return self.file.write(data)


def write(moment: Moment, create: Create, edition: Edition, *, snapshot: Path | None) -> dict[str, int]:
    """All files of the package, and how many rows each table has. `snapshot` is a database that goes with it."""
    files = []
    for table in moment.tables:
        path = f"data/{table.name}.csv"
        with create(path) as file:
            measured = Measured(file)
            rows = write_table(moment, table, cast(BinaryIO, measured))
        files.append(File(path, measured.bytes, measured.sha256.hexdigest(), table, rows))
    if snapshot:
        with create(SNAPSHOT) as file, snapshot.open("rb") as copied:
            measured = Measured(file)
            shutil.copyfileobj(copied, measured, 2**20)
        files.append(File(SNAPSHOT, measured.bytes, measured.sha256.hexdigest()))
    text = json.dumps(descriptor(moment, edition, files), ensure_ascii=False, indent=2) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    for path, said in (
        ("datapackage.json", text),
        ("CITATION.cff", citation(moment, edition, digest)),
        ("README.md", readme(moment, edition, files, digest)),
    ):
        with create(path) as file:
            file.write(said.encode())
    return {file.table.name: file.rows for file in files if file.table}


@contextmanager
def zipped(path: Path) -> Iterator[Create]:
    """Files are put into a ZIP archive."""
    with ZipFile(path, "w") as archive:

        @contextmanager
        def create(name: str) -> Iterator[BinaryIO]:
            info = ZipInfo(name, TIME_IN_ZIP)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            with archive.open(info, "w", force_zip64=True) as file:
                yield cast(BinaryIO, file)

        yield create
