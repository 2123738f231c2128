"""Crawls night after night in one process, as lines of JSON on standard input ask; started by `Process` of many_nights.py."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from twisted.internet.error import ReactorNotRunning

from db import store
from pipelines.ledger import stamp
from pipelines.refresh import Crawls, source_of

HASTE = {"DOWNLOAD_DELAY": 0.001, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0, "RETRY_PAUSE": 0.01}


class Clock:
    time: datetime

    def __call__(self) -> datetime:
        return self.time


async def one_night(settings: Settings, clock: Clock, night: dict[str, Any]) -> dict[str, Any]:
    clock.time = datetime.fromisoformat(night["now"])
    settings = settings.copy()
    settings.setdict(night["settings"], priority="cmdline")
    runner = AsyncCrawlerProcess(settings)
    database = Path(settings["DATABASE"])
    db = store.open_db(database)
    run = store.start_run(db, kind="refresh", source_id=None, started=stamp(clock.time), uniaccord="test")
    runner.settings.set("PART_OF", run, priority="cmdline")
    names = night["names"] or runner.spider_loader.list()
    crawls = Crawls(runner, [source_of(runner.spider_loader, name) for name in names], night["arguments"])
    crawls.start()
    await runner.join()
    if run == 1 and not crawls.failed:
        assert not alive(Crawler), "a night keeps its crawls, some megabytes each, until it ends"
    if night["read"]:
        read(db)
    store.end_night(db, run, state="finished", ended=stamp(clock.time))
    db.close()
    ended = {ledger.source.id: [ledger.state, dict(ledger.counts)] for ledger in crawls.ledgers}
    return ended | {name: [type(error).__name__, {}] for name, error in crawls.failed.items()}


def alive(kind: type) -> list[Any]:
    gc.collect()
    return [found for found in gc.get_objects() if isinstance(found, kind)]


def read(db: Any) -> None:
    from pipelines.backlog import work_off
    from pipelines.corrections import Corrections
    from pipelines.link import link_all
    from pipelines.model import load_model

    work_off(db, load_model(None))
    link_all(db, Corrections())


async def nights(settings: Settings, clock: Clock) -> None:
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(await one_night(settings, clock, json.loads(line))), flush=True)


def main() -> None:
    clock = Clock()
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict(HASTE | {"CLOCK": clock}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    task = asyncio.get_event_loop().create_task(nights(settings, clock))

    def end(done: asyncio.Task[None]) -> None:
        from twisted.internet import reactor

        try:
            reactor.stop()  # type: ignore[attr-defined]
        except ReactorNotRunning:
            sys.exit("the reactor ended before the nights")

    task.add_done_callback(end)
    process.start(stop_after_crawl=False)
    task.result()


if __name__ == "__main__":
    main()
