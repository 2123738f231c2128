"""The page of an agreement: its sides, and its life with each report's sentence."""

from __future__ import annotations

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.site.asking import ask, ask_one, page
from db.site.wording import STATUSES

AGREEMENT = "select * from agreements where id = :id"

SIDES = """
select organisations.id, organisations.name, agreement_parties.country, countries.name as country_name, agreement_parties.reports
from agreement_parties join organisations on organisations.id = organisation_id
left join countries on countries.code = agreement_parties.country
where agreement_id = :id order by position
"""

REPORTS = """
select events.id, events.type, events.status, events.instrument, events.date, events.not_before, events.not_after, events.subject,
  events.evidence, events.confidence, events.place_country, events.as_read is not null as corrected,
  articles.id as article_id, articles.title, articles.url, articles.published, articles.source_id, sources.name as source,
  agreement_reports.basis, agreement_reports.duplicate_of
from agreement_reports
join events on events.id = agreement_reports.event_id
join articles on articles.version_id = events.version_id
join sources on sources.id = articles.source_id
where agreement_reports.agreement_id = :id
order by articles.published, events.evidence_start limit 200
"""

SIGNATORIES = """
select distinct event_people.event_id, people.id, people.name
from agreement_reports join event_people on event_people.event_id = agreement_reports.event_id
join people on people.id = event_people.person_id
where agreement_reports.agreement_id = :id order by people.name
"""

LIKELY_THE_SAME = """
select agreements.id, agreements.parties, agreements.type, agreements.status, agreements.first_report,
  proposals.score, proposals.evidence
from proposals join agreements on agreements.id = case when proposals.a = :id then proposals.b else proposals.a end
where kind = 'agreement' and :id in (proposals.a, proposals.b) and decided is null order by score desc limit 10
"""


async def show(datasette: Datasette, request: Request) -> Response:
    id = request.url_vars["id"]
    agreement = await ask_one(datasette, "agreement", AGREEMENT, id=id)
    signatories: dict[str, list[dict[str, Any]]] = {}
    for row in await ask(datasette, SIGNATORIES, id=id):
        signatories.setdefault(row["event_id"], []).append(row)
    reports = await ask(datasette, REPORTS, id=id)
    return await page(
        datasette,
        request,
        "agreement.html",
        agreement=agreement,
        sides=await ask(datasette, SIDES, id=id),
        reports=reports,
        signatories=signatories,
        reached=reached([report["status"] for report in reports]),
        alike=await ask(datasette, LIKELY_THE_SAME, id=id),
    )


def reached(statuses: list[str]) -> list[tuple[str, int]]:
    """Each status that reports tell of with how many do, in the order of an agreement's life."""
    return [(status, statuses.count(status)) for status in STATUSES if status in statuses]
