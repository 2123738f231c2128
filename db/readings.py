"""The verbs of extraction: texts that are due go out, what was read in them comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from db.rows import Row, insert_missing, upsert
from db.spelling import better

PENDING = """
from articles join versions on versions.id = articles.version_id
join texts on texts.version_id = versions.id
left join extractions on extractions.version_id = versions.id
where (extractions.extractor_id is null or extractions.extractor_id <> ?)
"""


def count_pending(db: Database, extractor_id: str) -> int:
    """How many current versions this extractor has not read."""
    return int(db.execute(f"select count(*) {PENDING}", [extractor_id]).fetchone()[0])


def count_to_read_again(db: Database, extractor_id: str) -> int:
    """How many articles of which something was read before, and whose current version this extractor has not read."""
    before = (
        "exists (select 1 from versions old join extractions done on done.version_id = old.id"
        " where old.article_id = articles.id)"
    )
    return int(db.execute(f"select count(*) {PENDING} and {before}", [extractor_id]).fetchone()[0])


def all_read_by_one(db: Database) -> bool:
    """Whether every current version was read, all by the same extractor."""
    sql = (
        "select count(*) = count(extractor_id) and count(distinct extractor_id) <= 1"
        " from articles left join extractions using (version_id) where version_id is not null"
    )
    return bool(db.execute(sql).fetchone()[0])


def pending(db: Database, extractor_id: str, limit: int, after: int = 0) -> list[Row]:
    """Up to `limit` current versions that this extractor has not read, the oldest first, from behind version `after`."""
    columns = (
        "versions.id as version_id, versions.number, articles.id as article_id, articles.url, articles.source_id,"
        " texts.title, texts.body, versions.published, versions.language"
    )
    sql = f"select {columns} {PENDING} and versions.id > ? order by versions.id limit ?"
    return list(db.query(sql, [extractor_id, after, limit]))


def aliases(db: Database, source_id: str) -> tuple[str | None, tuple[str, ...]]:
    """The publisher of a source: its name and its other declared names, those scoped to the source included."""
    row = db.execute(
        "select organisations.id, organisations.name from sources"
        " join organisations on organisations.id = sources.organisation_id where sources.id = ?",
        [source_id],
    ).fetchone()
    if not row:
        return None, ()
    rows = db.execute(
        "select distinct alias from organisation_aliases where organisation_id = ? and basis = 'declared'"
        " and (not scoped or source_id = ?) order by alias",
        [row[0], source_id],
    )
    return row[1], tuple(alias for (alias,) in rows.fetchall())


def declared_names(db: Database) -> list[tuple[str, str, str | None]]:
    """(name or alias, organisation id, source id it is scoped to or null) of all declared organisations."""
    rows = db.execute(
        "select organisations.name, organisations.id, null from organisations"
        " where id in (select organisation_id from sources)"
        " union select alias, organisation_id, iif(scoped, source_id, null) from organisation_aliases"
        " where basis = 'declared'"
    )
    return [tuple(row) for row in rows.fetchall()]


COUNTRY_BASES = ("declared", "name", "bracket", "apposition", "demonym", "city", "ror")
"""What an organisation's country rests on, the surest first; a surer one takes the place of another, and of equals the
first by its code, whichever was read first."""


def learn_country(db: Database, organisation_id: str, country: str | None, basis: str | None) -> None:
    """Within the caller's transaction."""
    if country:
        db.execute(
            "update organisations set country = :country, country_basis = :basis where id = :id"
            " and (country is null or instr(:order, country_basis) > instr(:order, :basis)"
            " or country_basis = :basis and country > :country)",
            {"id": organisation_id, "country": country, "basis": basis, "order": " ".join(COUNTRY_BASES)},
        )


SPELLINGS = {
    "organisations": (
        "select iif(read_name is null, 'name', 'read_name'), coalesce(read_name, name) from organisations where id = ?"
        " and id not in (select organisation_id from sources where organisation_id is not null)"
    ),
    "people": "select 'name', name from people where id = ?",
}
"""Table → the column that has a name as it was read, and the name; nothing for what a source file declares."""


def learn_spelling(db: Database, table: str, id: str, name: str) -> None:
    """Within the caller's transaction."""
    for column, known in db.execute(SPELLINGS[table], [id]).fetchall():
        if better(name, known, person=table == "people"):
            db.execute(f"update {table} set {column} = ? where id = ?", [name, id])  # noqa: S608


EXTRACTED = ("mentions", "dates", "person_roles", "events", "event_parties", "event_people")
"""Tables of what an extractor made, in the order in which they can be filled."""


def save_extraction(db: Database, version_id: int, rows: Mapping[str, Sequence[Row]], extraction: Row) -> None:
    """Replaces all that was read in one version. `rows` is by table; rows of one table have the same keys.

    `extraction` is the row that says who read it and when; it makes the version no longer pending.
    """
    with db.atomic():
        for table in ("mentions", "person_roles", "events"):  # the others go with these
            db.execute(f"delete from {table} where version_id = ?", [version_id])  # noqa: S608
        db.table("extractors").insert({"id": extraction["extractor_id"], "first_used": extraction["made"]}, ignore=True)
        for table in ("countries", "organisations", "organisation_aliases", "people"):
            insert_missing(db, table, rows.get(table, ()))
        for row in rows.get("organisations", ()):
            learn_country(db, row["id"], row["country"], row["country_basis"])
        for table in SPELLINGS:
            for row in rows.get(table, ()):
                learn_spelling(db, table, row["id"], row["name"])
        for table in EXTRACTED:
            if rows.get(table):
                db.table(table).insert_all([dict(row) for row in rows[table]])
        upsert(db, "extractions", [{**extraction, "version_id": version_id}], key="version_id")


def prune(db: Database) -> None:
    """Forgets organisations and people that no version mentions any more and no source declares."""
    with db.atomic():
        db.execute(
            "delete from organisations where"
            " id not in (select organisation_id from sources where organisation_id is not null)"
            " and id not in (select organisation_id from mentions where organisation_id is not null)"
            " and id not in (select organisation_id from event_parties)"
            " and id not in (select organisation_id from person_roles where organisation_id is not null)"
        )
        db.execute(
            "delete from people where id not in (select person_id from mentions where person_id is not null)"
            " and id not in (select person_id from person_roles) and id not in (select person_id from event_people)"
        )
