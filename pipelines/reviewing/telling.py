"""A report as text for a person, of some 100 columns."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.reviewing.estimating import Share
from pipelines.reviewing.report import Precision, Report


def lines(report: Report) -> Iterator[str]:
    yield f"sample: {report.sample}"
    told = [f"{count} {verdict}" for verdict, count in report.verdicts.items()]
    if report.left_out:
        told.append(f"{len(report.left_out)} left out")
    yield f"{report.rows} rows: {', '.join(told)}"
    for event, why in report.left_out.items():
        yield f"left out: event-{event}: {why}"
    if report.left_out:
        yield "--as-drawn counts these too, and tells of the record as it was then"
    if report.missing_events:
        names = f" ({'; '.join(report.missing)})" if report.missing else ""
        share = report.missing_events / report.population
        yield f"nothing was judged of strata with {share:.0%} of the events{names}: the figures do not speak of these"
    if report.overall is None:
        return
    yield ""
    yield f"{'':32}{'judged':>7}   {'an agreement (95 %)':22}{'all right (95 %)':22}confidence"
    yield _line(report.overall)
    yield "by confidence"
    for stratum in report.strata:
        yield _line(stratum)
    yield "by type"
    for of_type in report.types:
        yield _line(of_type)
    yield "fields, of what is an agreement"
    for field, found in report.fields.items():
        yield f"  {field:30}{found.of:>7}   {'':22}{_share(found)}"
    if report.unsure:
        low, high = report.unsure
        yield ""
        yield f"an agreement: {low:.2f} if all that is unsure were wrong, {high:.2f} if it were right"


def _line(precision: Precision) -> str:
    name = precision.of if precision.size is None else f"{precision.of} (of {precision.size})"
    indent = "" if precision.of.startswith("all") else "  "
    shares = f"{_share(precision.agreement):22}{_share(precision.right):22}"
    return f"{indent + name:32}{precision.agreement.of:>7}   {shares}{_confidence(precision)}"


def _share(share: Share) -> str:
    return f"{share.share:.2f} ({share.low:.2f} to {share.high:.2f})"


def _confidence(precision: Precision) -> str:
    """The program's own, and whether what was found speaks against it."""
    said, found = precision.confidence, precision.agreement
    return f"{said:.2f}" + (" (too high)" if said > found.high else " (too low)" if said < found.low else "")
