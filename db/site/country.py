"""The page of a country: its partners year by year, its organisations, and the agreements that they have."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from db.charts import abroad, timeline
from db.site.asking import Row, ask, page, table_address
from db.site.links import address
from db.site.listed import told
from db.site.pictures import shown
from db.site.wording import STATUSES, TYPES, shorten

COUNTRY = """
select countries.code, countries.name, coalesce(totals.agreements, 0) as agreements,
  coalesce(totals.organisations, 0) as organisations, coalesce(totals.partner_countries, 0) as partner_countries,
  coalesce(totals.ended, 0) as ended, totals.first_report, totals.latest_report
from countries left join country_totals totals on totals.country = countries.code where countries.code = :code
"""

PAIRS = """
select partner_country as code, countries.name as country, agreements, organisations, first_report, latest_report
from country_pairs join countries on countries.code = partner_country
where country_pairs.country = :code order by partner_country = :code, agreements desc, countries.name
"""

YEARS = """
select country, partner_country, countries.name as partner_country_name, year, sum(agreements) as agreements
from country_pair_years join countries on countries.code = partner_country
where country = :code group by partner_country, year order by partner_country, year
"""

BY_YEAR = """
select substr(month, 1, 4) as year, status as kind, sum(agreements) as agreements
from agreement_months where country = :code group by year, status order by year, status
"""

BY_TYPE = """
select type, status, sum(agreements) as agreements from agreement_months where country = :code group by type, status
"""

ORGANISATIONS = """
select organisations.id, organisations.name, totals.agreements, totals.partners, totals.partner_countries
from organisation_totals totals join organisations on organisations.id = totals.organisation_id
where totals.country = :code order by totals.agreements desc, organisations.name limit 15
"""

LATEST = told("""
  select distinct agreement_id, latest_report from sides where country = :code order by latest_report desc limit 30
""")

SIGNED_THERE = """
select reports.event_id, reports.agreement_id, reports.parties, reports.status, reports.type, reports.evidence,
  reports.article_id, reports.title, reports.published, reports.source_id, count(*) over () as places
from (select id from events where place_country = :code order by rowid desc limit 1000) there
join reports on reports.event_id = there.id
order by reports.published desc, reports.event_id limit 8
"""


async def show(datasette: Datasette, request: Request) -> Response:
    code = unquote(request.url_vars["code"])
    if code != code.upper():
        return Response.redirect(datasette.urls.path(address("country", code.upper())), status=301)
    found = await ask(datasette, COUNTRY, code=code)
    if not found:
        raise NotFound(f"No article that was read speaks of a country with the code {code[:10]} (ISO 3166-1).")
    country = found[0]
    pairs = await ask(datasette, PAIRS, code=code)
    for pair in pairs:
        pair["country"] = shorten(pair["country"], 60) or pair["code"]
    return await page(
        datasette,
        request,
        "country.html",
        country=country,
        pairs=pairs,
        organisations=await ask(datasette, ORGANISATIONS, code=code),
        latest=await ask(datasette, LATEST, code=code),
        there=await ask(datasette, SIGNED_THERE, code=code),
        kinds=crossed(await ask(datasette, BY_TYPE, code=code)),
        **await _pictures(datasette, country),
    )


async def _pictures(datasette: Datasette, country: Row) -> dict[str, Any]:
    if not country["agreements"]:
        return {}
    code = country["code"]
    by_year = await ask(datasette, BY_YEAR, code=code)
    ties = table_address(datasette, "ties", country=code)
    partners = abroad.by_year(await ask(datasette, YEARS, code=code), ties=ties)
    over_time = timeline.seen(by_year, ties=ties)
    return {
        "partners_by_year": await shown(datasette, "partners_by_year", partners, parameters={"country": code}),
        "timeline": await shown(datasette, "timeline", over_time, parameters={"by": "status", "country": code}),
        "undated": country["agreements"] - sum(row["agreements"] for row in by_year),
    }


def crossed(rows: list[Row]) -> Row:
    """`types` × `statuses` that occur, `cells` by (type, status), and `totals` of each."""
    cells = {(row["type"], row["status"]): row["agreements"] for row in rows}
    totals = Counter[str]()
    for (type, status), agreements in cells.items():
        totals[type] += agreements
        totals[status] += agreements
    return {
        "types": [type for type in TYPES if type in totals],
        "statuses": [status for status in STATUSES if status in totals],
        "cells": cells,
        "totals": totals,
    }
