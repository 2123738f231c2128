"""A database in which every text that comes from the web is hostile: one row a table and payload, through the schema.

It follows the schema: a column that a migration adds is filled too. What our own code makes (ids, days, types) is as it
makes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import derived
from db.site.wording import INSTRUMENTS, STATUSES, TYPES
from db.store import open_db

PAYLOADS = (
    "<script>window.hurt = 1</script>",
    '<img src="x" onerror="window.hurt = 2">',
    '"><svg onload="window.hurt = 3"><a href="javascript:window.hurt = 4">here</a>',
    "'><iframe srcdoc='<script>parent.hurt = 5</script>'></iframe>",
    "</title></textarea></style></script><script>window.hurt = 6</script><!--",
    "{{ 7 * 7 }} ${7 * 7} {% for x in y %} #{7*7} <%= 7 * 7 %>",
    "\u202egnihtemos\u202c \u2066isolated \u200f\u200b",
    "\x01\x08\x1b[31mred\x07\x7f\x85 \ufeff",
    "W" * 10_000,
    "𠮷野家 👩‍👩‍👧‍👦 𝔘𝔫𝔦𝔳𝔢𝔯𝔰𝔦𝔱𝔶 Z̸͇̈́a̷͓͝l̵̰̈g̸̱͝o̵̘͆",
    "",
    "   \n\n\t ",
    "javascript:window.hurt=7",
    "data:text/html,<script>window.hurt=8</script>",
    "https://news.example/\"onmouseover='window.hurt=9' x=\"",
    "' or 1=1; drop table agreements; -- \\' %_* \" AND NEAR(",
    "]]><x xmlns='http://www.w3.org/1999/xhtml'><script>window.hurt = 10</script></x>&bogus;&#x0;",
    "var(--accent); background: url(https://elsewhere.example/x)",
)
ADDRESSES = (
    "javascript:window.hurt=11//{}",
    "data:text/html,<script>window.hurt=12</script>{}",
    'https://news.example/{}"><img src=x onerror="window.hurt=13">',
    "//elsewhere.example/{}",
    "http://[not-an-address/{}",
    "https://news.example/" + "w" * 3_000 + "/{}",
    " JaVaScRiPt:window.hurt=14//{}",
    "https://news.example/{}",
)
DAYS = frozenset(
    {"published", "first_day", "last_day", "not_before", "not_after", "first_report", "latest_report", "date"}
)
"""Columns that our code alone writes, in ISO 8601; so it writes those of `TIMES`, with the time."""
TIMES = frozenset(
    {"first_seen", "last_seen", "fetched", "found", "asked", "due", "started", "ended", "made", "noticed"}
)
MADE = frozenset({"event_codes", "_sqlite_migrations", *derived.SELECTS})
"""Tables that no text of the web goes into by itself."""


def body(payload: str) -> str:
    return f"{payload}\n\nA memorandum of agreement with {payload} was signed."


def evidence(payload: str) -> tuple[int, int]:
    return len(payload) + 2, len(body(payload))


SHAPED: Mapping[tuple[str, str], Callable[[int, str], Any]] = {
    ("texts", "body"): lambda at, payload: body(payload),
    ("texts", "kinds"): lambda at, payload: json.dumps(["paragraph", payload]),
    ("versions", "changes"): lambda at, payload: json.dumps(
        {"title": ["before", payload], "published": [None, payload], "body": {"removed": [payload], "added": [payload]}}
    ),
    ("versions", "number"): lambda at, payload: 1,
    ("mentions", "start"): lambda at, payload: evidence(payload)[0],
    ("mentions", "end"): lambda at, payload: evidence(payload)[0] + 12,
    ("events", "evidence"): lambda at, payload: body(payload)[evidence(payload)[0] :],
    ("events", "evidence_start"): lambda at, payload: evidence(payload)[0],
    ("events", "evidence_end"): lambda at, payload: evidence(payload)[1],
    ("events", "place_start"): lambda at, payload: evidence(payload)[0],
    ("events", "place_end"): lambda at, payload: evidence(payload)[0] + 1,
    ("events", "dropped"): lambda at, payload: 0,
    ("events", "as_read"): lambda at, payload: json.dumps({"subject": payload, "parties": [payload]}),
    ("articles", "gone"): lambda at, payload: "2026-01-01T00:00:00+00:00" if at % 3 == 0 else None,
    ("articles", "versions"): lambda at, payload: 1,
    ("articles", "version_id"): lambda at, payload: at + 1,
    ("sources", "timezone"): lambda at, payload: "UTC",
    ("organisations", "parent_id"): lambda at, payload: None if at == 0 else key("organisations", at - 1),
    ("agreement_reports", "duplicate_of"): lambda at, payload: key("articles", at - 1) if at % 3 == 2 else None,
    ("responses", "file"): lambda at, payload: f"aa/{at}.warc.gz",
}


def key(table: str, at: int) -> str | int:
    """The id of a table's row of a number, as our own code makes them."""
    if table == "countries":
        return "A" + chr(ord("A") + at)
    if table in ("articles", "events", "agreements", "mentions", "person_roles", "proposals"):
        return f"{at:016x}"
    if table in ("pages", "addresses"):
        return address(at)
    if table == "organisations" and at == 1:
        return "北京-大学"
    return f"{table}-{at}"


