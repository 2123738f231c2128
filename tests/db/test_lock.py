"""Two writers never work on one database at once, and a killed one holds up nobody."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.errors import StoreError
from db.lock import alone

HOLD = """
import sys, os, time
from pathlib import Path
from db.lock import alone
with alone(Path(sys.argv[1]), doing="`uniaccord refresh`", since="2026-10-05 02:00:00 UTC"):
    if len(sys.argv) > 2 and not (child := os.fork()):
        time.sleep(60)
    print(child if len(sys.argv) > 2 else os.getpid(), flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(database: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database), *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = int(process.stdout.readline())
    try:
        yield process, told
    finally:
        process.kill()
        process.communicate()


def take(database: Path) -> None:
    with alone(database, doing="a test", since="now"):
        pass


def test_the_second_writer_is_told_who_is_at_work_and_since_when(tmp_path: Path) -> None:
    with holder(tmp_path / "x.db") as (process, _):
        with pytest.raises(StoreError) as told:
            take(tmp_path / "x.db")
        assert f"`uniaccord refresh` (process {process.pid}) is writing to it since 2026-10-05 02:00:00 UTC" in str(
            told.value
        )
        take(tmp_path / "another.db")
        process.communicate("")
    take(tmp_path / "x.db")


def test_a_link_to_a_database_is_the_same_database(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "x.db")
    with holder(tmp_path / "x.db"), pytest.raises(StoreError):
        take(tmp_path / "link.db")


def test_a_killed_writer_holds_up_nobody_even_if_its_worker_lives_on(tmp_path: Path) -> None:
    with holder(tmp_path / "x.db", "with a worker") as (process, worker):
        try:
            process.send_signal(signal.SIGKILL)
            process.wait()
            os.kill(worker, 0)  # it does live
            take(tmp_path / "x.db")
        finally:
            os.kill(worker, signal.SIGKILL)


def test_what_holds_the_lock_may_take_it_again_and_keeps_it(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    with alone(database, doing="a test", since="now"):
        take(database)
        command = [sys.executable, "-c", HOLD, str(database)]
        done = subprocess.run(command, input="", capture_output=True, text=True)
        assert "a test" in done.stderr
        assert done.returncode == 1
