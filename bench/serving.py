"""What visitors notice of a night: a record is served under steady load while articles are added, linked and published.

Prints, for the time before and for each step, how many answers were not 200 and how long they took; then whether every
thread of the server answers with what was stored last.
"""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import readings, store, working
from pipelines.corrections import Corrections
from pipelines.link import link_all

STORED = 3000
"""Articles in the record before; each is some fifteen rows."""
ADDED = 8100
VISITORS = 4
PAUSE = 0.02
"""Seconds between an answer and the next request of a visitor."""

UNIVERSITIES = [f"{place} University" for place in ("Merrow", "Linjiang", "Haldern", "Kilima", "Ribeira", "Neva")]
TEXT = "{a} and {b} signed a memorandum of understanding on {day}. Both sides hope for more exchange of students. "
PATHS = {
    "table": "/agreements?_sort_desc=latest_report",
    "search": "/search.json?q=memorandum",
    "question": "/partners_of.json?organisation=Merrow+University",
    "row": "/articles/{id}.json",
    "articles": "/articles.json?_facet=source_id&_size=50",
}


def article_id(number: int) -> str:
    return f"a{number:07d}"


def add(db: Database, number: int) -> None:
    """Stores an article and what was read in it, each in one transaction, as a night does."""
    first, second = UNIVERSITIES[number % 6], UNIVERSITIES[(number * 5 + number // 6 + 1) % 6]
    day = (date(2015, 1, 1) + timedelta(days=number % 3650)).isoformat()
    id, now = article_id(number), "2026-10-05T02:00:00+00:00"
    url = f"https://news.example/{id}"
    shared = {"published": day, "published_basis": "meta", "language": "en"}
    seen = {"first_seen": now, "last_seen": now, "listed_modified": None}
    title = f"{first} and {second} sign"
    store.save_article(
        db,
        article={"id": id, "source_id": "import", "url": url, "title": title, **shared, **seen},
        version={"article_id": id, "fetched": now, "run_id": None, "sha256": id, "modified": None, "author": None, "tags": "[]", **shared},
        text={"title": title, "body": TEXT.format(a=first, b=second, day=day) * 12, "kinds": '["paragraph"]'},
        addresses=[url, f"{url}?again"],
    )  # fmt: skip
    ((version,),) = db.execute("select version_id from articles where id = ?", [id]).fetchall()
    sides = list(dict.fromkeys([first, second]))
    named = [{"id": name, "name": name, "country": None, "country_basis": None} for name in sides]
    mention = {
        "version_id": version,
        "label": "ORG",
        "person_id": None,
        "country": None,
        "rule": "r",
        "extractor_id": "e",
    }
    event = {"id": f"e{number}", "version_id": version, "type": "cooperation", "instrument": "memorandum", "status": "signed",
             "date": day, "confidence": 0.9, "evidence": title, "evidence_start": 0, "evidence_end": 60, "rules": "[]",
             "extractor_id": "e"}  # fmt: skip
    rows: dict[str, list[dict[str, Any]]] = {
        "organisations": named,
        "mentions": [
            {**mention, "id": f"m{number}-{place}", "start": place * 100, "end": place * 100 + 9, "surface": side["name"],
             "organisation_id": side["id"]}
            for place, side in enumerate(named * 2)
        ],
        "events": [event],
        "event_parties": [
            {"event_id": event["id"], "organisation_id": side, "position": place} for place, side in enumerate(sides)
        ],
    }  # fmt: skip
    readings.save_extraction(db, version, rows, {"extractor_id": "e", "run_id": None, "made": now, "language": "en"})


def make_record(database: Path, articles: int) -> None:
    db = store.open_db(database)
    store.save_import_source(db, "import")
    with db.atomic():
        for number in range(articles):
            add(db, number)
    link_all(db, Corrections())
    store.finish(db)
    db.close()


@contextmanager
def started(database: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`uniaccord serve` on a database: its process, and the address of the site."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipelines", "serve", "--db", str(database), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/-/versions.json", timeout=5).close()
                break
            except OSError:
                if server.poll() is not None:
                    raise
                time.sleep(0.1)  # until another process listens: there is nothing to wait on
        yield server, f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def served(database: Path) -> Iterator[str]:
    """`uniaccord serve` on a database, and the address of that database's page."""
    with started(database) as (_, site):
        yield f"{site}/{database.stem}"


def get(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


class Visitors:
    """Threads that ask for one page after another until they are told to leave. `answers`: (step, page, status, seconds)."""

    def __init__(self, site: str, articles: int, *, number: int = VISITORS, pause: float = PAUSE) -> None:
        self.step = "before"
        self.answers: list[tuple[str, str, int, float]] = []
        self._site, self._articles, self._pause = site, articles, pause
        self._leave = threading.Event()
        self._threads = [threading.Thread(target=self._visit, args=(start,)) for start in range(number)]

    def __enter__(self) -> Visitors:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._leave.set()
        for thread in self._threads:
            thread.join()

    def _visit(self, start: int) -> None:
        pages = list(PATHS.items())
        for turn, (page, path) in enumerate(cycle(pages[start:] + pages[:start])):
            if self._leave.wait(self._pause):
                return
            step, began = self.step, time.perf_counter()
            status, _ = get(self._site + path.format(id=article_id((turn * 7 + start) % self._articles)))
            self.answers.append((step, page, status, time.perf_counter() - began))


def counts_told(site: str, requests: int = 60) -> set[int]:
    """How many articles there are, as told by the server's threads, asked side by side."""
    address = f"{site}.json?sql=select+count(*)+as+n+from+articles&_shape=array"
    with ThreadPoolExecutor(8) as pool:
        return {json.loads(body)[0]["n"] for _, body in pool.map(get, [address] * requests)}


def table(visitors: Visitors) -> list[str]:
    lines = [f"{'':12}{'answers':>8}{'not 200':>8}{'p50 ms':>8}{'p95 ms':>8}{'max ms':>8}"]
    for step in dict.fromkeys(answer[0] for answer in visitors.answers):
        taken = sorted(seconds * 1000 for at, _, _, seconds in visitors.answers if at == step)
        wrong = sum(status != 200 for at, _, status, _ in visitors.answers if at == step)
        middle, late = statistics.median(taken), taken[int(len(taken) * 0.95)]
        lines.append(f"{step:12}{len(taken):8}{wrong:8}{middle:8.0f}{late:8.0f}{taken[-1]:8.0f}")
    return lines


def rows_in(db: Database) -> int:
    tables = ("articles", "versions", "texts", "addresses", "mentions", "events", "event_parties", "extractions")
    return sum(db.table(name).count for name in tables)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "record.db"
        make_record(database, STORED)
        with served(database) as site, Visitors(site, STORED) as visitors:
            time.sleep(10)
            db = store.open_db(database)
            before, began = rows_in(db), time.perf_counter()
            visitors.step = "adding"
            for number in range(STORED, STORED + ADDED):
                add(db, number)
            added, seconds = rows_in(db) - before, time.perf_counter() - began
            visitors.step = "linking"
            link_all(db, Corrections())
            store.finish(db)
            db.close()
            stale = counts_told(site) - {STORED + ADDED}
            visitors.step = "copying"
            working.start(database)
            db = store.open_db(database)
            for number in range(STORED + ADDED, STORED + ADDED + 100):
                add(db, number)
            db.close()
            visitors.step = "checking"
            objections = working.objections(database, working.path_of(database))
            visitors.step = "publishing"
            working.publish(database, working.path_of(database))
            working.discard(database)
            stale |= counts_told(site) - {STORED + ADDED + 100}
            visitors.step = "after"
            time.sleep(5)
        size = database.stat().st_size / 1e6
    print(f"{added} rows added in {seconds:.0f} s, in transactions of one article; {size:.0f} MB")
    print("\n".join(table(visitors)))
    print(f"stale answers: {sorted(stale) or 'none'}; against publishing: {objections or 'nothing'}")


if __name__ == "__main__":
    main()
