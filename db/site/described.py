"""What `metadata.yml` says of tables, for the templates of Datasette's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent.parent
Description = Mapping[str, Any]

PURPOSES: Mapping[str, tuple[str, ...]] = {
    "Agreements": (
        "agreements", "reports", "histories", "ties", "sides", "partners", "memberships", "agreement_parties", "agreement_reports",
    ),
    "Organisations and people": (
        "organisations", "organisation_aliases", "organisation_names", "organisation_merges", "ror_links", "countries",
        "people", "person_roles",
    ),
    "Counts": (
        "organisation_totals", "country_totals", "country_pairs", "country_pair_years", "person_totals", "signings",
        "months", "agreement_months", "status_months",
    ),
    "Articles and texts": ("articles", "texts", "versions", "mentions", "dates", "events", "event_parties", "event_people"),
    "Event data": ("coded_events", "event_codes"),
    "The crawl": ("sources", "pages", "addresses", "responses", "runs", "issues"),
    "Upkeep": ("proposals", "corrections", "extractors", "extractions"),
}  # fmt: skip
"""What tables are for → their names, what people look for first in front."""


@cache
def _record() -> Description:
    data = yaml.safe_load((HERE / "metadata.yml").read_text(encoding="utf-8"))
    record: Description = data["databases"]["uniaccord"]
    return record


def table(name: str) -> Description:
    """Title, description and columns of a table or view; empty for one that is not described."""
    return tables().get(name, {})


def tables() -> Mapping[str, Description]:
    """All described tables and views by name."""
    found: Mapping[str, Description] = _record()["tables"]
    return found
