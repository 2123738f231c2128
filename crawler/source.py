"""A source of news is data: one strict TOML file in `crawler/sources/`, read here.

What the file does not understand it refuses: an unknown key, a bad pattern, a missing name is a
`SourceError` that names file and key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, model_validator

from crawler.fields import Address, Country, Language, Regex, Selector, Strict, Text, Timezone

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
FAMILIES = HERE / "families"
ID = re.compile(r"[a-z]{2,3}_[a-z0-9]+(_[a-z]{2})?")
"""Country (`int` for international bodies) and short name; the language of a section that is not the English one."""


class SourceError(ValueError):
    """A source or family file that can't be used; the message names file and key, in one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(" ".join(reason.split()))


class Organisation(Strict):
    """Who publishes: the "University" of the texts."""

    name: Text
    country: Country | None = None
    """ISO 3166-1 alpha-2; absent for international bodies."""
    aliases: tuple[Text, ...] = ()
    """Names used for it anywhere: acronyms, other spellings, former names."""
    called: tuple[Text, ...] = ()
    """Names that mean it on its own site only: `Polytechnic`."""
    ror: str | None = Field(default=None, pattern=r"^0[a-z0-9]{6}\d{2}$")
    """ROR id without the address."""


class Paged(Strict):
    """Keys of listings that may go on over several pages."""

    next: Selector | None = None
    """The link to the next page."""
    page: str | None = Field(default=None, pattern=r"\{n\}")
    """The address of page n, relative to the listing: `?page={n}`, `/page/{n}/`."""
    first: int = 2
    """The number of the second page in `page` (offsets: the second page's offset)."""
    step: int = 1
    """What `{n}` grows by; an offset grows by the page's length. Negative counts down."""
    max_pages: int = Field(default=50, ge=1)


class FeedListing(Strict):
    """RSS or Atom."""

    kind: Literal["feed"]
    urls: tuple[Address, ...] = Field(min_length=1)


class SitemapListing(Strict):
    """A sitemap, an index of sitemaps (gzipped or not) or a news sitemap."""

    kind: Literal["sitemap"]
    urls: tuple[Address, ...] = Field(min_length=1)
    follow: Regex | None = None
    """Which sitemaps of an index to open (`re.search`); all of them when absent."""


class HtmlListing(Paged):
    """A page of links to articles."""

    kind: Literal["html"]
    urls: tuple[Address, ...] = Field(min_length=1)
    item: Selector | None = None
    """One entry of the list; every link of the page is one when absent."""
    link: Selector = "a"
    """Links within an entry; those that `[article].url` does not match are passed over."""
    title: Selector | None = None
    date: Selector | None = None
    """The printed date of an entry; with `::attr(…)` one that is written for machines."""


class JsonListing(Paged):
    """A JSON document that lists articles, such as WordPress's REST API. Keys are dotted paths."""

    kind: Literal["json"]
    urls: tuple[Address, ...] = Field(min_length=1)
    next: str | None = None
    """Path to the address of the next page."""
    items: str = ""
    """Path to the array; the document itself when empty."""
    url: Text = "link"
    title: str | None = None
    date: str | None = None


Listing = Annotated[FeedListing | SitemapListing | HtmlListing | JsonListing, Field(discriminator="kind")]


class ArticleRules(Strict):
    """Which addresses are articles, and where a page keeps what JSON-LD and meta do not say."""

    url: Regex
    """An address is an article's if this matches the canonical address in full (`re.fullmatch`)."""
    title: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    """Tried in order; the first that has text is the body."""
    date: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    tags: tuple[Selector, ...] = ()
    drop: tuple[Selector, ...] = ()
    """Removed from the body before it is read."""
    date_labels: tuple[Text, ...] = ()
    """Words before a printed date: `Дата публикации`, `Release time`."""


class FamilyRules(ArticleRules):
    """As `ArticleRules`; a family knows no addresses of its own."""

    url: Regex = ""


class Family(Strict):
    """What sites made with one content management system share; a source's own keys come first."""

    id: str
    name: Text
    markers: tuple[Text, ...] = ()
    """Strings of the HTML that give the system away."""
    article: FamilyRules = FamilyRules()
    next: Selector | None = None
    page: str | None = None
    first: int = 2
    step: int = 1


class Expect(Strict):
    """What a healthy source gives; checked after each night. What is absent is as in `pipelines.expecting`."""

    min_articles: int | None = Field(default=None, ge=0)
    """Articles stored for the source in all."""
    max_age_days: int | None = Field(default=None, ge=1)
    """Age of the newest article."""
    min_dated: float | None = Field(default=None, ge=0, le=1)
    """Share of the newest articles that have a date of publication."""
    max_dropped: float | None = Field(default=None, ge=0, le=1)
    """Share of the newest pages that give no text."""
    max_quiet_days: int | None = Field(default=None, ge=1)
    """Nights in a row without a new article."""


