"""The front page: what the record is, how much it holds, where to begin."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.charts import connected, lives, matrix, world, years
from db.charts.seen import named
from db.questions import questions
from db.site import standing
from db.site.asking import answer, ask, ask_one, database, page
from db.site.pictures import Picture, shown

LATEST = """
select agreements.id, agreements.type, agreements.status, agreements.first_report, agreements.reports,
  reports.evidence, reports.article_id, reports.title, sources.name as source
from agreements left join reports on reports.event_id = agreements.id left join sources on sources.id = reports.source_id
order by agreements.first_report desc limit 6
"""

SIDES = """
select organisations.id, organisations.name, agreement_parties.country, countries.name as country_name
from agreement_parties join organisations on organisations.id = organisation_id
left join countries on countries.code = agreement_parties.country
where agreement_id = :id order by position limit 7
"""

FILES = ("agreements", "reports", "ties", "organisations", "people", "articles")
"""Tables whose downloads are offered here; the page of each table offers its own."""


async def show(datasette: Datasette, request: Request) -> Response:
    now = datetime.now(UTC)
    stands = await ask_one(datasette, "record", standing.STANDING)
    night, well = standing.of_nights(await ask(datasette, standing.NIGHTS), now)
    latest = await ask(datasette, LATEST)
    for agreement in latest:
        agreement["sides"] = sides = await ask(datasette, SIDES, id=agreement["id"])
        agreement["names"] = [named(side["name"], "an organisation without a name") for side in sides]
        agreement["called"] = named(agreement["title"], "Untitled", 120)
        agreement["countries"] = {
            side["country"]: named(side["country_name"], side["country"]) for side in sides if side["country"]
        }
    url = datasette.absolute_url(request, datasette.urls.instance())
    by = "status" if request.args.get("by") == "status" else "type"
    of = "count" if request.args.get("of") == "count" else "rate"
    return await page(
        datasette,
        request,
        "front.html",
        stands=stands,
        span=standing.span(stands),
        night=night,
        well=well,
        unwell=await ask(datasette, standing.UNWELL),
        latest=latest,
        by=by,
        of=of,
        pictures=await pictures(datasette, by=by, of=of, until=stands["as_of"]) if stands["articles"] else None,
        questions=offered(),
        files=FILES,
        citation=standing.citation(stands, url),
        bibtex=standing.bibtex(stands, url),
    )


async def pictures(datasette: Datasette, *, by: str, of: str, until: str | None) -> dict[str, Picture]:
    """The pictures of the front page by name."""
    rows = partial(answer, datasette)
    name = database(datasette).name
    root = datasette.setting("base_url")
    pairs = "/" + str(datasette.urls.query(name, "between_countries")).removeprefix(root)
    table = "/" + str(datasette.urls.table(name, "agreements")).removeprefix(root)
    seen: dict[str, tuple[Any, dict[str, str]]] = {
        "world": (world.seen(await rows("world_ties", limit="400")), {}),
        "agreements_over_time": (
            years.seen(await rows("agreements_by_year", by=by), by=by, of=of, until=(until or "")[:10]),
            {"by": by},
        ),
        "most_connected": (connected.seen(await rows("most_connected")), {}),
        "country_matrix": (matrix.seen(await rows("country_matrix"), question=pairs), {}),
        "statuses": (lives.seen(await rows("statuses"), agreements_table=table), {}),
    }
    return {
        picture: await shown(datasette, picture, what, parameters=parameters)
        for picture, (what, parameters) in seen.items()
    }


def offered() -> list[tuple[str, str, str]]:
    """Name, title and the first sentence of the description of the questions of the front page."""
    places = sorted((question["front"], name) for name, question in questions().items() if "front" in question)
    return [(name, questions()[name]["title"], _first(questions()[name].get("description", ""))) for _, name in places]


def _first(text: str) -> str:
    first = text.split(". ")[0]
    return first if first.endswith((".", "?")) or not first else f"{first}."
