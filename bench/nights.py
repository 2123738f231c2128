"""What a night costs: requests, bytes, seconds and memory of a first crawl, a changed and an unchanged night.

For 1, 10 and 100 sources of 200 articles each, simulated on loopback; `python -m bench.nights 1 10` takes fewer.
The sources are asked without a pause: on the web a night takes as long as its slowest source wants to be asked.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.timing import timed
from demo import SOURCES
from demo.server import Server, serve
from demo.site import Block, Site
from demo.web import Web, generated
from pipelines.commands.demo import HASTE

ARTICLES = 200
LIKE = "pt_ribeira"
HOST = "news.uribeira.example"
BEGAN = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
LATEST = BEGAN - timedelta(days=200)
"""When the newest of the articles that are there from the beginning appeared."""
NEW, EDITED = 2, 1
"""Articles of each source that appear and change between two nights."""


def tomorrow() -> datetime:
    """The clock of a night that is UNIACCORD_BENCH_DAYS ahead."""
    return datetime.now(UTC) + timedelta(days=int(os.environ["UNIACCORD_BENCH_DAYS"]))


def sites(number: int, night: int) -> list[Site]:
    """So many sites at hosts of their own. They change before night 1 and not before night 2."""
    changes = min(night, 1)
    made = generated(ARTICLES + NEW * changes, like=LIKE)
    articles = list(made.articles)
    for at in range(EDITED * changes):
        note = Block("paragraph", "The editors added this paragraph, and nothing else was changed.")
        articles[-3 - at] = replace(articles[-3 - at], blocks=(*articles[-3 - at].blocks, note), modified=BEGAN)
    first = LATEST - timedelta(hours=ARTICLES)
    fresh = [replace(article, published=first + timedelta(hours=at)) for at, article in enumerate(articles)]
    return [replace(made, hosts=[f"news{n}.{HOST}"], articles=fresh) for n in range(number)]


def declare(folder: Path, number: int) -> None:
    """A source file for each site."""
    toml = (SOURCES / f"{LIKE}.toml").read_text(encoding="utf-8")
    for n in range(number):
        text = toml.replace(HOST, f"news{n}.{HOST}").replace(re.escape(HOST), re.escape(f"news{n}.{HOST}"))
        (folder / f"zz_news{n}.toml").write_text(text, encoding="utf-8")


def nights(server: Server, folder: Path, number: int) -> None:
    database = folder / "nights.db"
    command = [sys.executable, "-m", "pipelines", "refresh", "--db", str(database)]
    options = {**HASTE, "SOURCES_DIR": folder, "CLOCK": "bench.nights.tomorrow"}
    command += [f"-s{key}={value}" for key, value in options.items()]
    first: tuple[int, int] | None = None
    for night, what in enumerate(("first crawl", "changed night", "unchanged night")):
        server.web = Web(sites(number, night))
        environment = {"http_proxy": server.proxy, "UNIACCORD_BENCH_DAYS": str(night)}
        seconds, processor, memory = timed(command, environment)
        requests, received, new, changed, reading = row(database)
        first = first or (requests, received)
        share = f"{requests / first[0]:6.1%} {received / first[1]:6.1%}" if night else " " * 13
        print(
            f"| {number} | {what} | {requests:,} | {received / 1e6:,.2f} | {share} | {new} | {changed} |"
            f" {seconds:.0f} | {reading:.0f} | {processor:.0f} | {memory:.0f} |",
            flush=True,
        )


def row(database: Path) -> tuple[int, int, int, int, float]:
    connection = sqlite3.connect(database)
    counts = connection.execute(
        "select id, requests, bytes, articles_new, articles_changed from runs where kind = 'refresh' order by id desc"
    ).fetchone()
    (reading,) = connection.execute(
        "select (julianday(ended) - julianday(started)) * 86400 from runs where kind = 'extract' order by id desc"
    ).fetchone()
    connection.close()
    return (*counts[1:], reading)


def main() -> None:
    print(
        "| sources | night | requests | MB | of the first crawl | new | changed | seconds | of which reading | processor | MB of memory |"
    )
    print("| --- " * 11 + "|")
    for number in map(int, sys.argv[1:] or ("1", "10", "100")):
        with tempfile.TemporaryDirectory() as folder, serve(sites(number, 0)) as server:
            declare(Path(folder), number)
            nights(server, Path(folder), number)


if __name__ == "__main__":
    main()
