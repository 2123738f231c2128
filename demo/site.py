"""What a site of the embedded web is: its articles, pages and troubles.

`demo/README.md` tells how they are written down, `demo/content.py` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zlib import crc32
from zoneinfo import ZoneInfo

FORMATS = ("html", "pdf")
PDF_ENCODING = "cp1252"
"""Characters that the core fonts of PDF have."""
QUIRKS = ("no-date", "broken-markup", "wrong-charset", "soft-hyphens", "nbsp")
MARKS = {"## ": "heading", "* ": "item", "> ": "quote", "!": "caption"}
"""How a line begins that is not of a plain paragraph, and of which kind it is then."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an article."""

    kind: str
    """`paragraph`, or a value of `MARKS`."""
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What the editors change in an article between the two days of the web."""

    at: date
    replace: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    """One article, as its author wrote it."""

    stem: str
    title: str
    published: date
    """A day, or a `datetime` with an offset."""
    blocks: tuple[Block, ...]
    slug: str
    author: str | None = None
    tags: Sequence[str] = ()
    rubric: str | None = None
    format: str = "html"
    quirks: Sequence[str] = ()
    edited: Edit | None = None
    removed: bool = False
    modified: date | None = None
    """Set by `on` once the edit has happened."""

    @property
    def number(self) -> int:
        """Five digits, as a database would have numbered it; always the same for a stem."""
        return 10_000 + crc32(self.stem.encode()) % 90_000

    def on(self, day: int) -> Article | None:
        """The article as the site shows it on day 1 or 2; none when it is gone."""
        if day == 1 or not (self.edited or self.removed):
            return self
        if self.removed or self.edited is None:
            return None
        title, blocks = self.title, self.blocks
        for old, new in self.edited.replace.items():
            title = title.replace(old, new)
            blocks = tuple(replace(block, text=block.text.replace(old, new)) for block in blocks)
        return replace(self, title=title, blocks=blocks, modified=self.edited.at)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a menu or side-bar, or a line without a link."""

    title: str
    address: str = ""
    text: str = ""
    """With this a page that says so is served at the address."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A box of the side-bar."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Page:
    """A listing, feed, sitemap or plain file of a site; in several parts when `length` is set."""

    path: str
    """Address; `{n}` in it is the number of the part."""
    template: str
    """A file of `templates/<make>/` or else of `templates/common/`."""
    type: str | None = None
    """Content type, where it is not that of the template's suffix."""
    gzip: bool = False
    start: str | None = None
    """Address of the first part when it is not made from `path`."""
    length: int | None = None
    """Entries a part, newest first; all of them when absent. Without `{n}` in `path` only the newest are shown."""
    shift: int = 0
    """`{n}` of the second part is 2 + shift."""
    down: bool = False
    """Numbers count down instead, the last part (the oldest entries) being 1."""
    end: int | None = None
    """Status of the part after the last; when absent the site shows what is at the bare address."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An address with which the site makes life hard for a crawler."""

    address: str
    """A path, or absolute; `{path}` stands for the article's own path."""
    article: str | None = None
    """Stem of the article concerned."""
    status: int | None = None
    """What the server answers; 200 gives the article's page once more. Absent: what is there anyway."""
    location: str | None = None
    """Where a redirect leads: the article's own path when absent."""
    title: str | None = None
    """Text of links to it; the article's title when absent."""
    published: date | None = None
    """Its date in listings; the article's when absent."""
    seen: Sequence[str] = ()
    """Templates that list it among the articles; `aside` for the side-bar."""


@dataclass(frozen=True, slots=True)
class Charset:
    """How pages are encoded, and what they claim."""

    encoding: str
    declared: str


@dataclass(frozen=True, slots=True)
class Site:
    """A whole site."""

    id: str
    name: str
    make: str
    """Folder of `templates/`."""
    hosts: Sequence[str]
    """The first is its own, the others (mobile …) give the same pages."""
    timezone: str
    article: str
    """Pattern of article addresses, with `{slug}`, `{number}`, `{published:%Y}`."""
    pages: Sequence[Page]
    articles: Sequence[Article]
    pdf: str = ""
    """The same for articles of format pdf."""
    robots: str = ""
    """The text of robots.txt; a 404 when empty."""
    menu: Sequence[Link] = ()
    asides: Sequence[Aside] = ()
    troubles: Sequence[Trouble] = ()
    copies: Sequence[str] = ()
    """`<site id>/<stem>` patterns: articles of other sites that this one puts out as well."""
    tracking: str = ""
    """Query string that the site adds to some of its links."""
    mirror: str = ""
    """Address pattern of copies of its articles elsewhere, with `{stem}`."""
    etags: bool = True
    """Whether the server says by which ETag it knows a page, and answers 304 to who has it."""
    header_charset: bool = True
    """Whether the Content-Type header names the charset, too."""
    wrong_charset: Charset = Charset("cp1252", "utf-8")
    """Of pages with the quirk `wrong-charset`."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Other words for the templates of its make."""

    @property
    def host(self) -> str:
        return self.hosts[0]

    def path(self, article: Article) -> str:
        """The own path of an article."""
        pattern = self.pdf if article.format == "pdf" else self.article
        return pattern.format(slug=article.slug, number=article.number, published=article.published)

    def url(self, article: Article) -> str:
        """The own address of an article."""
        return f"http://{self.host}{self.path(article)}"

    def moment(self, published: date) -> datetime:
        """A date as feeds need it; a plain day begins at midnight of the site's time zone."""
        if isinstance(published, datetime):
            return published
        return datetime.combine(published, time(), ZoneInfo(self.timezone))
