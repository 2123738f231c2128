"""How long readers take over hostile documents, and how much memory: `python -m tests.fuzz.measure [WORDS…]`.

Each document is read in a process of its own, forked from one that has everything loaded. Prints a line for each
whose name is or holds one of the words; exit status 1 if one breaks the promise of `tests.fuzz.readers` or takes too much.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
import traceback
from collections.abc import Sequence

from tests.fuzz.hostile import cases
from tests.fuzz.readers import READERS

SECONDS = 10
MEGABYTES = 500
WARM = b"<html><p>" + b"Some words to read. " * 50
_GIVE_UP = 3
"""After so many times the seconds, and the megabytes, a reader is stopped."""


def main(words: Sequence[str]) -> int:
    READERS["page"](WARM)
    READERS["pdf"](b"")
    every = cases()
    names = {name for word in words or [""] for name in ([word] if word in every else every) if word in name}
    chosen = {name: case for name, case in every.items() if name in names}
    failed = 0
    for name, (reader, make) in chosen.items():
        data = make()
        sys.stdout.flush()
        child = os.fork()
        if not child:
            os._exit(_read(name, reader, data))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status < 0:
            print(f"! {name}: stopped by signal {-status}")
        failed += status != 0
        del data
        gc.collect()
    print(f"{len(chosen)} documents, {failed} not read as promised")
    return 1 if failed or not chosen else 0


def _read(name: str, reader: str, data: bytes) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (_GIVE_UP * SECONDS, _GIVE_UP * SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_GIVE_UP * 2**30, _GIVE_UP * 2**30))
    began = time.process_time()
    trouble = False
    try:
        outcome = _told(READERS[reader](data))
    except BaseException as error:  # noqa: BLE001
        trouble = True
        place = traceback.extract_tb(error.__traceback__)[-1]
        outcome = f"{type(error).__name__}: {str(error)[:80]} ({place.name}, line {place.lineno})"
    seconds = time.process_time() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    trouble = trouble or seconds > SECONDS or megabytes > MEGABYTES
    mark = "!" if trouble else "~" if seconds > SECONDS / 2 else " "
    print(f"{mark} {name:34} {len(data) / 1e6:6.1f} MB {seconds:6.2f} s {megabytes:5.0f} MB  {outcome}", flush=True)
    return int(trouble)


def _told(found: object) -> str:
    if isinstance(found, list):
        return f"{len(found)}: " + (_told(found[0]) if found else "")
    return f"{type(found).__name__} {getattr(found, 'code', '')} {getattr(found, 'detail', '')}"[:120]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
