"""Small webs for tests, and what can be read off their pages."""

import gzip
import re
from dataclasses import replace
from datetime import datetime
from html import unescape
from urllib.parse import urldefrag, urljoin

from demo import SITES
from demo.content import read_site
from demo.render import Reply
from demo.site import Article, Block
from demo.web import Web

LINK = re.compile(r"""(?:href|src)=["']([^"']+)["']|<loc>([^<]+)<|<link>([^<]+)<|"link": "([^"]+)\"""")
PROSE = (
    "Internationalisation of engineering programmes – “the mountain’s second foot” – was discussed on 12 May "
    "with colleagues from Müller Laboratories and the Ministry of Transportation."
)
BODY = (Block("paragraph", PROSE), Block("item", "first step"), Block("item", "second step"))


def text_of(reply: Reply) -> str:
    body = gzip.decompress(reply.body) if reply.type == "application/gzip" else reply.body
    return body.decode("utf-8", "replace")


def links(web: Web, url: str) -> set[str]:
    """Absolute addresses that a page names, without fragments; none for a PDF."""
    reply = web.reply(url)
    if reply.type == "application/pdf":
        return set()
    found = ("".join(groups) for groups in LINK.findall(text_of(reply)))
    return {urldefrag(urljoin(url, unescape(link))).url for link in found}


def a_web_of(*articles: Article, like: str = "pt_ribeira", day: int = 1) -> Web:
    """One site that looks like a site of the demo and has only these articles."""
    return Web([replace(read_site(SITES / like), articles=articles, troubles=())], day)


def an_article(stem: str = "one", *, quirks: tuple[str, ...] = (), form: str = "html") -> Article:
    published = datetime.fromisoformat("2024-05-13T10:30:00+01:00")
    return Article(stem, "A memorandum – on the river", published, BODY, stem, quirks=quirks, format=form)


def page_with(*quirks: str, like: str = "pt_ribeira", form: str = "html") -> Reply:
    """The page of an article that suffers from quirks."""
    web = a_web_of(an_article(quirks=quirks, form=form), like=like)
    site = web.sites[0]
    return web.reply(site.url(site.articles[0]))
