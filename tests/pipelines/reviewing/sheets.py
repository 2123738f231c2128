"""Records to draw from, and sheets as persons and their spreadsheets hand them back."""

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import readings, store
from tests.db.test_store import SOURCE, article, extraction

Rows = list[dict[str, str]]
BEFORE, SENTENCE, AFTER = "It rained.\n\nThen ", "Coop and Lab signed.", " Everybody went home."
HOSTILE = '=HYPERLINK("http://evil.example";"click")'


def fill(
    db: Database, confidences: Iterable[float], *, title: str = "T", sides: tuple[str, ...] = ("coop", "lab")
) -> None:
    """A record with an event of each confidence, each in an article of its own."""
    store.save_source(db, **SOURCE)
    organisations = [{"id": id, "name": id.title(), "country": None, "country_basis": None} for id in sides]
    for number, confidence in enumerate(confidences, start=1):
        rows = article(f"https://t.example/{number:08d}", body=BEFORE + SENTENCE + AFTER, sha=str(number))
        rows["article"]["title"] = rows["text"]["title"] = title
        store.save_article(db, **rows)
        event = {"id": f"{number:016x}", "version_id": number, "type": ("cooperation", "mobility")[number % 2],
                 "instrument": None, "status": "signed", "date": "2024-05", "first_day": "2024-05-01",
                 "last_day": "2024-05-31", "not_before": None, "not_after": None, "subject": None,
                 "evidence": SENTENCE, "evidence_start": len(BEFORE), "evidence_end": len(BEFORE + SENTENCE),
                 "confidence": confidence, "rules": "[]", "extractor_id": "e1"}  # fmt: skip
        parties = [{"event_id": event["id"], "organisation_id": id, "position": i} for i, id in enumerate(sides)]
        made: dict[str, list[dict[str, Any]]] = {
            "organisations": organisations,
            "events": [event],
            "event_parties": parties,
        }
        readings.save_extraction(db, number, made, extraction("e1"))


def read(path: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def judge(path: Path, verdict: Callable[[int, dict[str, str]], dict[str, str]]) -> Rows:
    """The rows of a sheet with what is said of each."""
    return [row | verdict(place, row) for place, row in enumerate(read(path))]


def save(
    path: Path,
    rows: Rows,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
    end: str = "\r\n",
    quote_all: bool = False,
) -> Path:
    """As a spreadsheet would. The columns are in the order of the first row."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(
        text, list(rows[0]), delimiter=delimiter, lineterminator=end,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    )  # fmt: skip
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path
