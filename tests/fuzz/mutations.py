"""Real documents, and what is made of them by cutting, copying and pasting."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from crawler.source import SOURCES
from demo import SITES
from demo.content import read_sites
from demo.web import Web
from tests.crawler.pages import html
from tests.fuzz.hostile import ITEM, LOC, RSS, URLSET, warc
from tests.fuzz.pdfs import TEXT, forms, shows, to_unicode

Edit = tuple[int, int, bytes | int]
"""Place, number of bytes there that go, and what comes instead: bytes, or the place of bytes to copy."""

TOKENS: Sequence[bytes] = (
    *(b"", b"\x00", b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", "́".encode() * 40, "\u202e".encode()),
    *(b"<", b">", b"</", b"/>", b"&", b"&#x110000;", b"&#55296;", b"&#0;", b"&amp;amp;", b'"', b"'", b"=", b"\\", b"%"),
    *(
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<!DOCTYPE x [",
        b"<!ENTITY a 'b'>",
        b"<?xml version='1.0' encoding='x'?>",
    ),
    *(
        b"<p>",
        b"<h1>",
        b"<li>",
        b"<table><td>",
        b"<time datetime='",
        b"<title>",
        b"<plaintext>",
        b"<script>",
        b"<base href=",
    ),
    *(b'<script type="application/ld+json">', b'<meta charset="utf-7">', b'<meta property="og:title" content="'),
    *(b"{", b"}", b"[", b"]", b",", b":", b"null", b"NaN", b"1e999", b"-1", b"9" * 5_000, b"\\ud800", b'{"@graph":['),
    *(b"2024-02-30", b"0000-00-00", b"31.12.9999", b"99 May 2021", b"2021-05-03T25:61:00+99:99", b"Mon, 32 Foo 2021"),
    *(b"http://[", b"https://a.example:99999/", b"//", b"javascript:", b"file:///etc/passwd", b"?%", b"#", b"xn--"),
    *(b"\r\n", b"\n\n", b"\f", b"\t", b" " * 300, b"*", b"$", b"..", b"- ", b"# ", b"Published: "),
    *(
        b"obj",
        b"endobj",
        b"stream\n",
        b"endstream",
        b"<<",
        b">>",
        b"/Filter",
        b"/Length -1",
        b"0 0 R",
        b"Tj",
        b"BI",
        b"startxref",
    ),
    *(b"WARC/1.0", b"Content-Length: 99999999", b"Content-Encoding: br", b"Transfer-Encoding: chunked", b"=?x?q?=ff?="),
)


def edited(document: bytes, edits: Iterable[Edit]) -> bytes:
    """A document after some edits; places beyond its end are counted from its beginning again."""
    for place, gone, new in edits:
        at = place % (len(document) + 1)
        if isinstance(new, int):
            new = document[new % (len(document) + 1) :][: gone + 1]
        document = document[:at] + new + document[at + gone :]
    return document


@cache
def seeds() -> Mapping[str, Sequence[bytes]]:
    """A few good documents for each reader."""
    web = Web(read_sites(SITES))
    replies = {url: web.reply(url) for url in sorted(web.addresses())}
    by_type: dict[str, list[bytes]] = {}
    for reply in replies.values():
        body = gzip.decompress(reply.body) if reply.type == "application/gzip" else reply.body
        by_type.setdefault(reply.type.partition(";")[0], []).append(body)
    pages = [*by_type["text/html"][::12], html().encode()]
    markup = [body for kind, bodies in by_type.items() if "xml" in kind or "gzip" in kind for body in bodies]
    lists = [body for body in markup if b"<urlset" in body or b"<sitemapindex" in body]
    packed = gzip.compress(pages[0])
    return {
        "feed": [*(body for body in markup if body not in lists), RSS.format(ITEM.format(1)).encode()],
        "sitemap": [*lists, gzip.compress(lists[0]), URLSET.format(LOC.format(1)).encode()],
        "html_listing": pages,
        "json_listing": [*by_type.get("application/json", []), _JSON],
        "article": pages,
        "page": pages,
        "pdf": [
            *by_type["application/pdf"][:3],
            shows(TEXT * 20),
            shows(TEXT * 20, packed=1),
            forms(3, each=2),
            to_unicode(1),
        ],
        "saved_page": pages[::3],
        "mhtml": [_MHTML],
        "text": [" ".join(TEXT.decode().split()).encode() * 5, _PLAIN],
        "records": [
            b'{"text": "Some words.\\n\\nMore words.", "title": "A", "published": "2024-05-01", "url": "http://a.example/"}\n'
        ],
        "warc": [warc(pages[0]), warc(packed, "Content-Encoding: gzip\r\n"), warc(pages[-1]) + warc(pages[0])],
        "zipped_warc": [gzip.compress(warc(pages[0])) + gzip.compress(warc(pages[-1]))],
        "source_file": [path.read_bytes() for path in sorted(Path(SOURCES).glob("*.toml"))[::8]],
        "robots": [_ROBOTS],
        "address": [
            b"https://www.northfield.example/news/a?utm_source=x&b=1#c",
            b"//www.northfield.example/%D0%B0/../b;jsessionid=1",
        ],
        "header": [b"120", b"Wed, 21 Oct 2026 07:28:00 GMT"],
    }


_JSON = (
    b'{"items": [{"link": "/news/a", "title": {"rendered": "<b>A</b> &amp; b"}, "date": "2024-05-01T10:00:00"},'
    b' {"link": "https://www.northfield.example/news/b", "date": 1714557600}], "next": "/news/?page=2"}'
)
_PLAIN = (
    b"Home\nNews\n\nNorthfield and Lakeside sign an agreement\n\n3 May 2021\n\n"
    b"Northfield University and the Lakeside Institute signed an agreement on Tuesday.\n"
    b"It is valid for five years, and to which both sides send twenty students each.\n\n* one\n* two\n\fShare\n"
)
_ROBOTS = (
    b"User-agent: *\nCrawl-delay: 2.5\nDisallow: /a*b$\nAllow: /a/\n\nUser-agent: other # x\nDisallow: /\nSitemap: x\n"
)
_MHTML = (
    b"From: <Saved>\r\nSnapshot-Content-Location: https://www.northfield.example/news/a\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + html().encode().replace(b"=", b"=3D") + b"\r\n--b--\r\n"
)
