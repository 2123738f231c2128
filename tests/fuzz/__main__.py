"""Fuzzes all readers: `python -m tests.fuzz [SECONDS] [READER…]`, or `make fuzz FUZZ_SECONDS=600`.

Real and hostile documents are cut up at random and read, each batch in a process of its own. What a reader fails
on, by an error that it does not declare, by time or by memory, is kept in `crashes/` (not under version control)
and read again at the beginning of the next run. With atheris installed (`pip install atheris`) half of the time
goes to runs that it guides by coverage.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.fuzz.mutations import TOKENS, edited, seeds
from tests.fuzz.readers import READERS

CRASHES = Path(__file__).with_name("crashes")
SECONDS, MEMORY = 10, 2 * 2**30
BATCH = 40


def main(seconds: float, names: Sequence[str]) -> int:
    CRASHES.mkdir(exist_ok=True)
    end = time.monotonic() + seconds / (2 if find_spec("atheris") else 1)
    failed = rounds = read = 0
    for path in _kept():
        data = path.read_bytes()
        path.unlink()  # kept again if it still fails
        failed += not _survives(path.name.partition("-")[0], [data])
    while time.monotonic() < end:
        for name in names:
            chance = random.Random(time.time_ns())
            batch = [_made(name, chance) for _ in range(BATCH)]
            failed += not _survives(name, batch)
            read += len(batch)
        rounds += 1
    print(f"{read:,} documents read in {rounds} rounds, {failed} batches failed")
    if find_spec("atheris"):
        failed += sum(_guided(name, int(seconds / 2 / len(names)) + 1) for name in names)
    print("\n".join([f"{len(_kept())} crashes are kept in {CRASHES}", *(path.name for path in _kept())]))
    return 1 if failed else 0


def _made(name: str, chance: random.Random) -> bytes:
    edits: list[Any] = []
    for _ in range(chance.randint(1, 8)):
        new = chance.choice(TOKENS) if chance.random() < 0.7 else chance.randrange(2**16)
        edits.append((chance.randrange(2**16), chance.choice((0, 0, 1, 8, 300, 5_000)), new))
    return edited(chance.choice(seeds()[name]), edits)


def _survives(name: str, batch: Sequence[bytes]) -> bool:
    """Reads documents in a process of its own; the one that it fails on is kept."""
    child = os.fork()
    if not child:
        os._exit(_read(name, batch))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    now = CRASHES / f"{name}.now"
    if status < 0:
        _keep(name, now.read_bytes(), f"stopped by signal {-status}")
    now.unlink(missing_ok=True)
    return status == 0


def _read(name: str, batch: Sequence[bytes]) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    failed = 0
    for data in batch:
        (CRASHES / f"{name}.now").write_bytes(data)  # in case that nobody is left to tell
        signal.alarm(SECONDS)
        try:
            READERS[name](data)
        except BaseException as error:  # noqa: BLE001
            failed = 1
            _keep(name, data, f"{type(error).__name__}: {error}")
        signal.alarm(0)
    return failed


def _keep(name: str, data: bytes, reason: str) -> None:
    path = CRASHES / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.bin"
    path.write_bytes(data)
    print(f"{name}: {reason.splitlines()[0][:150]} ({path.name})", flush=True)


def _kept() -> list[Path]:
    return sorted(path for path in CRASHES.glob("*-*") if path.is_file())


def _guided(name: str, seconds: int) -> int:
    corpus = CRASHES / f"{name}.corpus"
    corpus.mkdir(exist_ok=True)
    for seed in seeds()[name]:
        (corpus / hashlib.sha256(seed).hexdigest()[:12]).write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={SECONDS}",
        "-rss_limit_mb=2048",
        "-verbosity=0",
        "-max_len=100000",
    ]
    command = [
        sys.executable,
        "-m",
        "tests.fuzz.guided",
        name,
        f"-artifact_prefix={CRASHES}/{name}-",
        *options,
        str(corpus),
    ]
    return int(subprocess.run(command, check=False).returncode != 0)


if __name__ == "__main__":
    sys.exit(main(float((sys.argv[1:] or ["60"])[0]), sys.argv[2:] or list(READERS)))
