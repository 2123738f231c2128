"""The day of publication of a page, and where it was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from crawler.reading.body import ELEMENTS, Block
from crawler.reading.datelines import DateStyle, dateline, labelled_date, modified_date, read
from crawler.reading.dates import address_date, localise
from crawler.reading.page import Page
from crawler.reading.phrases import named
from crawler.reading.structured import NAMES, Metadata
from crawler.reading.text import clean
from crawler.reading.trim import same_title

Blocks = Callable[[], Sequence[Block]]
Dated = tuple[str, str]
"""An ISO date or date-time, and one of `crawler.items.BASES`."""

_PROSE = 160
"""A paragraph of so many characters belongs to the text: above it stands the head of the article."""
_LINE = 120
_HEADLINE = 25
"""Characters that a link to another article has at least."""
_ABOVE, _BELOW = 6, 10
"""So many short blocks above and below the title may belong to the head."""
_OTHERS = named(ELEMENTS["others"])
_DATES = named(ELEMENTS["dates"])
_DATE_NAME = re.compile(r"(?:publish|post|article|entry|news|issue|story)(?:ed)?[_-]?(?:date|time)", re.IGNORECASE)
_SURE = re.compile(r"datepublished|pubdate|(?<!\w)published\b|dc:date|dc:created|datecreated")
_CHANGE = re.compile(r"modified|updated")


def find_published(
    page: Page,
    metadata: Metadata,
    blocks: Blocks,
    title: str | None,
    style: DateStyle,
    zone: ZoneInfo,
    selectors: Sequence[str] = (),
) -> Dated | None:
    """The surest date that a page gives; null where it only speaks of other days.

    `blocks` gives those of the whole page, and is called if they are needed. Moments in UTC become local: with
    `zone`, or where that is UTC for want of anything better, with the day that is printed beside the title.
    """
    for value, basis in _dates(page, metadata, blocks, title, style, selectors):
        if zone.key == "UTC" and value.endswith("+00:00"):
            printed = next((day for day, _ in _printed(page, blocks(), title, style)), None)
            if printed and len(printed) >= 10 and _days_between(printed, value) == 1:
                return printed, basis
        return localise(value, zone), basis
    return None


def find_modified(metadata: Metadata, body: Sequence[Block], style: DateStyle, zone: ZoneInfo) -> str | None:
    """When the page says that it was changed: to machines, or in a line of the article's body before trimming."""
    article, webpage = metadata.article.get("dateModified"), metadata.webpage.get("dateModified")
    for text in (article, metadata.first(NAMES["modified"]), webpage):
        if isinstance(text, str) and (value := read(text, style)):
            return localise(value, zone)
    lines = (block.text for block in body if len(block.text) < _LINE)
    return next((value for line in lines if (value := modified_date(line, style))), None)


def _dates(
    page: Page, metadata: Metadata, blocks: Blocks, title: str | None, style: DateStyle, selectors: Sequence[str]
) -> Iterator[Dated]:
    """All dates, the surest first; the later ones are only looked for if they are asked for."""
    yield from _in_json_ld(metadata.article, style)
    for name in NAMES["published"]:
        for text in metadata.meta.get(name, ()):
            if value := read(text, style):
                yield value, "meta"
    yield from _in_json_ld(metadata.webpage, style)
    for css in selectors:
        for element in page.select(css):
            if value := _read_element(element, style):
                yield value, "time" if isinstance(element, HtmlElement) and element.tag == "time" else "selector"
    yield from _printed(page, blocks(), title, style)
    if value := address_date(page.url):
        yield value, "url"


def _in_json_ld(node: dict[str, object], style: DateStyle) -> Iterator[Dated]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if isinstance(text := node.get(key), str) and (value := read(text, style)):
            yield value, "json-ld"


