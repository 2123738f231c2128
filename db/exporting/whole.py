"""What is exported has its name once it is whole, and takes the place of an older export only if asked to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from db.copies import PART, flush
from db.errors import StoreError, explain
from db.exporting.tables import TABLES

SNAPSHOT = "data/uniaccord.db"
OURS = frozenset(
    [f"{before}{table.name}.{end}" for table in TABLES for before, end in (("", "csv"), ("", "parquet"), ("data/", "csv"))]
    + ["datapackage.json", "README.md", "CITATION.cff", SNAPSHOT]
)  # fmt: skip
"""Every file that an export puts into a folder."""

Create = Callable[[str], AbstractContextManager[BinaryIO]]
"""Opens a new file, by its name in the folder or archive that is made."""


def refuse(target: Path, database: Path, *, folder: bool, force: bool) -> None:
    """Raises StoreError if `target` can't be made, or something is there that may not be replaced."""
    if not target.parent.is_dir():
        raise StoreError(f"{target}: there is no folder {target.parent}")
    real, kept = target.resolve(), database.resolve()
    if real == kept or (real.parent == kept.parent and real.name.startswith(f"{kept.name}-")) or real in kept.parents:
        raise StoreError(f"{target}: is the database, or a part of it; choose another name")
    if not target.exists():
        return
    if target.is_dir() != folder:
        raise StoreError(f"{target}: is a {'file' if folder else 'folder'}; choose another name")
    if folder and not any(target.iterdir()):
        return
    if not force:
        raise StoreError(f"{target}: is there already; --force replaces it")
    if folder and (others := _others(target)):
        raise StoreError(f"{target}: holds {others[0]}, which no export writes; choose another name")


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to; it becomes `target` at the end, or nothing is left of it."""
    part = target.with_name(target.name + PART)
    with _explained(target):
        _clear(part)
        try:
            yield part
            flush(part)
            part.replace(target)
            flush(target.parent)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Create]:
    """A folder to fill; it becomes `target` at the end, or nothing is left of it. `refuse` has been asked before."""
    part, old = target.with_name(target.name + PART), target.with_name(f"{target.name}.replaced{PART}")
    with _explained(target):
        for left in (part, old):
            _clear(left)
        part.mkdir()
        try:
            yield lambda name: _new(part / name)
            for path in [*part.rglob("*"), part]:
                flush(path)
            if target.exists():
                target.rename(old)
            try:
                part.rename(target)
            except BaseException:
                if old.exists():
                    old.rename(target)
                raise
            flush(target.parent)
            _clear(old)
        finally:
            _clear(part)


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        yield file


def _clear(part: Path) -> None:
    """Deletes what a killed export has left. Raises StoreError if there is anything else."""
    if not part.is_dir():
        part.unlink(missing_ok=True)
        return
    if others := _others(part):
        raise StoreError(f"{part}: holds {others[0]}, which no export writes; move it away")
    shutil.rmtree(part)


def _others(folder: Path) -> list[str]:
    """Files of a folder that are not those of an export."""
    files = sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return [name for path in files if (name := path.relative_to(folder).as_posix()) not in OURS]


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Raises StoreError for what the disk is to blame for; what is wrong with the database passes through."""
    try:
        yield
    except OSError as error:
        if (said := explain(target, error)) is None:
            raise
        raise StoreError(said) from error
