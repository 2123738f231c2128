"""Organisations, people and countries whose names have some words, or words that begin so.

There are some ten thousand organisations, which can be looked through. There are too many people: those are found whose
names begin with what is asked for, or who occur in the articles stored last that have the words.
"""

from __future__ import annotations

from collections.abc import Sequence

from datasette.app import Datasette

from db.site.asking import Row, ask
from db.site.words import parts, terms

MOST = 10

_ORGANISATIONS = """
with named as (
  select id from organisations where {ids} or {names}
  union select organisation_id from organisation_merges where {joined}
  union select organisation_id from organisation_aliases where {aliases})
select organisations.id, organisations.name, organisations.country, countries.name as country_name,
  coalesce(organisation_totals.agreements, 0) as agreements, count(*) over () as total
from named join organisations on organisations.id = named.id
left join countries on countries.code = organisations.country
left join organisation_totals on organisation_totals.organisation_id = organisations.id
order by agreements desc, organisations.name limit :most
"""

_PEOPLE = """
with named as (
  select id from (select id from people where id >= :first and id < :first || char(1114111) limit 200)
  union select person_id from (
    select mentions.person_id
    from (select rowid as version_id from texts_fts where texts_fts match :words order by rowid desc limit 200) as texts
    cross join mentions on mentions.version_id = texts.version_id
    where mentions.person_id is not null limit 5000))
select people.id, people.name, coalesce(person_totals.agreements, 0) as agreements, count(*) over () as total
from named join people on people.id = named.id
left join person_totals on person_totals.person_id = people.id
where {ids} order by agreements desc, people.name limit :most
"""

_COUNTRIES = """
select countries.code, countries.name, coalesce(country_totals.agreements, 0) as agreements
from countries left join country_totals on country_totals.country = countries.code
where {names} or countries.code = upper(:whole) order by agreements desc, countries.name limit :most
"""


async def organisations(datasette: Datasette, query: str) -> list[Row]:
    """Those with most agreements first; each with `total`, how many there are."""
    words, raw = _values(query)
    if not words:
        return []
    sql = _ORGANISATIONS.format(
        ids=_in_id("organisations.id", words),
        joined=_in_id("read_id", words),
        names=_in_name("organisations.name", raw),
        aliases=_in_name("alias", raw),
    )
    return await ask(datasette, sql, most=MOST, **words, **raw)


async def people(datasette: Datasette, query: str, words: str) -> list[Row]:
    """As `organisations`; `words` is the query as an expression of FTS5."""
    wanted, _ = _values(query)
    if not wanted:
        return []
    sql = _PEOPLE.format(ids=_in_id("people.id", wanted))
    return await ask(datasette, sql, most=MOST, first="-".join(parts(query)), words=words, **wanted)


async def countries(datasette: Datasette, query: str) -> list[Row]:
    _, raw = _values(query)
    if not raw:
        return []
    sql = _COUNTRIES.format(names=_in_name("countries.name", raw))
    return await ask(datasette, sql, most=MOST, whole=" ".join(terms(query)), **raw)


def _values(query: str) -> tuple[dict[str, str], dict[str, str]]:
    """The words as parameters: as ids have them, and as patterns of `like`, where case matters beyond ASCII."""
    words = {f"w{number}": f"-{word}" for number, word in enumerate(parts(query))}
    plain = [word.replace("*", "") for term in terms(query) for word in term.split()]
    escaped = [w.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for w in plain if w][:12]
    return words, {f"l{number}": f"% {word}%" for number, word in enumerate(escaped)}


def _in_id(column: str, words: Sequence[str] | dict[str, str]) -> str:
    return "(" + " and ".join(f"instr('-' || {column}, :{word}) > 0" for word in words) + ")"


def _in_name(column: str, words: Sequence[str] | dict[str, str]) -> str:
    return "(" + " and ".join(f"' ' || {column} like :{word} escape '\\'" for word in words) + ")"
