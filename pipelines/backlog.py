"""The backlog: current article versions that the extractor in force has not read yet.

Kill it anywhere and run it again: each version is stored in one transaction, with the line that says it is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version

from spacy.language import Language
from sqlite_utils import Database

from db import readings, store
from db.rows import Row
from extract.pipeline import extract, extractor_id
from extract.records import Document, Extraction
from pipelines.findings import Names, extraction_rows
from pipelines.ledger import utc_now

Engine = Callable[[Language, Iterable[Document]], Iterator[Extraction]]
"""Reads documents in order. `extract` itself by default; one that spreads them over machines fits as well."""

BATCH = 64
"""Versions read from the database at a time."""


def work_off(
    db: Database,
    nlp: Language,
    *,
    engine: Engine = extract,
    advance: Callable[[int], None] = lambda done: None,
    clock: Callable[[], str] = utc_now,
    part_of: int | None = None,
) -> int:
    """Reads all pending versions and returns how many. `advance` is called with 1 after each; `part_of` is the run of
    the night."""
    extractor = extractor_id(nlp)
    names = Names(readings.declared_names(db))
    run_id = store.start_run(
        db, kind="extract", source_id=None, started=clock(), uniaccord=version("uniaccord"), part_of=part_of
    )
    done, state = 0, "failed"
    try:
        under_way: deque[Row] = deque()  # an engine may read ahead
        for extraction in engine(nlp, _documents(db, extractor, under_way)):
            row = under_way.popleft()
            rows = extraction_rows(
                extraction,
                text=row["body"],
                version_id=row["version_id"],
                number=row["number"],
                article_id=row["article_id"],
                source_id=row["source_id"],
                names=names,
            )
            made = {
                "extractor_id": extraction.extractor,
                "run_id": run_id,
                "made": clock(),
                "language": extraction.language,
            }
            readings.save_extraction(db, row["version_id"], rows, made)
            done += 1
            advance(1)
        readings.prune(db)
        state = "finished"
    except KeyboardInterrupt:
        state = "interrupted"
        raise
    finally:
        store.end_run(db, run_id, state=state, ended=clock(), documents=done)
    return done


def _documents(db: Database, extractor: str, under_way: deque[Row]) -> Iterator[Document]:
    """All pending versions as documents; the row of each is added to `under_way`."""
    last = 0
    while batch := readings.pending(db, extractor, BATCH, after=last):
        for row in batch:
            under_way.append(row)
            yield _document(db, row)
        last = batch[-1]["version_id"]


def _document(db: Database, row: Row) -> Document:
    publisher, aliases = readings.aliases(db, row["source_id"])
    return Document(
        id=row["article_id"],
        text=row["body"],
        title=row["title"],
        published=row["published"],
        language=row["language"],
        url=row["url"],
        source=publisher,
        source_aliases=aliases,
    )
