"""A record of articles that no demo has: very long ones, hostile ones, changed, copied, gone and unread ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import readings, store
from db.site.highlighting import BREAK
from pipelines.changes import changes

NOW = "2026-10-05T02:00:00+00:00"
MARKUP = "<img src=x onerror=alert(1)>\"'&amp;"
NAMES = {"oslo": "University of Oslo", "kilima": f"Kilima {MARKUP}"}
SENTENCE = "University of Oslo and Kilima signed a memorandum on 1 May 2024."
OVER = f"They signed.{BREAK}It begins in June."
HOSTILE = BREAK.join([f"1. {MARKUP}", SENTENCE, f"{OVER}", "שלום " * 20, "a" * 3000, "", "one", "two", "A picture"])
KINDS = ["heading", "paragraph", "quote", "paragraph", "paragraph", "paragraph", "heading", "item", "item", "caption"]
LONG = BREAK.join(f"{SENTENCE} Word {'and word ' * 14}" for _ in range(1020))
"""Some 200,000 characters."""


def add(db: Database, id: str, body: str, **more: Any) -> int:
    """Stores an article, or another version of it, and tells the number of the version."""
    url = more.pop("url", f"https://news.example/{id}")
    title, kinds = more.pop("title", id), more.pop("kinds", ["paragraph"] * (body.count(BREAK) + 1))
    dated = {"published": "2024-05-02", "published_basis": "meta", "language": "en"} | more
    before = store.current(db, id)
    after = {"title": title, "body": body, "published": dated["published"]}
    store.save_article(
        db,
        article={"id": id, "source_id": "import", "url": url, "title": title, "first_seen": NOW, "last_seen": NOW,
                 "listed_modified": None, **dated},
        version={"article_id": id, "fetched": NOW, "run_id": None, "sha256": f"{id}{title}{body}", "modified": None, "author": MARKUP,
                 "tags": "[]", "changes": json.dumps(changes(before, after)) if before else None, **dated},
        text={"title": title, "body": body, "kinds": json.dumps(kinds)},
        addresses=[url],
    )  # fmt: skip
    return int(db.execute("select version_id from articles where id = ?", [id]).fetchone()[0])


def read(db: Database, version: int, mentions: list[dict[str, Any]], told: list[tuple[str, int, int]]) -> None:
    """Stores what was read in a version. `told`: (id of an event, start and end of its evidence)."""
    ((body,),) = db.execute("select body from texts where version_id = ?", [version]).fetchall()
    empty = {"organisation_id": None, "person_id": None, "country": None, "rule": "r", "extractor_id": "e"}
    rows: dict[str, list[dict[str, Any]]] = {
        "countries": [{"code": "NO", "name": "Norway"}],
        "organisations": [{"id": i, "name": n, "country": None, "country_basis": None} for i, n in NAMES.items()],
        "people": [{"id": "ann-smith", "name": "Ann Smith"}],
        "mentions": [
            {**empty, "id": f"{version}-{n}", "version_id": version, "surface": body[m["start"] : m["end"]], **m}
            for n, m in enumerate(mentions)
        ],
        "dates": [
            {"mention_id": f"{version}-{n}", "value": "2024-05-01", "edtf": "2024-05-01", "first_day": "2024-05-01", "last_day": "2024-05-01"}
            for n, m in enumerate(mentions) if m["label"] == "DATE"
        ],
        "events": [
            {"id": id, "version_id": version, "type": "cooperation", "instrument": "memorandum", "status": "signed", "date": "2024-05-01",
             "subject": MARKUP, "confidence": 0.9, "evidence": body[a:z], "evidence_start": a, "evidence_end": z, "rules": "[]",
             "extractor_id": "e"}
            for id, a, z in told
        ],
        "event_parties": [
            {"event_id": id, "organisation_id": side, "position": n} for id, _, _ in told for n, side in enumerate(NAMES)
        ],
        "event_people": [{"event_id": id, "person_id": "ann-smith"} for id, _, _ in told],
    }  # fmt: skip
    readings.save_extraction(db, version, rows, {"extractor_id": "e", "run_id": None, "made": NOW, "language": "en"})


def named(body: str, words: str, label: str, **ids: str) -> list[dict[str, Any]]:
    """A mention wherever the words stand."""
    found, at = [], body.find(words)
    while at >= 0:
        found.append({"label": label, "start": at, "end": at + len(words), **ids})
        at = body.find(words, at + 1)
    return found


def mentions_of(body: str) -> list[dict[str, Any]]:
    return [
        *named(body, "University of Oslo", "ORG", organisation_id="oslo"),
        *named(body, "Oslo", "COUNTRY", country="NO"),
        *named(body, "Kilima", "ORG", organisation_id="kilima"),
        *named(body, "1 May 2024", "DATE"),
    ]


def make_record(database: Path) -> None:
    """Articles `hostile`, `long`, `changed` (two versions), `copy` of it, `gone`, `foreign`, `unread`."""
    db = store.open_db(database)
    store.save_import_source(db, "import")
    hostile = add(db, "hostile", HOSTILE, kinds=KINDS, title=MARKUP * 40, url="javascript:alert(1)")
    start = HOSTILE.index(SENTENCE)
    over = HOSTILE.index(OVER)
    read(db, hostile, mentions_of(HOSTILE), [("one", start, start + 40), ("two", start + 23, over + len(OVER))])
    long = add(db, "long", LONG, title="Long")
    each = [(f"l{n}", at, at + len(SENTENCE)) for n, at in enumerate(range(0, len(LONG) - 200, len(LONG) // 45))]
    extra = named(LONG, "Word", "PERSON", person_id="ann-smith")
    read(db, long, [*mentions_of(LONG), *extra], each)
    add(db, "changed", SENTENCE.replace("1 May", "2 May"), title="Signed")
    changed = add(db, "changed", SENTENCE, title=f"Signed {MARKUP}", published=None, published_basis=None)
    read(db, changed, mentions_of(SENTENCE), [("told", 0, len(SENTENCE))])
    copied = add(db, "copy", SENTENCE, title="Copied")
    read(db, copied, mentions_of(SENTENCE), [("copied", 0, len(SENTENCE))])
    add(db, "gone", "Nothing of note.")
    add(db, "unread", "Not read.")
    foreign = add(db, "foreign", "Обе стороны подписали договор.", language="ru")
    nobody: dict[str, Any] = {}
    readings.save_extraction(db, foreign, nobody, {"extractor_id": "e", "run_id": None, "made": NOW, "language": "ru"})
    with db.atomic():
        db.execute("update articles set gone = ? where id = 'gone'", [NOW])
        db.execute(
            "insert into agreements (id, parties, countries, type, status, reports, articles)"
            " values ('told', 'University of Oslo · Kilima', '', 'cooperation', 'signed', 1, 1)"
        )
        db.execute(
            "insert into agreement_reports (event_id, agreement_id, basis, duplicate_of)"
            " values ('told', 'told', 'first', null), ('copied', 'told', 'copy', 'changed')"
        )
        db.execute(
            "insert into corrections (kind, target, field, before, after, note, corrected_by)"
            " values ('event', 'told', 'status', 'planned', 'signed', ?, 'A. Researcher')",
            [MARKUP],
        )
    store.finish(db)
    db.close()
