"""A real browser on a served database: what every page has to keep, whatever it shows."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@contextmanager
def served(database: Path) -> Iterator[str]:
    """`uniaccord serve` on a database; gives the address of its front page, without the slash."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pipelines", "serve", "--db", str(database), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{address}/-/versions.json", timeout=5).close()
            break
        except OSError:
            assert server.poll() is None, server.stderr.read() if server.stderr else ""
            time.sleep(0.1)  # until a process of ours listens: there is nothing to wait on
    try:
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=20)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def quiet_page(browser: Browser, *, dark: bool = False, refused: bool = False) -> Iterator[Page]:
    """A page on which no script may fail or ask, which may say no error on its console, and from which no request leaves.

    `refused`: that an answer is an error is no error here.
    """
    problems: list[str] = []
    context = browser.new_context(viewport=DESK, color_scheme="dark" if dark else "light")  # type: ignore[arg-type]
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: problems.append(f"a dialog: {dialog.message}"))
    page.on("console", lambda message: problems.append(message.text) if is_problem(message, refused) else None)
    page.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1", "data:")) else problems.append(r.url))
    yield page
    context.close()
    assert problems == []


def is_problem(message: ConsoleMessage, refused: bool) -> bool:
    return message.type == "error" and not (refused and "the server responded with a status of 4" in message.text)


def wider_than(page: Page, viewport: dict[str, int] = PHONE) -> int:
    """By how many pixels the page is wider than a screen."""
    page.set_viewport_size(viewport)  # type: ignore[arg-type]
    return int(page.evaluate("document.documentElement.scrollWidth")) - viewport["width"]


def barriers(page: Page, only: str | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and its own good practice, or one rule of these: rule, and the first places."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = [only]
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {', '.join(str(node['target']) for node in rule['nodes'][:3])}" for rule in found]


def assert_well(page: Page, address: str, status: int = 200) -> None:
    """Opens an address and asserts what every page keeps: its status, no barrier, no overflow on a phone."""
    response = page.goto(address)
    assert response is not None
    assert response.status == status
    assert barriers(page) == [], address
    assert wider_than(page) <= 0, address
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