def _printed(page: Page, blocks: Sequence[Block], title: str | None, style: DateStyle) -> Iterator[Dated]:
    """Dates for readers: marked up as the publication's, labelled, or standing beside the title."""
    beside = [value for block in _head(blocks, title) if (value := dateline(block.text, style))]
    timed = list(_time_elements(page, style))
    yield from ((value, "time") for value, is_sure in timed if is_sure or value[:10] in beside)
    # A sentence may say `Published 2011` of a book.
    lines = (block.text for block in blocks if len(block.text) < _PROSE)
    yield from ((value, "label") for line in lines if (value := labelled_date(line, style)))
    yield from ((value, "dateline") for value in beside)
    if len({value[:10] for value, _ in timed}) == 1:
        yield timed[0][0], "time"
    yield from ((value, "dateline") for value in _named_dates(page, style))


def _head(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """The short blocks around the title, those below it first; without title those above the first prose."""
    titles = [at for at, block in enumerate(blocks) if title and same_title(block.text, title)]
    if not titles:
        first = next((at for at, block in enumerate(blocks) if block.is_prose), 0)
        return list(reversed(blocks[max(0, first - _ABOVE) : first]))
    # The title may stand in breadcrumbs or a menu first: its heading counts.
    at = next((at for at in titles if blocks[at].level), titles[0])
    below: list[Block] = []
    for block in blocks[at + 1 : at + 1 + _BELOW]:
        if len(block.text) >= _PROSE and block.is_prose:
            break
        below.append(block)
    above: list[Block] = []
    for block in reversed(blocks[max(0, at - _ABOVE) : at]):
        if len(block.text) >= _PROSE or (block.is_link and len(block.text) > 40):
            break
        above.append(block)
    return below + above


def _time_elements(page: Page, style: DateStyle) -> Iterator[tuple[str, bool]]:
    """The dates of `time` elements and microdata, and whether they are the publication's for sure."""
    boxes: dict[HtmlElement, bool] = {}
    for element in page.root.iter("time", "abbr", "span", "div", "p"):
        about = " ".join(element.get(name, "") for name in ("itemprop", "property", "class")).lower()
        is_sure = _SURE.search(about) is not None or element.get("pubdate") is not None
        if not (element.tag == "time" or is_sure) or _CHANGE.search(about) or _is_of_others(element, boxes):
            continue
        if value := _read_element(element, style):
            yield value, is_sure


def _named_dates(page: Page, style: DateStyle) -> Iterator[str]:
    """The day in elements that are called a date and hold little else, on a page that has but one such day."""
    days = set()
    boxes: dict[HtmlElement, bool] = {}
    for element in page.root.iter("span", "div", "p", "li", "dd", "td", "em", "small", "strong", "b", "i", "h5", "h6"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if (_DATES.search(names) or _DATE_NAME.search(names)) and not _is_of_others(element, boxes):
            text = clean(element.text_content())
            if len(text) < _LINE and (value := read(text, style) or dateline(text, style)):
                days.add(value)
    if len(days) == 1:
        yield days.pop()


def _is_of_others(element: HtmlElement, boxes: dict[HtmlElement, bool]) -> bool:
    """Whether an element stands in a box about other pages: it is named so and links to them.

    `boxes` remembers it of what was asked about before.
    """
    box = element.getparent()
    if box is None:
        return False
    if box not in boxes:
        boxes[box] = _is_about_others(box, boxes)
    return boxes[box]


def _is_about_others(box: HtmlElement, boxes: dict[HtmlElement, bool]) -> bool:
    if box.tag in ("aside", "nav"):
        return True
    if box.tag == "body" or next(box.iter("h1"), None) is not None:
        return False
    is_named = _OTHERS.search(f"{box.get('class', '')} {box.get('id', '')}") is not None
    return ((is_named or box.tag == "footer") and _links_on(box)) or _is_of_others(box, boxes)


def _links_on(box: HtmlElement) -> bool:
    return any(len(clean(link.text_content())) >= _HEADLINE for link in box.iter("a"))


def _read_element(element: HtmlElement | str, style: DateStyle) -> str | None:
    if isinstance(element, str):
        texts = [element]
    else:
        texts = [element.get(name) or "" for name in ("datetime", "content", "title")] + [element.text_content()]
    for text in map(clean, texts):
        if value := read(text, style) or labelled_date(text, style) or dateline(text, style):
            return value
    return None


def _days_between(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
