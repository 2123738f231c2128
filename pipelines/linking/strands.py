"""A strand: reports that the rules hold to be of one arrangement, with what is needed to judge the next one."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.linking.reports import DONE, NEVER, NEWS, RANK, Report, Span


@dataclass(slots=True)
class Strand:
    """Grows by `add`, in order of time. Most have one report, and there are many: what can be derived is not kept."""

    reports: list[Report] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    """Rule id by which each report came in."""
    sides: frozenset[str] = frozenset()
    """Those of the report that names most."""
    seen: dict[str, int] = field(default_factory=dict)
    """By status, the day of its latest report."""
    status: str = ""
    done: int | None = None
    """Day of the first report by which the arrangement exists."""
    ended: int | None = None
    """Day of the report that it has ended, unless it was revived."""

    def add(self, report: Report, basis: str) -> None:
        self.status = advanced(self.status, report, self.seen.get("renewed")) if self.reports else report.status
        self.reports.append(report)
        self.basis.append(basis)
        if basis != "copy" and len(report.sides) > len(self.sides):
            self.sides = frozenset(report.sides)
        self.seen[report.status] = max(report.day, self.seen.get(report.status, 0))
        if report.status in DONE and self.done is None:
            self.done = report.day
        if self.status != "ended":
            self.ended = None
        elif self.ended is None:
            self.ended = report.day

    @property
    def first(self) -> Report:
        return self.reports[0]

    @property
    def type(self) -> str:
        return self.reports[0].type

    @property
    def latest(self) -> int:
        """Day of the latest dated report."""
        return max((r.day for r in self.reports if r.day != NEVER), default=NEVER)

    @property
    def instruments(self) -> set[str]:
        return {report.instrument for report in self.reports if report.instrument}

    def tells_of(self, article_id: str) -> bool:
        return any(report.article_id == article_id for report in self.reports)

    def acts(self, *statuses: str) -> list[tuple[Span, Report]]:
        """The dates that reports of some statuses tell, each with its report."""
        return [(report.told, report) for report in self.reports if report.told and report.status in statuses]


def advanced(status: str, report: Report, renewed: int | None) -> str:
    """How far an arrangement has got with the next report. A report of less does not set it back; only a renewal, a
    signature or a beginning revives what has ended; an end told with a renewal (on day `renewed`) is that of the old term."""
    if status == "ended":
        return report.status if report.status in ("renewed", "signed", "launched") else status
    if report.status == "ended" and renewed is not None and report.day - renewed <= NEWS:
        return status
    return report.status if RANK[report.status] >= RANK[status] else status
