"""A picture of the record on a page: drawn wide and narrow, with its numbers and the question behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from markupsafe import Markup

from db.charts import draw, figures
from db.charts.seen import Seen
from db.site.asking import database

SMALL = 420
"""Pixels of a picture that a phone can show as well."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the macro `picture` of `_picture.html` shows."""

    name: str
    title: str
    caption: str
    finding: str
    """What is to be seen, in words made from the rows."""
    wide: Markup | None
    """None if there is nothing to draw."""
    narrow: Markup | None
    """For a phone; None if `wide` is small enough for one."""
    columns: Mapping[str, str]
    """Columns of the table of numbers with their headings."""
    rows: Sequence[Mapping[str, Any]]
    question: str
    """Address of the answer that it shows; `.csv` and `.json` forms of it are `csv` and `json`."""
    csv: str
    json: str


async def picture(
    datasette: Datasette,
    name: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    finding: str,
    columns: Mapping[str, str],
    drawn: Sequence[Mapping[str, Any]] | None = None,
    title: str | None = None,
    caption: str | None = None,
    parameters: Mapping[str, str] | None = None,
    **values: Any,
) -> Picture:
    """The picture `name` of `db/charts` of these rows, or of `drawn` where the table of numbers has fewer or other rows.

    `parameters` are those of its question; `values` are for the drawing (`db.charts.draw`).
    """
    figure = figures()[name]
    wide = narrow = None
    if marks := rows if drawn is None else drawn:
        values = {"root": datasette.setting("base_url"), **values}
        wide = Markup(await asyncio.to_thread(draw, figure, marks, **values))  # noqa: S704 - Vega escapes all data
        if figure.narrow or figure.width > SMALL:
            narrow = Markup(await asyncio.to_thread(draw, figure, marks, narrow=True, **values))  # noqa: S704
    address, csv, json = (
        str(datasette.urls.query(database(datasette).name, figure.question, form)) for form in (None, "csv", "json")
    )
    asked = "?" + urlencode(parameters) if parameters else ""
    return Picture(
        name=name,
        title=figure.title if title is None else title,
        caption=figure.caption if caption is None else caption,
        finding=finding,
        wide=wide,
        narrow=narrow,
        columns=columns,
        rows=rows,
        question=address + asked,
        csv=csv + asked,
        json=json + asked,
    )


async def shown(datasette: Datasette, name: str, seen: Seen, **more: Any) -> Picture:
    """The picture `name` of what its own file of `db/charts` makes of the rows of its question."""
    values = {"caption": seen.caption, **seen.values, **more}
    return await picture(
        datasette, name, seen.rows, finding=seen.finding, columns=seen.columns, drawn=seen.marks, **values
    )
