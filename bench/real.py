"""The real pages and documents of the optional folder ../shared, through the whole house: `python -m bench.real FILE.db`.

The saved pages are served on loopback under their own hosts (as http), crawled by the real spider, the documents
imported, and both read. Prints what the database holds and the figures of the pages' own scorer.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.commands.demo import HASTE
from tests.crawler.small_web import Answer, Web, links

SHARED = Path(__file__).parents[2] / "shared"
LISTING = "http://listing.example/"


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        sys.exit("usage: python -m bench.real FILE.db")
    if not SHARED.is_dir():
        sys.exit("there is no folder ../shared beside the checkout: nothing to measure")
    database = Path(arguments[0]).absolute()
    truth = [json.loads(line) for line in (SHARED / "pages/truth.jsonl").read_text(encoding="utf-8").splitlines()]
    addresses = {page["url"].replace("https://", "http://"): page["id"] for page in truth}
    options = [f"-s{key}={value}" for key, value in HASTE.items()]
    web = Web()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "zz_real.toml").write_text(_source(addresses), encoding="utf-8")
        web.pages[LISTING] = links(*addresses)
        for address, name in addresses.items():
            web.pages[address] = Answer((SHARED / f"pages/html/{name}.html").read_bytes(), media_type="text/html")
        environment = {
            **os.environ,
            "http_proxy": f"http://{web.address}",
            "UNIACCORD_SOURCES": folder,
            "UNIACCORD_DB": str(database),
        }
        for verb in (["crawl", "zz_real", *options], ["import", str(SHARED / "seeds")], ["extract"]):
            subprocess.run([sys.executable, "-m", "pipelines", *verb], env=environment, check=False)
        predictions = Path(folder, "predictions.jsonl")
        predictions.write_text(_predictions(database, addresses), encoding="utf-8")
        web.close()
        subprocess.run(
            [sys.executable, SHARED / "pages/score.py", SHARED / "pages/truth.jsonl", predictions], check=True
        )


def _source(addresses: dict[str, str]) -> str:
    hosts = sorted({urlsplit(address).netloc for address in addresses} | {urlsplit(LISTING).netloc})
    return f"""
name = "Real pages"
homepage = "{LISTING}"
language = "en"
timezone = "UTC"
hosts = {json.dumps(hosts)}
checked = "saved pages"
[organisation]
name = "The web"
[[listing]]
kind = "html"
urls = ["{LISTING}"]
[article]
url = '.*'
"""


def _predictions(database: Path, addresses: dict[str, str]) -> str:
    """What was stored, as the scorer of the pages reads it."""
    with sqlite3.connect(database) as db:
        rows = db.execute(
            "select addresses.url, articles.title, articles.published, texts.body from addresses"
            " join articles on articles.id = addresses.article_id join texts on texts.version_id = articles.version_id"
        ).fetchall()
        for table in ("articles", "organisations", "people", "mentions", "events", "issues"):
            print(f"{table}: {db.execute(f'select count(*) from {table}').fetchone()[0]}")  # noqa: S608
    lines = [
        {"id": addresses[url], "title": title, "published": published, "text": body}
        for url, title, published, body in rows
        if url in addresses
    ]
    return "".join(json.dumps(line) + "\n" for line in lines)


if __name__ == "__main__":
    main(sys.argv[1:])