class Source(Strict):
    """One news section of one organisation."""

    id: str
    name: Text
    homepage: Address
    language: Language
    timezone: Timezone
    date_order: Literal["DMY", "MDY", "YMD"] = "DMY"
    hosts: tuple[Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:\d+)?$")], ...] = Field(min_length=1)
    """Only these hosts are asked and believed, subdomains not included."""
    cms: str | None = None
    """A file of `crawler/families/`."""
    checked: Text
    """What the facts of this file rest on, and when they were last seen to hold."""
    disabled: Text | None = None
    """Why it is not crawled."""
    since: date | None = None
    """Older articles are passed over."""
    max_articles: int | None = Field(default=None, ge=1)
    """At most so many new articles in a run."""
    organisation: Organisation
    listing: tuple[Listing, ...] = Field(min_length=1)
    article: ArticleRules
    fixes: Mapping[str, str] = {}
    """Exact strings of a page's text, replaced before anything is read in it."""
    expect: Expect = Expect()
    family: Family | None = Field(default=None, exclude=True)
    """Filled in from `cms`."""

    @model_validator(mode="after")
    def _listings_are_on_hosts(self) -> Self:
        for number, listing in enumerate(self.listing):
            for url in listing.urls:
                if urlsplit(url).netloc not in self.hosts:
                    raise ValueError(f"listing.{number}.urls: the host of {url} is not among `hosts`")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def is_article(self, url: str) -> bool:
        """Whether a canonical address is an article of this source."""
        return re.fullmatch(self.article.url, url) is not None

    def selectors(self, key: str) -> tuple[str, ...]:
        """The source's own selectors (or labels) for a key of `[article]`, then its family's."""
        own: tuple[str, ...] = getattr(self.article, key)
        return own + (getattr(self.family.article, key) if self.family else ())


def _tuples(value: Any) -> Any:
    """TOML's arrays as the tuples that frozen instances hold; strict validation takes no list for a tuple."""
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return value


def _read(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = _tuples(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise SourceError(f"{path.name}: there is no such file in {path.parent.name}/") from None
    except RecursionError:
        raise SourceError(f"{path.name}: not valid TOML: nested too deep") from None
    except ValueError as error:  # not TOML, not UTF-8, or a number of thousands of digits
        raise SourceError(f"{path.name}: not valid TOML: {error}") from None
    return data


def _explain(path: Path, error: ValidationError) -> SourceError:
    """The first thing that is wrong, as one line: file, key, reason."""
    first = error.errors()[0]
    # pydantic puts the tag of a discriminated union into the path: listing.0.html.next
    keys = [str(part) for part in first["loc"] if part not in ("feed", "sitemap", "html", "json")]
    reason = {"extra_forbidden": "unknown key", "missing": "missing", "tuple_type": "not an array"}.get(
        first["type"], first["msg"].removeprefix("Value error, ")
    )
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return SourceError(": ".join(filter(None, (path.name, ".".join(keys), reason))) + more)


def load_family(name: str, folder: Path = FAMILIES) -> Family:
    """Reads one family. Raises SourceError."""
    path = folder / f"{name}.toml"
    try:
        return Family(id=name, **_read(path))
    except ValidationError as error:
        raise _explain(path, error) from None


def load_source(path: Path, families: Path = FAMILIES) -> Source:
    """Reads one source with its family. Raises SourceError."""
    if not ID.fullmatch(path.stem):
        raise SourceError(
            f"{path.name}: a source file is named <cc>_<short>.toml or <cc>_<short>_<language>.toml, e.g. ru_spbu.toml"
        )
    data = _read(path)
    for key in ("id", "family"):
        if key in data:
            raise SourceError(f"{path.name}: {key}: unknown key")
    family = load_family(data["cms"], families) if isinstance(data.get("cms"), str) else None
    try:
        return Source(id=path.stem, family=family, **data)
    except ValidationError as error:
        raise _explain(path, error) from None


def read_sources(folder: Path = SOURCES) -> tuple[dict[str, Source], dict[str, SourceError]]:
    """All sources of a folder by id, in order of id, and what is wrong with the files that can't be used.

    Raises SourceError when the folder has no source file at all.
    """
    sources: dict[str, Source] = {}
    broken: dict[str, SourceError] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            sources[path.stem] = load_source(path)
        except SourceError as error:
            broken[path.stem] = error
    if not sources and not broken:
        raise SourceError(f"{folder}: there is no source file (*.toml) in this folder")
    return sources, broken


def load_sources(folder: Path = SOURCES) -> dict[str, Source]:
    """All sources of a folder by id, in order of id. Raises SourceError for the first unusable file."""
    sources, broken = read_sources(folder)
    for error in broken.values():
        raise error
    return sources
