"""The files of the embedded web, `site.toml` and the articles, read strictly.

Their format is told in `demo/README.md`. What is not understood is a `ContentError`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, fields, replace
from datetime import date, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, TypeVar

import yaml

from demo.site import (
    FORMATS,
    MARKS,
    PDF_ENCODING,
    QUIRKS,
    Article,
    Aside,
    Block,
    Charset,
    Edit,
    Link,
    Page,
    Site,
    Trouble,
)

Made = TypeVar("Made")


class ContentError(ValueError):
    """A file of the embedded web that can't be used; the message names file and key."""


def _made(kind: type[Made], data: Any, where: str, **more: Any) -> Made:
    """A dataclass from a table, which may have only the fields that `more` leaves."""
    if not isinstance(data, dict):
        raise ContentError(f"{where}: should be a table of keys and values")
    allowed = {one.name: one for one in fields(kind) if one.name not in more}  # type: ignore[arg-type]
    for key in data:
        if key not in allowed:
            raise ContentError(f"{where}: {key}: unknown key")
    for name, one in allowed.items():
        if name not in data and one.default is MISSING and one.default_factory is MISSING:
            raise ContentError(f"{where}: {name}: missing")
    return kind(**data, **more)


def _blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs end at a blank line; a heading, item or caption begins at its mark wherever that is."""
    blocks: list[Block] = []
    kind = None
    for line in text.splitlines():
        mark = next((mark for mark in MARKS if line.startswith(mark)), "")
        words = line.removeprefix(mark).strip()
        if not words:
            kind = None
        elif kind is not None and (not mark or MARKS[mark] == kind == "quote"):
            blocks[-1] = Block(kind, f"{blocks[-1].text} {words}")
        else:
            kind = MARKS[mark] if mark else "paragraph"
            blocks.append(Block(kind, words))
        if kind == "heading":
            kind = None
    return tuple(blocks)


def _check_date(value: Any, where: str) -> None:
    if not isinstance(value, date):
        raise ContentError(f"{where}: not a date: {value!r}; write 2024-03-14 or 2024-03-14T10:30:00+03:00")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ContentError(f"{where}: a time needs its offset: 2024-03-14T10:30:00+03:00")


def _check(article: Article, where: str) -> None:
    _check_date(article.published, f"{where}: published")
    if not isinstance(article.title, str) or not article.title:
        raise ContentError(f"{where}: title: not a line of text")
    if article.format not in FORMATS:
        raise ContentError(f"{where}: format: {article.format!r} is none of {', '.join(FORMATS)}")
    for quirk in article.quirks:
        if quirk not in QUIRKS:
            raise ContentError(f"{where}: quirks: {quirk!r} is none of {', '.join(QUIRKS)}")
    if not re.fullmatch(r"[A-Za-z0-9._/-]+", article.slug):
        raise ContentError(f"{where}: slug: {article.slug!r} should be of a-z, 0-9, dots, hyphens and /")
    if article.format == "pdf":
        texts = (article.title, article.author or "", *(block.text for block in article.blocks))
        strange = {sign for sign in "".join(texts) if not sign.encode(PDF_ENCODING, "ignore")}
        if strange:
            raise ContentError(f"{where}: a PDF can't show {' '.join(sorted(strange))}: use format html")
    if article.edited:
        _check_date(article.edited.at, f"{where}: edited.at")
        for old in article.edited.replace:
            if not any(old in text for text in (article.title, *(block.text for block in article.blocks))):
                raise ContentError(f"{where}: edited.replace: {old!r} is not in the text")


def read_article(path: Path) -> Article:
    """Reads one article file. Raises ContentError."""
    where = f"{path.parent.parent.name}/{path.name}"
    parts = re.fullmatch(r"---\n(.*?\n)---\n(.*)", path.read_text(encoding="utf-8"), re.DOTALL)
    if not parts:
        raise ContentError(f"{where}: should begin with front matter between two lines of ---")
    try:
        data = yaml.safe_load(parts[1])
    except yaml.YAMLError as error:
        reason = str(error).replace("\n", " ")
        raise ContentError(f"{where}: front matter is not YAML (quote text with a colon): {reason}") from None
    slug = str(data.pop("slug", path.stem)) if isinstance(data, dict) else ""
    if isinstance(data, dict) and "edited" in data:
        data["edited"] = _made(Edit, data["edited"], f"{where}: edited")
    article = _made(Article, data, where, stem=path.stem, slug=slug, blocks=_blocks(parts[2]), modified=None)
    _check(article, where)
    return article


def read_site(folder: Path) -> Site:
    """Reads one site folder; what it copies of others is not yet there. Raises ContentError."""
    where = f"{folder.name}/site.toml"
    try:
        data = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(f"{where}: there is no such file") from None
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{where}: not valid TOML: {error}") from None
    for key, name, kind in (
        ("page", "pages", Page),
        ("menu", "menu", Link),
        ("aside", "asides", Aside),
        ("trouble", "troubles", Trouble),
    ):
        if key in data:
            data[name] = [_made(kind, table, f"{where}: {key}") for table in data.pop(key)]
    data["asides"] = [
        replace(aside, links=[_made(Link, link, f"{where}: aside.links") for link in aside.links])
        for aside in data.get("asides", ())
    ]
    if "wrong_charset" in data:
        data["wrong_charset"] = _made(Charset, data["wrong_charset"], f"{where}: wrong_charset")
    articles = [read_article(path) for path in sorted(folder.glob("articles/*.md"))]
    site = _made(Site, data, where, id=folder.name, articles=articles)
    stems = {article.stem for article in articles}
    for trouble in site.troubles:
        if trouble.article is None and (trouble.title is None or trouble.published is None) and trouble.seen:
            raise ContentError(f"{where}: trouble: {trouble.address} needs an article, or title and published")
        if trouble.article is not None and trouble.article not in stems:
            raise ContentError(f"{where}: trouble: there is no article {trouble.article!r}")
        if trouble.status is not None and not trouble.address.startswith(("/", "{path}")):
            raise ContentError(f"{where}: trouble: {trouble.address} is of another host: leave status out")
    return site


def read_sites(folder: Path) -> list[Site]:
    """Reads all sites of a folder, in order of id. Raises ContentError; also when there are none."""
    sites = [read_site(path.parent) for path in sorted(folder.glob("*/site.toml"))]
    if not sites:
        raise ContentError(f"{folder.name}: there is no site (*/site.toml) in this folder")
    originals = {f"{site.id}/{article.stem}": article for site in sites for article in site.articles}
    for number, site in enumerate(sites):
        copied = [
            replace(article, stem=name, slug=name)
            for name, article in originals.items()
            if article.format == "html" and any(fnmatch(name, pattern) for pattern in site.copies)
        ]
        sites[number] = replace(site, articles=[*site.articles, *copied])
    return sites
