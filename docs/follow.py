"""Follows a guide as a reader would, and says where it does not hold: `python -m docs.follow docs/tutorial.md`.

Of a guide are followed, in order:

- what stands behind `$ ` in blocks of ```` ```console ````; the lines below a command have to be in what it prints, one
  after another, where `…` stands for anything within a line and, alone on a line, for any lines;
- blocks whose first line is ```` ```KIND FILE ````: they are added at the end of that file;
- addresses on this machine (`http://127.0.0.1:8001/…`) in the text: the page has to be there and to hold all that is
  **bold** between this address and the next one, in the same paragraph.

A command that serves goes on in the background. `git clone` is not followed: it is what made the folder. Other blocks are
for reading.
"""

from __future__ import annotations

import html
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PORT = "8001"
"""In a guide; another one is taken here, since somebody may be reading."""
PATIENCE = 600
"""Seconds for a command."""


class NotSo(Exception):
    """A guide says what is not so."""


@dataclass(frozen=True, slots=True)
class Command:
    line: int
    text: str
    expected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addition:
    line: int
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    line: int
    address: str
    sayings: tuple[str, ...] = ()


Step = Command | Addition | Page


def read_steps(guide: str) -> Iterator[Step]:
    """What there is to be done, in order. Lines are counted from 1."""
    lines = [*guide.splitlines(), ""]
    paragraph: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.lstrip().startswith("```"):
            yield from _pages(paragraph, at - len(paragraph) + 1)
            paragraph = []
            end = next(n for n in range(at + 1, len(lines)) if lines[n].lstrip().startswith("```"))
            yield from _block(line.strip().removeprefix("```").split(), lines[at + 1 : end], at + 2)
            at = end
        elif line.strip():
            paragraph.append(line)
        else:
            yield from _pages(paragraph, at - len(paragraph) + 1)
            paragraph = []
        at += 1


def _block(kind: list[str], lines: list[str], first: int) -> Iterator[Step]:
    if len(kind) == 2:
        yield Addition(first, kind[1], "\n".join(lines) + "\n")
    if kind != ["console"]:
        return
    command: Command | None = None
    for number, line in enumerate(lines, first):
        if line.startswith("$ "):
            if command:
                yield command
            command = Command(number, re.sub(r"\s{2,}# .*$", "", line[2:]))
        elif command:
            command = Command(command.line, command.text, (*command.expected, line))
    if command:
        yield command


def _pages(paragraph: list[str], first: int) -> Iterator[Step]:
    text = "\n".join(paragraph)
    address = rf"http://127\.0\.0\.1:{PORT}/[^\s)>\]`]*[^\s)>\]`.,;:]|http://127\.0\.0\.1:{PORT}/"
    found = list(re.finditer(address, text))
    for this, following in zip(found, [*found[1:], None], strict=False):
        told = text[this.end() : following.start() if following else len(text)]
        sayings = tuple(" ".join(saying.split()) for saying in re.findall(r"\*\*(.+?)\*\*", told, re.DOTALL))
        yield Page(first + text.count("\n", 0, this.start()), this[0], sayings)


def follow(guide: Path, folder: Path, environment: Mapping[str, str]) -> int:
    """Follows a guide in a folder and returns how many steps there were. Raises NotSo."""
    port = _free_port()
    steps = list(read_steps(guide.read_text(encoding="utf-8")))
    with ExitStack() as served:
        for step in steps:
            match step:
                case Command(text=text) if text.startswith("git clone "):
                    continue
                case Command(text=text) if " serve " in text:
                    command = shlex.split(text.replace(f"--port {PORT}", f"--port {port}"))
                    served.enter_context(_served(command, folder, environment, port))
                case Command():
                    _run(step, folder, environment)
                case Addition(file=file, text=text):
                    with (folder / file).open("a", encoding="utf-8") as to:
                        to.write(text)
                case Page():
                    _look(step, port)
    return len(steps)


def _run(command: Command, folder: Path, environment: Mapping[str, str]) -> None:
    result = subprocess.run(
        ["bash", "-c", command.text],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
    )
    if result.returncode:
        raise NotSo(f"line {command.line}: `{command.text}` ends with status {result.returncode}:\n{result.stdout}")
    if not holds(result.stdout, command.expected):
        told = "\n".join(command.expected)
        raise NotSo(f"line {command.line}: `{command.text}` should print\n{told}\nand prints\n{result.stdout}")


def holds(printed: str, expected: tuple[str, ...]) -> bool:
    """Whether all lines are there, one after another; `…` is anything, alone on a line any lines."""
    if not expected:
        return True
    parts = [
        r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(map(re.escape, line.rstrip().split("…"))) + r"[ \t]*\n"
        for line in expected
    ]
    return (
        re.search("^" + "".join(parts), printed if printed.endswith("\n") else f"{printed}\n", re.MULTILINE) is not None
    )


@contextmanager
def _served(command: list[str], folder: Path, environment: Mapping[str, str], port: int) -> Iterator[None]:
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(PATIENCE):
            if server.poll() is not None:
                raise NotSo(f"`{shlex.join(command)}` ends with status {server.returncode}")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # Ctrl-C
        server.wait(timeout=20)


def _look(page: Page, port: int) -> None:
    address = page.address.replace(f":{PORT}/", f":{port}/")
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            text = answer.read().decode()
    except urllib.error.HTTPError as error:
        raise NotSo(f"line {page.line}: {page.address} answers {error.code}") from None
    shown = seen(text)
    for saying in page.sayings:
        if saying not in shown:
            raise NotSo(f"line {page.line}: {page.address} does not say “{saying}”, but\n{shown[:3000]}")


def seen(page: str) -> str:
    """The words of an HTML page."""
    without = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    # What is marked within a word or sentence does not end it.
    inline = re.sub(r"</?(?:a|b|i|em|strong|code|mark|span|ins|del)\b[^>]*>", "", without)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inline)).split())


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def main(guides: list[str]) -> None:
    """Each guide in a fresh clone of what is committed here, which is installed as the guide says."""
    if not guides:
        sys.exit("usage: python -m docs.follow GUIDE…")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("UNIACCORD_", "PYTHONPATH"))}
    for guide in map(Path, guides):
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder) / "uniaccord"
            subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
            try:
                print(f"{guide}: {follow(guide, clone, environment)} steps hold")
            except NotSo as error:
                sys.exit(f"{guide}: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
