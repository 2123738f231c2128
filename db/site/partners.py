"""With whom an organisation works: its partners with the history of each tie, and their countries."""

from __future__ import annotations

import json
from collections import defaultdict

from datasette.app import Datasette

from db.charts import abroad
from db.site.asking import Row, ask, table_address
from db.site.pictures import Picture, shown
from db.site.strip import strip

PARTNERS = """
with most as (
  select * from partners where organisation_id = :id order by agreements desc, latest_report desc, partner_id limit 10)
select most.partner_id as id, organisations.name, organisations.country, countries.name as country_name,
  most.agreements, most.reports, most.types, most.first_report, most.latest_report, most.memorandum_id
from most join organisations on organisations.id = most.partner_id
left join countries on countries.code = organisations.country
order by most.agreements desc, most.latest_report desc, most.partner_id
"""

TOLD = """
select ties.partner_id, reports.published, reports.status
from ties join reports on reports.agreement_id = ties.agreement_id
where ties.organisation_id = :id and ties.partner_id in (select value from json_each(:partners))
  and reports.published is not null and reports.duplicate_of is null
order by reports.published desc limit 600
"""

COUNTRIES = """
select organisations.country as partner_country, countries.name as partner_country_name,
  count(*) as partners, sum(agreements) as ties
from partners join organisations on organisations.id = partner_id
left join countries on countries.code = organisations.country
where organisation_id = :id group by organisations.country order by partners desc, ties desc, countries.name
"""


async def partners(datasette: Datasette, organisation: Row) -> list[Row]:
    """The organisations with which it has most agreements, each with its types and the `strip` of its reports."""
    found = await ask(datasette, PARTNERS, id=organisation["id"])
    ids = json.dumps([partner["id"] for partner in found])
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in reversed(await ask(datasette, TOLD, id=organisation["id"], partners=ids)):
        told[row["partner_id"]].append((row["published"], row["status"]))
    first = min((days[0][0] for days in told.values()), default="")
    last = max((days[-1][0] for days in told.values()), default="")
    return [
        {
            **partner,
            "types": sorted(partner["types"].split(",")),
            "strip": strip(told[partner["id"]], first, last) if told[partner["id"]] else "",
        }
        for partner in found
    ]


async def partner_countries(datasette: Datasette, organisation: Row) -> Picture:
    id = organisation["id"]
    rows = await ask(datasette, COUNTRIES, id=id)
    seen = abroad.partners(rows, ties=table_address(datasette, "ties", organisation_id=id))
    return await shown(datasette, "partner_countries", seen, parameters={"organisation": id})
