"""The feed of new agreements is one that readers take, whatever the texts of the web hold."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml
from datasette.app import Datasette
from sqlite_utils import Database

from db import serving
from tests.db.arranged import MEMORANDUM, OVER, PROGRAMME, add_organisations, arrange

HOSTILE = "<script>alert(1)</script> ]]> & \"'> \x00\x0b\x1b \ufffe \u202e 🎓 {{7*7}}"


@pytest.fixture
def db(fresh_db: Database) -> Iterator[Database]:
    add_organisations(fresh_db)
    fresh_db.execute("update organisations set name = ? where id = 'a'", [f"A {HOSTILE}"])
    arrange(fresh_db, ("ab", "2020-01-01", MEMORANDUM), ("bc", "2023-06", PROGRAMME), ("ac", "2023-07-01", OVER))
    fresh_db.execute("update agreements set parties = ? where id = '2'", [HOSTILE])
    fresh_db.execute("update reports set evidence = ?, url = 'javascript:alert(1)' where event_id = '2'", [HOSTILE])
    fresh_db.conn.commit()
    return fresh_db


def get(folder: Path, path: str) -> tuple[int, bytes]:
    """What Datasette answers, with our metadata and plugin."""
    metadata = yaml.safe_load(
        serving.metadata(folder / "uniaccord.db", folder, folder / "archive").read_text(encoding="utf-8")
    )
    site = Datasette(
        [str(folder / "uniaccord.db")], metadata=metadata, plugins_dir=str(serving.HERE / "plugins"),
        template_dir=str(serving.HERE / "templates"),
    )  # fmt: skip

    async def ask() -> Any:
        await site.invoke_startup()
        return await site.client.get(path)

    with ThreadPoolExecutor(1) as own:  # a browser may be running a loop in this thread
        answer = own.submit(asyncio.run, ask()).result()
    return answer.status_code, answer.content


def entries(folder: Path, **asked: str) -> list[Any]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    status, body = get(folder, f"/uniaccord/feed.atom?{query}")
    assert status == 200
    feed = feedparser.parse(body)
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    assert feed.feed.title == "New agreements"
    return list(feed.entries)


def test_an_entry_is_an_agreement_with_its_page_and_the_sentence_that_says_so(db: Database, tmp_path: Path) -> None:
    newest, *_, oldest = entries(tmp_path)
    assert (oldest.id, oldest.updated) == ("urn:uniaccord:agreement:0", "2020-01-01T00:00:00+00:00")
    assert oldest.title == "ab: cooperation, signed"
    assert oldest.link == "http://localhost/agreement/0"
    assert oldest.content[0].value == "Told of ab."
    assert newest.id == "urn:uniaccord:agreement:2"


def test_a_day_that_is_not_known_in_full_is_the_first_that_it_can_be(db: Database, tmp_path: Path) -> None:
    assert entries(tmp_path, organisation="c", country="ke")[0].updated == "2023-06-01T00:00:00+00:00"


def test_texts_of_the_web_are_texts_in_the_feed(db: Database, tmp_path: Path) -> None:
    entry = entries(tmp_path, status="ended")[0]
    assert entry.content[0].type == "text/plain"
    assert entry.content[0].value.startswith("<script>alert(1)</script> ]]> &")
    assert "🎓 {{7*7}}" in entry.title
    assert {link.href for link in entry.links} == {"http://localhost/agreement/2"}


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"country": "pt"}, ["2", "0"]),
        ({"organisation": "b"}, ["1", "0"]),
        ({"type": "programme"}, ["1"]),
        ({"status": "ended"}, ["2"]),
        ({"since": "2023"}, ["2", "1"]),
        ({"limit": "1"}, ["2"]),
    ],
)
def test_the_feed_is_of_what_one_asks_for(db: Database, tmp_path: Path, asked: dict[str, str], ids: list[str]) -> None:
    assert [entry.id.rpartition(":")[2] for entry in entries(tmp_path, **asked)] == ids


def test_a_feed_of_nothing_is_a_feed(db: Database, tmp_path: Path) -> None:
    assert [entry.title for entry in entries(tmp_path, country="zz")] == ["No agreement yet"]
