"""Reports in one line, for tests."""

from typing import Any

from extract.bounds import days
from pipelines.ids import digest
from pipelines.linking.agreements import Linked, link
from pipelines.linking.reports import Report, make_report

NAMES = {"ur": "University of Ribeira", "lut": "Linjiang University of Technology", "ku": "Kilima University",
         "oha": "Open Horizons Alliance", "hsh": "Haldern University of Applied Sciences"}  # fmt: skip


def told(published: str | None, status: str, date: str | None = None, **more: Any) -> Report:
    """A report of a cooperation of `ur` and `lut`, unless `more` says otherwise; each is an article of its own."""
    row = {"type": "cooperation", "instrument": None, "subject": None, "source_id": "pt", "evidence": "They agree.",
           "evidence_start": 0, "sides": ("ur", "lut"), **more}  # fmt: skip
    row.setdefault("article_id", digest(published, status, date, *row.values()))
    row |= {"id": digest("event", status, date, *row.values()), "version_id": 1, "status": status, "date": date}
    row |= {"published": published, **dict(zip(("first_day", "last_day"), days(date), strict=True))}
    return make_report(row, row["sides"], NAMES)


def rules(*reports: Report, **more: Any) -> list[list[str]]:
    """For each agreement that the reports make, the rules by which its reports were joined."""
    return [strand.basis for strands in link(reports, **more).strands for strand in strands]


def proposed(linked: Linked) -> list[tuple[str, float]]:
    return [(proposal.verdict.rule, proposal.verdict.score) for proposal in linked.proposals]
