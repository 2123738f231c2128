"""One writer at a time: an advisory lock in a file beside the database, `<name>.lock`.

The kernel frees it with the process, however that ends; the file stays. It is a lock of the process (`lockf`), since
one of the open file (`flock`) would live on in worker processes that outlive a killed parent.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import StoreError, explained

_held: set[Path] = set()
"""Locks of this process: to open and close such a file once more would free its lock."""


@contextmanager
def alone(database: Path, *, doing: str, since: str) -> Iterator[None]:
    """Keeps other writers away. What already holds the lock may take it again; others get a StoreError at once.

    `doing` and `since` are told to whoever comes meanwhile.
    """
    database = database.resolve()
    if database in _held:
        yield
        return
    path = database.with_name(f"{database.name}.lock")
    if not path.parent.is_dir():
        raise StoreError(f"{database}: there is no folder {path.parent}")
    with explained(database):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise StoreError(f"{database}: {_holder(file)}; try again when it has finished") from None
        _held.add(database)
        os.ftruncate(file, 0)
        # No error if the disk is full: the lock holds all the same, only the holder's name is missing.
        with suppress(OSError):
            os.pwrite(file, f"{doing} (process {os.getpid()}) is writing to it since {since}\n".encode(), 0)
        yield
    finally:
        _held.discard(database)
        os.close(file)


def _holder(file: int) -> str:
    said = os.pread(file, 1000, 0).decode("utf-8", "replace").strip()
    return said or "another uniaccord is writing to it"
