"""Drafts of corrections for what was judged wrong. Nobody has said yet what is right: a person finishes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from db.site.correction import quoted, remarks, values
from pipelines.reviewing.judged import Judged

HEAD = """\
# Drafts of {day}, made by `uniaccord review` of what was judged wrong. Read each and copy what you stand by into
# corrections.toml (docs/correcting.md).
"""


def drafts(wrong: Iterable[tuple[Judged, Mapping[str, Any]]], today: date) -> str:
    """TOML: what is no agreement is dropped; what is partly right is a comment that has the wrong fields as they are.
    `wrong` has rows with what the record says of their events (`db.reviews.event`)."""
    return HEAD.format(day=today) + "".join(_draft(row, event, today) for row, event in wrong)


def _draft(row: Judged, event: Mapping[str, Any], today: date) -> str:
    lines = ["[[event]]", f"id = {quoted(event['id'])}"]
    if row.verdict == "wrong":
        lines.append("drop = true")
    else:
        told = values(event, event["parties"])
        lines += [f"{field} = {told[field]}" for field, verdict in row.fields.items() if verdict == "wrong"]
    lines += [f"note = {quoted(row.note or 'judged in a review')}", f"on = {today}"]
    if row.verdict == "partly":
        lines = ["# Say what is right, and take the # away:", *(f"# {line}" for line in lines)]
    return "\n".join(["", *remarks(event, event["parties"]), *lines, ""])
