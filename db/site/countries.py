"""All countries of the record, with how many agreements, organisations and partner countries each has."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.charts import world
from db.site.asking import answer, ask, page
from db.site.pictures import shown

COUNTRIES = """
select countries.code, countries.name, totals.agreements, totals.organisations, totals.partner_countries,
  totals.first_report, totals.latest_report
from country_totals totals join countries on countries.code = totals.country
order by totals.agreements desc, countries.name
"""

OTHERS = """
select code, name from countries
where not exists (select 1 from country_totals where country = code) order by name
"""


async def show(datasette: Datasette, request: Request) -> Response:
    seen = world.seen(await answer(datasette, "world_ties", limit="400"))
    return await page(
        datasette,
        request,
        "countries.html",
        countries=await ask(datasette, COUNTRIES),
        others=await ask(datasette, OTHERS),
        picture=await shown(datasette, "world", seen),
    )
