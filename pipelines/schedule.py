"""The files that have a machine refresh every night: those of `deploy/`, with the paths of this installation filled in."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import deploy

STATE = Path("/var/lib/uniaccord")
"""Where a service of its own keeps the database, unless it is elsewhere than among the code."""
HOMES = (Path("/home"), Path("/root"))
"""Folders that a service does not see, but for what it is shown."""
UNUSUAL = re.compile(r"""["'\\%$:\x00-\x1f\x7f]""")
"""Characters that these files give a meaning."""


class Unfit(Exception):
    """A value can't stand in such a file; the message says which and why, in one line."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What is filled in."""

    program: Path
    """The console script."""
    code: Path
    """The folder that holds the rooms."""
    prefixes: tuple[Path, ...]
    """Folders of the Python that runs it."""
    database: Path
    sources: Path
    contact: str
    user: str
    """Who runs it."""
    hour: int
    minute: int


def this(*, database: Path, sources: Path, contact: str, user: str, at: str) -> Installation:
    """Where this process runs. `at`: HH:MM. Raises Unfit."""
    if not (time := re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", at)):
        raise Unfit(f"--at {at}: not a time of day, such as 03:30")
    if not re.fullmatch(r"[a-z_][a-z0-9_-]{0,31}", user):
        raise Unfit(f"--user {user}: not a name of a user")
    if re.search(r"""["\\%$\x00-\x1f\x7f]""", contact):
        raise Unfit('UNIACCORD_CONTACT: an address without " \\ % $')
    program = Path(sys.executable).with_name("uniaccord")
    if not program.exists():
        raise Unfit(f"{program} is missing; install uniaccord (`make install` in a checkout)")
    found = Installation(
        program=program,
        code=Path(__file__).parent.parent,
        prefixes=(Path(sys.prefix), Path(sys.base_prefix)),
        database=database,
        sources=sources,
        contact=contact,
        user=user,
        hour=int(time[1]),
        minute=int(time[2]),
    )
    for path in (found.program, found.code, *found.prefixes, database, sources):
        if UNUSUAL.search(str(path)):
            raise Unfit(f"{path}: has characters that such files give a meaning; move it to a plainer folder")
    return found


def likely() -> str:
    """The way that fits this machine."""
    return "systemd" if Path("/run/systemd/system").is_dir() else "cron"


def filled(kind: str, installation: Installation) -> dict[str, str]:
    """The files of one way, by name. Raises Unfit."""
    values = KINDS[kind](installation)
    paths = sorted(path for path in (deploy.HERE / kind).iterdir() if path.is_file())
    return {path.name: _fill(path.read_text(encoding="utf-8"), values) for path in paths}


def _fill(template: str, values: Mapping[str, str]) -> str:
    return re.sub(r"@([A-Z]+)@", lambda found: values[found[1]], template)


def service_database(installation: Installation) -> Path:
    """The database of a service: it may not write where the code is."""
    if installation.database.is_relative_to(installation.code):
        return STATE / installation.database.name
    return installation.database


def _systemd(installation: Installation) -> dict[str, str]:
    database = service_database(installation)
    seen = {installation.code, installation.sources, *installation.prefixes}
    shown = sorted(str(path) for path in seen if any(path.is_relative_to(home) for home in HOMES))
    return {
        "PROGRAM": f'"{installation.program}"',
        "DATABASE": str(database),
        "FOLDER": str(database.parent),
        "SOURCES": str(installation.sources),
        "INSTALLATION": " ".join(f'"{path}"' for path in shown),
        "CONTACT": installation.contact,
        "USER": installation.user,
        "TIME": f"{installation.hour:02}:{installation.minute:02}",
    }


def _cron(installation: Installation) -> dict[str, str]:
    mail = re.fullmatch(r"[^\s@]+@[^\s@]+", installation.contact)
    return {
        "PROGRAM": shlex.quote(str(installation.program)),
        "DATABASE": str(installation.database),
        "SOURCES": str(installation.sources),
        "LOG": shlex.quote(str(installation.database.with_name("refresh.log"))),
        "CONTACT": installation.contact,
        "MAILTO": installation.contact if mail else installation.user,
        "HOUR": str(installation.hour),
        "MINUTE": str(installation.minute),
    }


def _container(installation: Installation) -> dict[str, str]:
    if not (installation.code / "pyproject.toml").is_file():
        raise Unfit(f"{installation.code}: an image is built in a checkout, and this is none")
    return {
        "CHECKOUT": _inner(str(installation.code)),
        "CONTACT": _inner(installation.contact),
        "TIME": f"{installation.hour:02}:{installation.minute:02}",
    }


def _github(installation: Installation) -> dict[str, str]:
    return {
        "CONTACT": _inner(installation.contact),
        "HOUR": str(installation.hour),
        "MINUTE": str(installation.minute),
    }


def _inner(value: str) -> str:
    """What stands between the quotes of a string in YAML."""
    return json.dumps(value, ensure_ascii=False)[1:-1]


KINDS: dict[str, Callable[[Installation], dict[str, str]]] = {
    "systemd": _systemd,
    "cron": _cron,
    "container": _container,
    "github": _github,
}
