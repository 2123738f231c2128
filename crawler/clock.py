"""What time it is, for everything in a crawl that asks: the setting CLOCK names this function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time with its zone, UTC."""
    return datetime.now(UTC)


def clock_of(settings: BaseSettings) -> Clock:
    """The clock that the settings name: the path of a function, or the function itself."""
    clock: Clock = load_object(settings["CLOCK"])
    return clock
