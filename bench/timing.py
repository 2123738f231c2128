"""Time and memory of a command as a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

PAUSE = 0.02
"""Seconds between two looks at a process."""


def timed(command: list[str], environment: Mapping[str, str] | None = None) -> tuple[float, float, float]:
    """Seconds, seconds of processor time and peak memory (MB) of a command, its own processes included in the time.
    Raises RuntimeError if it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **(environment or {})})
    memory = 0.0
    while True:
        memory = max(memory, peak_memory(process.pid))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        time.sleep(PAUSE)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, memory


def peak_memory(pid: int) -> float:
    """The most memory that a running process has had so far, in MB; 0 where the system does not tell. What `wait4` says
    of it begins with the memory of the process that started it, however large that is."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 2**10 if found else 0.0
