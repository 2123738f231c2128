"""How the record is, for a person: one screen, a hundred columns at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from scrapy.settings import BaseSettings

from db.store import open_to_read
from pipelines.health import ERROR, Health, Held, Night, SourceHealth, examine
from pipelines.notify import notify

WIDTH = 100
SHOWN = 15
"""Sources in need of attention that are shown unless all are asked for."""
EXIT = {"finished": 0, "failed": 1, "interrupted": 130}
"""Of a refresh, by its state."""
COLOURS = {"error": "red", "failed": "red", "interrupted": "red", "never": "red", "warning": "yellow", "ended": "dim"}


def subject(health: Health, exitcode: int) -> str:
    """One line; nothing in it comes from the web."""
    if not exitcode:
        return "uniaccord: all is well"
    sources = sum(source.look for source in health.sources)
    parts = [
        *([f"{sources} of {len(health.sources)} sources"] if sources else []),
        *(["the night"] if health.reasons else []),
    ]
    return " at ".join(filter(None, ["uniaccord: someone should look", " and ".join(parts)]))


def tell(
    settings: BaseSettings, path: Path, names: Sequence[str], *, broken: Iterable[str], exitcode: int, now: datetime
) -> None:
    """After a night: has the command of the setting NOTIFY told how the record is, if someone should look or always.

    Raises NotTold.
    """
    if not settings["NOTIFY"] or not (exitcode or settings.getbool("NOTIFY_ALWAYS")):
        return
    db = open_to_read(path)
    health = examine(db, path, names, now=now, broken=broken)
    db.close()
    notify(settings["NOTIFY"], subject=subject(health, exitcode), summary=as_text(health), exitcode=exitcode)


def as_text(health: Health, *, everything: bool = False) -> str:
    """The screen without colours, as for a mail."""
    into = StringIO()
    Console(file=into, width=WIDTH, color_system=None).print(screen(health, everything=everything))
    return "".join(f"{line.rstrip()}\n" for line in into.getvalue().splitlines())


def screen(health: Health, *, everything: bool = False) -> RenderableType:
    """What needs attention first; the sources that are well in one line, unless everything is asked for."""
    now = datetime.fromisoformat(health.at)
    ill = [source for source in health.sources if source.look]
    noted = [source for source in health.sources if not source.look and source.held]
    well = [source for source in health.sources if not source.look and not source.held]
    shown = list(health.sources) if everything else [*ill, *noted][:SHOWN]
    parts: list[RenderableType] = [*_head(health, now)]
    if shown:
        parts += ["", *_table(sorted(shown, key=lambda s: (not s.look, not s.held)), now)]
    if hidden := [] if everything else [*ill, *noted][SHOWN:]:
        parts.append(
            Text(f"and {len(hidden)} more with something to tell, see --all: {', '.join(s.id for s in hidden)}")
        )
    if well and not everything:
        parts += ["", _well(well)]
    return Group(*parts)


def _head(health: Health, now: datetime) -> Iterator[RenderableType]:
    yield Text(f"{health.database}: {_count(sum(s.articles for s in health.sources), 'article')}"
               f" of {_count(len(health.sources), 'source')}, {health.backlog:,} still to be read;"
               f" {_size(health.free)} free on the disk")  # fmt: skip
    if health.night:
        yield from _night(health.night, now)
    if health.under_way:
        yield Text(f"a refresh is under way since {_ago(health.under_way.started, now)}")
    if health.working:
        yield Text("a working copy is being read; what is served stays as it was until all is read (docs/keeping.md)")
    for reason in health.reasons:
        yield Text(reason, style=COLOURS[ERROR])


def _night(night: Night, now: datetime) -> Iterator[RenderableType]:
    took = datetime.fromisoformat(night.ended) - datetime.fromisoformat(night.started) if night.ended else None
    line = Text(f"last refresh {_ago(night.started, now)}: ")
    line.append(f"{night.state} (exit status {EXIT[night.state]})", COLOURS.get(night.state, "green"))
    line.append(f" after {took} h" if took is not None else "")
    yield line
    yield _indented(f"{_count(night.requests, 'request')} ({night.not_modified:,} not modified), {_size(night.bytes)}")
    numbers = f"{night.new:,} new, {night.changed:,} changed, {night.gone:,} gone, {night.read:,} read"
    yield _indented(f"{numbers}; {night.dropped:,} dropped, {_count(night.errors, 'error')}")


HEAD = ("source", "last crawl", "new", "changed", "gone", "articles", "newest", "due")
WIDTHS = (19, 24, 6, 7, 5, 8, 10, 6)
NUMBERS = ("new", "changed", "gone", "articles", "due")


def _table(sources: Iterable[SourceHealth], now: datetime) -> Iterator[RenderableType]:
    yield _row([Text(name, "bold") for name in HEAD])
    for source in sources:
        state = source.state or "never"
        crawled = Text(state, COLOURS.get(state, ""))
        if source.crawled:
            crawled.append(f", {_ago(source.crawled, now)}")
        counts = [f"{n:,}" for n in (source.new, source.changed, source.gone, source.articles)]
        yield _row([source.id, crawled, *counts, source.newest or "–", f"{source.due:,}"])
        yield from map(_indented, _notes(source))


def _indented(line: str | Text) -> Padding:
    return Padding(line, (0, 0, 0, 2))


def _row(cells: Iterable[RenderableType]) -> Table:
    row = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for name, width in zip(HEAD, WIDTHS, strict=True):
        row.add_column(width=width, justify="right" if name in NUMBERS else "left", no_wrap=True)
    row.add_row(*cells)
    return row


def _notes(source: SourceHealth) -> Iterator[Text]:
    if source.reason:
        yield Text(source.reason)
    for held in source.held:
        yield _issue(held)
    if source.warnings:
        yield Text("in the last crawl: " + ", ".join(f"{n:,} × {code}" for code, n in source.warnings.items()))


def _issue(held: Held) -> Text:
    word = held.level if held.until is None else "ended"
    when = f"since {held.since[:10]}" if held.until is None else f"{held.since[:10]} to {held.until[:10]}"
    return Text.assemble((word, COLOURS[word]), f" {held.code}: {held.detail} ", (f"({when})", "dim"))


def _well(sources: list[SourceHealth]) -> Text:
    new, changed, gone = (sum(getattr(s, what) for s in sources) for what in ("new", "changed", "gone"))
    newest = max((s.newest for s in sources if s.newest), default="–")
    return Text(
        f"{_count(len(sources), 'source')} well: {new:,} new, {changed:,} changed, {gone:,} gone in 30 days; newest article {newest}"
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _ago(time: str, now: datetime) -> str:
    hours = (now - datetime.fromisoformat(time)).total_seconds() / 3600
    if hours < 1:
        return f"{hours * 60:.0f} min ago"
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} days ago"


def _size(number: int) -> str:
    for unit, size in (("GB", 10**9), ("MB", 10**6)):
        if number >= size:
            return f"{number / size:,.1f} {unit}"
    return f"{number / 1000:,.0f} kB"
