"""Tables that are derived from agreements and their reports: whatever a page would have to join and count when asked.

They are made anew with the agreements, in the same transaction, and nobody else writes to them. What each holds is told
in `metadata.yml`; the statements that fill it are in `SELECTS`, in the order in which they build on one another.
"""

from __future__ import annotations

from sqlite_utils import Database

NETWORKS = (
    "alliance", "association", "coalition", "community", "consortium", "council", "federation", "forum", "league",
    "network", "partnership", "platform", "union",
)  # fmt: skip
"""Words in names of bodies that have members."""

SELECTS = {
    "reports": """
        with parties (event_id, parties) as materialized (
          select event_id, group_concat(name, ' · ') from (
            select event_id, name from event_parties join organisations on organisations.id = organisation_id
            order by event_id, position)
          group by event_id),
        signatories (event_id, signatories) as materialized (
          select event_id, group_concat(name, ' · ') from (
            select event_id, name from event_people join people on people.id = person_id order by event_id, name)
          group by event_id),
        countries (event_id, countries) as materialized (
          select event_id, group_concat(country, ' ') from (
            select distinct event_id, country from event_parties join organisations on organisations.id = organisation_id
            where country is not null order by event_id, country)
          group by event_id),
        firsts (event_id) as materialized (
          select event_id from (
            select events.id as event_id, row_number() over (
                partition by agreement_id, status order by substr(articles.published, 1, 10), evidence_start, events.id) as place
            from agreement_reports join events on events.id = event_id
            join articles on articles.version_id = events.version_id
            where not events.dropped and duplicate_of is null and articles.published is not null)
          where place = 1)
        select
          events.id, agreement_reports.agreement_id, agreements.parties, parties.parties,
          events.type, events.status, events.instrument, events.date, events.first_day, events.last_day,
          events.not_before, events.not_after, events.place_country, events.subject,
          events.evidence, events.evidence_start, signatories.signatories, countries.countries,
          substr(articles.published, 1, 10), articles.title, articles.url, articles.source_id, articles.id,
          agreement_reports.basis, agreement_reports.duplicate_of, events.confidence, firsts.event_id is not null
        from events cross join articles on articles.version_id = events.version_id
        left join agreement_reports on agreement_reports.event_id = events.id
        left join agreements on agreements.id = agreement_reports.agreement_id
        left join parties on parties.event_id = events.id
        left join signatories on signatories.event_id = events.id
        left join countries on countries.event_id = events.id
        left join firsts on firsts.event_id = events.id
        where not events.dropped""",
    "sides": """
        select agreements.id, organisation_id, country, type, instrument, status, first_report, latest_report,
          agreements.reports
        from agreements cross join agreement_parties on agreement_id = agreements.id""",
    "ties": """
        select
          a.organisation_id, o.name, a.country, b.organisation_id, p.name, b.country,
          agreements.id, agreements.type, agreements.instrument, agreements.status, agreements.subject,
          agreements.date, agreements.first_report, agreements.latest_report, agreements.reports
        from agreements
        cross join agreement_parties a on a.agreement_id = agreements.id
        cross join agreement_parties b on b.agreement_id = agreements.id and b.organisation_id <> a.organisation_id
        join organisations o on o.id = a.organisation_id
        join organisations p on p.id = b.organisation_id
        order by a.organisation_id, b.organisation_id, agreements.id""",
    # A memorandum was followed if the same two had a programme, unit, mobility or project that was told of since.
    "partners": """
        with told as (
          select *, max(iif(type in ('programme', 'unit', 'mobility', 'project')
            and status in ('launched', 'signed', 'in_force', 'renewed'), latest_report, null)) over pair as followed
          from ties window pair as (partition by organisation_id, partner_id)),
        pairs as (
          select organisation_id, partner_id, count(*) as agreements, sum(reports) as reports,
            group_concat(distinct type) as types, min(first_report) as first_report, max(latest_report) as latest_report,
            min(iif(type = 'cooperation' and instrument = 'memorandum' and status in ('signed', 'in_force', 'renewed')
              and not coalesce(followed >= first_report, 0), first_report || ' ' || agreement_id, null)) as memorandum
          from told group by organisation_id, partner_id)
        select organisation_id, partner_id, agreements, reports, types, first_report, latest_report,
          substr(memorandum, instr(memorandum, ' ') + 1), substr(memorandum, 1, instr(memorandum, ' ') - 1)
        from pairs""",
    # The network is the side whose name says that it is one; failing that, one that is a side of memberships three
    # times and twice as often as each other side. Of founders without a network nobody is a member of another.
    "memberships": f"""
        with sides as (
          select agreement_id, organisation_id, count(*) over (partition by organisation_id) as times,
            {" or ".join(f"(' ' || lower(organisations.name) || ' ') like '% {word} %'" for word in NETWORKS)} as named
          from agreements join agreement_parties on agreement_id = agreements.id
          join organisations on organisations.id = organisation_id where agreements.type = 'membership'),
        judged as (
          select *, max(named) over side as any_named, min(named) over side as all_named from sides
          window side as (partition by agreement_id))
        select network.organisation_id, member.organisation_id, network.agreement_id,
          iif(network.any_named and not network.all_named, 'name', 'members')
        from judged network join judged member
          on member.agreement_id = network.agreement_id and member.organisation_id <> network.organisation_id
        where iif(network.any_named and not network.all_named,
          network.named and not member.named,
          network.times >= 3 and not exists (
            select 1 from judged other where other.agreement_id = network.agreement_id
            and other.organisation_id <> network.organisation_id and other.times * 2 > network.times))""",  # noqa: S608
    "country_pairs": """
        select country, partner_country, count(distinct agreement_id), count(distinct organisation_id),
          min(first_report), max(latest_report)
        from ties where country is not null and partner_country is not null group by country, partner_country""",
    "country_pair_years": """
        select country, partner_country, substr(first_report, 1, 4), type, count(distinct agreement_id)
        from ties where country is not null and partner_country is not null and first_report is not null
        group by country, partner_country, substr(first_report, 1, 4), type""",
    "country_totals": """
        with theirs as (
          select country, agreement_id, status, first_report, latest_report, reports from sides
          where country is not null group by country, agreement_id),
        active as (
          select country, count(distinct organisation_id) as organisations from sides
          where country is not null group by country),
        others as (select country, sum(partner_country <> country) as countries from country_pairs group by country)
        select country, active.organisations, count(*), sum(status = 'ended'), coalesce(others.countries, 0),
          sum(reports), min(first_report), max(latest_report)
        from theirs join active using (country) left join others using (country) group by country""",
    "organisation_totals": """
        with theirs as (
          select organisation_id, max(country) as country, count(*) as agreements, sum(status = 'ended') as ended,
            sum(reports) as reports, min(first_report) as first_report, max(latest_report) as latest_report
          from sides group by organisation_id),
        met as (
          select organisation_id, count(*) as partners, count(distinct country) as countries
          from partners join organisations on organisations.id = partner_id group by organisation_id)
        select organisation_id, theirs.country, agreements, ended, coalesce(partners, 0), coalesce(countries, 0),
          reports, first_report, latest_report
        from theirs left join met using (organisation_id)""",
    "person_totals": """
        select person_id, count(distinct coalesce(agreement_id, reports.event_id)), count(*),
          min(published), max(published)
        from event_people join reports on reports.event_id = event_people.event_id group by person_id""",
    "signings": """
        select sides.organisation_id, event_people.person_id, count(distinct reports.agreement_id), count(*),
          min(published), max(published)
        from event_people cross join reports on reports.event_id = event_people.event_id
        cross join sides on sides.agreement_id = reports.agreement_id
        group by sides.organisation_id, event_people.person_id""",
    "months": """
        select substr(published, 1, 7), source_id, count(*) from articles
        where published is not null group by substr(published, 1, 7), source_id""",
    "agreement_months": """
        select null, substr(first_report, 1, 7), type, status, count(*), sum(reports) from agreements
        where first_report is not null group by substr(first_report, 1, 7), type, status
        union all
        select country, substr(first_report, 1, 7), type, status, count(*), sum(reports)
        from (
          select country, first_report, type, status, reports from sides
          where country is not null and first_report is not null group by country, agreement_id)
        group by country, substr(first_report, 1, 7), type, status""",
    "status_months": """
        with told as materialized (
          select agreement_id, substr(published, 1, 7) as month, type, status, told_first
          from reports where agreement_id is not null and duplicate_of is null and published is not null)
        select null, month, type, status, sum(told_first), count(*) from told group by month, type, status
        union all
        select country, month, type, status, sum(told_first), count(*)
        from (select distinct country, agreement_id from sides where country is not null)
        join told using (agreement_id) group by country, month, type, status""",
    "organisation_names": """
        with named (organisation_id, name, basis) as (
          select id, name, 'name' from organisations
          union all select id, ror_name, 'ror' from organisations where ror_name is not null
          union all select organisation_id, alias, 'alias' from organisation_aliases
          union all select organisation_id, name, 'joined' from organisation_merges)
        select null, organisation_id, name, basis from (
          select *, row_number() over (
            partition by organisation_id, name order by instr('name ror alias joined', basis)) as place from named)
        where place = 1""",
}
"""Table → what it holds, in the order of its columns."""


