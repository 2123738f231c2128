"""Visitors notice nothing of a night but its news. `bench/serving.py` does the same at length."""

import signal
from pathlib import Path

import pytest

from bench.serving import PATHS, Visitors, add, counts_told, make_record, served, started
from db import store, working
from pipelines.corrections import Corrections
from pipelines.link import link_all


def test_what_is_served_while_articles_are_added_linked_and_published_is_right_and_never_stale(tmp_path: Path) -> None:
    database = tmp_path / "record.db"
    make_record(database, 40)
    with served(database) as site, Visitors(site, 40, number=3, pause=0.005) as visitors:
        assert counts_told(site, 12) == {40}
        visitors.step = "adding"
        db = store.open_db(database)
        for number in range(40, 340):
            add(db, number)
        link_all(db, Corrections())
        store.finish(db)
        db.close()
        assert counts_told(site, 12) == {340}
        visitors.step = "publishing"
        working.start(database)
        db = store.open_db(database)
        add(db, 340)
        db.close()
        assert counts_told(site, 12) == {340}
        working.publish(database, working.path_of(database))
        working.discard(database)
        assert counts_told(site, 12) == {341}
    assert {status for _, _, status, _ in visitors.answers} == {200}
    assert {page for step, page, _, _ in visitors.answers if step == "adding"} == set(PATHS)
    assert [page for step, page, _, _ in visitors.answers if step == "publishing"]


@pytest.mark.parametrize("ends_it", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_ended_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends_it: int
) -> None:
    database, left = tmp_path / "record.db", tmp_path / "left"
    make_record(database, 1)
    left.mkdir()
    monkeypatch.setenv("TMPDIR", str(left))
    with started(database) as (server, _):
        assert list(left.iterdir())
        server.send_signal(ends_it)
        assert server.wait(timeout=20) == 0
    assert not list(left.iterdir())
