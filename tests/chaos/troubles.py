"""Disks that are full, databases that other programs hold, and two verbs at once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

from tests.chaos.kills import emptied, undisturbed
from tests.chaos.plays import Play, Stage
from tests.chaos.records import check_all, differences, told
from tests.chaos.verbs import Report

SIZE = 96 * 2**20
"""Bytes of the small disk."""
ROOM = (12, 23)
"""The smallest and the largest room that is left, as powers of two."""


@contextmanager
def small_disk(folder: Path) -> Iterator[str | None]:
    """A file system of its own in a folder; or why there can't be one here."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True) if os.geteuid() == 0 else None
    if done is None or done.returncode:
        shutil.rmtree(folder)
        yield done.stderr.strip() if done else "only root may mount"
        return
    try:
        yield None
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def fill_up(folder: Path, *, leave: int) -> Path:
    """Takes all room of a file system but `leave` bytes."""
    room = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    ballast = folder / "ballast"
    ballast.write_bytes(b"0" * max(room - leave, 0))
    return ballast


def full_disk(stage: Stage, play: Play, times: int, draw: Random) -> Report:
    """A verb on a disk with some room left, and again when there is enough."""
    report = Report(f"full disk: {play.name}", {"times": 0, "was full": 0})
    expected = undisturbed(stage, play)
    for _ in range(times):
        folder = stage.folder / "small"
        with small_disk(folder) as reason:
            if reason:
                report.name += f" (left out: {reason})"
                return report
            report.count("times")
            play.begin(folder)
            leave = int(2 ** draw.uniform(*ROOM))
            ballast = fill_up(folder, leave=leave)
            when = f"{leave} bytes left"
            for verb in play.verbs:
                done = verb(folder).run()
                if done.code == 0:
                    continue
                report.count("was full")
                report.check(
                    done.code == 1 and " full" in done.told[-1] and not _torn(done.told),
                    f"{when}: {done.complaint}",
                )
                ballast.unlink(missing_ok=True)  # even to look at a database SQLite wants some room
                check_all(report, when, folder / "x.db")
                report.wrong += [f"{when}: {line}" for line in play.check(folder)]
                done = verb(folder).run()
                report.check(done.code == 0, f"{when}, then enough: {done.complaint}")
            found = differences(play.found(folder), expected.told)
            report.wrong += [f"{when}, then enough: {line}" for line in found]
    return report


def held(stage: Stage, play: Play, seconds: float, draw: Random, *, too_long: bool) -> Report:
    """Another program holds the database in a transaction, from a random moment on, for so many seconds; the verb waits
    or, if it is `too_long`, says so and goes on the next time."""
    report = Report(f"held {seconds:g} s: {play.name}")
    expected = undisturbed(stage, play)
    folder = stage.folder / "held"
    with emptied(folder):
        play.begin(folder)
        database = folder / "x.db"
        if not database.exists():
            with closing(sqlite3.connect(database)) as made:
                made.execute("pragma journal_mode = wal")
        for verb, takes in zip(play.verbs, expected.seconds, strict=True):
            after = draw.uniform(0, 0.9 * takes)
            thread = threading.Thread(target=_hold, args=(database, after, seconds))
            thread.start()
            done = verb(folder).run()
            thread.join()
            report.count("waited" if done.code == 0 else "gave up")
            when = f"held from {after:.1f} s on"
            if done.code:
                said = done.code == 1 and "another program is writing" in done.told[-1] and not _torn(done.told)
                report.check(said and too_long, f"{when}: {done.complaint}")
                check_all(report, when, database)
                done = verb(folder).run()
                report.check(done.code == 0, f"{when}, then free: {done.complaint}")
        report.wrong += differences(play.found(folder), expected.told)
    return report


def _hold(database: Path, after: float, seconds: float) -> None:
    time.sleep(after)
    with closing(sqlite3.connect(database, timeout=60)) as other:
        other.execute("begin immediate")
        time.sleep(seconds)
        other.rollback()


def two_at_once(stage: Stage) -> Report:
    report = Report("two refreshes at once")
    folder = stage.folder / "two"
    with emptied(folder):
        first, lock = stage.refresh(folder), folder / "x.db.lock"
        process = first.start()
        until = time.monotonic() + 60
        while not (lock.exists() and lock.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        (folder / "second").mkdir()
        second = stage.refresh(folder)
        second.folder = folder / "second"
        done = second.run()
        report.counts["seconds of the second"] = round(done.seconds, 1)
        report.check(done.code == 1, f"the second: {done.complaint}")
        report.check(len(done.told) == 1 and "`uniaccord refresh`" in done.told[0], f"the second: {done.complaint}")
        done = first.end(process)
        report.check(done.code == 0, f"the first: {done.complaint}")
        lines = differences(told(folder / "x.db"), told(stage.read / "x.db"))
        report.wrong += lines
    return report


def _torn(lines: list[str]) -> bool:
    return any("Traceback" in line for line in lines)