CACHE = 64 * 2**10
"""KiB of pages that SQLite may hold while it fills them."""


def clear(db: Database) -> None:
    """Within the caller's transaction; so that what they point to can be replaced."""
    for table in reversed(SELECTS):
        _empty(db, table)


def rebuild(db: Database) -> None:
    """Makes all of them anew, within the caller's transaction."""
    ((usual,),) = db.execute("pragma cache_size").fetchall()
    db.execute(f"pragma cache_size = -{CACHE}")
    for table, select in SELECTS.items():
        indexes = _empty(db, table, without_indexes=True)
        db.execute(f"insert into {table} {select}")
        for sql in indexes:
            db.execute(sql)
        db.execute(f"analyze {table}")  # what was known of it went with it
    db.execute("insert into organisation_names_fts (organisation_names_fts) values ('rebuild')")
    db.execute(f"pragma cache_size = {usual}")


def _empty(db: Database, table: str, *, without_indexes: bool = False) -> list[str]:
    """Takes a table away and makes it again as it was: SQLite deletes row by row what refers to other tables. Returns
    what makes its indexes, which are filled much faster when the rows are there."""
    made = "select sql from sqlite_master where tbl_name = ? and type = ? and sql is not null order by rowid"
    ((create,),) = db.execute(made, [table, "table"]).fetchall()
    indexes = [sql for (sql,) in db.execute(made, [table, "index"]).fetchall()]
    db.execute(f"drop table {table}")
    for sql in [create] if without_indexes else [create, *indexes]:
        db.execute(sql)
    return indexes
