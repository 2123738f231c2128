"""Who speaks and signs for an organisation, by what articles say."""

from __future__ import annotations

import json

from datasette.app import Datasette

from db.site.asking import Row, ask

SHOWN = 14
NEWEST_READ = 1000
"""Rows of roles, the last ones read, that a page looks at."""

BASES = (
    "stated beside the name",
    "named before in the sentence",
    "guessed: it publishes the page",
    "guessed: named before in the article",
    "organisation not told",
)
"""What it rests on that a role is one at an organisation, the surest first."""
SUREST = """min(case organisation_basis when 'stated' then 0 when 'sentence' then 1 when 'publisher' then 2
  when 'document' then 3 else 4 end)"""
"""The surest basis of some rows of `person_roles`, as its place in `BASES`."""

ROLES = f"""
with told as (
  select person_id, role, organisation_basis, version_id from person_roles
  where organisation_id = :id order by rowid desc limit {NEWEST_READ})
select people.id, people.name, max(told.role) as role, {SUREST} as basis,
  count(distinct articles.id) as articles, max(articles.published) as latest,
  (select count(*) from told) as looked_at
from told join articles on articles.version_id = told.version_id join people on people.id = told.person_id
group by people.id, lower(told.role) order by people.id, articles desc, latest desc
"""  # noqa: S608 - words of ours

SIGNED = """
select person_id as id, agreements from signings
where organisation_id = :id and person_id in (select value from json_each(:people))
"""


async def people_of(datasette: Datasette, id: str) -> Row:
    """`shown`: people with their `roles` and how many `agreements` of the organisation they signed, signatories and
    those of whom it is stated first; `count`: how many there are;
    `more`: whether only the last roles were looked at."""
    people: dict[str, Row] = {}
    rows = await ask(datasette, ROLES, id=id)
    for row in rows:
        people.setdefault(row["id"], {"id": row["id"], "name": row["name"], "roles": []})["roles"].append(row)
    signed = {
        row["id"]: row["agreements"] for row in await ask(datasette, SIGNED, id=id, people=json.dumps(list(people)))
    }
    found = [{**person, "agreements": signed.get(person["id"], 0)} for person in people.values()]
    found.sort(key=_first_who_signs)
    return {
        "shown": found[:SHOWN],
        "count": len(found),
        "more": bool(rows) and rows[0]["looked_at"] == NEWEST_READ,
    }


def _first_who_signs(person: Row) -> tuple[int, int, int, str]:
    roles = person["roles"]
    surest, articles = min(role["basis"] for role in roles), sum(role["articles"] for role in roles)
    return -person["agreements"], surest, -articles, person["name"]
