"""Which address is which page. The last is Datasette's, too; all others of Datasette stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.site import (
    agreement,
    archived,
    article,
    article_json,
    countries,
    country,
    front,
    organisation,
    organisations,
    person,
    questions,
    search,
    tables,
)

ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"^/$", front.show),
    (r"^/agreement/(?P<id>[^/]+)$", agreement.show),
    (r"^/questions$", questions.show),
    (r"^/organisations$", organisations.show),
    (r"^/organisation/(?P<id>[^/]+)$", organisation.show),
    (r"^/person/(?P<id>[^/]+)$", person.show),
    (r"^/countries$", countries.show),
    (r"^/country/(?P<code>[^/]+)$", country.show),
    (r"^/article/(?P<id>[^/]+)\.json$", article_json.show),
    (r"^/article/(?P<id>[^/]+)/archived$", archived.show),
    (r"^/article/(?P<id>[^/]+)$", article.show),
    (r"^/search$", search.show),
    (r"^/(?P<database>[^/.]+)$", tables.show),
]
"""Pattern of a path → what answers it; the pattern's groups are `request.url_vars`."""
