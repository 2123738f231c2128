"""The page of an article: its text with what was found there, the reports of agreements beside it, its versions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.site import correction, links, reading
from db.site.asking import Row, ask, page
from db.site.differences import difference
from db.site.highlighting import Block, blocks
from db.site.marking import LABELS, html

CHARACTERS_SHOWN = 400_000
"""A text that is longer is cut off on the page; its JSON has all of it."""
MENTIONS_SHOWN = 10_000
EVENTS_SHOWN = 100
"""What is beyond is in the tables `mentions` and `events`."""
VERSIONS_SHOWN = 20
OTHERS_SHOWN = 10

BASES = {
    "json-ld": "the page's structured data",
    "meta": "the head of the page",
    "time": "a time marked in the page",
    "selector": "the place where this source shows it",
    "label": "a label beside it",
    "dateline": "the line in which the text begins",
    "url": "the address",
    "listing": "the list that leads to the page",
    "file": "the file",
}
"""versions.published_basis → where the date was read."""

VERSIONS = """
select versions.number, versions.fetched, versions.published, versions.cause, versions.changes,
  extractions.version_id is not null as was_read, responses.fetched as archived, responses.media_type, responses.status
from versions left join extractions on extractions.version_id = versions.id
left join responses on responses.id = versions.response_id
where versions.article_id = :id order by versions.number desc limit :limit
"""

CORRECTIONS = """
select corrections.target, corrections.field, corrections.before, corrections.after, corrections.note,
  corrections.corrected_by, corrections.corrected_on
from events join corrections on corrections.target = events.id
where events.version_id = :version order by corrections.id limit 500
"""

ORIGINALS = """
select distinct articles.id, articles.title, articles.published, sources.name as source
from events join agreement_reports on agreement_reports.event_id = events.id
join articles on articles.id = agreement_reports.duplicate_of join sources on sources.id = articles.source_id
where events.version_id = :version limit :limit
"""

COPIES = """
select distinct articles.id, articles.title, articles.published, sources.name as source
from agreement_reports join events on events.id = agreement_reports.event_id
join articles on articles.version_id = events.version_id join sources on sources.id = articles.source_id
where agreement_reports.duplicate_of = :id limit :limit
"""

OTHERS = """
select articles.id, articles.title, articles.published, sources.name as source, count(*) over () as all_of_them
from articles join sources on sources.id = articles.source_id
where articles.id <> :id and articles.version_id in (
  select events.version_id from agreement_reports join events on events.id = agreement_reports.event_id
  where agreement_reports.duplicate_of is null and agreement_reports.agreement_id in (
    select told.agreement_id from events join agreement_reports told on told.event_id = events.id
    where events.version_id = :version)
  limit 500)
order by articles.published desc limit :limit
"""


async def show(datasette: Datasette, request: Request) -> Response:
    id = unquote(request.url_vars["id"])
    article = await reading.article(datasette, id)
    version = await reading.version(datasette, id, request.args.get("version"))
    mentions = await reading.mentions(datasette, version["id"], MENTIONS_SHOWN)
    events = await with_corrections(datasette, article, version)
    counts = Counter(mention["label"] for mention in mentions)
    root = datasette.setting("base_url")
    copies = {"version": version["id"], "id": id, "limit": OTHERS_SHOWN}
    versions = [
        row | {"difference": difference(row["changes"])}
        for row in await ask(datasette, VERSIONS, id=id, limit=VERSIONS_SHOWN)
    ]
    return await page(
        datasette,
        request,
        "article.html",
        article=article,
        version=version,
        in_force=version["id"] == article["version_id"],
        text=html(marked(version, mentions, events), lambda kind, id: root + links.address(kind, id).lstrip("/")),
        cut_off=len(version["body"]) - CHARACTERS_SHOWN,
        found={label: counts[label] for label in LABELS},
        more_mentions=len(mentions) == MENTIONS_SHOWN,
        more_events=len(events) == EVENTS_SHOWN,
        labels=LABELS,
        bases=BASES,
        events=events,
        versions=versions,
        originals=await ask(datasette, ORIGINALS, **{**copies, "id": None}),
        copies=await ask(datasette, COPIES, **copies),
        others=await ask(datasette, OTHERS, **copies),
    )


async def with_corrections(datasette: Datasette, article: Row, version: Row) -> list[Row]:
    """The events of a version, each with a `number` on the page, the lines to correct it, and what was corrected."""
    events = await reading.events(datasette, version["id"], EVENTS_SHOWN)
    made: dict[str, list[Row]] = {}
    if events:
        for row in await ask(datasette, CORRECTIONS, version=version["id"]):
            made.setdefault(row["target"], []).append(row)
    return [
        event
        | {
            "number": number,
            "corrections": made.get(event["id"], []),
            "lines": correction.ready(
                event | {"url": article["url"]}, [(side["id"], side["name"]) for side in event["sides"]]
            ),
        }
        for number, event in enumerate(events, 1)
    ]


def marked(version: Row, mentions: Sequence[Row], events: Sequence[Row]) -> list[Block]:
    kinds: Any = json.loads(version["kinds"])
    return blocks(version["body"][:CHARACTERS_SHOWN], kinds if isinstance(kinds, list) else [], mentions, events)
