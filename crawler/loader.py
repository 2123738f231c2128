"""One spider for each source file: Scrapy's SPIDER_LOADER_CLASS."""

from __future__ import annotations

import builtins
import difflib
import logging
from pathlib import Path
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawler.addresses import allowed
from crawler.source import Source, SourceError, read_sources
from crawler.spider import SourceSpider

logger = logging.getLogger(__name__)


class SourceLoader:
    """Implements Scrapy's SpiderLoaderProtocol.

    A file that can't be used hides no other: it is logged as an error whenever the sources are loaded, is
    not listed, and asking for it raises KeyError with what is wrong in it.
    """

    def __init__(self, sources: dict[str, Source], broken: dict[str, SourceError]) -> None:
        self.sources = sources
        self.broken = broken
        for error in broken.values():
            logger.error("%s", error)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Raises SourceError when the folder SOURCES_DIR has no source file."""
        return cls(*read_sources(Path(settings["SOURCES_DIR"])))

    def load(self, spider_name: str) -> type[Spider]:
        """Raises KeyError, whose only argument is one line that says why the source can't be crawled."""
        if spider_name in self.broken:
            raise KeyError(str(self.broken[spider_name]))
        if spider_name not in self.sources:
            near = difflib.get_close_matches(spider_name, self.sources, cutoff=0.7)
            hint = f"did you mean {' or '.join(near)}?" if near else "`uniaccord list` names them all"
            raise KeyError(f"there is no source {spider_name}; {hint}")
        source = self.sources[spider_name]
        if source.disabled:
            raise KeyError(f"{spider_name} is disabled: {source.disabled}")
        return spider_class(source)

    def list(self) -> builtins.list[str]:
        """The ids of the sources that can be crawled."""
        return [name for name, source in self.sources.items() if not source.disabled]

    def find_by_request(self, request: Request) -> builtins.list[str]:
        return [name for name in self.list() if allowed(request.url, self.sources[name])]


def spider_class(source: Source) -> type[SourceSpider]:
    """The spider of a source."""
    return type(source.id, (SourceSpider,), {"name": source.id, "source": source})
