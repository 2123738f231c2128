"""Links of organisations to the Research Organization Registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlite_utils import Database

from db.store import Row

COLUMNS = ("ror_id", "ror_basis", "ror_name", "ror_country", "ror_types", "wikidata_id")


def organisations(db: Database) -> list[Row]:
    """All organisations: `id`, `name`, `aliases` that mean it on all pages, `country` where it is not the registry's."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for organisation, alias in db.execute(
        "select distinct organisation_id, alias from organisation_aliases where not scoped order by alias"
    ).fetchall():
        aliases[organisation].append(alias)
    sql = "select id, name, iif(country_basis = 'ror', null, country) as country from organisations order by id"
    return [{**row, "aliases": aliases[row["id"]]} for row in db.query(sql)]


def save_links(db: Database, links: Sequence[Row], countries: Sequence[Row]) -> None:
    """Replaces all links; the country of an organisation comes from its record where nothing else tells it.

    A link has `id` (the organisation) and COLUMNS; `countries` has all countries of the records.
    """
    nothing = ", ".join(f"{column} = null" for column in COLUMNS)
    columns = ", ".join(f"{column} = :{column}" for column in COLUMNS)
    with db.atomic():
        db.execute("update organisations set country = null, country_basis = null where country_basis = 'ror'")
        db.execute(f"update organisations set {nothing} where ror_id is not null")  # noqa: S608
        db.table("countries").insert_all([dict(row) for row in countries], ignore=True)
        db.conn.executemany(f"update organisations set {columns} where id = :id", links)  # noqa: S608
        db.execute(
            "update organisations set country = ror_country, country_basis = 'ror'"
            " where country is null and ror_country is not null"
        )
