"""Saved pages with what was read in them: a folder a source, for tests and for looking at a source offline.

`<name>.html` or `.pdf` is a page as it came, `<name>.json` what belongs to it: where it came from (`url`, `media_type`,
`listed`) and the article (`expected`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from scrapy.http import HtmlResponse, Response

from crawler.items import Article, Listed
from crawler.parse import parse_article
from crawler.reading.page import is_pdf
from crawler.source import Source

ADDRESSES = "addresses.toml"
"""The file of a folder that says which addresses are articles (`yes`) and which are not (`no`)."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved page."""

    path: Path
    """Of the JSON."""
    response: Response
    listed: Listed | None
    expected: dict[str, Any]
    """The fields of the article."""


def save_page(folder: Path, name: str, response: Response, listed: Listed | None, article: Article) -> Path:
    """Writes a page and its article; returns the path of the JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}{'.pdf' if is_pdf(response.body) else '.html'}").write_bytes(response.body)
    media_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
    told = {"url": response.url, "media_type": media_type, "listed": asdict(listed) if listed else None}
    path = folder / f"{name}.json"
    text = json.dumps({**told, "expected": asdict(article)}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def saved_pages(folder: Path) -> Iterator[Saved]:
    """The saved pages of a folder, in order of name."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        pdf = path.with_suffix(".pdf")
        body = (pdf if pdf.exists() else path.with_suffix(".html")).read_bytes()
        response = HtmlResponse(told["url"], body=body, headers={"Content-Type": told["media_type"]})
        yield Saved(path, response, Listed(**told["listed"]) if told["listed"] else None, told["expected"])


def differences(saved: Saved, source: Source) -> list[str]:
    """What is read in a saved page now, as far as it differs from what is expected; a line each."""
    found = parse_article(saved.response, source, saved.listed)
    if not isinstance(found, Article):
        return [f"{found.code}: {found.detail}"]
    now = json.loads(json.dumps(asdict(found)))
    return [
        f"{name}: {_short(now[name])} instead of {_short(saved.expected.get(name))}"
        for name in (each.name for each in fields(Article))
        if now[name] != saved.expected.get(name)
    ]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 70 else f"{text[:60]}… ({len(text)} characters)"
