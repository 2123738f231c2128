"""`/article/ID.json`: an article with all that was found in it, in the shape of `uniaccord extract`, and with ids."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from db.site import reading
from db.site.asking import Row


async def show(datasette: Datasette, request: Request) -> Response:
    id = unquote(request.url_vars["id"])
    article = await reading.article(datasette, id)
    version = await reading.version(datasette, id, request.args.get("version"))
    told = {
        "id": id,
        "version": version["number"],
        "source": article["source_id"],
        "url": article["url"],
        "title": version["title"],
        "published": version["published"],
        "language": version["language_read"] or version["language"],
        "extractor": version["extractor_id"],
        "text": version["body"],
        "kinds": json.loads(version["kinds"]),
        "mentions": [mention(row) for row in await reading.mentions(datasette, version["id"])],
        "people": [
            {key: row[key] for key in ("name", "role", "organisation", "basis")}
            | {"person_id": row["id"], "organisation_id": row["organisation_id"]}
            for row in await reading.roles(datasette, version["id"])
        ],
        "events": [event(row) for row in await reading.events(datasette, version["id"])],
    }
    return Response.json(told, headers={"access-control-allow-origin": "*"})


def mention(row: Row) -> dict[str, Any]:
    named = row["label"] in ("ORG", "PERSON")
    value = row["country"] if row["label"] == "COUNTRY" else row["value"]
    return {
        "start": row["start"],
        "end": row["end"],
        "label": row["label"],
        "entity": row["name"] if named else None,
        "value": value,
        "edtf": row["edtf"],
        "rule": row["rule"],
        "confidence": row["confidence"],
        "entity_id": row["organisation_id"] or row["person_id"],
    }


def event(row: Row) -> dict[str, Any]:
    kept = ("type", "instrument", "status", "date", "not_before", "not_after", "subject", "place_country", "confidence")
    placed = row["place_start"] is not None
    return (
        {"id": row["id"], "agreement_id": row["agreement_id"]}
        | {key: row[key] for key in kept}
        | {
            "parties": [side["name"] for side in row["sides"]],
            "party_ids": [side["id"] for side in row["sides"]],
            "people": [person["name"] for person in row["signatories"]],
            "evidence": {"start": row["evidence_start"], "end": row["evidence_end"]},
            "place": {"start": row["place_start"], "end": row["place_end"]} if placed else None,
            "rules": json.loads(row["rules"]),
            "corrected": row["as_read"] is not None,
            "dropped": bool(row["dropped"]),
        }
    )
