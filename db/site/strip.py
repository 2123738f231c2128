"""A history in a line: a dot for each report, in the colour of its status, along the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from db.site.wording import STATUSES, day, plain

WIDTH, HEIGHT, RADIUS = 168, 18, 5
_STRIP = Markup(
    '<svg class="strip" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
    '<line x1="0" x2="{}" y1="{}" y2="{}" stroke="var(--line)" stroke-width="2"/>{}</svg>'
)
_DOT = Markup(
    '<circle cx="{:.1f}" cy="{}" r="{}" fill="var(--{})" stroke="var(--paper)" stroke-width="1.5">'
    "<title>{}: {}</title></circle>"
)


def strip(reports: Sequence[tuple[str, str]], first: str, last: str) -> Markup:
    """`reports`: (day of publication, status) in order of time. The line goes from the day `first` to `last`."""
    begin, end = _number(first), _number(last)
    span = max(end - begin, 1)
    dots = [
        _DOT.format(
            RADIUS + 1 + (WIDTH - 2 * RADIUS - 2) * min(max((_number(published) - begin) / span, 0), 1),
            HEIGHT // 2,
            RADIUS,
            status if status in STATUSES else "soft",
            day(published),
            plain(status),
        )
        for published, status in reports
    ]
    return _STRIP.format(
        WIDTH, HEIGHT, WIDTH, HEIGHT, spoken(reports), WIDTH, HEIGHT // 2, HEIGHT // 2, Markup("").join(dots)
    )


def spoken(reports: Sequence[tuple[str, str]]) -> str:
    """The statuses of each year in words: `2023: signed; 2024: launched, in force`."""
    years = groupby(reports, key=lambda report: report[0][:4])
    return "; ".join(f"{year}: {', '.join(dict.fromkeys(plain(status) for _, status in told))}" for year, told in years)


def _number(published: str) -> int:
    """A day as a number; the first day of a month or year, 0 for what is none."""
    year, month, in_month = (*published[:10].split("-"), "1", "1")[:3]
    try:
        return date(int(year), int(month), int(in_month)).toordinal()
    except ValueError:
        return 0
