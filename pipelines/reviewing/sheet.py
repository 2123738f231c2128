"""The sheet on which a sample is judged: a CSV for a spreadsheet, with all that is needed to weigh it years later.

Spreadsheets change what looks like a number, a date or a formula. So ids begin with a word, days with "on" or "in", and
text that would be a formula with an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.ids import digest
from pipelines.reviewing.drawing import Drawn
from pipelines.verb import WrongUse

FIELDS = ("parties", "type", "instrument", "status", "date")
"""What is judged of an event beside whether there is an agreement. The subject is not: it is free words."""
ID = "event-"
"""What ids begin with on a sheet, as on the pages that it leads to."""
VERDICTS = ("right", "partly", "wrong", "unsure")
TO_FILL = ("verdict", *(f"{field}_verdict" for field in FIELDS), "note")
SHOWN = ("event", "page", "url", "title", "published", "before", "sentence", "after", *FIELDS, "subject")
KEPT = ("type_drawn", "confidence", "stratum", "stratum_size", "population", "as_drawn", "sample")
"""What is read back. It stands last, so that nobody judges by the confidence of the program."""
CONTEXT = 300
"""Characters of the article that are shown before and after the sentence."""
_FORMULA = tuple("=+-@＝＋－＠")


def state(event: Mapping[str, Any], parties: Iterable[str]) -> str:
    """What tells whether an event still is what was judged: a digest of the sentence and of what is judged of it."""
    values = (event[field] or "" for field in FIELDS if field != "parties")
    return "as-" + digest(event["evidence"], *values, *parties)


def row_of(drawn: Drawn, event: Mapping[str, Any], body: str, site: str) -> dict[str, str]:
    """The line of an event, but for what all lines of a sample say."""
    names = [name for _, name in event["parties"]]
    start, end = event["evidence_start"], event["evidence_end"]
    return {
        "event": ID + event["id"],
        "page": f"{site.rstrip('/')}/article/{event['article_id']}#{ID}{event['id']}",
        "url": event["url"],
        "title": _text(event["title"] or ""),
        "published": _date(event["published"]),
        "before": _text(_cut(body[max(0, start - CONTEXT) : start], start > CONTEXT, False)),
        "sentence": _text(event["evidence"]),
        "after": _text(_cut(body[end : end + CONTEXT], False, end + CONTEXT < len(body))),
        "parties": _text(" · ".join(names)),
        **{field: event[field] or "" for field in ("type", "instrument", "status")},
        "date": _date(event["date"]),
        "subject": _text(event["subject"] or ""),
        "type_drawn": event["type"],
        "confidence": f"{event['confidence']:.3f}",
        "stratum": drawn.stratum,
        "stratum_size": str(drawn.size),
        "as_drawn": state(event, names),
    }


def write_sheet(path: Path, rows: Iterable[Mapping[str, str]], *, semicolons: bool = False) -> None:
    """Begins with a byte order mark: without one Excel takes UTF-8 for something else. Raises WrongUse if there is such a
    file: it may be half judged."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, (*SHOWN, *TO_FILL, *KEPT), restval="", delimiter=";" if semicolons else ",")
    writer.writeheader()
    writer.writerows(rows)
    write_new(path, text.getvalue(), encoding="utf-8-sig")


def write_new(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Writes a file that must not be there yet, whole or not at all. Raises WrongUse."""
    try:
        with path.open("x", encoding=encoding, newline="") as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:
                path.unlink()
                raise
    except FileExistsError:
        raise WrongUse(f"{path}: is there already; give another name") from None
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror}") from None


def _text(text: str) -> str:
    """One line, and no formula."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def _cut(text: str, before: bool, after: bool) -> str:
    """Without the half of a word at an end at which more follows."""
    if before:
        text = "… " + text.partition(" ")[2]
    return text.rpartition(" ")[0] + " …" if after else text


def _date(date: str | None) -> str:
    """In words that no spreadsheet takes for a date of its own: `on 2024-07-01`, `in 2024-07`, `2024-07-01 to 2024-07-05`."""
    if not date:
        return ""
    first, _, last = date.partition("/")
    if last:
        return f"{first} to {last}"
    return f"on {date}" if len(date) == len("2024-07-01") else f"in {date}"
