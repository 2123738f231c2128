"""Article extraction on the real pages of the optional folder ../shared: `python -m bench.pages [PREDICTIONS.jsonl]`.

The figures are those of the folder's own score.py, and CPU time; the pages are read as from a source that nothing is
known of, without selectors.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scrapy.http import HtmlResponse

from crawler.documents.origin import undeclared
from crawler.items import Article, Problem
from crawler.parse import parse_article

FOLDER = Path(__file__).parent.parent.parent / "shared" / "pages"


def read_pages(folder: Path) -> Iterator[tuple[str, Article | Problem]]:
    """The id of each page of `truth.jsonl`, and what became of it."""
    source = undeclared("bench")
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        yield page["id"], parse_article(HtmlResponse(page["url"], body=(folder / page["html"]).read_bytes()), source)


def prediction(name: str, article: Article) -> dict[str, str | None]:
    """A line for score.py."""
    return {"id": name, "title": article.title, "published": article.published, "text": article.body}


def main() -> None:
    if not FOLDER.is_dir():
        print("bench.pages: there is no folder ../shared/pages beside the checkout: nothing to measure")
        return
    began = time.process_time()
    found = list(read_pages(FOLDER))
    milliseconds = 1000 * (time.process_time() - began) / len(found)
    for name, item in found:
        if isinstance(item, Problem):
            print(f"{name}: {item.code}: {item.detail}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "predictions.jsonl"
        lines = [json.dumps(prediction(name, item)) for name, item in found if isinstance(item, Article)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        subprocess.run([sys.executable, FOLDER / "score.py", FOLDER / "truth.jsonl", path, "--worst", "5"], check=True)
    print(f"cpu: {milliseconds:.0f} ms a page  (n={len(found)})")


if __name__ == "__main__":
    main()
