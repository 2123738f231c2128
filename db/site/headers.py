"""What every answer tells the browser: nothing from elsewhere, no script but the files that we serve."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""Content-Security-Policy. Styles may be inline, since Datasette's tables and SVG have them; scripts may not."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)

Application = Callable[[Any, Any, Any], Awaitable[None]]


def with_policy(app: Application) -> Application:
    """The application, with these headers on each answer that does not have its own (ASGI)."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(event: Any) -> None:
            if event["type"] == "http.response.start":
                own = list(event.get("headers", []))
                named = {bytes(name).lower() for name, _ in own}
                event = {**event, "headers": [*own, *(header for header in HEADERS if header[0] not in named)]}
            await send(event)

        await app(scope, receive, send_with_headers)

    return wrapped
