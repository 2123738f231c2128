"""The graph of organisations, or of countries: an edge is what ties two of them, all their agreements together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from db.exporting.reading import DAY, Moment

Value = str | int | float | None
By = Literal["organisation", "country"]

SHARED: dict[str, type] = {"agreements": int, "main_type": str, "types": str, "first_report": str, "latest_report": str}
"""Of nodes and edges; `main_type` is the most frequent type, `types` all, the most frequent first. The names keep clear
of those that GEXF has a meaning of its own for (type, label, id)."""
NODE: dict[By, dict[str, type]] = {
    "organisation": {"label": str, "country": str, "country_name": str, "ror_id": str, "wikidata_id": str,
                     "partners": int, **SHARED},
    "country": {"label": str, "organisations": int, "within": int, "partners": int, **SHARED},
}  # fmt: skip
"""Attribute → type. `within` counts the agreements between organisations of one country."""
EDGE: dict[str, type] = {"weight": int, "reports": int, **SHARED, "start": str, "end": str}
"""`start` is the day on which the first agreement began or was first reported; `end`, if all have ended, that of the last."""

ENDS: dict[By, tuple[str, str]] = {
    "organisation": ("organisation_id", "partner_id"),
    "country": ("country", "partner_country"),
}
NODES: dict[By, str] = {
    "organisation": """
select o.id, o.name, o.country, countries.name, ror_id, wikidata_id, coalesce(partners, 0), count(*),
  group_concat(type, ' '), min(first_report), max(latest_report)
from agreement_parties p join agreements on agreements.id = p.agreement_id
join organisations o on o.id = p.organisation_id left join countries on countries.code = o.country
left join (select organisation_id, count(distinct partner_id) as partners from ties where {chosen} group by 1) tied
  on tied.organisation_id = o.id
where {chosen} group by o.id order by o.id""",
    "country": """
select code, name, (select count(distinct organisation_id) from agreement_parties where country = code and {chosen}),
  coalesce(within, 0), coalesce(partners, 0), count(*), group_concat(type, ' '), min(first_report), max(latest_report)
from (select distinct country, agreement_id from agreement_parties where {chosen}) p
join agreements on agreements.id = p.agreement_id join countries on code = p.country
left join (select country, count(distinct iif(partner_country <> country, partner_country, null)) as partners,
    count(distinct iif(partner_country = country, agreement_id, null)) as within
  from ties where {chosen} group by 1) tied on tied.country = code
group by code order by code""",
}
EDGES = """
with spans as materialized (
  select id, coalesce(first_day, substr(first_report || '-01-01', 1, 10)) as start,
    case when status = 'ended' then (
      select max(coalesce(e.last_day, case when length(a.published) >= 10 then substr(a.published, 1, 10) end))
      from agreement_reports r join events e on e.id = r.event_id join articles a on a.version_id = e.version_id
      where r.agreement_id = agreements.id and e.status = 'ended') end as ended
  from agreements)
select one, other, sum(reports), count(*), group_concat(type, ' '), min(first_report), max(latest_report), min(start),
  case when count(ended) = count(*) then max(ended) end
from (select distinct {one} as one, {other} as other, agreement_id, type, reports, first_report, latest_report
  from ties where {one} < {other} and {chosen}) join spans on spans.id = agreement_id
group by one, other order by one, other"""


def nodes(moment: Moment, by: By) -> Iterator[tuple[str, dict[str, Value]]]:
    """Id and the attributes `NODE[by]` of each that has an agreement, by id."""
    for node, *values, types, first, latest in moment.connection.execute(_sql(moment, NODES[by], by)):
        yield node, dict(zip(NODE[by], (*values, *_types(types), first, latest), strict=True))


def edges(moment: Moment, by: By) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """The two ends and the attributes `EDGE` of each pair; those within a country are no edge."""
    for one, other, reports, number, types, first, latest, start, end in moment.connection.execute(
        _sql(moment, EDGES, by)
    ):
        start = start if start and DAY.fullmatch(start) else None
        end = end if end and DAY.fullmatch(end) and start and start <= end else None
        values = (number, reports, number, *_types(types), first, latest, start, end)
        yield one, other, dict(zip(EDGE, values, strict=True))


def _sql(moment: Moment, sql: str, by: By) -> str:
    one, other = ENDS[by]
    chosen = "agreement_id in chosen_agreements" if moment.choice else "true"
    return sql.format(one=one, other=other, chosen=chosen)


def _types(types: str) -> tuple[str, str]:
    counts = Counter(types.split())
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return ordered[0], " ".join(ordered)
