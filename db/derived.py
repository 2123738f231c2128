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
        select
          events.id, agreement_reports.agreement_id,
          (select group_concat(name, ' · ') from (
             select organisations.name as name from event_parties
             join organisations on organisations.id = event_parties.organisation_id
             where event_parties.event_id = events.id order by event_parties.position)),
          events.type, events.status, events.instrument, events.date, events.first_day, events.last_day,
          events.not_before, events.not_after, events.place_country, events.subject,
          events.evidence, events.evidence_start,
          (select group_concat(name, ' · ') from (
             select people.name as name from event_people join people on people.id = event_people.person_id
             where event_people.event_id = events.id order by people.name)),
          (select group_concat(country, ' ') from (
             select distinct organisations.country as country from event_parties
             join organisations on organisations.id = event_parties.organisation_id
             where event_parties.event_id = events.id and organisations.country is not null
             order by organisations.country)),
          substr(articles.published, 1, 10), articles.title, articles.url, articles.source_id, articles.id,
          agreement_reports.basis, agreement_reports.duplicate_of, events.confidence
        from events join articles on articles.version_id = events.version_id
        left join agreement_reports on agreement_reports.event_id = events.id
        where not events.dropped""",
    "sides": """
        select agreements.id, organisation_id, country, type, instrument, status, first_report, latest_report
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
        join organisations p on p.id = b.organisation_id""",
    # A memorandum was followed if the same two had a programme, unit, mobility or project that was told of since.
    "partners": """
        with followed as (
          select organisation_id, partner_id, max(latest_report) as latest from ties
          where type in ('programme', 'unit', 'mobility', 'project')
            and status in ('launched', 'signed', 'in_force', 'renewed')
          group by organisation_id, partner_id),
        memoranda as (
          select ties.organisation_id, ties.partner_id, ties.agreement_id, min(ties.first_report) as reported
          from ties left join followed using (organisation_id, partner_id)
          where ties.type = 'cooperation' and ties.instrument = 'memorandum'
            and ties.status in ('signed', 'in_force', 'renewed')
            and not coalesce(followed.latest >= ties.first_report, 0)
          group by ties.organisation_id, ties.partner_id),
        pairs as (
          select organisation_id, partner_id, count(*) as agreements, sum(reports) as reports,
            group_concat(distinct type) as types, min(first_report) as first_report, max(latest_report) as latest_report
          from ties group by organisation_id, partner_id)
        select pairs.*, memoranda.agreement_id, memoranda.reported
        from pairs left join memoranda using (organisation_id, partner_id)""",
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
        with sides as (
          select country, agreement_id, count(*) as organisations from agreement_parties
          where country is not null group by country, agreement_id)
        select sides.country,
          (select count(distinct organisation_id) from agreement_parties where country = sides.country),
          count(*), sum(agreements.status = 'ended'),
          (select count(*) from country_pairs where country = sides.country and partner_country <> sides.country),
          sum(agreements.reports), min(agreements.first_report), max(agreements.latest_report)
        from sides join agreements on agreements.id = agreement_id group by sides.country""",
    "organisation_totals": """
        with sides as (
          select organisation_id, max(agreement_parties.country) as country, count(*) as agreements,
            sum(status = 'ended') as ended, sum(agreements.reports) as reports,
            min(first_report) as first_report, max(latest_report) as latest_report
          from agreement_parties join agreements on agreements.id = agreement_id group by organisation_id),
        met as (
          select organisation_id, count(distinct partner_id) as partners,
            count(distinct partner_country) as partner_countries
          from ties group by organisation_id)
        select organisation_id, country, agreements, ended, coalesce(partners, 0), coalesce(partner_countries, 0),
          reports, first_report, latest_report
        from sides left join met using (organisation_id)""",
    "person_totals": """
        select person_id, count(distinct coalesce(agreement_id, reports.event_id)), count(*),
          min(published), max(published)
        from event_people join reports on reports.event_id = event_people.event_id group by person_id""",
    "months": """
        select substr(published, 1, 7), source_id, count(*) from articles
        where published is not null group by substr(published, 1, 7), source_id""",
    "agreement_months": """
        select null, substr(first_report, 1, 7), type, status, count(*), sum(reports) from agreements
        where first_report is not null group by substr(first_report, 1, 7), type, status
        union all
        select country, substr(first_report, 1, 7), type, status, count(*), sum(reports)
        from (select distinct country, agreement_id from agreement_parties where country is not null)
        join agreements on agreements.id = agreement_id
        where first_report is not null group by country, substr(first_report, 1, 7), type, status""",
    "status_months": """
        with told as (
          select agreement_id, substr(published, 1, 7) as month, type, status, row_number() over (
              partition by agreement_id, status order by published, evidence_start, event_id) = 1 as is_first
          from reports where agreement_id is not null and duplicate_of is null and published is not null)
        select null, month, type, status, sum(is_first), count(*) from told group by month, type, status
        union all
        select country, month, type, status, sum(is_first), count(*)
        from (select distinct country, agreement_id from agreement_parties where country is not null)
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


def clear(db: Database) -> None:
    """Within the caller's transaction; so that what they point to can be replaced."""
    for table in reversed(SELECTS):
        db.execute(f"delete from {table}")  # noqa: S608


def rebuild(db: Database) -> None:
    """Makes all of them anew, within the caller's transaction."""
    clear(db)
    for table, select in SELECTS.items():
        db.execute(f"insert into {table} {select}")
    db.execute("insert into organisation_names_fts (organisation_names_fts) values ('rebuild')")
