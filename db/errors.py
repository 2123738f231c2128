"""What can be wrong with a database that is not our mistake, as one line for a person."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

SQLiteError = sqlite3.Error

FORBIDDEN = "can't be written; give yourself write permission on the file and its folder"
DAMAGED = "is not a SQLite database, or is damaged; docs/keeping.md tells how to restore a backup"
LOCKED = "another program is writing to it; try again when it has finished"
FULL = "the disk is full; make room and run the same command again, what was stored is kept"
FAILING = "the disk can't be written or read; see whether it is full or failing"

ADVICE = {
    sqlite3.SQLITE_READONLY: FORBIDDEN,
    sqlite3.SQLITE_CANTOPEN: FORBIDDEN,
    sqlite3.SQLITE_PERM: FORBIDDEN,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FAILING,
}
"""By SQLite's primary result code."""
ADVICE_OF_SYSTEM = {
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EROFS: FORBIDDEN,
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EIO: FAILING,
}
"""By `errno`."""


class StoreError(Exception):
    """The database can't be opened or written; the message says why and what to do, in one line."""


def explain(path: object, error: BaseException) -> str | None:
    """The line for what the disk, another program or the file is to blame for; None for all else."""
    advice = None
    if isinstance(error, sqlite3.Error):
        advice = ADVICE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    elif isinstance(error, OSError):
        advice = ADVICE_OF_SYSTEM.get(error.errno or 0)
    return f"{path}: {advice}" if advice else None


@contextmanager
def explained(path: object) -> Iterator[None]:
    """Raises StoreError for what `explain` knows; what is our mistake passes through."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        said = explain(path, error)
        if said is None:
            raise
        raise StoreError(said) from error
