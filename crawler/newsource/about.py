"""What a source file says of the organisation and its pages: name, country, language, zone, order of dates, make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.newsource.words import NEWS, WORDS
from crawler.reading.language import language_of
from crawler.reading.page import Page
from crawler.reading.phrases import FURNITURE, SECTIONS, named
from crawler.reading.structured import read_metadata
from crawler.reading.text import clean, fold
from crawler.source import FAMILIES, Family, load_family

_ORGANISATIONS = re.compile("|".join(map(re.escape, WORDS["organisations"])), re.IGNORECASE)
_BETWEEN = re.compile(r"\s+[|–—·•›:/-]+\s+|\s*[|｜»«]\s*|:\s+")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-](?:20)\d\d(?!\d)")
_LOGO = named(("logo", "brand", "navbar-brand", "site-title", "site-logo", "site-name", "custom-logo-link"))
_LOGO_OF = re.compile(
    r"^(?:logo of (?:the )?|logo |home ?page (?:of )?)|\s*[-–|]?\s*(?:logo|home ?page)$", re.IGNORECASE
)
_LABELS = NEWS.keys() | FURNITURE | SECTIONS
_LONGEST_NAME = 90
_FOOT = 3000
"""So many characters at the end of a page may hold its postal address."""


@dataclass(frozen=True, slots=True)
class Zone:
    name: str
    unsure: str | None = None
    """Why it may be another one."""


def find_language(pages: Sequence[Page]) -> str:
    """ISO 639-1 of most pages; of their texts where those speak against what they declare."""
    found = Counter(filter(None, (_language(page) for page in pages)))
    return found.most_common(1)[0][0] if found else "en"


def _language(page: Page) -> str | None:
    told = page.root.get("lang") or page.root.get("xml:lang")
    return language_of(_body_text(page)[:6000], (told,))


def find_country(host: str, pages: Sequence[Page]) -> tuple[str | None, str]:
    """ISO 3166-1 of the country and where it was read; null, and why, if nothing says it."""
    end = host.split(":")[0].rsplit(".", 1)[-1]
    names = countries()
    code = WORDS["ends"].get(end) or (end.upper() if end.upper() in names else None)
    if code and end not in ("edu", "gov"):
        return code, f"the end of {host}"
    for page in pages:
        for found in re.findall(r'"addressCountry"\s*:\s*(?:\{[^}]*?"name"\s*:\s*)?"([^"]+)"', _scripts(page)):
            if (upper := found.strip().upper()) in names:
                return upper, "JSON-LD"
            if named := next((key for key, values in names.items() if found.strip() in values), None):
                return named, "JSON-LD"
    if code:
        return code, f"the end of {host}"
    foot = "\n".join(_body_text(page)[-_FOOT:] for page in pages[:2])
    seen = [
        (foot.rfind(match[0]), key)
        for key, values in names.items()
        for value in values
        for match in re.finditer(rf"[,.\d·–-]\s*(?:P\.\s?R\.\s?)?{re.escape(value)}(?!\w)", foot)
    ]
    if seen:
        return max(seen)[1], "the postal address on the page"
    return None, "neither the host nor a page names one"


def find_zone(country: str | None) -> Zone:
    """The time zone of a country; UTC, and why, where there is none."""
    if country is None:
        return Zone("UTC", "nothing says where the publisher's days begin")
    zones = _zones().get(country, [])
    if main := WORDS["zones"].get(country):
        several = "there are others in this country" if country in WORDS["unsure"]["zones"] else None
        return Zone(main, several)
    if not zones:
        return Zone("UTC", f"tzdata has no zone of {country}")
    return Zone(zones[0], f"one of {len(zones)} in this country" if len(zones) > 1 else None)


def find_date_order(country: str | None, texts: Iterable[str]) -> str:
    """DMY, MDY or YMD: by numbers that can only be a day, else as the country is used to."""
    first = second = 0
    for text in texts:
        for one, two in _NUMBERS.findall(text):
            first += int(one) > 12 >= int(two)
            second += int(two) > 12 >= int(one)
    if first != second:
        return "DMY" if first > second else "MDY"
    return next((order for order, codes in WORDS["date_orders"].items() if country in codes), "DMY")


def find_family(pages: Sequence[Page], texts: Sequence[str]) -> Family | None:
    """The family that most marks of the pages' source speak for."""
    families = [load_family(path.stem) for path in sorted(FAMILIES.glob("*.toml"))]
    marks = {family.id: sum(mark in text for mark in family.markers for text in texts) for family in families}
    best = max(families, key=lambda family: marks[family.id], default=None)
    return best if best and marks[best.id] else None


def find_names(pages: Sequence[Page], host: str) -> list[str]:
    """What the organisation may be called, the likeliest first; empty if no page says."""
    counts: Counter[str] = Counter()
    for page in pages:
        metadata = read_metadata(page.root, page.url)
        told = [metadata.site, *_in_json_ld(_scripts(page))]
        tab = next((clean(e.text or "") for e in page.root.iterfind("./head/title")), "")
        logos = [clean(a.text_content()) or clean(" ".join(a.xpath(".//img/@alt"))) for a in _home_links(page)]
        parts = _BETWEEN.split(tab)
        for name in {_LOGO_OF.sub("", clean(name)) for name in filter(None, (*told, *logos, *parts))}:
            if 2 < len(name) < _LONGEST_NAME and fold(name) not in _LABELS:
                counts[name] += 1 + 2 * (name in told) + (name in parts[-1:])
    # The full name is the longest of those that stand on many pages, and it says what kind of body it is.
    often = [name for name, times in counts.items() if times * 2 > len(pages)]
    likely = sorted(often, key=lambda name: (_ORGANISATIONS.search(name) is None, -len(name.split()), -counts[name]))
    return likely[:4]


def short_name(host: str) -> str:
    """What the host calls the organisation, for the id of the source."""
    labels = host.split(":")[0].split(".")
    telling = [label for label in labels[:-1] if label not in WORDS["hosts"]] or labels[:1]
    return re.sub(r"[^a-z0-9]", "", telling[-1].lower()) or "news"


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[str, ...]]:
    """ISO 3166-1 → English names, and some more."""
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {code: (re.sub(r" \(.*", "", name), *WORDS["names"].get(code, ())) for code, name in rows}


@lru_cache(maxsize=1)
def _zones() -> dict[str, list[str]]:
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    zones: dict[str, list[str]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _, zone, *_ = line.split("\t")
            zones.setdefault(code, []).append(zone)
    return zones


def _body_text(page: Page) -> str:
    body = next(page.root.iterfind("./body"), page.root)
    texts = body.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return " ".join(text.strip() for text in texts if text.strip())


def _scripts(page: Page) -> str:
    return "\n".join(s.text or "" for s in page.root.iter("script") if "ld+json" in (s.get("type") or ""))


def _in_json_ld(scripts: str) -> list[str]:
    kinds = r"(?:CollegeOrUniversity|EducationalOrganization|Organization|ResearchOrganization|WebSite|NGO)"
    return re.findall(rf'"@type"\s*:\s*"{kinds}"[^{{}}]*?"name"\s*:\s*"([^"]+)"', scripts)


def _home_links(page: Page) -> list[HtmlElement]:
    """Links that may have the name of the site: the first of the page, and those called a logo."""
    links = list(page.root.iter("a"))
    logos = [a for a in links if _LOGO.search(f"{a.get('class', '')} {a.get('id', '')}") or a.get("rel") == "home"]
    return links[:3] + logos[:3]


def host_of(url: str) -> str:
    return urlsplit(url).netloc
