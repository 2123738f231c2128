"""When a new extractor must read much of a record again: it does so in a working copy (`db.working`), which takes the
record's place when all is read and linked and nothing speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database

from crawler.items import Problem
from db import agreements, readings, store, working
from pipelines.ledger import utc_now
from pipelines.rows import issue_row
from pipelines.verb import say

MANY = 500
"""Articles to be read again from which a working copy pays …"""
SHARE = 0.5
"""… if they are at least this share of all."""
REFUSED = "not-published"
"""The code of the issue."""


def open_backlog(database: Path, extractor: str, *, create: bool = True) -> Database:
    """The database to work the backlog off in: from now on a working copy, if much must be read again."""
    db = store.open_db(database, create=create)
    if working.written(database) != database:
        say(f"going on with the working copy {working.path_of(database)}")
        return db
    again = readings.count_to_read_again(db, extractor)
    if again < max(MANY, SHARE * db.table("articles").count):
        return db
    db.close()
    say(f"{again} articles are to be read again: in a working copy; what is served stays as it is until all are read")
    working.start(database)
    return store.open_db(database)


def publish_backlog(db: Database, database: Path, *, force: bool = False, clock: Callable[[], str] = utc_now) -> int:
    """Publishes the working copy, if there is one, and tells; closes `db` then. Returns the exit status."""
    new = working.path_of(database)
    if not new.exists():
        return 0
    with db.atomic():
        agreements.replace_issues(db, REFUSED, [])
    db.close()
    refused = objections(database, new)
    if refused and not force:
        detail = f"the working copy {new} was not published: {'; '.join(refused)}"
        say(f"uniaccord: {detail}; `uniaccord publish` has --force and --discard")
        for published in (False, True):
            noted = store.open_db(database, published=published)
            with noted.atomic():
                problem = Problem(code=REFUSED, detail=detail, url=None, source=None, level="error")
                agreements.replace_issues(noted, REFUSED, [issue_row(problem, run_id=None, noticed=clock())])
            noted.close()
        return 1
    working.publish(database, new)
    working.discard(database)
    say(f"published what was read again in {database}")
    return 0


def objections(database: Path, new: Path) -> list[str]:
    """Why a working copy should not take the database's place. Raises StoreError if it is damaged."""
    found = working.objections(database, new)
    db = store.open_db(database)
    if not readings.all_read_by_one(db):
        found.append("not all of its articles were read by the same extractor")
    db.close()
    return found