def address(at: int) -> str:
    return ADDRESSES[at % len(ADDRESSES)].format(at)


def build(path: Path) -> Path:
    db = open_db(path)
    tables = [name for name in db.table_names() if name not in MADE and "_fts" not in name and "sqlite_" not in name]
    points_to = {name: {fk.column: fk.other_table for fk in db.table(name).foreign_keys} for name in tables}
    order = TopologicalSorter(
        {
            name: {to for column, to in points_to[name].items() if to != name and column != "version_id"}
            for name in tables
        }
    )
    db.conn.execute("pragma foreign_keys = off")  # versions and articles point to one another
    with db.conn:
        for name in order.static_order():
            fill(db, name, points_to[name])
        derived.rebuild(db)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    db.close()
    return path


def fill(db: Database, table: str, points_to: Mapping[str, str]) -> None:
    columns = db.table(table).columns
    keys = [column.name for column in columns if column.is_pk]
    schema = db.table(table).schema
    choices = {
        name: re.findall(r"'(\w+)'", listed) for name, listed in re.findall(r"check \((\w+) in \(('[^)]+)\)\)", schema)
    }
    documents = set(re.findall(r"json_valid\((\w+)\)", schema))
    shifts = (0, 1) if len(keys) > 1 and keys[-1] in points_to else (0,)
    for at, payload in enumerate(PAYLOADS):
        for shift in shifts:
            row: dict[str, Any] = {}
            for name, type in ((column.name, column.type) for column in columns):
                if (table, name) in SHAPED:
                    row[name] = SHAPED[table, name](at, payload)
                elif name in points_to:
                    to = (at + (shift if name == keys[-1] else 0)) % len(PAYLOADS)
                    whole = db.table(points_to[name]).columns_dict[db.table(points_to[name]).pks[0]] is int
                    row[name] = to + 1 if whole else key(points_to[name], to)
                elif keys == [name]:
                    row[name] = at + 1 if type == "INTEGER" else key(table, at)
                elif name in choices:
                    row[name] = choices[name][at % len(choices[name])]
                elif type.upper() == "REAL":
                    row[name] = 0.5
                elif type.upper() == "INTEGER":
                    row[name] = at % 2
                elif name in DAYS:
                    row[name] = f"20{10 + at}-0{1 + at % 9}-15"
                elif name in TIMES:
                    row[name] = f"20{10 + at}-0{1 + at % 9}-15T12:00:00+00:00"
                elif table in ("events", "agreements") and name in ("type", "status", "instrument"):
                    known = {"type": TYPES, "status": STATUSES, "instrument": INSTRUMENTS}[name]
                    row[name] = known[at % len(known)]
                elif name in documents:
                    row[name] = json.dumps([payload])
                elif name in ("url", "homepage"):
                    row[name] = address(at)
                else:
                    row[name] = payload
            db.table(table).insert(row)
