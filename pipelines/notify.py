"""Tells someone: a command line of the user's own gets the summary. What it is made of never holds words from the web."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Mapping
from tempfile import TemporaryFile

PATIENCE = 60
"""Seconds."""


class NotTold(Exception):
    """The command could not be run, failed or took too long; the message says so in one line."""


def notify(
    command: str,
    *,
    subject: str,
    summary: str,
    exitcode: int,
    environment: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
) -> None:
    """Runs `command`, split as a shell would but without one, with the summary on its standard input.

    In its environment (this process's unless given) are also UNIACCORD_SUBJECT and UNIACCORD_EXIT. Raises NotTold.
    """
    told = {"UNIACCORD_SUBJECT": subject, "UNIACCORD_EXIT": str(exitcode)}
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise NotTold(f"UNIACCORD_NOTIFY: not a command line ({error}): {command}") from None
    if not words:
        raise NotTold("UNIACCORD_NOTIFY: no command")
    # Files, not pipes: a command that reads or prints only half can't hold anyone up.
    with TemporaryFile() as summary_file, TemporaryFile() as printed:
        summary_file.write(summary.encode())
        summary_file.seek(0)
        try:
            process = subprocess.Popen(
                words,
                stdin=summary_file,
                stdout=printed,
                stderr=subprocess.STDOUT,
                env={**(os.environ if environment is None else environment), **told},
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise NotTold(f"UNIACCORD_NOTIFY: {words[0]} can't be run: {error}") from None
        try:
            status = process.wait(patience)
        except subprocess.TimeoutExpired:
            raise NotTold(f"UNIACCORD_NOTIFY: {words[0]} did not end within {patience:g} seconds") from None
        finally:
            _end(process)
        if status != 0:
            printed.seek(0)
            last = printed.read().decode(errors="replace").strip().splitlines()[-1:]
            raise NotTold(": ".join([f"UNIACCORD_NOTIFY: {words[0]} failed with status {status}", *last]))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the command and all that it started, if it has not ended."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
