"""Articles that hold some words, found so that a word of every text takes no longer than a rare one.

Up to LOOKED_AT texts are looked at: all that hold the words if there are no more, and then they can be ranked. Of more,
those stored last are; with a filter, the newest articles that pass it. `Found.kind` tells which.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from datasette.app import Datasette
from markupsafe import Markup

from db.site.asking import Row, ask
from db.site.words import shown

PAGE = 20
LOOKED_AT = 5000
PASSED = 1000
"""Articles that pass a filter and are looked at, where more texts than LOOKED_AT hold the words."""

COUNT = "select count(*) as number from (select 1 from texts_fts where texts_fts match :words limit :looked + 1)"

_ALL = "(select rowid as version_id, {rank} as place from texts_fts where texts_fts match :words)"
_LAST = "(select rowid as version_id from texts_fts where texts_fts match :words order by rowid desc limit :looked)"
_FIND = """
select articles.id, articles.version_id, articles.title, articles.published, articles.source_id, count(*) over () as total
from {texts} as texts cross join articles on articles.version_id = texts.version_id
where {passes} order by {order} limit :size offset :skip
"""
_WALK = """
select passed.*, count(*) over () as total
from (select id, version_id, title, published, source_id from articles where {passes}
  order by published desc limit :passed) as passed
cross join texts_fts on texts_fts.rowid = passed.version_id
where texts_fts match :words order by passed.published desc limit :size offset :skip
"""
_NEWEST = "articles.published desc, articles.version_id desc"

PASSAGES = """
select versions.value as version_id, highlight(texts_fts, 0, :begin, :end) as title,
  snippet(texts_fts, 1, :begin, :end, ' … ', 32) as passage
from json_each(:versions) as versions cross join texts_fts on texts_fts.rowid = versions.value
where texts_fts match :words
"""

BESIDE = """
select articles.version_id, sources.name as source,
  (select count(*) from events where events.version_id = articles.version_id and not dropped) as reports
from json_each(:versions) as versions cross join articles on articles.version_id = versions.value
join sources on sources.id = articles.source_id
"""


@dataclass(frozen=True, slots=True)
class Filters:
    source: str = ""
    since: str = ""
    """First year; empty: any."""
    until: str = ""
    """Last year."""

    def passes(self) -> str:
        """The condition on `articles`, over the parameters of `values`."""
        wanted = ["articles.source_id = :source"] if self.source else []
        wanted += ["articles.published >= :since"] if self.since else []
        wanted += ["articles.published < :after"] if self.until else []
        return " and ".join(wanted) or "true"

    def values(self) -> dict[str, str]:
        return {"source": self.source, "since": self.since, "after": str(int(self.until) + 1) if self.until else ""}


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    """`all` of the texts that hold the words were looked at; of too many, the `last` stored, or those that `passed`."""
    order: str
    """`best` or `newest`."""
    total: int
    """Articles, of those that were looked at."""
    articles: list[Row]
    """Those of one page, each with `source`, `reports`, and `marked_title` and `passage` as markup."""


async def articles(datasette: Datasette, words: str, filters: Filters, *, order: str, page: int) -> Found:
    """`words` is an expression of FTS5; `page` counts from 1. Raises QueryInterrupted."""
    bounds = {"words": words, "looked": LOOKED_AT, "passed": PASSED, "size": PAGE, "skip": (page - 1) * PAGE}
    held = (await ask(datasette, COUNT, words=words, looked=LOOKED_AT))[0]["number"]
    kind = "all" if held <= LOOKED_AT else "last" if filters == Filters() else "passed"
    order = "best" if order == "best" and kind == "all" else "newest"
    if kind == "passed":
        sql = _WALK.format(passes=filters.passes())
    else:
        ranked = _ALL.format(rank="bm25(texts_fts, 5.0, 1.0)" if order == "best" else "0")
        by = f"texts.place, {_NEWEST}" if order == "best" else _NEWEST
        sql = _FIND.format(texts=ranked if kind == "all" else _LAST, passes=filters.passes(), order=by)
    rows = await ask(datasette, sql, **bounds, **filters.values())
    return Found(kind, order, rows[0]["total"] if rows else 0, await with_passages(datasette, words, rows))


async def with_passages(datasette: Datasette, words: str, rows: list[Row]) -> list[Row]:
    # Nobody can know the marks beforehand, so no text has them.
    begin, end = f"[{secrets.token_hex(8)}]", f"[{secrets.token_hex(8)}]"
    versions = json.dumps([row["version_id"] for row in rows])
    told = await ask(datasette, PASSAGES, words=words, versions=versions, begin=begin, end=end)
    passages = {row["version_id"]: row for row in told}
    beside = {row["version_id"]: row for row in await ask(datasette, BESIDE, versions=versions)}
    found = []
    for row in rows:
        passage = passages.get(row["version_id"], {})
        marked: dict[str, Markup] = {
            "marked_title": shown(passage.get("title") or row["title"] or "Untitled", begin, end, longest=300),
            "passage": shown(passage.get("passage"), begin, end),
        }
        found.append(row | beside[row["version_id"]] | marked)
    return found
