"""Which address is which page. Datasette's own addresses stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.site import agreement, front, questions

ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"^/$", front.show),
    (r"^/agreement/(?P<id>[^/]+)$", agreement.show),
    (r"^/questions$", questions.show),
]
"""Pattern of a path → what answers it; the pattern's groups are `request.url_vars`."""
