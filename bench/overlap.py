"""Is the backlog read faster after the crawl, in two processes, or by one process while another crawls?

Both ways crawl and read the same sources of `bench.nights`, in turn; a third figure has the crawl as slow as one page a
second and source, which is how sites are really asked.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.nights import declare, sites
from demo.server import serve
from pipelines.commands.demo import HASTE

SOURCES = 2
ROUNDS = 3
READER = """
import sys, time
from pathlib import Path
from db import store
from pipelines.backlog import work_off
from pipelines.model import load_model
nlp = load_model(None)
while not Path(sys.argv[1]).exists():
    time.sleep(0.1)
db = store.open_db(Path(sys.argv[1]))
while not Path(sys.argv[2]).exists():
    if not work_off(db, nlp):
        time.sleep(0.5)
work_off(db, nlp)
"""


def crawl(database: Path, sources: Path, proxy: str, delay: float) -> None:
    options = {**HASTE, "SOURCES_DIR": sources, "DATABASE": database, "DOWNLOAD_DELAY": delay}
    script = (
        "import sys; from bench.overlap import crawl_all; crawl_all(dict(pair.split('=', 1) for pair in sys.argv[1:]))"
    )
    pairs = [f"{key}={value}" for key, value in options.items()]
    subprocess.run([sys.executable, "-c", script, *pairs], env={"http_proxy": proxy}, check=True)


def crawl_all(options: dict[str, str]) -> None:
    """In a process of its own: crawls and reads nothing."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from pipelines import refresh

    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict(options, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    names = process.spider_loader.list()
    refresh.crawl(process, [refresh.source_of(process.spider_loader, name) for name in names], {})


def after(folder: Path, sources: Path, proxy: str, delay: float) -> float:
    began = time.perf_counter()
    crawl(folder / "after.db", sources, proxy, delay)
    extract = [sys.executable, "-m", "pipelines", "extract", "--db", folder / "after.db"]
    subprocess.run(extract, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def meanwhile(folder: Path, sources: Path, proxy: str, delay: float) -> float:
    began = time.perf_counter()
    done = folder / "crawled"
    reader = subprocess.Popen([sys.executable, "-c", READER, folder / "meanwhile.db", done])
    crawl(folder / "meanwhile.db", sources, proxy, delay)
    done.touch()
    if reader.wait():
        raise RuntimeError("the reader failed")
    extract = [sys.executable, "-m", "pipelines", "extract", "--db", folder / "meanwhile.db"]
    subprocess.run(extract, check=True, stderr=subprocess.DEVNULL)  # links what was read
    return time.perf_counter() - began


def main() -> None:
    for delay, rounds in ((0.0, ROUNDS), (0.25, 1)):
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
