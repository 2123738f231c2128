"""Nights that a test can look into and change the web between, under a clock of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("run_nights.py")
FIRST = datetime.fromisoformat("2026-01-01T03:30:00+00:00")
TEXT = "The two universities agreed on what they will do together in the coming years, and with whom. " * 4


def page(title: str, published: str = "2024-05-01", text: str = TEXT) -> str:
    """An article that the real parser reads."""
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>"
        f"<meta property='article:published_time' content='{published}'></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p><p>{title} was told on {published}.</p></article></body></html>"
    )


class Process:
    """A process of its own that crawls; its reactor is started once, for all its nights."""

    def __init__(self, folder: Path, proxy: str) -> None:
        self._errors = folder / "stderr"
        plain = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        with self._errors.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, RUNNER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**plain, "http_proxy": proxy, "no_proxy": "127.0.0.1"},
                cwd=ROOT,
                text=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()

    def ask(self, order: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, self._errors.read_text()
        told: dict[str, Any] = json.loads(answer)
        return told


class Nights:
    """The sources of a folder, crawled into a database night after night."""

    def __init__(self, process: Process, database: Path, sources: Path) -> None:
        self.process = process
        self.database = database
        self.sources = sources

    def night(
        self,
        day: int,
        *names: str,
        arguments: Mapping[str, str] | None = None,
        settings: Mapping[str, Any] | None = None,
        read: bool = False,
        now: datetime | None = None,
    ) -> dict[str, tuple[str, dict[str, int]]]:
        """Crawls so many days after the first; what each source's ledger says: state, and counts that are not 0."""
        told = self.process.ask(
            {
                "now": (now or FIRST + timedelta(days=day)).isoformat(),
                "names": names,
                "arguments": dict(arguments or {}),
                "settings": {
                    "SOURCES_DIR": str(self.sources),
                    "DATABASE": str(self.database),
                    **(settings or {}),
                },
                "read": read,
            }
        )
        return {name: (state, {k: n for k, n in counts.items() if n}) for name, (state, counts) in told.items()}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()
