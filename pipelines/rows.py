"""Articles and extractions as rows, with ids that stay the same as long as the thing does. Pure functions.

Ids: an article's comes from its address; an organisation's and a person's from the name; a mention's from its
place; an event's from article, version, type and sides. So the same page gives the same ids on every machine.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from typing import Any

from crawler.items import Article, Problem
from crawler.source import Source
from extract.countries.names import country_name
from extract.records import Extraction, Mention

Row = dict[str, Any]


def digest(*parts: object) -> str:
    """16 hexadecimal digits of SHA-256 over the parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def slug(name: str) -> str:
    """A name as an id: `St Petersburg University` → `st-petersburg-university`. Scripts other than Latin stay."""
    name = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("ł", "l"))
    name = "".join(c for c in name if not unicodedata.combining(c)).replace("&", " and ")
    name = re.sub(r"['’.]", "", name)
    words = re.findall(r"\w+", name)
    if words[:1] == ["the"]:
        words = words[1:]
    return "-".join(words)[:120] or digest(name)


def days(value: str | None) -> tuple[str | None, str | None]:
    """First and last day of an ISO day, month, year or `first/last`."""
    if not value:
        return None, None
    first, _, last = value.partition("/")

    def edge(part: str, end: bool) -> str:
        year, *rest = part.split("-")
        month = int(rest[0]) if rest else (12 if end else 1)
        if len(rest) == 2:
            return part
        return f"{year}-{month:02}-{monthrange(int(year), month)[1] if end else 1:02}"

    return edge(first, end=False), edge(last or first, end=True)


# --- crawling --------------------------------------------------------------------------------------------


def source_rows(source: Source) -> dict[str, Any]:
    """The arguments of `db.store.save_source`."""
    organisation = source.organisation
    organisation_id = slug(organisation.name)

    def alias(name: str, *, scoped: bool) -> Row:
        return _alias(organisation_id, name, "declared", source.id, scoped=scoped)

    return {
        "source": {
            "id": source.id,
            "name": source.name,
            "organisation_id": organisation_id,
            "homepage": source.homepage,
            "language": source.language,
            "timezone": source.timezone,
            "checked": source.checked,
            "disabled": source.disabled,
        },
        "organisation": {
            "id": organisation_id,
            "name": organisation.name,
            "country": organisation.country,
            "country_basis": "declared" if organisation.country else None,
        },
        "aliases": [
            *(alias(name, scoped=False) for name in organisation.aliases),
            *(alias(name, scoped=True) for name in organisation.called),
        ],
        "countries": country_rows([organisation.country]),
    }


def _alias(organisation_id: str, alias: str, basis: str, source_id: str, *, scoped: bool) -> Row:
    """`scoped`: the name means this organisation on the pages of this source only."""
    return {
        "organisation_id": organisation_id,
        "alias": alias,
        "basis": basis,
        "source_id": source_id,
        "scoped": int(scoped),
    }


def country_rows(codes: Iterable[str | None]) -> list[Row]:
    return [{"code": code, "name": country_name(code)} for code in sorted({c for c in codes if c})]


def article_rows(article: Article, *, fetched: str, run_id: int | None, listed_modified: str | None) -> dict[str, Row]:
    """The rows of `db.store.save_article`."""
    article_id = digest(article.url)
    facts = {
        "published": article.published,
        "published_basis": article.published_basis,
        "language": article.language,
    }
    return {
        "article": {
            "id": article_id,
            "source_id": article.source,
            "url": article.url,
            "title": article.title,
            **facts,
            "first_seen": fetched,
            "last_seen": fetched,
            "listed_modified": listed_modified,
        },
        "version": {
            "article_id": article_id,
            "fetched": fetched,
            "run_id": run_id,
            # What makes another version: what a reader would call a change, not a new advertisement.
            "sha256": hashlib.sha256(
                "\x1f".join([article.title or "", article.body, article.published or ""]).encode()
            ).hexdigest(),
            **facts,
            "modified": article.modified,
            "author": article.author,
            "tags": json.dumps(article.tags, ensure_ascii=False),
        },
        "text": {
            "title": article.title,
            "body": article.body,
            "kinds": json.dumps(article.kinds),
        },
    }


def issue_row(problem: Problem, *, run_id: int | None, noticed: str) -> Row:
    return {
        "run_id": run_id,
        "source_id": problem.source,
        "level": problem.level,
        "code": problem.code,
        "detail": problem.detail,
        "url": problem.url,
        "noticed": noticed,
    }


# --- extraction ------------------------------------------------------------------------------------------


class Names:
    """Which organisation a name means: a declared one, or the one that the name itself makes.

    `declared` is (name, organisation id, source id that the name is scoped to or null).
    """

    def __init__(self, declared: Iterable[tuple[str, str, str | None]]) -> None:
        self._ids = {(slug(name), scope): organisation for name, organisation, scope in declared}

    def organisation_id(self, name: str, source_id: str) -> str:
        key = slug(name)
        return self._ids.get((key, source_id)) or self._ids.get((key, None)) or key


