"""Makes the pictures of README and docs/, and what the notebook shows, from the demo: `python docs/pictures.py` (needs a Chromium)."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
PORT = 8099
PAGES = {
    "front.png": "/",
    "question.png": "/demo/memoranda_without_programme",
    "agreement.png": "/agreement/90a3dda4cbf1b791",
    "article.png": "/article/a8bd6c465434b6b4",
}
"""Picture → the address of what it shows; those that docs/tutorial.md speaks of."""
COLOURS = 96
"""Of a picture: pages have few, and a palette makes small files."""


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("docs/pictures.py: there is no Chromium here: install Debian's chromium or set CHROMIUM")
    door = [sys.executable, "-m", "pipelines"]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        subprocess.run([*door, "demo", "--db", database], check=True)
        subprocess.run([sys.executable, HERE / "notebook/run.py", database], check=True)
        server = subprocess.Popen([*door, "serve", "--db", database, "--port", str(PORT)])
        try:
            _wait(f"http://127.0.0.1:{PORT}/")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
                for name, path in PAGES.items():
                    answer = page.goto(f"http://127.0.0.1:{PORT}{path}")
                    if not answer or not answer.ok:
                        sys.exit(f"docs/pictures.py: {path} is not there")
                    (PICTURES / name).write_bytes(_small(page.screenshot()))
                browser.close()
        finally:
            server.terminate()
            server.wait()


def _small(png: bytes) -> bytes:
    """The picture with a palette."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(out, "png", optimize=True)
    return out.getvalue()


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
