"""All organisations that are sides of agreements: the most connected first, by name, by country, or by words of a name."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.site.asking import Row, ask, page

SIZE = 50
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "other"
"""Names that begin with none of the `LETTERS`."""
ORDERS = {"agreements": "agreements desc, id", "name": "name collate nocase, id"}
MOST_FOUND = 20_000
"""Names that a search looks at."""

CONNECTED = """
select organisation_id as id, agreements, '' as name from organisation_totals
where :country is null or country = :country
"""

NAMED = f"""
select organisation_id as id, agreements, name
from organisation_totals join organisations on organisations.id = organisation_id
where (:country is null or organisation_totals.country = :country)
  and (:letter is null or upper(substr(name, 1, 1)) = :letter
    or (:letter = '{OTHER}' and upper(substr(name, 1, 1)) not between 'A' and 'Z'))
"""  # noqa: S608 - words of ours

FOUND = f"""
select organisations.id, coalesce(agreements, 0) as agreements, name
from organisations left join organisation_totals on organisation_id = organisations.id
where organisations.id in (
    select organisation_id from organisation_names where id in (
      select rowid from organisation_names_fts where organisation_names_fts match :words limit {MOST_FOUND}))
  and (:country is null or organisations.country = :country)
"""  # noqa: S608 - words of ours

SHOWN = f"""
with chosen as ({{chosen}}),
shown as (
  select id, count(*) over () as count, row_number() over (order by {{order}}) as place from chosen
  order by place limit {SIZE} offset :offset)
select organisations.id, organisations.name, organisations.country, countries.name as country_name,
  coalesce(totals.agreements, 0) as agreements, coalesce(totals.partners, 0) as partners,
  coalesce(totals.partner_countries, 0) as partner_countries, totals.latest_report, shown.count
from shown join organisations on organisations.id = shown.id
left join organisation_totals totals on totals.organisation_id = shown.id
left join countries on countries.code = organisations.country
order by place
"""  # noqa: S608 - words of ours

COUNTRIES = """
select countries.code, countries.name from country_totals join countries on countries.code = country_totals.country
order by countries.name
"""

ALL = "select count(*) as named from organisations"


async def show(datasette: Datasette, request: Request) -> Response:
    asked = {name: request.args.get(name) or "" for name in ("q", "country", "letter", "order")}
    words = in_names(asked["q"])
    order = asked["order"] if asked["order"] in ORDERS else "name" if asked["letter"] else "agreements"
    letter = asked["letter"] if asked["letter"] in (*LETTERS, OTHER) and not words else None
    country = asked["country"].upper() or None
    number = page_number(request.args.get("page"))
    chosen = FOUND if words else NAMED if letter or order == "name" else CONNECTED
    rows = await ask(
        datasette,
        SHOWN.format(chosen=chosen, order=ORDERS[order]),
        words=words,
        country=country,
        letter=letter,
        offset=(number - 1) * SIZE,
    )
    count = rows[0]["count"] if rows else 0
    (everything,) = await ask(datasette, ALL)
    return await page(
        datasette,
        request,
        "organisations.html",
        rows=rows,
        count=count,
        named=everything["named"],
        asked=asked,
        order=order,
        letter=letter,
        letters=[*LETTERS, OTHER],
        countries=await ask(datasette, COUNTRIES),
        number=number,
        first=(number - 1) * SIZE + 1,
        before=_address(asked, number - 1) if number > 1 else None,
        after=_address(asked, number + 1) if number * SIZE < count else None,
    )


def in_names(text: str) -> str:
    """What is typed as a query of FTS5: every word, and the last ones as far as they are typed. Empty for no word."""
    return " ".join(f'"{word}"*' for word in re.findall(r"\w+", text)[:10])


def page_number(text: str | None) -> int:
    """1 for whatever is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 and int(text) > 0 else 1


def _address(asked: Row, number: int) -> str:
    told = {name: value for name, value in asked.items() if value}
    return "?" + urlencode(told | ({"page": str(number)} if number > 1 else {}))
