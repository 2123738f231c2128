"""What a night costs: requests, bytes, seconds and memory of a first crawl, an unchanged and a changed night.

For 1, 10 and 100 sources of 200 articles each, simulated on loopback; `python -m bench.nights 1 10` takes fewer.
Only the crawls are measured, with the archive that they write; `bench.reading` has what reading costs. The sources are
asked without a pause: on the web a night takes as long as its slowest source wants to be asked.
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
    """So many sites at hosts of their own. They change before night 2 and not before night 1."""
    changes = night // 2
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
    options = {**HASTE, "SOURCES_DIR": folder, "DATABASE": database, "CLOCK": "bench.nights.tomorrow"}
    command = [sys.executable, "-m", "bench.crawl_all", *(f"{key}={value}" for key, value in options.items())]
    first: tuple[int, int] | None = None
    for night, what in enumerate(("first crawl", "unchanged night", "changed night")):
        server.web = Web(sites(number, night))
        last = runs(database)
        seconds, processor, memory = timed(command, {"http_proxy": server.proxy, "UNIACCORD_BENCH_DAYS": str(night)})
        requests, received, new, changed = counts(database, last)
        first = first or (requests, received)
        share = f"{requests / first[0]:.1%}, {received / first[1]:.1%}" if night else ""
        print(
            f"| {number} | {what} | {requests:,} | {received / 1e6:,.2f} | {share} | {new:,} | {changed:,} |"
            f" {seconds:.0f} | {processor:.0f} | {memory:.0f} |",
            flush=True,
        )


def runs(database: Path) -> int:
    """How many there have been."""
    if not database.exists():
        return 0
    connection = sqlite3.connect(database)
    (last,) = connection.execute("select max(id) from runs").fetchone()
    connection.close()
    return int(last)


def counts(database: Path, last: int) -> tuple[int, int, int, int]:
    """Requests, bytes, new and changed articles of the runs since."""
    connection = sqlite3.connect(database)
    sums = "sum(requests), sum(bytes), sum(articles_new), sum(articles_changed)"
    found: tuple[int, int, int, int] = connection.execute(f"select {sums} from runs where id > ?", [last]).fetchone()  # noqa: S608
    connection.close()
    return found


def main() -> None:
    print(
        "| sources | night | requests | MB | of the first crawl | new | changed | seconds | processor, s | memory, MB |"
    )
    print("| --- " * 10 + "|")
    for number in map(int, sys.argv[1:] or ("1", "10", "100")):
        with tempfile.TemporaryDirectory() as folder, serve(sites(number, 0)) as server:
            declare(Path(folder), number)
            nights(server, Path(folder), number)


if __name__ == "__main__":
    main()
