"""Who should look is told by a command of their own; a command that fails is told in one line."""

import time
from pathlib import Path

import pytest

from pipelines.notify import NotTold, notify


def tell(command: str, patience: float = 20, summary: str = "two lines\nof summary\n") -> None:
    notify(command, subject="uniaccord: look", summary=summary, exitcode=1, patience=patience)


def test_the_command_gets_summary_subject_and_exit_status(tmp_path: Path) -> None:
    tell(f"""sh -c 'exec > {tmp_path}/told; cat; echo "$UNIACCORD_SUBJECT/$UNIACCORD_EXIT"' """)
    assert (tmp_path / "told").read_text() == "two lines\nof summary\nuniaccord: look/1\n"


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    tell(f"touch {tmp_path}/$UNIACCORD_EXIT;a {tmp_path}/*")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["$UNIACCORD_EXIT;a", "*"]


def test_a_command_need_not_read_the_summary() -> None:
    tell("true", summary="long\n" * 100_000)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/nowhere/mail -s x", "/nowhere/mail can't be run"),
        ("sh -c 'echo no such user >&2; exit 67'", "sh failed with status 67: no such user"),
        ("mail -s 'x", "not a command line"),
        (" ", "no command"),
    ],
)
def test_a_command_that_can_not_tell_is_named_in_one_line(command: str, words: str) -> None:
    with pytest.raises(NotTold) as told:
        tell(command)
    assert words in str(told.value)
    assert len(str(told.value).splitlines()) == 1


def test_a_command_that_hangs_is_ended_with_all_that_it_started() -> None:
    began = time.monotonic()
    with pytest.raises(NotTold, match="did not end within 0.3 seconds"):
        tell("sh -c 'sleep 30 | cat'", patience=0.3)
    assert time.monotonic() - began < 5
