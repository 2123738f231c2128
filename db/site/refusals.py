"""What visitors read when there is no such page, a question is wrong or it takes too long.

Datasette answers these too, but writes the whole stack with all its variables to the log each time, for which every
address that a robot makes up costs more than a page. What is our own mistake (500) is left to it.
"""

from __future__ import annotations

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request, Response

TOO_LONG = "The question reads so many rows that it was stopped. Narrow it down: by a country, an organisation, a year."


def status(exception: Exception) -> int | None:
    """The HTTP status of a request that failed by the visitor's doing; None if it was not."""
    found = 400 if isinstance(exception, QueryInterrupted) else getattr(exception, "status", 500)
    if found == 500 and hasattr(exception, "error_dict"):  # a DatasetteError: an argument that it doesn't take
        found = 400
    return found if 400 <= found < 500 else None


async def answer(datasette: Datasette, request: Request, exception: Exception) -> Response:
    title, said = getattr(exception, "title", None), getattr(exception, "message", None)
    said = said or next(iter(exception.args), None)
    if isinstance(exception, QueryInterrupted) or getattr(exception, "message_is_html", False):
        title, said = "This took too long", TOO_LONG
    told = {"ok": False, "error": None if said is None else str(said), "status": status(exception), "title": title}
    if request.path.endswith(".json"):
        return Response.json(told, status=told["status"])
    html = await datasette.render_template("error.html", told, request=request)
    return Response.html(html, status=told["status"])
