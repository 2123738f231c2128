"""A text with what was found in it as HTML.

Not a template: a text may have thousands of mentions, and a template takes five times as long for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial

from markupsafe import Markup, escape

from db.site.highlighting import Block, Piece, Row, Run, grouped
from db.site.wording import plain

LABELS = {"ORG": "organisation", "PERSON": "person", "COUNTRY": "country", "DATE": "date"}
ELEMENTS = {"heading": "h3", "quote": "blockquote"}
Address = Callable[[str, str], str]
"""(kind of page, id) → its address."""
Tags = Callable[[str, str | None, str], tuple[str, str]]
"""(what it is, its id, what it means) → the tags around its words."""


def html(made: Iterable[Block], address: Address) -> Markup:
    """The blocks as they follow. `events` in them have a `number`."""
    tags = cache(partial(_tags, address))  # the same few names, over and over
    lines = []
    for kind, group in grouped(made):
        if kind == "item":
            lines.append("<ul>")
            lines += [f'<li dir="auto">{_running(block, tags)}</li>' for block in group]
            lines.append("</ul>")
            continue
        (block,) = group
        name = ELEMENTS.get(kind, "p") if block.text.strip() else "p"
        style = ' class="caption"' if kind == "caption" else ""
        lines.append(f'<{name} dir="auto"{style}>{_running(block, tags)}</{name}>')
    return Markup("\n".join(lines))  # noqa: S704  all that comes out of the database is escaped below


def _running(block: Block, tags: Tags) -> str:
    return "".join(_run(run, tags) for run in block.runs)


def _run(run: Run, tags: Tags) -> str:
    pieces = "".join(_piece(piece, tags) for piece in run.pieces)
    if not run.events:
        return pieces
    ids = escape(" ".join(event["id"] for event in run.events))
    return f'{"".join(map(_number, run.begins))}<mark class="told" data-events="{ids}">{pieces}</mark>'


def _number(event: Row) -> str:
    id, title = escape(event["id"]), escape(f"report {event['number']}: {event['type']}, {plain(event['status'])}")
    return f'<a class="told" id="evidence-{id}" href="#event-{id}" title="{title}">{event["number"]}</a>'


def _piece(piece: Piece, tags: Tags) -> str:
    if piece.mention is None:
        return str(escape(piece.text))
    kind, id, title = _told(piece.mention)
    within = "".join(f", in {kind} {name}" for kind, _, name in map(_told, piece.others))
    begin, end = tags(kind, id, f"{kind}: {title}{within}")
    return f"{begin}{escape(piece.text)}{end}"


def _told(mention: Row) -> tuple[str, str | None, str]:
    """(what it is, its id if there is a page of it, what it means)."""
    kind = LABELS[mention["label"]]
    if kind == "date":
        return kind, None, mention["edtf"] or mention["value"] or "not resolved"
    return kind, mention["organisation_id"] or mention["person_id"] or mention["country"], mention["name"] or "unknown"


def _tags(address: Address, kind: str, id: str | None, title: str) -> tuple[str, str]:
    if id is None:
        return f'<abbr class="mention {kind}" title="{escape(title)}">', "</abbr>"
    return f'<a class="mention {kind}" href="{escape(address(kind, id))}" title="{escape(title)}">', "</a>"
