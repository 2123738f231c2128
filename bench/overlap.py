"""What would be won if the backlog were read by one process while another crawls, and not afterwards by two?

The first figure is what `refresh` does: the crawl, then two processes that read. The second has one process read as many
articles beside the crawl, all of them at hand from the beginning: it can't be done faster meanwhile. A third and fourth
have the crawl as slow as sites are asked.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.nights import declare, sites
from db import store
from demo.server import serve
from pipelines.commands.demo import HASTE

SOURCES = 2
ROUNDS = 3
SLOW = 0.25
"""Seconds between two pages of a source; really it is a second."""


def crawl(database: Path, sources: Path, proxy: str, delay: float) -> None:
    options = {**HASTE, "SOURCES_DIR": sources, "DATABASE": database, "DOWNLOAD_DELAY": delay}
    command = [sys.executable, "-m", "bench.crawl_all", *(f"{key}={value}" for key, value in options.items())]
    subprocess.run(command, env={**os.environ, "http_proxy": proxy}, check=True)


def after(folder: Path, sources: Path, proxy: str, delay: float) -> float:
    began = time.perf_counter()
    crawl(folder / "after.db", sources, proxy, delay)
    extract = [sys.executable, "-m", "pipelines", "extract", "--db", folder / "after.db"]
    subprocess.run(extract, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def meanwhile(folder: Path, sources: Path, proxy: str, delay: float) -> float:
    """Reads again what `after` has crawled, while it is crawled once more into another database."""
    db = store.open_db(folder / "after.db")
    db.execute("delete from extractions")
    db.close()
    script = (
        "import sys; from pathlib import Path; from db import store; from pipelines.backlog import work_off;"
        " from pipelines.model import load_model; work_off(store.open_db(Path(sys.argv[1])), load_model(None))"
    )
    began = time.perf_counter()
    reader = subprocess.Popen([sys.executable, "-c", script, folder / "after.db"])
    crawl(folder / "meanwhile.db", sources, proxy, delay)
    if reader.wait():
        raise RuntimeError("the reader failed")
    return time.perf_counter() - began


def main() -> None:
    for delay, rounds in ((0.0, ROUNDS), (SLOW, 1)):
        ratios = []
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as name, serve(sites(SOURCES, 0)) as server:
                folder = Path(name)
                (folder / "sources").mkdir()
                declare(folder / "sources", SOURCES)
                ways = [way(folder, folder / "sources", server.proxy, delay) for way in (after, meanwhile)]
                ratios.append(ways[1] / ways[0])
                print(f"{delay:.2f} s between pages: after {ways[0]:.0f} s, meanwhile {ways[1]:.0f} s", flush=True)
        print(f"meanwhile takes {statistics.median(ratios):.2f} of the time of after")


if __name__ == "__main__":
    main()
