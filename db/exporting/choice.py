"""Which agreements are exported. All conditions must hold; of several values of one, any.

What belongs to them is chosen with them: their reports, the articles that tell of them or are copied there, the sides
with the wholes of which they are units, the people.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class ChoiceError(Exception):
    """A condition names what is not there; the message says so in one line."""


@dataclass(frozen=True, slots=True)
class Choice:
    since: str | None = None
    """Day, month or year on or after which a report was published; one known to the month counts for all its days."""
    countries: tuple[str, ...] = ()
    """Of sides; ISO 3166-1."""
    organisations: tuple[str, ...] = ()
    """Sides, by id, name, alias or ROR id."""
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Choice()

    def __str__(self) -> str:
        """The conditions as a person reads them."""
        parts = {
            "reported since": (self.since,) if self.since else (),
            "country": self.countries,
            "organisation": self.organisations,
            "type": self.types,
            "status": self.statuses,
        }
        return "; ".join(f"{name} {' or '.join(values)}" for name, values in parts.items() if values)


def choose(connection: sqlite3.Connection, choice: Choice, *, mentions: bool) -> None:
    """Makes the temporary tables `chosen_…`, each with one column. Raises ChoiceError."""
    where, values = _conditions(connection, choice)
    _make(connection, "agreements", f"select id from agreements where {where}", values)  # noqa: S608
    _make(
        connection,
        "events",
        "select events.id from agreement_reports join events on events.id = event_id"
        " join articles on articles.version_id = events.version_id"
        " where agreement_id in chosen_agreements and not dropped",
    )
    _make(
        connection,
        "articles",
        "select articles.id from chosen_events join events using (id)"
        " join articles on articles.version_id = events.version_id"
        " union select duplicate_of from agreement_reports"
        " where event_id in chosen_events and duplicate_of is not null",
    )
    people = [
        "select person_id from event_people where event_id in chosen_events",
        _told("person_id", "person_roles"),
    ]
    organisations = [
        "select organisation_id from agreement_parties where agreement_id in chosen_agreements",
        "select organisation_id from event_parties where event_id in chosen_events",
        _told("organisation_id", "person_roles"),
        "select organisation_id from sources",
    ]
    if mentions:
        people.append(_told("person_id", "mentions"))
        organisations.append(_told("organisation_id", "mentions"))
    _make(connection, "people", f"select * from ({' union '.join(people)}) where person_id is not null")  # noqa: S608
    _make(
        connection,
        "organisations",
        f"with recursive found (id) as ({' union '.join(organisations)}"  # noqa: S608
        " union select parent_id from found join organisations using (id)) select id from found where id is not null",
    )


def _told(column: str, table: str) -> str:
    """What the chosen articles tell, in their versions in force."""
    return f"select {column} from {table} join articles using (version_id) where articles.id in chosen_articles"  # noqa: S608


def _make(connection: sqlite3.Connection, name: str, select: str, values: Sequence[str] = ()) -> None:
    connection.execute(f"create temp table chosen_{name} (id text primary key) without rowid")
    connection.execute(f"insert into chosen_{name} {select}", values)


def _conditions(connection: sqlite3.Connection, choice: Choice) -> tuple[str, list[str]]:
    conditions, values = ["true"], list[str]()
    if choice.since:
        if not PARTIAL_DATE.fullmatch(choice.since):
            raise ChoiceError(f"{choice.since} is no day; write it as 2024-09-01 (or 2024-09, or 2024)")
        conditions.append("substr(latest_report || '-99-99', 1, 10) >= ?")
        values.append(choice.since)
    for column, wanted, known in (
        ("type", choice.types, "select distinct type from event_codes order by 1"),
        ("status", choice.statuses, "select distinct status from event_codes order by 1"),
    ):
        if wanted:
            _refuse_unknown(connection, column, wanted, known)
            conditions.append(f"{column} in ({_marks(wanted)})")
            values += wanted
    if choice.countries:
        codes = [code.upper() for code in choice.countries]
        _refuse_unknown(connection, "country", codes, "select code from countries order by 1")
        conditions.append(f"id in (select agreement_id from agreement_parties where country in ({_marks(codes)}))")  # noqa: S608
        values += codes
    if choice.organisations:
        ids = [id for name in choice.organisations for id in _organisations(connection, name)]
        conditions.append(
            f"id in (select agreement_id from agreement_parties where organisation_id in ({_marks(ids)}))"  # noqa: S608
        )
        values += ids
    return " and ".join(conditions), values


def _refuse_unknown(connection: sqlite3.Connection, what: str, wanted: Sequence[str], known: str) -> None:
    there = [value for (value,) in connection.execute(known)]
    for value in wanted:
        if value not in there:
            raise ChoiceError(f"there is no {what} {value} here; there are {' '.join(there) or 'none'}")


def _organisations(connection: sqlite3.Connection, name: str) -> list[str]:
    found = connection.execute(
        "select id from organisations where id = :name or name = :name collate nocase or ror_id = :name"
        " or ror_id = 'https://ror.org/' || :name or id in"
        " (select organisation_id from organisation_aliases where alias = :name collate nocase and not scoped)"
        " order by id",
        {"name": name},
    ).fetchall()
    if found:
        return [id for (id,) in found]
    like = connection.execute(
        "select name from organisations left join agreement_parties on organisation_id = id"
        " where instr(lower(name), lower(?)) group by id order by count(agreement_id) desc, name limit 4",
        [name],
    ).fetchall()
    perhaps = f"; perhaps {', '.join(name for (name,) in like)}" if like else ""
    raise ChoiceError(f"there is no organisation {name}{perhaps}")


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
