"""Pages per second and peak memory of `uniaccord crawl`, next to a bare Scrapy spider over the same 1,000 pages.

Both run in processes of their own, in turn, against one server on loopback; quote the ratio, not the rates.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path

from bench.timing import timed
from demo.server import serve
from demo.web import generated
from pipelines.commands.demo import OPTIONS

PAGES = 1000
ROUNDS = 3
SOURCE = "pt_ribeira"


def main() -> None:
    site = generated(PAGES, like=SOURCE)
    figures: dict[str, list[tuple[float, float, float]]] = {"bare": [], "uniaccord": []}
    with serve([site]) as server, tempfile.TemporaryDirectory() as folder:
        sitemaps = [url for url in server.web.addresses() if "/sitemaps/news-" in url]
        bare = [sys.executable, "-m", "bench.bare", *sitemaps]
        for number in range(ROUNDS):
            figures["bare"].append(timed(bare, {"http_proxy": server.proxy}))
            database = Path(folder) / f"{number}.db"
            crawl = [sys.executable, "-m", "pipelines", "crawl", SOURCE, "--db", str(database), *OPTIONS]
            figures["uniaccord"].append(timed(crawl, {"http_proxy": server.proxy}))
            stored = sqlite3.connect(database).execute("select count(*) from articles").fetchone()[0]
            if stored != PAGES:
                raise RuntimeError(f"{stored} of {PAGES} pages were stored")
    for name, runs in figures.items():
        seconds, cpu, memory = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"{name:10} {PAGES / seconds:7.1f} pages/s  {cpu:5.1f} s of processor  {memory:5.0f} MB peak")
    for column, what in ((0, "rate"), (1, "rate by processor time")):
        pairs = zip(figures["bare"], figures["uniaccord"], strict=True)
        ratios = sorted(bare[column] / ours[column] for bare, ours in pairs)
        print(
            f"{what} as a share of the bare spider's: {statistics.median(ratios):.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


if __name__ == "__main__":
    main()
