"""The schema, change by change. A migration that has been released is never edited: add another, at the end of `STEPS`.

Times are ISO 8601 in UTC; days, months and years of the texts are ISO 8601 as coarse as the text says.
Offsets are Unicode code points of `texts.body`, half-open.
"""

from __future__ import annotations

from sqlite_utils import Migrations

from db.migrations import agreements, codes, core, derived, events, nights, readings, registry, told

STEPS = (
    core.m002_core,
    readings.m003_views,
    readings.m004_language_read,
    readings.m005_basis_of_roles,
    readings.m006_more_bases_of_countries,
    readings.m007_confidence_of_mentions,
    agreements.m008_agreements_over_time,
    registry.m009_research_organization_registry,
    codes.m010_codes_of_event_data,
    registry.m011_links_of_names,
    agreements.m012_ties_of_agreements,
    events.m013_days_and_places_of_events,
    nights.m014_nights,
    derived.m015_derived_tables,
    told.m016_first_reports,
)
"""In the order in which they were made; a database remembers them by the names of these functions."""

migrations = Migrations("uniaccord")
migrations(transactional=False)(core.m001_wal)
for _step in STEPS:
    migrations()(_step)
