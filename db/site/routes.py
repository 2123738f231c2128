"""Which address is which page. Datasette's own addresses stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.site import agreement, archived, article, article_json, search

ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"^/agreement/(?P<id>[^/]+)$", agreement.show),
    (r"^/article/(?P<id>[^/]+)\.json$", article_json.show),
    (r"^/article/(?P<id>[^/]+)/archived$", archived.show),
    (r"^/article/(?P<id>[^/]+)$", article.show),
    (r"^/search$", search.show),
]
"""Pattern of a path → what answers it; the pattern's groups are `request.url_vars`."""
