"""All that may happen to a night, in small; `make chaos` does it in full."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.chaos.hostile import hostile
from tests.chaos.kills import kill, stage
from tests.chaos.plays import Stage
from tests.chaos.troubles import full_disk, held, two_at_once
from tests.chaos.verbs import Report

SEED = Random().randrange(10**6)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("stage")) as made:
        yield made


def assert_well(report: Report) -> None:
    assert not report.wrong, f"CHAOS_SEED={SEED}\n{report}"


def test_servers_that_misbehave_harm_only_themselves_and_only_for_a_night(tmp_path: Path) -> None:
    assert_well(hostile(tmp_path))


@pytest.mark.parametrize("name", ["migrate", "publish"])
def test_verbs_that_are_killed_leave_nothing_half_done(made: Stage, name: str) -> None:
    (play,) = [play for play in made.plays() if play.name == name]
    assert_well(kill(made, play, 2, Random(SEED)))


def test_a_night_that_is_killed_is_made_up_for_by_the_next_ones(made: Stage) -> None:
    (play,) = [play for play in made.plays() if play.name == "refresh"]
    assert_well(kill(made, play, 2, Random(SEED)))


def test_a_backup_on_a_full_disk_is_none(made: Stage) -> None:
    (play,) = [play for play in made.plays() if play.name == "backup"]
    report = full_disk(made, play, 1, Random(SEED))
    if not report.counts["times"]:
        pytest.skip(report.name)
    assert_well(report)


def test_a_verb_waits_for_another_program_that_holds_the_database(made: Stage) -> None:
    (play,) = [play for play in made.plays() if play.name == "migrate"]
    assert_well(held(made, play, 2, Random(SEED), too_long=False))


def test_of_two_refreshes_the_second_ends_at_once(made: Stage) -> None:
    assert_well(two_at_once(made))
