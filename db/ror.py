"""Links of names to the Research Organization Registry, and what they tell of organisations.

A link is of a name as it was read (`ror_links`), so it outlives every join of names and every other reading; the columns
of `organisations` are made from the links of all names that an organisation has. Whoever calls `clear` or `apply` has
begun a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlite_utils import Database

from db.rows import Row

COLUMNS = ("ror_id", "ror_basis", "ror_name", "ror_country", "ror_types", "wikidata_id")
BASES = ("declared", "name", "alias", "short")
"""What a link rests on, the surest first."""


def names(db: Database) -> list[Row]:
    """All names as texts or source files have them, those that are joined to another included: `id`, `name`, `aliases`
    that mean it on all pages, `country` where it is not the registry's."""
    aliases: dict[str, list[str]] = defaultdict(list)
    for organisation, alias in db.execute(
        "select distinct organisation_id, alias from organisation_aliases where not scoped order by alias"
    ).fetchall():
        aliases[organisation].append(alias)
    sql = (
        "select id, coalesce(read_name, name) as name, iif(country_basis = 'ror', null, country) as country"
        " from organisations union all select read_id, min(name), min(country) from organisation_merges"
        " where read_id not in (select id from organisations) group by read_id order by id"
    )
    return [{**row, "aliases": aliases[row["id"]]} for row in db.query(sql)]


def save_links(db: Database, links: Sequence[Row], countries: Sequence[Row]) -> None:
    """Replaces all links. A link has `name_id` and COLUMNS; `countries` has all countries of the records."""
    columns = ", ".join(("name_id", *COLUMNS))
    marks = ", ".join(f":{column}" for column in ("name_id", *COLUMNS))
    with db.atomic():
        clear(db)
        db.table("countries").insert_all([dict(row) for row in countries], ignore=True)
        db.execute("delete from ror_links")
        db.conn.executemany(f"insert into ror_links ({columns}) values ({marks})", links)  # noqa: S608
        apply(db)


def clear(db: Database) -> None:
    """Every organisation as if nothing were known of the registry."""
    nothing = ", ".join(f"{column} = null" for column in COLUMNS)
    db.execute("update organisations set country = null, country_basis = null where country_basis = 'ror'")
    db.execute(f"update organisations set {nothing} where ror_id is not null")  # noqa: S608


def apply(db: Database) -> None:
    """Gives each organisation the surest link that any of its names has; the country of the record is its own where
    nothing else tells it."""
    columns = ", ".join(f"{column} = best.{column}" for column in COLUMNS)
    db.execute(
        "with called (id, name_id) as (select id, id from organisations"  # noqa: S608
        " union select organisation_id, read_id from organisation_merges where source_id = ''),"
        " best as (select called.id, ror_links.*, row_number() over (partition by called.id"
        "  order by instr(?, ror_basis), name_id <> called.id, name_id) as place"
        "  from called join ror_links using (name_id))"
        f" update organisations set {columns} from best where best.id = organisations.id and place = 1",
        [" ".join(BASES)],
    )
    db.execute(
        "update organisations set country = ror_country, country_basis = 'ror'"
        " where country is null and ror_country is not null"
    )
