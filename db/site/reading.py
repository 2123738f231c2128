"""What is stored of one version of an article: its text, and what was read in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound

from db.site.asking import Row, ask, ask_one

ARTICLE = """
select articles.id, articles.url, articles.source_id, articles.first_seen, articles.last_seen, articles.gone,
  articles.version_id, articles.versions, sources.name as source, organisations.id as publisher_id,
  organisations.name as publisher
from articles join sources on sources.id = articles.source_id
left join organisations on organisations.id = sources.organisation_id
where articles.id = :id
"""

VERSION = """
select versions.id, versions.number, versions.fetched, versions.published, versions.published_basis, versions.modified,
  versions.language, versions.author, versions.response_id, texts.title, texts.body, texts.kinds,
  extractions.extractor_id, extractions.language as language_read
from versions join texts on texts.version_id = versions.id
left join extractions on extractions.version_id = versions.id
"""
IN_FORCE = VERSION + "join articles on articles.version_id = versions.id where articles.id = :id"
NUMBERED = VERSION + "where versions.article_id = :id and versions.number = :number"

MENTIONS = """
select mentions.label, mentions."start", mentions."end", mentions.organisation_id, mentions.person_id, mentions.country,
  mentions.rule, mentions.confidence, coalesce(organisations.name, people.name, countries.name) as name,
  dates.value, dates.edtf
from mentions left join organisations on organisations.id = mentions.organisation_id
left join people on people.id = mentions.person_id left join countries on countries.code = mentions.country
left join dates on dates.mention_id = mentions.id
where mentions.version_id = :version order by mentions."start" limit :limit
"""

EVENTS = """
select events.*, countries.name as place_name, agreement_reports.agreement_id, agreement_reports.duplicate_of,
  agreements.reports as agreement_reports
from events left join countries on countries.code = events.place_country
left join agreement_reports on agreement_reports.event_id = events.id
left join agreements on agreements.id = agreement_reports.agreement_id
where events.version_id = :version order by events.evidence_start, events.id limit :limit
"""

SIDES = """
select event_parties.event_id, organisations.id, organisations.name from events
join event_parties on event_parties.event_id = events.id
join organisations on organisations.id = event_parties.organisation_id
where events.version_id = :version order by event_parties.position
"""

SIGNATORIES = """
select event_people.event_id, people.id, people.name from events
join event_people on event_people.event_id = events.id join people on people.id = event_people.person_id
where events.version_id = :version order by people.name
"""

ROLES = """
select people.id, people.name, person_roles.role, person_roles.organisation_id, organisations.name as organisation,
  person_roles.organisation_basis as basis
from person_roles join people on people.id = person_roles.person_id
left join organisations on organisations.id = person_roles.organisation_id
where person_roles.version_id = :version order by people.name, person_roles.id
"""


async def article(datasette: Datasette, id: str) -> Row:
    """Raises NotFound."""
    return await ask_one(datasette, "article", ARTICLE, id=id)


async def version(datasette: Datasette, id: str, number: str | None) -> Row:
    """A version of an article with its text; the one in force if there is no number. Raises NotFound."""
    if number is None:
        return await ask_one(datasette, "text of an article", IN_FORCE, id=id)
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    rows = await ask(datasette, NUMBERED, id=id, number=known)
    if not rows:
        raise NotFound("This article has no such version. Its page lists those that there are.")
    return rows[0]


async def mentions(datasette: Datasette, version_id: int, limit: int = -1) -> list[Row]:
    """In the order of the text; -1: all of them."""
    return await ask(datasette, MENTIONS, version=version_id, limit=limit)


async def events(datasette: Datasette, version_id: int, limit: int = -1) -> list[Row]:
    """In the order of the text; each with `sides` and `signatories`. -1: all of them."""
    found = await ask(datasette, EVENTS, version=version_id, limit=limit)
    sides = _by_event(await ask(datasette, SIDES, version=version_id)) if found else {}
    signatories = _by_event(await ask(datasette, SIGNATORIES, version=version_id)) if found else {}
    return [
        event | {"sides": sides.get(event["id"], []), "signatories": signatories.get(event["id"], [])}
        for event in found
    ]


async def roles(datasette: Datasette, version_id: int) -> list[Row]:
    return await ask(datasette, ROLES, version=version_id)


def _by_event(rows: Iterable[Row]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["event_id"], []).append(row)
    return found
