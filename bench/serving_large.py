"""How long visitors wait for each page of a large record: `python -m bench.serving_large [FOLDER] [--articles N]`.

The record (`bench.large`) is made in the folder, or in one that goes afterwards, unless it is there. It is served by
`uniaccord serve` on one core. Each kind of page, question, table and form of answer is asked for with other parameters
each time; once before with an empty cache, as far as the system allows it. Milliseconds: the middle and the nineteenth of
twenty of the time that the visitor waits, and of the time that the server computes, which a busy machine does not lengthen.
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import yaml

from bench.large import make
from bench.serving import get, started
from db.questions import questions
from db.store import HERE as DB
from tests.site.pages import PAGES, addresses

BAR = 300
"""Milliseconds within which nineteen of twenty visitors should have their page."""
TABLES = yaml.safe_load((DB / "metadata.yml").read_text(encoding="utf-8"))["databases"]["uniaccord"]["tables"]

NARROWED = {
    "agreements": ("type", "status", "instrument"),
    "reports": ("type", "status", "source_id"),
    "ties": ("country", "organisation_id"),
    "sides": ("country", "organisation_id"),
    "partners": ("organisation_id",),
    "articles": ("source_id", "language"),
    "mentions": ("organisation_id", "person_id", "country"),
    "histories": ("agreement_id",),
}
"""Tables that are asked for with one value of a column, beside the facets that they always have."""

Cases = Mapping[str, list[str]]
"""What is asked for → paths, at least one."""


def cases(database: Path, times: int) -> Iterator[tuple[str, list[str]]]:
    random, root = Random(1), f"/{database.stem}"  # noqa: S311
    yield "nothing (/-/versions.json)", ["/-/versions.json"]
    for name in PAGES:
        yield f"page: {name}", spread(addresses(database, name), times, random)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        asked = typical(db, times, random)
        for name, question in questions().items():
            yield f"question: {name}", [f"{root}/{name}"]
            for parameter, about in question["parameters"].items():
                if values := asked.get(about["kind"], ()):
                    yield (
                        f"question: {name}, {parameter}",
                        [f"{root}/{name}?{urlencode({parameter: v})}" for v in values],
                    )
        for table, about in TABLES.items():
            if not about.get("hidden"):
                yield f"table: {table}", [f"{root}/{table}"]
            for column in NARROWED.get(table, ()):
                rows = db.execute(f"select {column} from {table} where {column} is not null limit 20000").fetchall()  # noqa: S608
                values = spread([value for (value,) in rows], times, random)
                yield f"table: {table} of one {column}", [f"{root}/{table}?{urlencode({column: v})}" for v in values]
    countries = asked["country"]
    yield "CSV of a question", [f"{root}/new_since.csv?{urlencode({'country': c})}" for c in countries]
    yield "JSON of a question", [f"{root}/new_since.json?{urlencode({'country': c})}" for c in countries]
    yield "CSV of a table", [f"{root}/ties.csv?{urlencode({'country': c})}" for c in countries]
    yield "JSON of a table", [f"{root}/ties.json?_size=100&{urlencode({'country': c})}" for c in countries]
    yield "feed", [f"{root}/feed.atom?{urlencode({'country': c})}" for c in countries]


def spread(values: list[str], times: int, random: Random) -> list[str]:
    """A few from the front, where the best known are, and others from anywhere."""
    front = values[:3]
    return front + random.sample(values[3:], min(max(times - 3, 0), len(values) - len(front)))


def typical(db: sqlite3.Connection, times: int, random: Random) -> Mapping[str, list[str]]:
    """Kind of parameter → what people may ask for, frequent and rare; the same number of each."""

    def column(sql: str) -> list[str]:
        return spread([str(value) for (value,) in db.execute(sql)], times, random)

    names = column(
        "select name from organisation_totals join organisations on id = organisation_id order by agreements desc"
    )
    words = [
        word for n in range(times) for word in ("agreement", f"now{n % 12}", f"sometimes{n}", f"seldom{n}", f"rare{n}")
    ]
    return {
        "organisation": [
            *(name.rsplit(" ", n % 2)[0] for n, name in enumerate(names)),
            "polytechnic",
            "state university",
        ],
        "country": column("select country from country_totals order by agreements desc"),
        "words": [*random.sample(words, times), "university partner", '"double degree"'],
        "date": [f"20{year}-0{month}-01" for year in range(10, 25, 2) for month in (1, 7)],
        "type": column("select distinct type from agreements"),
        "status": column("select distinct status from agreements"),
        "source": column("select id from sources"),
    }


def computed(server: int) -> float:
    """Milliseconds that all threads of a process have computed so far; 0 where the system does not tell."""
    tasks = Path(f"/proc/{server}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6


def forget(database: Path) -> None:
    """Asks the system to drop what it holds of the file in memory."""
    with database.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure(database: Path, wanted: Iterable[tuple[str, list[str]]], times: int) -> int:
    """Prints a line for each case, and returns how many are over the bar."""
    over = 0
    print(f"{'':46}{'times':>6}{'not 200':>8}{'p50':>7}{'p95':>7}{'busy p50':>9}{'busy p95':>9}{'cold':>7}")
    with started(database) as (server, site):
        os.sched_setaffinity(server.pid, {max(os.sched_getaffinity(0))})
        for task in Path(f"/proc/{server.pid}/task").iterdir():
            os.sched_setaffinity(int(task.name), {max(os.sched_getaffinity(0))})
        for name, paths in wanted:
            forget(database)
            began = time.perf_counter()
            get(site + paths[0])
            cold = 1000 * (time.perf_counter() - began)
            for path in paths:
                get(site + path)  # warm
            waited, busy, wrong = [], [], 0
            for path in islice(cycle(paths), times):
                began, before = time.perf_counter(), computed(server.pid)
                status, _ = get(site + path)
                waited.append(1000 * (time.perf_counter() - began))
                busy.append(computed(server.pid) - before)
                wrong += status != 200
            late = percentile(waited)
            over += late > BAR
            print(
                f"{name:46}{times:6}{wrong or '':>8}{statistics.median(waited):7.0f}{late:7.0f}"
                f"{statistics.median(busy):9.0f}{percentile(busy):9.0f}{cold:7.0f}{'  over' if late > BAR else ''}",
                flush=True,
            )
    return over


def percentile(taken: list[float]) -> float:
    return sorted(taken)[min(int(len(taken) * 0.95), len(taken) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", default="", help="a regular expression of what is asked for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        database = folder / f"record-{options.articles}.db"
        if not database.exists():
            unfinished = database.with_suffix(".part")
            make(unfinished, options.articles, say=print)
            unfinished.rename(database)
        wanted = (case for case in cases(database, options.times) if re.search(options.only, case[0]))
        over = measure(database, wanted, options.times)
        print(f"{database.stat().st_size / 1e9:.1f} GB; {over} over {BAR} ms")


if __name__ == "__main__":
    main()
