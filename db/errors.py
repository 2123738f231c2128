"""What can be wrong with a database that is not our mistake, as one line for a person."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

SQLiteError = sqlite3.Error
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


class StoreError(Exception):
    """The database can't be opened or written; the message says why and what to do, in one line."""


def explain(path: object, error: BaseException) -> str | None:
    """The line for what the disk, another program or the file is to blame for; None for all else."""
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return None
    if isinstance(error, sqlite3.Error):
        return _explain(path, str(error))
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return _explain(path, "full")
    if isinstance(error, OSError) and error.errno in NOT_ALLOWED:
        return _explain(path, "readonly")
    return None


def _explain(path: object, text: str) -> str | None:
    if "readonly" in text or "unable to open" in text:
        return f"{path}: can't be written; give yourself write permission on the file and its folder"
    if "not a database" in text or "malformed" in text:
        return f"{path}: is not a SQLite database, or is damaged; docs/keeping.md tells how to restore a backup"
    if "locked" in text:
        return f"{path}: another program is writing to it; try again when it has finished"
    if "full" in text:
        return f"{path}: the disk is full; make room and run the same command again, what was stored is kept"
    if "disk I/O" in text:
        return f"{path}: the disk can't be written or read ({text}); see whether it is full or failing"
    return None


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
