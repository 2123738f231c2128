"""What the crawler gives as rows: sources, articles, problems. Pure functions; `findings` has those of the reader."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from crawler.items import Article, Problem
from crawler.source import Source
from extract.countries.names import country_name
from pipelines.ids import digest, slug

Row = dict[str, Any]


def source_rows(source: Source) -> dict[str, Any]:
    """The arguments of `db.store.save_source`."""
    organisation = source.organisation
    organisation_id = slug(organisation.name)

    def alias(name: str, *, scoped: bool) -> Row:
        return alias_row(organisation_id, name, "declared", source.id, scoped=scoped)

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


def alias_row(organisation_id: str, alias: str, basis: str, source_id: str, *, scoped: bool) -> Row:
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
