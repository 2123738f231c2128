"""The rules alone, on what a careful reader would note in the demo's articles (demo/story.md)."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from demo import HERE, SITES
from demo.content import read_sites
from extract.bounds import days
from pipelines.linking.agreements import link
from pipelines.linking.reports import Report, make_report

STORY = (HERE / "story.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the story."""
    part = STORY.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


ARRANGEMENTS = {row[0]: row for row in rows("Arrangements")}
NAMES = {row[0]: row[1] for row in rows("Organisations")}
PUBLISHED = {
    f"{site.id}/{article.stem}": str(article.published)[:10] for site in read_sites(SITES) for article in site.articles
}


def reports(subjects: bool) -> Iterator[tuple[Report, str]]:
    """Every report of the story with its arrangement; without subjects as hard as an article can make it."""
    for number, (arrangement, status, date, article, day) in enumerate(rows("What each article tells")):
        if day == "1":
            continue
        _, parties, type, instrument, what = ARRANGEMENTS[arrangement]
        told = None if date == "–" else date
        first, last = days(told)
        signed = status in ("signed", "renewed") and instrument != "–"
        row = {"id": str(number), "article_id": article, "source_id": article.split("/")[0], "version_id": 1,
               "published": PUBLISHED[article], "type": type, "status": status, "date": told, "first_day": first,
               "last_day": last, "instrument": instrument if signed else None, "subject": what if subjects else None,
               "evidence": str(number), "evidence_start": number}  # fmt: skip
        yield make_report(row, parties.split(", "), NAMES), arrangement


@pytest.mark.parametrize(("subjects", "right", "wrong"), [(True, 0.97, 0.0), (False, 0.78, 0.07)])
def test_most_reports_of_an_arrangement_are_joined_and_hardly_any_of_two(
    subjects: bool, right: float, wrong: float
) -> None:
    told = list(reports(subjects))
    home = {
        report.event_id: place
        for place, (strand,) in enumerate(link(report for report, _ in told).strands)
        for report in strand.reports
    }
    pairs = [(a == b, home[x.event_id] == home[y.event_id]) for (x, a), (y, b) in combinations(told, 2)]
    of_one = [joined for same, joined in pairs if same]
    joined = [same for same, joined in pairs if joined]
    assert len(of_one) > 150
    assert sum(of_one) >= right * len(of_one)
    assert joined.count(False) <= wrong * len(joined)
