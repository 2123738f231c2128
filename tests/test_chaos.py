"""What may happen to a night, in small; `make chaos` does it in full, and to the other verbs."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.chaos.hostile import hostile
from tests.chaos.kills import kill, stage
from tests.chaos.plays import Play, Stage
from tests.chaos.verbs import Report

SEED = Random().randrange(10**6)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("stage"), "int_oha") as made:
        yield made


def play(made: Stage, name: str) -> Play:
    (found,) = [play for play in made.plays() if play.name == name]
    return found


def assert_well(report: Report) -> None:
    assert not report.wrong, f"CHAOS_SEED={SEED}\n{report}"


def test_servers_that_misbehave_harm_only_themselves_and_only_for_a_night(tmp_path: Path) -> None:
    assert_well(hostile(tmp_path / "hostile", timeout=3))


def test_crawls_that_are_killed_are_made_up_for_by_the_next_ones(made: Stage) -> None:
    assert_well(kill(made, play(made, "crawl"), 2, Random(SEED)))
