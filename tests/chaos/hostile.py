"""One refresh of sources that are well and of sources whose servers misbehave, each in a way of its own; then, a day
later, of the same sources with all servers mended."""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.chaos.faults import FAULTS, NUMBERS, Fault, listing, story
from tests.chaos.verbs import Report, Verb
from tests.chaos.web import Page, Web, always, answer

WELL = 3
MEMORY = 500.0
"""MB that a night may take."""
SETTINGS = {
    "DOWNLOAD_DELAY": 0.001,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_TIMES": 1,
    "RETRY_PAUSE": 0.01,
    "CLOSESPIDER_PAGECOUNT": 120,
    "ALLOW_PRIVATE_ADDRESSES": True,  # for the one that is asked without the proxy
}


def tomorrow() -> datetime:
    """The clock of the second night."""
    return datetime.now(UTC) + timedelta(days=1)


@dataclass
class Night:
    """The record after a night."""

    database: Path
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()

    def stored(self, source: str) -> dict[str, tuple[int, str]]:
        """Path → number of versions, and the text in force."""
        found = self.ask(
            "select articles.url, versions, body from articles join texts on texts.version_id = articles.version_id"
            f" where source_id = '{source}'"
        )
        return {"/" + url.split("/", 3)[3]: (versions, body) for url, versions, body in found}

    def issues(self, source: str) -> set[str]:
        """Codes of what its crawls had to tell."""
        return {
            code
            for (code,) in self.ask(
                f"select distinct code from issues where source_id = '{source}' and run_id in"
                " (select id from runs where kind = 'crawl')"
            )
        }


def hostile(folder: Path, *, timeout: float = 3.0, faults: Mapping[str, Fault] = FAULTS) -> Report:
    """`timeout`: seconds that a crawl waits for an answer."""
    folder.mkdir()
    report = Report("hostile servers")
    web = Web()
    wells = [f"well{number}.example" for number in range(WELL)]
    try:
        with half_a_greeting() as tls:
            hosts = {name: tls if fault.tls else f"{_word(name)}.example" for name, fault in faults.items()}
            for host in wells:
                web.put(host, mended(host))
            for name, fault in faults.items():
                host = hosts[name]
                web.put(host, mended(host) | fault.pages(host, web.address))
                _declare(folder, name, host, fault)
            for number, host in enumerate(wells):
                _declare(folder, f"well{number}", host, Fault({}))
            night = Night(folder / "hostile.db")
            settings = SETTINGS | {"DOWNLOAD_TIMEOUT": timeout}
            first = refresh(folder, night.database, web, settings)
            _tell_first(report, first, night, faults, web)

            for name, fault in faults.items():
                web.put(hosts[name], mended(hosts[name]) | fault.mended(hosts[name]))
            settings |= {"CLOCK": "tests.chaos.hostile.tomorrow"}
            second = refresh(folder, night.database, web, settings)
            _tell_second(report, second, night, faults)
    finally:
        web.close()
    return report


def refresh(folder: Path, database: Path, web: Web, settings: Mapping[str, object]) -> Any:
    options = [f"-s{name}={value}" for name, value in settings.items()]
    environment = {"http_proxy": f"http://{web.address}", "UNIACCORD_SOURCES": str(folder)}
    return Verb(["refresh", "--db", str(database), *options], folder, environment).run()


def mended(host: str) -> dict[str, Page]:
    """A site that is well."""
    pages = {f"/n/{number}": always(answer(story(host, number))) for number in NUMBERS}
    return {"/": always(answer(listing(*NUMBERS)))} | pages


def _declare(folder: Path, name: str, host: str, fault: Fault) -> None:
    scheme = "https" if fault.tls else "http"
    toml = f"""
name = "{name}"
homepage = "{scheme}://{host}/"
language = "en"
timezone = "Europe/Oslo"
hosts = ["{host}"]
checked = "made for a test"
[organisation]
name = "University of {name.title()}"
[article]
url = '.*/n/\\d+'
[[listing]]
kind = "{fault.kind}"
urls = ["{scheme}://{host}{fault.start}"]
{fault.keys}
"""
    (folder / f"zz_{_word(name)}.toml").write_text(toml, encoding="utf-8")


def _tell_first(report: Report, done: Any, night: Night, faults: Mapping[str, Fault], web: Web) -> None:
    report.count("faults", len(faults))
    report.counts["seconds"] = round(done.seconds)
    report.counts["MB"] = round(done.memory)
    report.check(done.code in (0, 1) and not _crashed(done.told), f"the first night: {done.complaint}")
    report.check(done.memory < MEMORY, f"the first night took {done.memory:.0f} MB")
    for number in range(WELL):
        stored = night.stored(f"zz_well{number}")
        report.check(set(stored) == {f"/n/{n}" for n in NUMBERS}, f"well{number} has only {sorted(stored)}")
        report.check(not night.issues(f"zz_well{number}"), f"well{number}: {night.issues(f'zz_well{number}')}")
    for name, fault in faults.items():
        stored, issues = night.stored(f"zz_{_word(name)}"), night.issues(f"zz_{_word(name)}")
        report.check(
            fault.codes <= issues <= fault.codes | fault.perhaps,
            f"{name}: issues {sorted(issues)}, not {sorted(fault.codes)}",
        )
        wanted = {f"/n/{n}" for n in fault.stored}
        report.check(wanted <= set(stored), f"{name}: stored {sorted(stored)}, not {sorted(wanted)}")
        if not fault.undetectable:
            halves = [path for path, (_, body) in stored.items() if not body.endswith("the end of it.")]
            report.check(not halves, f"{name}: {halves} are stored half")
    inside = [url for url in web.visits if url.startswith(f"http://{web.address}/")]
    report.check(not inside, f"addresses of this very machine were asked for: {inside}")


def _tell_second(report: Report, done: Any, night: Night, faults: Mapping[str, Fault]) -> None:
    report.check(done.memory < MEMORY, f"the second night took {done.memory:.0f} MB")
    report.check(not _crashed(done.told), f"the second night: {done.complaint}")
    for name, fault in faults.items():
        if fault.tls:
            continue
        stored = night.stored(f"zz_{_word(name)}")
        for number in NUMBERS:
            versions, body = stored.get(f"/n/{number}", (0, "nothing"))
            whole = body.startswith("The two universities") and body.endswith("the end of it.")
            report.check(
                (whole and versions == 1) or fault.undetectable,
                f"{name}: /n/{number} is then stored {versions} times, and ends …{body[-30:]}",
            )
    doubled = night.ask("select url from articles group by source_id, url having count(*) > 1")
    report.check(not doubled, f"stored twice: {doubled}")
    report.check(night.ask("pragma integrity_check") == [("ok",)], "the database is damaged")
    report.check(not night.ask("select 1 from runs where state = 'running'"), "a run is still running")


def _word(name: str) -> str:
    """As sources and hosts may be called."""
    return name.replace("_", "")


def _crashed(told: list[str]) -> bool:
    return any("Traceback" in line or "crash" in line for line in told)


@contextmanager
def half_a_greeting() -> Iterator[str]:
    """A server that begins a TLS handshake and then is silent."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept: list[socket.socket] = []

        def greet() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                kept.append(connection)
                connection.sendall(b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03half")

        threading.Thread(target=greet, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        for connection in kept:
            connection.close()
