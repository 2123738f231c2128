"""A connection whose transactions wait for other writers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database


class Writing(Database):
    """sqlite-utils' own, but a transaction asks for the write lock when it begins. One that reads first and writes then
    would fail at once if another program holds the lock, however long the timeout: SQLite does not wait in between."""

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("begin immediate")
        try:
            yield self
            self.conn.execute("commit")
        except BaseException:
            self.rollback()
            raise
