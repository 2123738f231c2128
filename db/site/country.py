"""The page of a country: its partners year by year, its organisations, and the agreements that they have."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from db.site.asking import Row, ask, page, table_address
from db.site.links import address
from db.site.listed import told
from db.site.pictures import Picture, picture
from db.site.timeline import all_years, timeline
from db.site.wording import STATUSES, TYPES, plural, shorten

PARTNERS = 12
"""Partner countries in the picture; the table has them all."""

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
select partner_country as code, year, sum(agreements) as agreements
from country_pair_years where country = :code group by partner_country, year
"""

BY_YEAR = """
select substr(month, 1, 4) as year, status, sum(agreements) as agreements
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
  select distinct agreement_id, latest_report from ties where country = :code order by latest_report desc limit 30
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
        **await _pictures(datasette, country, pairs),
    )


async def _pictures(datasette: Datasette, country: Row, pairs: list[Row]) -> dict[str, Any]:
    if not country["agreements"]:
        return {}
    by_year = await ask(datasette, BY_YEAR, code=country["code"])
    return {
        "timeline": await timeline(
            datasette, by_year, whose={"country": country["code"]}, parameters={"country": country["code"]}
        ),
        "undated": country["agreements"] - sum(row["agreements"] for row in by_year),
        "partners_by_year": await partners_by_year(datasette, country, pairs),
    }


async def partners_by_year(datasette: Datasette, country: Row, pairs: list[Row]) -> Picture:
    """Partner countries × years: agreements by the year of their first report."""
    years = await ask(datasette, YEARS, code=country["code"])
    names = {pair["code"]: pair["country"] for pair in pairs if pair["code"] != country["code"]}
    shown = list(names)[:PARTNERS]
    most = max((row["agreements"] for row in years if row["code"] in shown), default=1)
    drawn = [
        {
            "country": names[row["code"]],
            "order": shown.index(row["code"]),
            "year": row["year"],
            "agreements": row["agreements"],
            "strong": row["agreements"] > 0.8 * most,
            "said": f"{names[row['code']]}, {row['year']}: {plural(row['agreements'], 'agreement')}",
            "href": table_address(
                datasette,
                "ties",
                country=country["code"],
                partner_country=row["code"],
                first_report__startswith=row["year"],
            ),
        }
        for row in years
        if row["code"] in shown
    ]
    table: dict[str, Row] = {pair["code"]: {**pair, "href": address("country", pair["code"])} for pair in pairs}
    for row in years:
        table[row["code"]][row["year"]] = row["agreements"]
    known = sorted({row["year"] for row in years})
    return await picture(
        datasette,
        "partners_by_year",
        [dict.fromkeys(known) | row for row in table.values()],
        drawn=drawn,
        finding=_finding(country, pairs),
        columns={"country": "Country", "agreements": "In all", **{year: year for year in known}},
        parameters={"country": country["code"], "partner_country": ""},
        height=50 + 24 * len(shown),
        most=most,
        years=all_years(known),
    )


def _finding(country: Row, pairs: list[Row]) -> str:
    others = [pair for pair in pairs if pair["code"] != country["code"]]
    if not others:
        return "No partner in another country is known."
    most = ", ".join(f"{pair['country']} ({pair['agreements']:,})" for pair in others[:3])
    told = f"Most agreements: {most}."
    return told + f" The picture shows the first {PARTNERS} of {len(others)} countries." * (len(others) > PARTNERS)


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
