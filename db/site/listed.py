"""What pages of organisations, people and countries list alike: agreements with a sentence each, and articles."""

from __future__ import annotations

from typing import Literal

from datasette.app import Datasette

from db.site.asking import Row, ask

NEWEST_READ = 2000
"""Mentions of one thing, the last ones read, among which its newest articles are looked for."""


def told(agreements: str) -> str:
    """A query of agreements with the sentence of the latest report of each. `agreements` selects their ids, with a
    limit, as `(agreement_id, latest_report)`."""
    return f"""
with chosen (agreement_id, latest_report) as ({agreements})
select agreements.id, agreements.parties, agreements.type, agreements.instrument, agreements.status,
  agreements.subject, agreements.first_report, agreements.latest_report, agreements.reports as told,
  reports.event_id, reports.evidence, reports.article_id, reports.title, sources.name as source, reports.published
from chosen join agreements on agreements.id = chosen.agreement_id
left join reports on reports.event_id = (
  select event_id from reports where agreement_id = agreements.id order by published desc, evidence_start desc limit 1)
left join sources on sources.id = reports.source_id
order by chosen.latest_report desc, agreements.id
"""  # noqa: S608 - a query of ours


async def mentioning(
    datasette: Datasette, column: Literal["organisation_id", "person_id"], id: str, *, limit: int = 20
) -> tuple[list[Row], int, bool]:
    """(The newest articles whose text in force names a thing, in how many it was met, whether there are more).

    If it has been met very often, these are the newest of the `NEWEST_READ` places that were read last.
    """
    rows = await ask(
        datasette,
        f"""
with met as (select version_id from mentions where {column} = :id order by rowid desc limit {NEWEST_READ})
select articles.id, articles.title, articles.published, sources.name as source, count(*) as times,
  count(*) over () as articles, (select count(*) from met) as looked_at
from met join articles on articles.version_id = met.version_id
join sources on sources.id = articles.source_id
group by articles.id order by articles.published desc, articles.id limit {limit}
""",  # noqa: S608 - a column of ours
        id=id,
    )
    if not rows:
        return [], 0, False
    return rows, rows[0]["articles"], rows[0]["looked_at"] == NEWEST_READ
