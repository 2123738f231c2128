"""Makes the pictures of README and docs/ from the demo's database: `python docs/pictures.py` (needs a Chromium)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).parent / "pictures"
PORT = 8099
PAGES = {
    "agreements.png": "demo/reports?_sort_desc=published&_col=parties&_col=type&_col=status&_col=date&_col=evidence"
}


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("docs/pictures.py: there is no Chromium here: install Debian's chromium or set CHROMIUM")
    door = [sys.executable, "-m", "pipelines"]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        subprocess.run([*door, "demo", "--db", database], check=True)
        server = subprocess.Popen([*door, "serve", "--db", database, "--port", str(PORT)])
        try:
            _wait(f"http://127.0.0.1:{PORT}/")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1280, "height": 860})
                for name, path in PAGES.items():
                    page.goto(f"http://127.0.0.1:{PORT}/{path}")
                    page.screenshot(path=PICTURES / name)
                browser.close()
        finally:
            server.terminate()
            server.wait()


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"docs/pictures.py: nothing answers at {address}")


if __name__ == "__main__":
    main()
