"""Verbs killed at random moments, as often as asked for; after each kill and at the end all is looked at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from demo import SITES
from demo.server import serve
from tests.chaos.plays import CRAWLED, Expected, Play, Stage
from tests.chaos.records import Told, check_all, check_ledger, differences
from tests.chaos.verbs import Report, Verb

KILLED = -9


@contextmanager
def stage(folder: Path, *sources: str) -> Iterator[Stage]:
    with serve(SITES) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the killed hang up
        yield Stage(folder, server, sources or CRAWLED)


def undisturbed(stage: Stage, play: Play) -> Expected:
    """Made once for a play."""
    if play.name not in stage.expected:
        stage.expected[play.name] = _run_undisturbed(stage, play)
    return stage.expected[play.name]


def _run_undisturbed(stage: Stage, play: Play) -> Expected:
    folder = stage.folder / "undisturbed"
    with emptied(folder):
        play.begin(folder)
        seconds = []
        for verb in play.verbs:
            done = verb(folder).run()
            assert done.code == 0, done.complaint
            seconds.append(done.seconds)
        found = play.found(folder)
        refreshed = None
        if play.ends:
            done = _last(stage, play, folder).run()
            assert done.code == 0, done.complaint
            refreshed = play.found(folder)
    return Expected(found, refreshed, seconds)


def start_up(stage: Stage) -> float:
    """Seconds that a verb takes to begin: one that has nothing to do."""
    done = Verb(["backup", "--keep", "0"], stage.folder).run()
    assert done.code == 2, done.complaint
    return done.seconds


def kill(stage: Stage, play: Play, kills: int, draw: Random) -> Report:
    """Each round begins anew, and ends when all verbs have come to their end between kills."""
    report = Report(f"kill {play.name}", {"kills": 0, "rounds": 0, "lost or changed": 0, "doubled": 0})
    expected = undisturbed(stage, play)
    beginning = start_up(stage)
    folder = stage.folder / "killed"
    kills = max(1, round(kills * play.share))
    while report.counts["kills"] < kills:
        with emptied(folder):
            play.begin(folder)
            report.count("rounds")
            before = int(report.counts["kills"])
            for verb, seconds in zip(play.verbs, expected.seconds, strict=True):
                moment = partial(draw.uniform, 0.8 * beginning, 1.2 * max(seconds, beginning))
                _until_done(report, play, verb, folder, kills, moment)
            _compare(report, play, folder, expected.told, "")
            if play.ends and report.counts["kills"] >= kills:
                done = _last(stage, play, folder).run()
                report.check(done.code == 0, f"the last refresh: {done.complaint}")
                assert expected.refreshed is not None
                _compare(report, play, folder, expected.refreshed, " after a refresh")
            check_ledger(report, folder / "x.db", killed=int(report.counts["kills"]) - before)
    return report


def _until_done(
    report: Report, play: Play, verb: Callable[[Path], Verb], folder: Path, kills: int, moment: Callable[[], float]
) -> None:
    """Runs a verb, and kills it, until it comes to its end or all kills are done."""
    database = folder / "x.db"
    while True:
        left = report.counts["kills"] < kills
        after = moment()
        done = verb(folder).killed(after) if left else verb(folder).run()
        if done.code != KILLED:
            report.check(done.code == 0, f"round {report.counts['rounds']:g}: {done.complaint}")
            return
        report.count("kills")
        when = f"killed after {after:.2f} s"
        check_all(report, when, database)
        if database.exists():
            report.wrong += [f"{when}: {line}" for line in play.check(folder)]


def _compare(report: Report, play: Play, folder: Path, expected: Told, when: str) -> None:
    lines = differences(play.found(folder), expected)
    report.count("lost or changed", len(lines))
    report.count("checks")
    report.wrong += [f"round {report.counts['rounds']:g}{when}: {line}" for line in lines]


def _last(stage: Stage, play: Play, folder: Path) -> Verb:
    return stage.tomorrow(folder) if play.name == "refresh" else stage.refresh(folder)


@contextmanager
def emptied(folder: Path) -> Iterator[None]:
    folder.mkdir()
    try:
        yield
    finally:
        shutil.rmtree(folder)
