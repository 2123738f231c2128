"""The page of an organisation: who it is, with whom it works, who speaks for it, and where it is told of."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.charts import timeline
from db.site.asking import Row, ask, ask_one, page, table_address
from db.site.correction import ready_for_organisation
from db.site.links import address
from db.site.listed import mentioning, told
from db.site.partners import partner_countries, partners
from db.site.people import BASES, people_of
from db.site.pictures import shown

SINGLY = 80
"""Up to so many agreements are blocks of their own in the picture."""

ORGANISATION = """
select organisations.*, countries.name as country_name, parents.name as parent_name,
  (select group_concat(value, ', ') from json_each(organisations.ror_types)) as kinds,
  coalesce(totals.agreements, 0) as agreements, coalesce(totals.partners, 0) as partners,
  coalesce(totals.partner_countries, 0) as partner_countries, coalesce(totals.ended, 0) as ended,
  totals.first_report, totals.latest_report
from organisations left join countries on countries.code = organisations.country
left join organisations parents on parents.id = organisations.parent_id
left join organisation_totals totals on totals.organisation_id = organisations.id
where organisations.id = :id
"""

JOINED_TO = "select distinct organisation_id as id from organisation_merges where read_id = :id limit 2"

ALIASES = """
select alias, min(basis) as basis, replace(group_concat(distinct source_id), ',', ', ') as sources, min(scoped) as scoped,
  count(*) over () as names
from organisation_aliases where organisation_id = :id and alias <> :name
group by alias order by basis, alias limit 30
"""

JOINS = """
select read_id, name, source_id, rule, evidence, count(*) over () as joins
from organisation_merges where organisation_id = :id order by name, source_id limit 30
"""

UNITS = """
select id, name, count(*) over () as units from organisations where parent_id = :id order by name limit 20
"""

ALIKE = """
select organisations.id, organisations.name, organisations.country, proposals.score, proposals.evidence
from proposals join organisations on organisations.id = iif(proposals.a = :id, proposals.b, proposals.a)
where proposals.kind = 'organisation' and (proposals.a = :id or proposals.b = :id) and proposals.decided is null
order by proposals.score desc limit 10
"""

CORRECTED = "select field, before, after, note, corrected_by, corrected_on from corrections where target = :id limit 20"

LATEST = told("""
  select agreement_id, latest_report from sides where organisation_id = :id order by latest_report desc limit 8
""")

BY_YEAR = """
select substr(first_report, 1, 4) as year, status as kind, count(*) as agreements
from sides where organisation_id = :id and first_report is not null group by year, status order by year, status
"""

SINGLY_BY_YEAR = """
select agreements.id, parties, substr(first_report, 1, 4) as year, status as kind
from agreement_parties join agreements on agreements.id = agreement_id
where organisation_id = :id and first_report is not null order by first_report
"""

SOURCES = "select id, name from sources where organisation_id = :id order by id limit 5"

PUBLISHED = """
select id, title, published, source_id from articles where source_id = :source
order by published desc limit 20
"""

HOW_MANY = "select count(*) as articles from articles where source_id = :source"

COUNTRY_BASES = {
    "declared": "declared in a source file",
    "name": "a country in the name",
    "bracket": "a country in brackets behind the name",
    "apposition": "a country beside the name",
    "demonym": "guessed from a demonym before the name",
    "city": "guessed from a city in or behind the name",
    "ror": "the Research Organization Registry",
}
ROR_BASES = {
    "declared": "declared in a source file",
    "name": "by the name that the registry shows",
    "alias": "by an alias, here or there",
    "short": "by a short name where the country agrees",
}
RULES = {
    "corrected": "a researcher said so",
    "declared": "a source file declares it",
    "called": "a source file declares it for its own pages",
    "acronym": "texts of the source explain the acronym",
    "ror": "one record of the registry",
    "key": "the same words, spelt another way",
    "order": "the same words in another order, in one country",
    "country": "with the country behind it",
}


async def show(datasette: Datasette, request: Request) -> Response:
    id = unquote(request.url_vars["id"])
    joined = await ask(datasette, JOINED_TO, id=id)
    if len(joined) == 1 and not await ask(datasette, "select 1 from organisations where id = :id", id=id):
        return Response.redirect(datasette.urls.path(address("organisation", joined[0]["id"])))
    organisation = await ask_one(datasette, "organisation", ORGANISATION, id=id)
    alike = await ask(datasette, ALIKE, id=id)
    named, articles, more = await mentioning(datasette, "organisation_id", id)
    return await page(
        datasette,
        request,
        "organisation.html",
        organisation=organisation,
        aliases=await ask(datasette, ALIASES, id=id, name=organisation["name"]),
        joins=await ask(datasette, JOINS, id=id),
        units=await ask(datasette, UNITS, id=id),
        alike=alike,
        corrected=await ask(datasette, CORRECTED, id=id),
        line=ready_for_organisation(id, organisation["name"], [(row["id"], row["name"]) for row in alike]),
        partners=await partners(datasette, organisation),
        latest=await ask(datasette, LATEST, id=id),
        people=await people_of(datasette, id),
        named={"articles": named, "count": articles, "more": more},
        sources=[await _published(datasette, source) for source in await ask(datasette, SOURCES, id=id)],
        bases=BASES,
        country_bases=COUNTRY_BASES,
        ror_bases=ROR_BASES,
        rules=RULES,
        **await _pictures(datasette, organisation),
    )


async def _published(datasette: Datasette, source: Row) -> Row:
    """A source with its newest articles and how many it has."""
    (counted,) = await ask(datasette, HOW_MANY, source=source["id"])
    return {**source, "newest": await ask(datasette, PUBLISHED, source=source["id"]), "count": counted["articles"]}


async def _pictures(datasette: Datasette, organisation: Row) -> dict[str, Any]:
    if not organisation["agreements"]:
        return {}
    id = organisation["id"]
    by_year = await ask(datasette, BY_YEAR, id=id)
    few = organisation["agreements"] <= SINGLY
    seen = timeline.seen(
        by_year,
        singly=await ask(datasette, SINGLY_BY_YEAR, id=id) if few else (),
        ties=table_address(datasette, "ties", organisation_id=id),
    )
    return {
        "timeline": await shown(datasette, "timeline", seen, parameters={"by": "status", "organisation": id}),
        "undated": organisation["agreements"] - sum(row["agreements"] for row in by_year),
        "partner_countries": await partner_countries(datasette, organisation),
    }
