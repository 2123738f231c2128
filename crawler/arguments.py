"""The arguments of a crawl: `uniaccord crawl SOURCE -a since=2024-01-01 -a max_articles=20`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.addresses import allowed, canonical
from crawler.source import Source

NAMES = ("since", "max_articles", "url", "again")
ANSWERS = {"yes": True, "no": False}


class ArgumentError(ValueError):
    """An argument that can't be used; the message is one line that names it and says what it takes."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a crawl is limited to. Where the command line is silent the source's file counts."""

    since: date | None
    """Older articles are passed over."""
    max_articles: int | None
    """At most so many articles are asked for."""
    url: str | None
    """Only this article is read; canonical."""
    again: bool
    """Articles that are stored already are read again."""


def read_arguments(source: Source, given: dict[str, str]) -> Arguments:
    """Reads arguments as they stand on a command line. Raises ArgumentError."""
    for name in given:
        if name not in NAMES:
            raise ArgumentError(f"{name}: there is no such argument; there are {', '.join(NAMES)}")
    url = _url(given["url"], source) if "url" in given else None
    since = None if url else source.since  # whoever names an article wants it, however old
    return Arguments(
        since=_date(given["since"]) if "since" in given else since,
        max_articles=_number(given["max_articles"]) if "max_articles" in given else source.max_articles,
        url=url,
        again=_answer(given["again"]) if "again" in given else url is not None,
    )


def _date(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentError(f"since={text}: {error}") from None
    raise ArgumentError(f"since={text}: not a day; write it as 2024-01-31")


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentError(f"max_articles={text}: not a number from 1 up")
    return int(text)


def _url(text: str, source: Source) -> str:
    if not re.match(r"https?://[^/\s]", text):
        raise ArgumentError(f"url={text}: not an absolute http(s) address")
    if not allowed(text, source):
        raise ArgumentError(f"url={text}: {source.id} reads only {', '.join(source.hosts)}")
    return canonical(text, source)


def _answer(text: str) -> bool:
    if text not in ANSWERS:
        raise ArgumentError(f"again={text}: write yes or no")
    return ANSWERS[text]
