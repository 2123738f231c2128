"""The archive and the database together: every answer is written down when it comes, and found again by its number.

Downloader middleware, the one nearest to the downloader, where bodies are still as they came.
"""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import BaseSettings
from sqlite_utils import Database

from crawler.archive.reading import Answer, RecordError, as_response, read_record
from crawler.archive.writing import NOT_MODIFIED, Archive, Place, payload_digest
from crawler.problems import NotArchived
from db import archive as index
from db.rows import Row
from db.store import StoreError
from pipelines.ledger import Ledger


def archive_folder(settings: BaseSettings) -> Path:
    """ARCHIVE_DIR, or else the folder beside the database."""
    return Path(settings["ARCHIVE_DIR"] or beside(Path(settings["DATABASE"])))


def beside(database: Path) -> Path:
    """`NAME-archive` beside the database NAME.db."""
    return database.with_name(f"{database.stem}-archive")


class ArchiveResponses:
    """Puts the number of the answer into `request.meta["response_id"]`. What was not archived fails."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.folder = archive_folder(crawler.settings)
        self.largest_body = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.archive: Archive | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("ARCHIVE"):
            raise NotConfigured
        middleware = cls(crawler)
        crawler.signals.connect(middleware.closed, signal=signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises NotArchived. A crawl without a run, such as that of `scrapy fetch`, and Scrapy's cache leave no trace."""
        ledger = self.crawler.get_extension(Ledger)
        if ledger is None or not ledger.run_id or "cached" in response.flags:
            return response
        if self.archive is None:
            self.archive = self._begin(ledger)
        fetched = ledger.clock()
        digest, known = self._known(ledger.db, response)
        try:
            place = self.archive.write(response, fetched, digest, known)
        except OSError as error:
            reason = f"{self.folder}: {error.strerror or error}; the answer is not archived, so it is not used"
            raise NotArchived(reason) from error
        request.meta["response_id"] = self._enter(ledger, response, place, fetched, digest)
        return response

    def _known(self, db: Database, response: Response) -> tuple[str, Answer | None]:
        """The digest of the body, and an archived answer that has it already."""
        if response.status != NOT_MODIFIED:
            digest = payload_digest(response.body)
            return digest, whole(db, self.folder, response.url, digest, self.largest_body) if response.body else None
        row = index.newest_response(db, response.url, 200)
        digest = row["digest"] if row else payload_digest(b"")
        return digest, whole(db, self.folder, response.url, digest, self.largest_body)

    def _enter(self, ledger: Ledger, response: Response, place: Place, fetched: str, digest: str) -> int:
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        row = {
            "run_id": ledger.run_id,
            "url": response.url,
            "fetched": fetched,
            "status": response.status,
            "media_type": kind.partition(";")[0].strip().lower() or None,
            "digest": digest,
            "file": place.file,
            "offset": place.offset,
            "length": place.length,
        }
        try:
            return index.save_response(ledger.db, row)
        except StoreError as error:
            assert self.archive is not None
            self.archive.take_back(place)
            raise NotArchived(str(error)) from error

    def _begin(self, ledger: Ledger) -> Archive:
        settings = self.crawler.settings
        about = {
            "software": f"uniaccord/{version('uniaccord')} Scrapy/{version('scrapy')} warcio/{version('warcio')}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "description": f"run {ledger.run_id} of {ledger.source.id}: {ledger.source.name}",
            "operator": settings["CONTACT"],
            "http-header-user-agent": settings["USER_AGENT"],
            "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        }
        largest = settings.getint("ARCHIVE_FILE_SIZE")
        now = datetime.fromisoformat(ledger.clock())
        return Archive(self.folder, ledger.source.id, ledger.run_id, now, largest=largest, about=about)

    def closed(self) -> None:
        if self.archive is not None:
            self.archive.close()


def whole(db: Database, folder: Path, url: str, digest: str, largest: int) -> Answer | None:
    """The oldest answer of an address whose record has this very body; null if no such record can be read."""
    for row in index.same_bodies(db, url, digest):
        try:
            answer = read_record(folder / row["file"], row["offset"], largest=largest)
        except (RecordError, OSError):
            continue
        if answer.kind == "response" and payload_digest(answer.body) == digest:
            return answer
    return None


def read_response(db: Database, folder: Path, row: Row, *, largest: int) -> Response:
    """An archived answer, a row of `responses`, as Scrapy would have given it to the spider.

    A page that was answered with *not modified* is what it was before. Raises RecordError.
    """
    path = folder / row["file"]
    try:
        answer = read_record(path, row["offset"], largest=largest)
    except OSError as error:
        raise RecordError("not-archived", f"{path}: {error.strerror or error}") from error
    if answer.kind == "revisit":
        earlier = whole(db, folder, row["url"], row["digest"], largest)
        if earlier is None:
            raise RecordError("not-archived", f"{path}: the record at {row['offset']} refers to one that is not there")
        head = earlier if answer.status == NOT_MODIFIED else answer
        answer = Answer("response", answer.url, answer.fetched, head.status, head.headers, earlier.body)
    return as_response(answer, largest=largest)
