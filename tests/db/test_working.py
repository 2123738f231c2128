"""What is served stays as it is until all is read again, and then is the new record at once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import store, working
from db.errors import StoreError
from tests.db.kept import articles, fill, is_whole, killed_somewhere, record, rows


def test_writers_go_on_in_the_working_copy_and_readers_see_nothing_of_it(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db", articles=3)
    working.start(database)
    db = store.open_db(database)
    fill(db, range(3, 5))
    db.close()
    assert articles(database) == 3
    assert articles(working.path_of(database)) == 5
    served = store.open_db(database, published=True)
    assert served.table("articles").count == 3
    served.close()


def test_what_is_published_is_seen_by_connections_that_were_open_before(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db", articles=3)
    working.start(database)
    db = store.open_db(database)
    fill(db, range(3, 5))
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
        assert reader.execute("select count(*) from articles").fetchone() == (3,)
        db.close()
        assert working.objections(database, working.path_of(database)) == []
        working.publish(database, working.path_of(database))
        working.discard(database)
        assert reader.execute("select count(*) from articles").fetchone() == (5,)
    assert sorted(path.name for path in tmp_path.iterdir() if "working" in path.name) == []
    assert is_whole(database)
    assert rows(database, "pragma journal_mode") == [("wal",)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("delete from articles where version_id = 2", "it has 2 articles, the one in force has 3"),
        ("delete from versions where id = 3", "it has 2 versions, the one in force has 3"),
        ("update texts set body = 'Nobody signed.' where version_id = 2", "1 texts are not those of the one in force"),
        ("update articles set source_id = 'gone'", "rows of articles point to rows of sources that are not there"),
    ],
)
def test_a_working_copy_that_has_lost_something_is_not_let_through(tmp_path: Path, change: str, words: str) -> None:
    database = record(tmp_path / "x.db", articles=3)
    working.start(database)
    with closing(sqlite3.connect(working.path_of(database))) as connection:
        connection.execute(change)
        connection.commit()
    assert words in working.objections(database, working.path_of(database))


def test_a_reader_that_finds_less_than_half_of_what_was_found_is_not_let_through(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db", articles=3)
    db = store.open_db(database)
    db.execute("insert into extractors values ('e1', '2024')")
    columns = "(id, version_id, label, start, end, surface, rule, extractor_id)"
    for number in range(10):
        mention = [f"m{number}", number]
        db.execute(f"insert into mentions {columns} values (?, 1, 'DATE', ?, 99, 'May', 'r', 'e1')", mention)
    db.close()
    working.start(database)
    db = store.open_db(database)
    db.execute("delete from mentions where start < 5")
    assert working.objections(database, working.path_of(database)) == []
    db.execute("delete from mentions where start < 6")
    assert "it has 4 mentions, the one in force has 10" in working.objections(database, working.path_of(database))
    db.close()


def test_a_damaged_file_and_one_of_another_kind_never_take_the_place(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("create table recipes (name text)")
    with pytest.raises(StoreError, match="is no database of uniaccord"):
        working.objections(database, other)
    other.write_bytes(database.read_bytes()[:20_000])
    with pytest.raises(StoreError, match="damaged"):
        working.objections(database, other)


def test_publishing_waits_for_another_writer_and_then_says_so(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db")
    working.start(database)
    with closing(sqlite3.connect(database)) as other:
        other.execute("begin immediate")
        with pytest.raises(StoreError, match="another program is writing"):
            working.publish(database, working.path_of(database), timeout=0.1)
    working.publish(database, working.path_of(database))


PUBLISH = """
import sys
from pathlib import Path
from db import working
print("ready", flush=True)
working.publish(Path(sys.argv[1]), working.path_of(Path(sys.argv[1])))
working.discard(Path(sys.argv[1]))
print("done", flush=True)
"""
START = PUBLISH.split("working.publish")[0] + "working.start(Path(sys.argv[1]))\n"


def test_killed_at_any_moment_the_record_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    database = record(tmp_path / "x.db", articles=3)
    db = store.open_db(database)
    with db.atomic():
        fill(db, range(3, 1000), body="Both sides signed. " * 100)
    db.close()
    for size in range(1000, 1006):
        killed_somewhere(START, database, 0.08)
        working.start(database)
        db = store.open_db(database)
        fill(db, range(size, size + 1))
        db.close()
        assert articles(database) == size
        killed_somewhere(PUBLISH, database, 0.08)
        assert articles(database) in (size, size + 1)
        assert is_whole(database)
        if working.written(database) != database:
            assert articles(working.path_of(database)) == size + 1
            working.publish(database, working.path_of(database))
            working.discard(database)
        assert articles(database) == size + 1
