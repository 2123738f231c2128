"""The main job, end to end: what `make demo` runs, and what a researcher finds afterwards."""

import sqlite3
from collections.abc import Iterator

import pytest

from tests.conftest import Demo


@pytest.fixture(scope="module")
def db(demo: Demo) -> Iterator[sqlite3.Connection]:
    assert demo.run.returncode == 0, demo.run.stderr
    connection = sqlite3.connect(demo.database)
    yield connection
    connection.close()


def number(db: sqlite3.Connection, sql: str) -> int:
    return int(db.execute(sql).fetchone()[0])


def test_the_demo_shows_what_it_found_and_how_to_look_at_it(demo: Demo) -> None:
    assert demo.run.returncode == 0, demo.run.stderr
    assert "The ten busiest partnerships" in demo.run.stdout
    assert "serve --db" in demo.run.stderr


def test_every_site_gave_articles(db: sqlite3.Connection) -> None:
    per_source = dict(db.execute("select source_id, count(*) from articles group by source_id").fetchall())
    assert set(per_source) == {"pt_ribeira", "ru_neva", "ke_kilima", "cn_linjiang", "de_haldern", "int_oha"}
    assert sum(per_source.values()) >= 80


def test_every_mention_is_the_characters_of_the_stored_text(db: sqlite3.Connection) -> None:
    rows = db.execute('select surface, "start", "end", body from mentions join texts using (version_id)').fetchall()
    assert len(rows) > 500
    assert all(body[start:end] == surface for surface, start, end, body in rows)


def test_every_event_has_its_evidence_in_the_stored_text_and_a_side(db: sqlite3.Connection) -> None:
    rows = db.execute(
        "select evidence, evidence_start, evidence_end, body,"
        " (select count(*) from event_parties where event_id = events.id) from events join texts using (version_id)"
    ).fetchall()
    assert len(rows) > 30
    assert all(body[start:end] == evidence and sides for evidence, start, end, body, sides in rows)


def test_an_edited_page_has_two_versions_and_the_second_night_asks_little(db: sqlite3.Connection) -> None:
    assert number(db, "select count(*) from articles where versions = 2") == 2
    first, second = (
        number(db, f"select sum(requests) from runs where kind = 'crawl' and id {part}")
        for part in ("<= 6 + (select min(id) - 1 from runs)", "> (select min(id) from runs where kind = 'extract')")
    )
    assert second < first / 2


def test_no_page_is_stored_twice_and_none_of_the_mirror(db: sqlite3.Connection) -> None:
    assert number(db, "select count(*) from articles where url like '%campuswire%'") == 0
    titles = number(
        db, "select count(*) from (select title from articles group by source_id, title having count(*) > 1)"
    )
    assert titles == 0


def test_what_was_dropped_is_told_with_a_reason(db: sqlite3.Connection) -> None:
    codes = {code for (code,) in db.execute("select distinct code from issues")}
    assert {"robots", "http-404"} <= codes


def test_reports_are_agreements_over_time(db: sqlite3.Connection) -> None:
    reports, agreements = number(db, "select count(*) from reports"), number(db, "select count(*) from agreements")
    assert number(db, "select count(*) from reports where agreement_id is null") == 0
    assert agreements < 0.85 * reports
    both_sides = "select count(*) from (select agreement_id from histories group by agreement_id having count(distinct source_id) > 1)"
    assert number(db, both_sides) >= 5
    over_time = "select count(*) from agreements where reports > 1 and latest_report > first_report"
    assert number(db, over_time) >= 15


def test_the_demos_corrections_are_followed(db: sqlite3.Connection) -> None:
    assert number(db, "select count(*) from corrections where field = 'same'") == 2
    assert number(db, "select count(*) from organisations where name = 'Universidad Autónoma de Valle Claro'") == 0


def test_no_reference_leads_nowhere(db: sqlite3.Connection) -> None:
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("pragma integrity_check").fetchone() == ("ok",)
