"""Every reader keeps its promise on documents that nobody meant to write. `make fuzz` goes on for longer."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.crawler.pages import FIRST, SECOND
from tests.fuzz.mutations import TOKENS, edited, seeds
from tests.fuzz.readers import READERS

ROOT = Path(__file__).parents[2]
SECONDS = 10
SLOW = ("article", "page", "saved_page", "pdf", "mhtml", "warc", "zipped_warc")
EDITS = st.lists(
    st.tuples(st.integers(0, 2**16), st.sampled_from((0, 1, 8, 300)), st.sampled_from(TOKENS) | st.integers(0, 2**16)),
    max_size=6,
)
KEYS = (
    "@graph",
    "@type",
    "headline",
    "datePublished",
    "author",
    "name",
    "keywords",
    "url",
    "@id",
    "articleBody",
    "item",
)
VALUES = ("NewsArticle", "2024-05-01", "9999-99-99T99:99Z", "http://[", "", "\x00", "<b>x</b>", FIRST)


def fuzz(examples: int) -> Any:
    """The same examples in every run: a failure is one of the change, not of luck."""
    return settings(
        max_examples=examples,
        deadline=timedelta(seconds=SECONDS),
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def no_hanging() -> Iterator[None]:
    def too_long(*_: Any) -> None:
        raise TimeoutError(f"still reading after {SECONDS} s")

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_keeps_its_promise_on_bytes_of_any_kind(name: str) -> None:
    @fuzz(10 if name in SLOW else 30)
    @given(st.binary(max_size=2_000))
    def read(data: bytes) -> None:
        with no_hanging():
            READERS[name](data)

    read()


@pytest.mark.parametrize("name", READERS)
def test_a_reader_keeps_its_promise_on_real_documents_with_pieces_missing_or_misplaced(name: str) -> None:
    @fuzz(20 if name in SLOW else 60)
    @given(st.sampled_from(seeds()[name]), EDITS)
    def read(seed: bytes, edits: Any) -> None:
        with no_hanging():
            READERS[name](edited(seed, edits))

    read()


texts = st.sampled_from((*VALUES, SECOND, "3 May 2021", "Share", "Published: 2021-05-03", "© 2026")) | st.text(
    max_size=20
)
tags = st.sampled_from(
    [
        "div",
        "p",
        "b",
        "i",
        "a",
        "h1",
        "h2",
        "li",
        "ul",
        "table",
        "tr",
        "td",
        "time",
        "span",
        "nav",
        "aside",
        "article",
        "blockquote",
        "br",
        "img",
        "pre",
        "script",
    ]
)
attributes = st.dictionaries(
    st.sampled_from(("class", "id", "style", "href", "datetime", "itemprop", "hidden", "align", "lang")),
    st.sampled_from(
        ("date", "share", "author", "related", "display:none", "center", "/news/a", "datePublished", "2021-05-03")
    ),
    max_size=2,
)


def element(tag: str, named: dict[str, str], inner: list[str], is_closed: bool) -> str:
    given = "".join(f" {name}='{value}'" for name, value in named.items())
    return f"<{tag}{given}>{''.join(inner)}" + (f"</{tag}>" if is_closed else "")


trees = st.recursive(
    texts, lambda inner: st.builds(element, tags, attributes, st.lists(inner, max_size=5), st.booleans()), max_leaves=30
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(VALUES) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=15,
)


@fuzz(60)
@given(st.lists(trees, max_size=6), values)
def test_a_page_of_any_structure_is_read_or_refused(parts: list[str], data: Any) -> None:
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    page = f"<title>A</title>{head}<body>{''.join(parts)}<p>{FIRST}<p>{SECOND}".encode("utf-8", "replace")
    with no_hanging():
        READERS["page"](page)
        READERS["article"](page)


records = st.dictionaries(
    st.sampled_from(("text", "title", "published", "language", "url", "source")), values, max_size=6
)
entries = st.dictionaries(st.sampled_from(("link", "title", "date", "rendered")), values, max_size=4)


@fuzz(100)
@given(st.dictionaries(st.sampled_from(("items", "next")), st.lists(entries, max_size=3) | values), records)
def test_json_of_any_structure_is_read_or_refused(listing: Any, record: Any) -> None:
    READERS["json_listing"](json.dumps(listing).encode())
    READERS["records"](json.dumps(record).encode())


ONCE_TOO_MUCH = (
    *("page: deep list!", "page: deep span!", "page: mixed accents!", "page: attributes", "article: text"),
    *("page: json-ld deep", "page: json-ld blanks!", "page: json-ld number", "page: json-ld markup!"),
    *("feed: attributes", "feed: unclosed items", "feed: namespaces", "sitemap: bomb", "sitemap: other in url"),
    *("json_listing: lists", "text: wrapped!", "robots: agents", "mhtml: parts", "pdf: pages"),
)


def test_what_was_once_too_much_is_read_or_refused_in_time() -> None:
    command = [sys.executable, "-m", "tests.fuzz.measure", *ONCE_TOO_MUCH]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout
