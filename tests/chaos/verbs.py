"""Verbs as processes of their own that can be killed, and what a run of one came to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.timing import peak_memory

ROOT = Path(__file__).parents[2]
LIMIT = 600.0
"""Seconds after which a verb hangs."""


@dataclass(frozen=True)
class Done:
    code: int
    """Negative: the signal that ended it."""
    told: list[str]
    """Lines for the person."""
    seconds: float
    memory: float
    """At its peak, in MB."""

    @property
    def complaint(self) -> str:
        return f"exit {self.code}: {' | '.join(self.told[-3:])}"


@dataclass
class Verb:
    """One command line, in a folder, with its environment."""

    arguments: list[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    """Python that runs in the process before the verb."""

    @property
    def _told(self) -> Path:
        """Beside the folder: that may lie on a disk that is full."""
        return self.folder.with_name(f"{self.folder.name}.told")

    def start(self) -> subprocess.Popen[bytes]:
        plain = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        # sqlite-utils imports pandas where it is; only tests have it, and it would count as memory of the verb.
        alone = "import sys; sys.modules['pandas'] = None"
        door = f"{alone}; from pipelines import door; {self.before or 'pass'}; door.main(sys.argv[1:])"
        with self._told.open("wb") as told:
            return subprocess.Popen(
                [sys.executable, "-c", door, *self.arguments],
                cwd=self.folder,
                env={**plain, "MALLOC_ARENA_MAX": "2", "PYTHONPATH": str(ROOT), "no_proxy": "127.0.0.1", **self.environment},
                stdout=subprocess.DEVNULL,
                stderr=told,
            )

    def run(self) -> Done:
        return self.end(self.start())

    def killed(self, after: float) -> Done:
        """Killed so many seconds after its start, if it is still there then."""
        return self.end(self.start(), after)

    def end(self, process: subprocess.Popen[bytes], kill_after: float | None = None) -> Done:
        began = time.monotonic()
        kill_at = began + (LIMIT if kill_after is None else kill_after)
        memory = 0.0
        while True:
            memory = max(memory, peak_memory(process.pid))
            pid, status = os.waitpid(process.pid, os.WNOHANG)
            if pid:
                break
            left = kill_at - time.monotonic()
            if left <= 0:
                os.kill(process.pid, signal.SIGKILL)
                _, status = os.waitpid(process.pid, 0)
                break
            time.sleep(min(left, 0.02))
        process.returncode = os.waitstatus_to_exitcode(status)
        told = self._told.read_text(encoding="utf-8", errors="replace").splitlines()
        return Done(process.returncode, told, time.monotonic() - began, memory)


@dataclass
class Report:
    """What a scenario did, and what was not as it should be."""

    name: str
    counts: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, by: float = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + by

    def check(self, holds: bool, otherwise: str) -> None:
        self.count("checks")
        if not holds:
            self.wrong.append(otherwise)

    def __str__(self) -> str:
        told = ", ".join(f"{what} {number:g}" for what, number in self.counts.items())
        return "\n".join([f"{self.name:24} {told}, wrong {len(self.wrong)}", *(f"    {line}" for line in self.wrong)])
