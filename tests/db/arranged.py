"""Agreements between organisations of one letter, for tests that ask what is made of them."""

from typing import Any

from sqlite_utils import Database

from db import agreements

NAMES = {"a": ("A", "PT"), "b": ("B", "KE"), "c": ("C", None), "n": ("Open Alliance", None)}
MEMORANDUM = {"type": "cooperation", "instrument": "memorandum", "status": "signed"}
PROGRAMME = {"type": "programme", "instrument": None, "status": "launched"}
MEMBER = {"type": "membership", "instrument": None, "status": "in_force"}
OVER = {"type": "membership", "instrument": None, "status": "ended"}


def add_organisations(db: Database) -> None:
    db.execute("insert into countries values ('PT', 'Portugal'), ('KE', 'Kenya')")
    for id, (name, country) in NAMES.items():
        row = {"id": id, "name": name, "country": country, "country_basis": country and "name"}
        db.table("organisations").insert(row)


def arrange(db: Database, *told: tuple[str, str, dict[str, Any]]) -> None:
    """Agreements: sides in letters, the day of the only report, what is arranged. Each is told in an article that the
    source `s` published on that day, and has the number of its place as its id and that of its event and article."""
    db.execute("insert or ignore into sources (id, name) values ('s', 'S')")
    db.execute("insert or ignore into extractors values ('x', '2024')")
    tables: dict[str, list[dict[str, Any]]] = {table: [] for table in agreements.LINKED}
    for number, (sides, day, what) in enumerate(told):
        _tell(db, number, sides, day, what)
        row = {"id": str(number), "parties": sides, "countries": "", "date": day, "reports": 1, "articles": 1, **what}
        tables["agreements"].append(row | {"first_report": day, "latest_report": day})
        tables["agreement_parties"] += [
            {"agreement_id": str(number), "organisation_id": side, "position": place, "reports": 1, "country": NAMES[side][1]}
            for place, side in enumerate(sides)
        ]  # fmt: skip
        report = {"event_id": str(number), "agreement_id": str(number), "basis": "first", "duplicate_of": None}
        tables["agreement_reports"].append(report)
    agreements.save_agreements(db, tables)


def _tell(db: Database, number: int, sides: str, day: str, what: dict[str, Any]) -> None:
    id, seen = str(number), {"first_seen": day, "last_seen": day}
    db.table("articles").insert({"id": id, "source_id": "s", "url": f"https://s.example/{id}", "title": f"News {id}", "published": day, "versions": 1, **seen})  # fmt: skip
    version = number + 1
    db.table("versions").insert({"id": version, "article_id": id, "number": 1, "fetched": day, "sha256": id})
    db.table("texts").insert({"version_id": version, "title": "News", "body": f"Both sides told of it {id}.", "kinds": "[]"})  # fmt: skip
    db.table("articles").update(id, {"version_id": version})
    event = {"id": id, "version_id": version, "evidence": f"Told of {sides}.", "evidence_start": 0, "evidence_end": 9,
             "confidence": 0.9, "rules": "[]", "extractor_id": "x", "date": day, "first_day": day, "last_day": day}  # fmt: skip
    db.table("events").insert({**event, **what})
    db.table("event_parties").insert_all(
        [{"event_id": id, "organisation_id": side, "position": place} for place, side in enumerate(sides)]
    )
