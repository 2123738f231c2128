"""`make chaos`: all that may happen to a night, in full. CHAOS_KILLS, CHAOS_SEED and the names of plays narrow it down."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.chaos.hostile import hostile
from tests.chaos.kills import kill, stage
from tests.chaos.troubles import full_disk, held, two_at_once
from tests.chaos.verbs import Report

PATIENT, IMPATIENT = 5.0, 45.0
"""Seconds that another program holds the database: less and more than a verb waits (`db.store.open_db`)."""
HELD = ("crawl", "extract", "migrate", "publish", "refresh")


def reports(folder: Path, kills: int, draw: Random, names: list[str]) -> Iterator[Report]:
    if not names:
        yield hostile(folder / "hostile", timeout=10)
    (folder / "stage").mkdir()
    with stage(folder / "stage") as made:
        plays = [play for play in made.plays() if not names or play.name in names]
        yield from (kill(made, play, kills, draw) for play in plays)
        yield from (full_disk(made, play, max(1, kills // 10), draw) for play in plays)
        for seconds in (PATIENT, IMPATIENT):
            too_long = seconds == IMPATIENT
            yield from (held(made, play, seconds, draw, too_long=too_long) for play in plays if play.name in HELD)
        yield two_at_once(made)


def main() -> None:
    seed = int(os.environ.get("CHAOS_SEED") or Random().randrange(10**6))
    kills = int(os.environ.get("CHAOS_KILLS") or 50)
    print(f"CHAOS_SEED={seed} CHAOS_KILLS={kills}", flush=True)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="uniaccord-chaos-") as folder:
        for report in reports(Path(folder), kills, Random(seed), sys.argv[1:]):
            print(report, flush=True)
            wrong += len(report.wrong)
    sys.exit(f"{wrong} things are wrong" if wrong else 0)


if __name__ == "__main__":
    main()
