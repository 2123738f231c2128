"""Time and memory of a command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping


def timed(command: list[str], environment: Mapping[str, str] | None = None) -> tuple[float, float, float]:
    """Seconds, seconds of processor time and peak memory (MB) of a command, its own processes included in the time.
    Raises RuntimeError if it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **(environment or {})})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit
