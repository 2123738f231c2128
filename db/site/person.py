"""The page of a person: public roles over time, what was signed, and the articles. Only what articles say."""

from __future__ import annotations

from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.site.asking import ask, ask_one, page
from db.site.listed import mentioning, told
from db.site.people import BASES, NEWEST_READ, SUREST

PERSON = """
select people.id, people.name, coalesce(person_totals.agreements, 0) as agreements
from people left join person_totals on person_totals.person_id = people.id where people.id = :id
"""

ROLES = f"""
with told as (
  select role, organisation_id, organisation_basis, version_id from person_roles
  where person_id = :id order by rowid desc limit {NEWEST_READ})
select max(told.role) as role, told.organisation_id, organisations.name as organisation, {SUREST} as basis,
  count(distinct articles.id) as articles, min(articles.published) as first, max(articles.published) as latest,
  count(*) over () as roles
from told join articles on articles.version_id = told.version_id
left join organisations on organisations.id = told.organisation_id
group by lower(told.role), told.organisation_id
order by latest desc, articles desc, role limit 50
"""  # noqa: S608 - words of ours

SIGNED = told(f"""
  select agreement_id, max(latest_report) from (
    select event_id from event_people where person_id = :id limit {NEWEST_READ})
  join agreement_reports using (event_id) join agreements on agreements.id = agreement_id
  group by agreement_id order by max(latest_report) desc limit 20
""")  # noqa: S608 - words of ours


async def show(datasette: Datasette, request: Request) -> Response:
    id = unquote(request.url_vars["id"])
    person = await ask_one(datasette, "person", PERSON, id=id)
    named, articles, more = await mentioning(datasette, "person_id", id)
    return await page(
        datasette,
        request,
        "person.html",
        person=person,
        roles=await ask(datasette, ROLES, id=id),
        bases=BASES,
        signed=await ask(datasette, SIGNED, id=id),
        named={"articles": named, "count": articles, "more": more},
    )
