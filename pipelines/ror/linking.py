"""Links the names of a database to the records of a dump. Links of an earlier dump are forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from crawler.source import Source
from db import ror
from pipelines.ids import slug
from pipelines.ror.dump import Record
from pipelines.ror.links import Link, Registry, Sought, find, link_row
from pipelines.rows import country_rows


def link_names(
    db: Database, records: Iterable[Record], declared: Mapping[str, Source], *, dry_run: bool = False
) -> Counter[str]:
    """Counts by what became of the names (`Basis` and `Unlinked` of `pipelines.ror.links`), `records` read
    and `countries` learnt. With `dry_run` nothing is stored."""
    ids = {slug(s.organisation.name): s.organisation.ror for s in declared.values() if s.organisation.ror}
    sought = [
        Sought(row["id"], row["name"], tuple(row["aliases"]), row["country"], _address(ids.get(row["id"])))
        for row in ror.names(db)
    ]
    registry = Registry(records, (n for s in sought for n in (s.name, *s.aliases)))
    counts = Counter(records=len(registry))
    rows = []
    for name in sought:
        match find(name, registry):
            case Link() as link:
                rows.append(link_row(name.id, link))
                counts[link.basis] += 1
                counts["countries"] += bool(link.record.countries) and name.country is None
            case reason:
                counts[reason] += 1
    if not dry_run:
        ror.save_links(db, rows, country_rows(row["ror_country"] for row in rows))
    return counts


def _address(declared: str | None) -> str | None:
    return f"https://ror.org/{declared}" if declared else None
