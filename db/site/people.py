"""Who speaks and signs for an organisation, by what articles say."""

from __future__ import annotations

import json

from datasette.app import Datasette

from db.site.asking import Row, ask

SHOWN = 15
NEWEST_READ = 2000
"""Rows of roles, the last ones read, that a page looks at."""

BASES = {
    "stated": "stated",
    "sentence": "named before in the sentence",
    "publisher": "guessed: the publisher of the page",
    "document": "guessed: named before in the article",
}
"""What it rests on that a role is one at an organisation, the surest first."""

ROLES = f"""
with told as (
  select person_id, role, organisation_basis, version_id from person_roles
  where organisation_id = :id order by rowid desc limit {NEWEST_READ})
select people.id, people.name, told.role, told.organisation_basis as basis,
  count(distinct articles.id) as articles, min(articles.published) as first, max(articles.published) as latest,
  (select count(*) from told) as looked_at
from told join articles on articles.version_id = told.version_id join people on people.id = told.person_id
group by people.id, told.role, told.organisation_basis
order by people.id, latest desc
"""

SIGNED = """
select event_people.person_id as id, count(distinct coalesce(reports.agreement_id, reports.event_id)) as agreements
from event_people join reports on reports.event_id = event_people.event_id
join event_parties on event_parties.event_id = event_people.event_id and event_parties.organisation_id = :id
where event_people.person_id in (select value from json_each(:people))
group by event_people.person_id
"""


async def people_of(datasette: Datasette, id: str) -> Row:
    """`shown`: people with their `roles` and how many `agreements` of the organisation they signed, signatories and
    those of whom it is stated first; `count`: how many there are; `more`: whether only the last roles were looked at."""
    people: dict[str, Row] = {}
    rows = await ask(datasette, ROLES, id=id)
    for row in rows:
        person = people.setdefault(row["id"], {"id": row["id"], "name": row["name"], "roles": [], "articles": 0})
        person["roles"].append(row)
        person["articles"] += row["articles"]
    signed = await ask(datasette, SIGNED, id=id, people=json.dumps([*people][:NEWEST_READ]))
    times = {row["id"]: row["agreements"] for row in signed}
    found = [{**person, "agreements": times.get(person["id"], 0)} for person in people.values()]
    found.sort(key=lambda p: (-p["agreements"], surest(p["roles"]), -p["articles"], p["name"]))
    return {
        "shown": found[:SHOWN],
        "count": len(found),
        "more": bool(rows) and rows[0]["looked_at"] == NEWEST_READ,
    }


def surest(roles: list[Row]) -> int:
    """The place in `BASES` of the surest of some roles."""
    order = list(BASES)
    return min(order.index(row["basis"]) if row["basis"] in BASES else len(order) for row in roles)
