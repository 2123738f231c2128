"""What a record says, apart from when and in which order it was made; and whether all that is kept of it is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from crawler.archive.reading import RecordError, read_record
from crawler.archive.writing import payload_digest
from db import backups, working
from db.copies import quick_check
from db.errors import StoreError
from db.lock import alone
from tests.chaos.verbs import Report

LARGEST = 2**25
TOLD = {
    "articles": "select id, source_id, url, title, published, published_basis, language, versions, gone is null from articles",
    "addresses": "select * from addresses",
    "versions": "select article_id, number, sha256, published, published_basis, modified, language, author, tags, cause,"
    " changes from versions",
    "texts": "select article_id, number, texts.title, body, kinds from texts join versions on versions.id = version_id",
    "mentions": "select mentions.id, number, label, start, end, surface, organisation_id, person_id, country, rule,"
    " organisation_read from mentions join versions on versions.id = version_id",
    "dates": "select * from dates",
    "organisations": "select id, name, country from organisations",
    "people": "select * from people",
    "roles": "select id, person_id, role, organisation_id from person_roles",
    "events": "select events.id, number, type, instrument, status, date, subject, evidence, evidence_start, confidence,"
    " dropped from events join versions on versions.id = version_id",
    "event_parties": "select * from event_parties",
    "event_people": "select * from event_people",
    "agreements": "select * from agreements",
    "agreement_parties": "select * from agreement_parties",
    "agreement_reports": "select * from agreement_reports",
    "merges": "select * from organisation_merges",
    "proposals": "select * from proposals",
    "corrections": "select kind, target, field, before, after from corrections",
}
Told = dict[str, list[tuple[Any, ...]]]


def ask(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()


def told(database: Path) -> Told:
    return {table: sorted(ask(database, sql), key=repr) for table, sql in TOLD.items()}


def differences(found: Told, expected: Told) -> list[str]:
    """One line for each table that is not the same."""
    lines = []
    for table, rows in expected.items():
        lost, more = set(rows) - set(found[table]), set(found[table]) - set(rows)
        if table == "addresses":  # of two that lead to one article, an undisturbed night asks for the first alone
            more = set()
        elif len(rows) != len(found[table]) and not (lost or more):
            more = {("a row that is there twice",)}
        if lost or more:
            first = str(next(iter(lost or more)))[:150]
            lines.append(f"{table}: {len(lost)} rows lost, {len(more)} too many, for instance {first}")
    return lines


def check_all(report: Report, moment: str, database: Path) -> None:
    """After a verb was killed or has failed: nothing is half, and nobody is kept away."""
    for file in {database, working.written(database)}:
        if file.exists():
            report.check(ask(file, "pragma integrity_check") == [("ok",)], f"{moment}: {file.name} is damaged")
            report.check(not ask(file, "pragma foreign_key_check"), f"{moment}: {file.name} has rows that lead nowhere")
    folder = backups.folder_of(database)
    for made in folder.glob("*.db") if folder.is_dir() else ():
        with closing(sqlite3.connect(f"file:{made}?mode=ro&immutable=1", uri=True)) as connection:
            whole = quick_check(connection) is None and backups.is_whole(made)
        report.check(whole, f"{moment}: {made.name} is half a backup")
    try:
        with alone(database, doing="a check", since="now"):
            report.count("checks")
    except StoreError as error:
        report.wrong.append(f"{moment}: {error}")
    check_archive(report, moment, database)


def check_archive(report: Report, moment: str, database: Path) -> None:
    """Every answer that the database knows is in the archive, whole."""
    if not database.exists() or not ask(database, "select 1 from sqlite_master where name = 'responses'"):
        return
    archive = database.with_name(f"{database.stem}-archive")
    for file, offset, digest in ask(database, 'select file, "offset", digest from responses'):
        try:
            answer = read_record(archive / file, offset, largest=LARGEST)
            whole = answer.kind == "revisit" or payload_digest(answer.body) == digest
        except (RecordError, OSError):
            whole = False
        report.check(whole, f"{moment}: there is no whole record at {offset} of {file}")


def check_ledger(report: Report, database: Path, killed: int | None = None) -> None:
    """When all has come to its end, the ledger says what was done. `killed`: how many runs were, if that is known."""
    report.check(not ask(database, "select 1 from runs where state = 'running'"), "a run is still running")
    ((broken,),) = ask(database, "select count(*) from runs where reason = 'it was killed' and part_of is null")
    report.check(killed is None or broken <= killed, f"{broken} runs are called killed, and {killed} were")
    ((new, stored),) = ask(
        database,
        "select (select coalesce(sum(articles_new), 0) from runs where kind = 'crawl'), count(*) from articles",
    )
    report.check(new <= stored, f"the ledger has {new} new articles, {stored} are stored")
    lost = "select 1 from versions left join runs on runs.id = run_id where runs.id is null"
    report.check(not ask(database, lost), "there are versions of no run")
    twice = "select url from articles group by url having count(*) > 1"
    report.count("doubled", len(ask(database, twice)))
    report.check(not ask(database, twice), "an article is stored twice")
