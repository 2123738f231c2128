"""Drafts sources from the addresses on standard input, side by side in one process; started by test_drafts.py."""

from __future__ import annotations

import json
import sys
from datetime import date

from scrapy.settings import Settings

from crawler.newsource.draft import Wishes, to_toml
from crawler.newsource.found import NothingFound, wide
from crawler.newsource.job import draft_from
from crawler.visit import Job, Visit, Visitor, visit_all

TODAY = date(2026, 11, 26)


def job(url: str) -> Job:
    async def draft(visitor: Visitor) -> dict[str, object]:
        try:
            outcome = await draft_from(visitor, url, Wishes(), TODAY)
        except NothingFound as error:
            return {"nothing": str(error)}
        return {
            "id": outcome.draft.source.id,
            "toml": to_toml(outcome.draft),
            "told": outcome.found.told,
            "whole": sum(each.is_whole for each in outcome.tried),
            "doubts": [doubt for each in outcome.tried for doubt in each.doubts],
            "dates": [each.article.published for each in outcome.tried if each.article],
        }

    return draft


def main() -> None:
    settings = Settings()
    settings.setmodule("crawler.settings")
    for name, value in {"DOWNLOAD_DELAY": 0.001, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0}.items():
        settings.set(name, value, priority="cmdline")
    visits = {url: Visit(wide(url), job(url)) for url in json.load(sys.stdin)}
    visit_all(settings, visits.values())
    print(json.dumps({url: visit.result for url, visit in visits.items()}))


if __name__ == "__main__":
    main()