def extraction_rows(
    extraction: Extraction,
    *,
    text: str,
    version_id: int,
    number: int,
    article_id: str,
    source_id: str,
    names: Names,
) -> dict[str, list[Row]]:
    """The rows of one version by table, as `db.store.save_extraction` takes them."""
    made = {"version_id": version_id, "extractor_id": extraction.extractor}
    organisations: dict[str, Row] = {}
    aliases: dict[tuple[str, str], Row] = {}
    people: dict[str, Row] = {}

    def organisation(name: str) -> str:
        key = names.organisation_id(name, source_id)
        organisations.setdefault(key, {"id": key, "name": name, "country": None, "country_basis": None})
        return key

    def person(name: str) -> str:
        key = slug(name)
        people.setdefault(key, {"id": key, "name": name})
        return key

    def mention_id(m: Mention) -> str:
        return digest(article_id, number, m.start, m.end, m.label)

    mentions: list[Row] = []
    for m in extraction.mentions:
        surface = text[m.start : m.end]
        org = organisation(m.entity or surface) if m.label == "ORG" else None
        if org and surface != organisations[org]["name"]:
            aliases[org, surface] = _alias(org, surface, "text", source_id, scoped=True)
        mentions.append(
            {
                "id": mention_id(m),
                **made,
                "label": m.label,
                "start": m.start,
                "end": m.end,
                "surface": surface,
                "organisation_id": org,
                "person_id": person(m.entity or surface) if m.label == "PERSON" else None,
                "country": m.value if m.label == "COUNTRY" else None,
                "rule": m.rule,
            }
        )
    dates = []
    for m in extraction.mentions:
        if m.label == "DATE":
            first, last = days(m.value)
            dates.append(
                {
                    "mention_id": mention_id(m),
                    "value": m.value,
                    "edtf": m.edtf,
                    "first_day": first,
                    "last_day": last,
                }
            )
    roles = {
        (key := digest(article_id, number, p.name, p.role, p.organisation)): {
            "id": key,
            **made,
            "person_id": person(p.name),
            "role": p.role,
            "organisation_id": organisation(p.organisation) if p.organisation else None,
        }
        for p in extraction.people
        if p.role or p.organisation
    }
    events, parties, signatories = [], [], []
    seen: Counter[str] = Counter()
    for event in extraction.events:
        sides = list(dict.fromkeys(organisation(name) for name in event.parties))
        same = digest(article_id, number, event.type, *sorted(sides))
        seen[same] += 1
        event_id = same if seen[same] == 1 else digest(same, seen[same])
        first, last = days(event.date)
        events.append(
            {
                "id": event_id,
                **made,
                "type": event.type,
                "instrument": event.instrument,
                "status": event.status,
                "date": event.date,
                "first_day": first,
                "last_day": last,
                "subject": event.subject,
                "evidence": text[event.evidence.start : event.evidence.end],
                "evidence_start": event.evidence.start,
                "evidence_end": event.evidence.end,
                "confidence": event.confidence,
                "rules": json.dumps(event.rules),
            }
        )
        parties += [{"event_id": event_id, "organisation_id": o, "position": i} for i, o in enumerate(sides)]
        signatories += [
            {"event_id": event_id, "person_id": p} for p in dict.fromkeys(person(name) for name in event.people)
        ]
    for code, name, basis in seats(extraction.mentions, text):
        org = names.organisation_id(name, source_id)
        if org in organisations and organisations[org]["country"] is None:
            organisations[org] |= {"country": code, "country_basis": basis}
    codes: list[str | None] = [m["country"] for m in [*mentions, *organisations.values()]]
    return {
        "countries": country_rows(codes),
        "organisations": list(organisations.values()),
        "organisation_aliases": list(aliases.values()),
        "people": list(people.values()),
        "mentions": mentions,
        "dates": dates,
        "person_roles": list(roles.values()),
        "events": events,
        "event_parties": parties,
        "event_people": signatories,
    }


def seats(mentions: Iterable[Mention], text: str) -> Iterable[tuple[str, str, str]]:
    """(country, organisation's name, basis) where the text puts a country in brackets behind a name:
    `Nanyang Technological University (Singapore)`."""
    last: Mention | None = None
    for m in mentions:
        if m.label == "COUNTRY" and m.value and last and last.entity:
            between, after = text[last.end : m.start], text[m.end : m.end + 1]
            if re.fullmatch(r"\s*\((?:[^()\n]{1,40}, )?(?:the )?", between) and after == ")":
                yield m.value, last.entity, "bracket"
        last = m if m.label == "ORG" else None
