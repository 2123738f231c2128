"""The verbs of joining names of organisations. Every verb runs within the caller's transaction.

A join moves what points to a name over to the organisation and notes the name in `organisation_read`, so it can be undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlite_utils import Database

from db.readings import learn_country
from db.rows import Row, insert_many, rows_of

MOVED = {"mentions": "version_id", "person_roles": "version_id", "organisation_aliases": None}
"""Tables in which names are moved, with the column that leads to the source; null where there is a `source_id`."""


def names_as_read(db: Database) -> list[Row]:
    """Every name as texts or source files have it, those that are joined to another included: id, name, country,
    declared (0, 1), record (of the registry, or null). All must be as it was read."""
    return rows_of(
        db,
        "with read (id) as ("
        " select coalesce(organisation_read, organisation_id) from mentions"
        " union select coalesce(organisation_read, organisation_id) from person_roles"
        " union select organisation_id from event_parties union select organisation_id from sources)"
        " select id, name, coalesce(country, ror_links.ror_country) as country,"
        " id in (select organisation_id from sources) as declared, ror_links.ror_id as record"
        " from organisations left join ror_links on name_id = id where id in read",
    )


def sources_of_names(db: Database) -> dict[str, set[str]]:
    """Name, by id → sources on whose pages it was read."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, source in db.execute(
        "select distinct coalesce(mentions.organisation_read, mentions.organisation_id), articles.source_id"
        " from mentions join versions on versions.id = mentions.version_id"
        " join articles on articles.id = versions.article_id where mentions.organisation_id is not null"
    ).fetchall():
        found[name].add(source)
    return found


def aliases_as_read(db: Database) -> list[Row]:
    return rows_of(
        db,
        "select coalesce(organisation_read, organisation_id) as organisation_id, alias, basis = 'declared' as declared,"
        " source_id, scoped from organisation_aliases order by 1, alias, source_id",
    )


def countries_as_read(db: Database) -> dict[str, Row]:
    """Name, by id → its `country` and `country_basis`, where texts or source files tell it."""
    sql = "select id, country, country_basis from organisations where country is not null"
    return {row.pop("id"): row for row in db.query(sql)}


def joins(db: Database) -> list[Row]:
    """The joins that are made now."""
    return rows_of(db, "select * from organisation_merges")


def undo_join(db: Database, join: Row) -> None:
    """Everything that was moved points to the name again, which is an organisation (`restore_names`)."""
    for table in MOVED:
        db.execute(
            f"update or replace {table} set organisation_id = organisation_read, organisation_read = null"  # noqa: S608
            f" where organisation_read = :read_id{_on_pages(table)}",
            dict(join),
        )
    db.execute("delete from organisation_merges where read_id = :read_id and source_id = :source_id", dict(join))


def make_join(db: Database, join: Row) -> None:
    """Moves what points to a name, where it does not yet. `join` is a row of `organisation_merges`."""
    for table in MOVED:
        db.execute(
            f"update or replace {table} set organisation_read = organisation_id, organisation_id = :organisation_id"  # noqa: S608
            f" where organisation_id = :read_id{_on_pages(table)}",
            dict(join),
        )


def note_joins(db: Database, made: Sequence[Row]) -> None:
    """All joins that are made, in place of those noted before."""
    db.execute("delete from organisation_merges")
    insert_many(db, "organisation_merges", made)


def _on_pages(table: str) -> str:
    """The condition that a row is of the join's source, if it has one. What source files declare is never moved."""
    if MOVED[table] is None:
        return " and basis = 'text' and (:source_id = '' or source_id = :source_id)"
    return (
        " and (:source_id = '' or version_id in (select versions.id from versions"
        " join articles on articles.id = versions.article_id where articles.source_id = :source_id))"
    )


def events_with(db: Database, read_id: str, source_id: str) -> list[str]:
    """Events in which a name is a side, on the pages of a source or everywhere."""
    sql = "select event_id from event_parties join events on events.id = event_id where organisation_id = :read_id"
    found = db.execute(sql + _on_pages("mentions"), {"read_id": read_id, "source_id": source_id})
    return [event for (event,) in found.fetchall()]


def set_parents(db: Database, parents: dict[str, str]) -> None:
    db.execute("update organisations set parent_id = null where parent_id is not null")
    db.conn.executemany(
        "update organisations set parent_id = ? where id = ?", [(parent, unit) for unit, parent in parents.items()]
    )


def restore_names(db: Database) -> None:
    """Every name as it was read, those that are joined to another as organisations, until `prune`."""
    for join in joins(db):
        db.execute("insert or ignore into organisations (id, name) values (:read_id, :name)", dict(join))
        learn_country(db, join["read_id"], join["country"], join["country_basis"])
    db.execute("update organisations set name = read_name, read_name = null where read_name is not null")


def rename(db: Database, organisation_id: str, name: str) -> None:
    db.execute(
        "update organisations set read_name = name, name = ? where id = ? and name <> ?", [name, organisation_id, name]
    )
