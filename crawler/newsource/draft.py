"""What was found out about a site → a source, and the text of its file, with comments where it is unsure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.newsource import about
from crawler.newsource.found import Found
from crawler.newsource.selectors import find_items
from crawler.newsource.trial import Tried
from crawler.source import (
    ID,
    ArticleRules,
    Expect,
    HtmlListing,
    Organisation,
    Source,
)

_EXPECTED = 10
_GAPS = 6
"""The newest article may be so many times as old as articles are apart on the average."""
_OLDEST = 400
_LISTING_KEYS = ("item", "link", "title", "date", "next", "page", "first", "step", "follow", "items", "url")
_ARTICLE_KEYS = ("title", "body", "date", "author", "tags", "drop", "date_labels")


class WishError(ValueError):
    """Something that was asked for can't be; the message is one line."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person knows better than the site."""

    id: str | None = None
    name: str | None = None
    country: str | None = None
    """ISO 3166-1, or `int` for international bodies."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A source, and a remark for each key of its file that somebody should look at."""

    source: Source
    remarks: dict[str, str]


def check_wishes(wishes: Wishes) -> None:
    """Raises WishError."""
    if wishes.id and not ID.fullmatch(wishes.id):
        raise WishError(
            f"--id {wishes.id}: an id is <cc>_<short> or <cc>_<short>_<language>, e.g. ru_spbu or ru_spbu_ru"
        )
    if wishes.country and wishes.country.lower() != "int" and wishes.country.upper() not in about.countries():
        raise WishError(
            f"--country {wishes.country}: not a code of ISO 3166-1, such as DE; `int` for international bodies"
        )


def draft_source(found: Found, wishes: Wishes, today: date) -> Draft:
    """The source that the findings make."""
    remarks: dict[str, str] = {}
    host = found.hosts[0]
    language = about.find_language(found.pages)
    country = _country(found, wishes, host, remarks)
    zone = about.find_zone(country)
    if zone.unsure:
        remarks["timezone"] = f"check: {zone.unsure}"
    name, aliases = _names(found, wishes, host, remarks)
    source_id = wishes.id or "_".join(
        [(country or "int").lower(), about.short_name(host), *([language] if language != "en" else [])]
    )
    organisation = Organisation(name=name, country=country, aliases=aliases)
    listings = list(found.listings)
    source = Source(
        id=source_id,
        name=name,
        homepage=found.start,
        language=language,
        timezone=zone.name,
        date_order=about.find_date_order(country, found.texts),  # type: ignore[arg-type]
        hosts=found.hosts,
        cms=found.family.id if found.family else None,
        family=found.family,
        checked=f"Drafted from the site itself by `uniaccord newsource` on {today.day} {today:%B %Y}.",
        organisation=organisation,
        listing=tuple(listings),
        article=ArticleRules(url=found.pattern),
    )
    if found.news and found.response is not None:
        page = found.news.links[0].element.getroottree().getroot()
        shown = next((each for each in found.pages if each.root is page), None)
        for at, listing in enumerate(listings):
            if isinstance(listing, HtmlListing) and shown is not None:
                listings[at] = find_items(found.news, listing, shown, source)
        source = source.model_copy(update={"listing": tuple(listings)})
    return Draft(source, remarks)


def _country(found: Found, wishes: Wishes, host: str, remarks: dict[str, str]) -> str | None:
    if wishes.country:
        return None if wishes.country.lower() == "int" else wishes.country.upper()
    country, basis = about.find_country(host, found.pages)
    if country is None:
        remarks["country"] = (
            f"not known, {basis}: fill it in (and name the file after it), unless the body is international"
        )
    elif not basis.startswith("the end") or host.rsplit(".", 1)[-1] in ("edu", "gov"):
        remarks["country"] = f"check: by {basis}"
    return country


def _names(found: Found, wishes: Wishes, host: str, remarks: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    names = about.find_names(found.pages, host)
    name = wishes.name or (names[0] if names else host)
    if not wishes.name:
        also = f"; also seen: {', '.join(other for other in names if other != name)}" if len(names) > 1 else ""
        remarks["name"] = (
            f"check: as the pages call the site{also}" if names else "not known, no page says it: fill it in"
        )
    acronyms = tuple(
        other for other in names if other != name and other.isupper() and other.isalpha() and len(other) < 8
    )
    remarks["aliases"] = "names under which others write of it, its own language's and acronyms that no other body has"
    return name, acronyms


def expectations(listed: Sequence[str | None], tried: Sequence[Tried], number: int, today: date) -> Expect:
    """What a healthy run gives, modestly: by the days that the listings and the articles tell."""
    days = sorted({day[:10] for day in listed if day and len(day) >= 10 and day[:10] <= today.isoformat()})
    if len(days) < 3:
        days = sorted(
            {
                e.article.published[:10]
                for e in tried
                if e.article and e.article.published and len(e.article.published) >= 10
            }
        )
    at_least = min(_EXPECTED, number // 2) or None
    if len(days) < 3:
        return Expect(min_articles=at_least)
    recent = [date.fromisoformat(day) for day in days[-12:]]
    gap = (recent[-1] - recent[0]).days / (len(recent) - 1)
    most = min(_OLDEST, max(60, round(gap * _GAPS)))
    return Expect(min_articles=at_least, max_age_days=most if (today - recent[-1]).days <= most else None)


def to_toml(draft: Draft) -> str:
    """The file of a source, as one would write it."""
    source, remarks = draft.source, draft.remarks
    lines = [
        _line("name", source.name, remarks.get("name")),
        _line("homepage", source.homepage),
        _line("language", source.language),
        _line("timezone", source.timezone, remarks.get("timezone")),
    ]
    if source.date_order != "DMY":
        lines.append(_line("date_order", source.date_order))
    lines.append(_line("hosts", source.hosts))
    if source.cms:
        lines.append(_line("cms", source.cms))
    lines += [_line("checked", source.checked), "", "[organisation]", _line("name", source.organisation.name)]
    if source.organisation.country:
        lines.append(_line("country", source.organisation.country, remarks.get("country")))
    elif "country" in remarks:
        lines.append(f'# country = ""  # {remarks["country"]}')
    lines.append(_line("aliases", source.organisation.aliases, remarks.get("aliases")))
    for listing in source.listing:
        lines += ["", "[[listing]]", _line("kind", listing.kind), _line("urls", listing.urls)]
        told = listing.model_dump(exclude_defaults=True)
        lines += [_line(key, told[key]) for key in _LISTING_KEYS if key in told]
    lines += ["", "[article]", _line("url", source.article.url, remarks.get("url"))]
    rules = source.article.model_dump(exclude_defaults=True)
    lines += [_line(key, rules[key], remarks.get(key)) for key in _ARTICLE_KEYS if key in rules]
    expect = source.expect.model_dump(exclude_none=True)
    lines += ["", "[expect]", *(_line(key, value) for key, value in expect.items())] if expect else []
    return "\n".join(lines) + "\n"


def _line(key: str, value: object, remark: str | None = None) -> str:
    return f"{key} = {_value(value)}" + (f"  # {remark}" if remark else "")


def _value(value: object) -> str:
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        # A pattern is written as it is read; other strings as JSON, whose escapes TOML has as well.
        plain = "\\" in value and "'" not in value and value.isprintable()
        return f"'{value}'" if plain else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
