"""Documents that are made to break readers: name → the readers that get them, and what makes their bytes.

Those that end in `!` are as large as a reader may get them: just within the limits that it keeps.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Mapping

from tests.crawler.pages import PROSE
from tests.fuzz.pdfs import TEXT, circle, forms, shows, to_unicode

Maker = Callable[[], bytes]
PAGES = ("article", "page", "html_listing")


def cases() -> dict[str, tuple[str, Maker]]:
    """`reader: name` → reader and maker."""
    by_reader = {"feed": FEEDS, "sitemap": SITEMAPS, "json_listing": JSON, "pdf": PDFS}
    found = {f"{reader}: {name}": (reader, maker) for name, maker in PAGE.items() for reader in PAGES}
    found |= {
        f"{reader}: {name}": (reader, make) for reader, makers in by_reader.items() for name, make in makers.items()
    }
    return found | OTHERS


def a_page(body: str, head: str = "") -> bytes:
    """An article that goes on in a hostile way."""
    return f"<title>A</title>{head}<body><article><h1>A</h1>{PROSE}{body}".encode()


def _json_ld(value: str) -> bytes:
    return a_page("", f'<script type="application/ld+json">{value}</script>')


def _soup(tags: int) -> str:
    chance = random.Random(1)
    names = ("div", "p", "b", "i", "a", "table", "tr", "td", "li", "ul", "font", "form", "h1", "span", "svg", "select")
    return "".join(f"<{chance.choice(('', '/'))}{chance.choice(names)}>x" for _ in range(tags))


def _laughs(root: str, leaf: str) -> bytes:
    """Billion laughs: ten entities, each ten times the one before."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{entities}]>{leaf.replace("@", "&l9;")}'.encode()


def _quadratic(root: str, leaf: str) -> bytes:
    entity = f'<!ENTITY a "{"x" * 100_000}">'
    return f"<!DOCTYPE {root} [{entity}]>{leaf.replace('@', '&a;' * 100_000)}".encode()


PAGE: Mapping[str, Maker] = {
    # Elements in one another, and side by side
    "deep": lambda: a_page("<div>" * 100_000 + "x"),
    "deep unclosed": lambda: a_page("<font><p>x" * 30_000),
    "deep div!": lambda: a_page("<div>" * 190 + "<p>some text here and there</p>" * 10_000),
    "deep list!": lambda: a_page("<blockquote><ul><li>x" * 60),
    "deep bold!": lambda: a_page("<b>" * 190 + "<i>x</i>" * 15_000),
    "deep table!": lambda: a_page("<table><tr><td>x" * 45 + "<p>x</p>" * 15_000),
    "deep span!": lambda: a_page("<span class=date>" * 190 + "<span class=date>3 May 2021</span>" * 9_000),
    "deep img!": lambda: a_page("<div>" * 190 + "<img>" * 15_000 + "<p align=center>x</p>"),
    "deep share!": lambda: a_page("<div class=share>" * 190 + "<p>x</p>" * 15_000),
    "wide": lambda: a_page("<p>x</p>" * 900_000),
    "p!": lambda: a_page("<p>x is y</p>" * 19_000),
    "sentences!": lambda: a_page("".join(f"<p>Some words {n}, and more of them.</p>" for n in range(19_000))),
    "dates!": lambda: a_page("<p class=date>3 May 2021</p>" * 19_000),
    "time!": lambda: a_page("<time>3 May 2021 at 10</time>" * 19_000),
    "links!": lambda: a_page("<li><a href=/news/1>Some longer title of a page</a></li>" * 9_000),
    "h1!": lambda: a_page("<h1>Some title of a page</h1>" * 19_000, "<meta property=og:title content='Some other page'>"),
    "h1 in links!": lambda: a_page("<a href=/><h1>Some</h1></a>" * 9_000),
    "img!": lambda: a_page("<div><img src=x></div><p align=center>x</p>" * 6_000),
    "script!": lambda: a_page("<script>1</script>" * 19_000),
    "meta!": lambda: a_page("", "<meta name=author content='some name'>" * 19_000),
    "br!": lambda: a_page("<p>" + "x<br>" * 19_000),
    "td!": lambda: a_page("<table><tr>" + "<td>x" * 19_000),
    "tr!": lambda: a_page("<table>" + "<tr><td>x<td>y" * 6_000),
    "li!": lambda: a_page("<ul>" + "<li>item of a list, some words." * 19_000),
    "aside!": lambda: a_page("<aside><a>some longer title of page here</a><time>3 May 2021</time></aside>" * 6_000),
    "div share!": lambda: a_page("<div class=share>x y z</div>" * 19_000),
    "bold!": lambda: a_page("<b>x</b> y" * 19_000),
    "comments!": lambda: a_page("<!-- x -->" * 300_000),
    "processing!": lambda: a_page("<?x?>" * 300_000),
    "soup": lambda: a_page(_soup(200_000)),
    "soup!": lambda: a_page(_soup(20_000)),
    "forms": lambda: a_page("<form><table><form>" * 30_000),
    "formatting": lambda: a_page("<a><b><i><p>" * 10_000),
    "formatting table": lambda: a_page("<table><a><b>x" * 20_000),
    "names": lambda: a_page("".join(f"<x{n}>" for n in range(100_000))),
    "names!": lambda: a_page("".join(f"<x{n}>y</x{n}>" for n in range(19_000))),
    "svg!": lambda: a_page("<svg>" + "<path d='M0 0'/>" * 19_000 + "</svg>"),
    # Text
    "text": lambda: a_page("<p>" + "word " * 1_500_000),
    "words!": lambda: a_page("<p>" + "word " * 190_000),
    "word!": lambda: a_page("<p>" + "x" * 990_000),
    "digits!": lambda: a_page("<p>" + "1" * 990_000),
    "days!": lambda: a_page("<p>" + "3 May 2021 " * 90_000),
    "mojibake!": lambda: a_page("<p>" + "Ã©â€™" * 190_000),
    "cyrillic!": lambda: a_page("<p>" + "текст " * 160_000),
    "chinese!": lambda: a_page("<p>" + "汉字。" * 330_000),
    "accents!": lambda: a_page("<p>a" + "\u0301" * 990_000),
    "mixed accents!": lambda: a_page("<p>a" + "\u0301\u0323" * 490_000),
    "blanks!": lambda: a_page("<p>x" + " " * 990_000 + "y"),
    "nbsp!": lambda: a_page("<p>x" + "\u00a0" * 990_000 + "y"),
    "joiners!": lambda: a_page("<p>x" + "\u200d" * 990_000 + "y"),
    "pre!": lambda: a_page("<pre>x" + "\n" * 990_000 + "y"),
    "pre lines!": lambda: a_page("<pre>x" + " \n \n x" * 160_000),
    "lines!": lambda: a_page("<pre>" + "some words that are long enough to be a line of some kind of text\n" * 15_000),
    "crumbs!": lambda: a_page(("<p>" + "a » » » " * 24 + "</p>") * 5_000),
    "slashes!": lambda: a_page(("<p>" + "a / a" * 39 + "</p>") * 5_000),
    "numbers!": lambda: a_page(("<p>" + "1" * 190 + "</p>") * 5_000),
    "numbered!": lambda: a_page(("<p>" + "a1 " * 60 + "</p>") * 5_000),
    "dotted!": lambda: a_page(("<p>" + "1.1.1 " * 30 + "</p>") * 5_000),
    "months!": lambda: a_page(("<p>" + "1 abcdef " * 8 + "</p>") * 10_000),
    "hashtags!": lambda: a_page("<p>" + "# " * 200_000 + "</p>" + "<p>" + "#a " * 200_000),
    "counters!": lambda: a_page("<p>" + "1,000 " * 80_000 + "</p>" + "<p>" + "views 1 " * 50_000),
    "quotes!": lambda: a_page("<p>" + "”" * 990_000),
    "stops!": lambda: a_page("<p>" + '."' * 490_000 + "x"),
    "copies!": lambda: a_page(PROSE * 2_000),
    "nulls": lambda: a_page("\x00" * 3_000_000),
    "null tags!": lambda: a_page("<p\x00>\x00x</\x00p>" * 19_000),
    "plaintext": lambda: a_page("<plaintext>" + "<p>x</p>" * 300_000),
    "textarea": lambda: a_page("<textarea>" + "<p>x</p>" * 300_000),
    "less than": lambda: a_page("<" * 5_000_000),
    "less than!": lambda: a_page("<" * 990_000),
    "ampersands!": lambda: a_page("&" * 990_000),
    "entities!": lambda: a_page("&amp;" * 990_000),
    "entity": lambda: a_page("&" + "x" * 3_000_000 + ";"),
    "long tag": lambda: a_page("<" + "x" * 3_000_000 + ">"),
    "comment": lambda: a_page("<!--" + "-" * 5_000_000),
    "cdata!": lambda: a_page("<![CDATA[" * 100_000),
    # Attributes
    "attributes": lambda: a_page("<div " + " ".join(f"a{n}=x" for n in range(300_000)) + ">x</div>"),
    "many attributes": lambda: a_page(("<div " + " ".join(f"a{n}" for n in range(480)) + ">x</div>") * 2_500),
    "attributes!": lambda: a_page(("<div " + " ".join(f"a{n}" for n in range(480)) + ">x</div>") * 190),
    "class": lambda: a_page(f"<div class='{'x ' * 3_000_000}'>x</div>"),
    "classes!": lambda: a_page(f"<div class='{'x ' * 2_400}'>x</div>" * 300),
    "dashes!": lambda: a_page(f"<div class='{'-' * 4_900}'>x</div>" * 300),
    "style!": lambda: a_page(f"<div style='{' ' * 4_900}'>x</div>" * 300),
    "href!": lambda: a_page(f"<a href='{'../' * 1_600}'>x</a>" * 150, f"<link rel=canonical href='/{'../' * 1_600}'>" * 150),
    "canonical!": lambda: a_page("", "<link rel=canonical href='/news/a'>" * 19_000),
    "datetime!": lambda: a_page(f"<time datetime='{'3 ' * 2_400}'>x</time>" * 300),
    "picture": lambda: a_page(f"<img src='data:image/png;base64,{'A' * 7_000_000}'>"),
    "keywords!": lambda: a_page("", f"<meta property=article:tag content='{'a,' * 2_400}'>" * 300),
    # Titles
    "title!": lambda: a_page(f"<h1>{'a | ' * 120_000}</h1>", f"<title>{'a | ' * 120_000}</title>"),
    "title dashes!": lambda: a_page("", f"<title>{' - ' * 320_000}</title>"),
    "title twice!": lambda: a_page(f"<h1>{'ab ' * 160_000}</h1>", f"<title>{'ab ' * 160_000}z</title>"),
    "titles!": lambda: a_page("<h1>ab cd ef</h1>" * 9_000, "<meta property=og:title content='ab cd'>" * 9_000),
    # Data for machines
    "json-ld deep": lambda: _json_ld("[" * 100_000),
    "json-ld deep objects": lambda: _json_ld('{"@graph":' * 10_000 + "1" + "}" * 10_000),
    "json-ld deep mixed": lambda: _json_ld('{"@graph":[' * 10_000),
    "json-ld lists!": lambda: _json_ld("[" * 900 + "]" * 900),
    "json-ld wide": lambda: _json_ld(json.dumps([{"@type": "NewsArticle", "headline": "x"}] * 100_000)),
    "json-ld number": lambda: _json_ld('{"@type":"NewsArticle","headline":' + "1" * 1_000_000 + "}"),
    "json-ld NaN": lambda: _json_ld('{"@type":"NewsArticle","headline":NaN,"datePublished":1e999}'),
    "json-ld graph": lambda: _json_ld(json.dumps({"@graph": [{"@graph": [{"item": {"@id": "x"}}] * 99}] * 999})),
    "json-ld blanks": lambda: _json_ld(" " * 2_000_000 + "x"),
    "json-ld blanks!": lambda: _json_ld("[" + " " * 900_000 + "x"),
    "json-ld semicolons!": lambda: _json_ld("[" + "; " * 400_000 + "x"),
    "json-ld commas!": lambda: _json_ld("," + " " * 900_000 + "x"),
    "json-ld comments!": lambda: _json_ld("/*" * 400_000),
    "json-ld text!": lambda: _json_ld(json.dumps({"@type": "NewsArticle", "articleBody": "x y\n" * 190_000})),
    "json-ld markup!": lambda: _json_ld(json.dumps({"@type": "NewsArticle", "headline": "<a" * 400_000})),
    "json-ld escaped!": lambda: _json_ld(json.dumps({"@type": "NewsArticle", "headline": "&amp;" * 190_000})),
    "json-ld keys": lambda: _json_ld('{"@type":{"a":1},"author":[[[]]],"keywords":[1,null,{}],"url":[{"@id":[]}]}'),
    # Encodings
    "charset": lambda: b"<meta charset=" + b"\xff\xfe" * 1_000_000,
    "bytes": lambda: random.Random(2).randbytes(3_000_000),
    "high bytes!": lambda: b"<p>" + bytes(random.Random(3).choices(range(128, 256), k=900_000)),
    "high bytes apart!": lambda: b"<p>" + b"\xe9 " * 450_000,
    "utf-16!": lambda: b"\xff\xfe" + ("<p>x" * 19_000).encode("utf-16-le"),
    "utf-16 cut": lambda: b"\xff\xfe" + b"\x00\xd8" * 100_000,
    "utf-7!": lambda: b"<meta charset=utf-7><p>" + b"+2AA-" * 100_000 + b"\xff",
    "other codecs": lambda: b"<meta charset=unicode_escape><p>\xff\\ud800" * 1_000,
}  # fmt: skip

RSS = "<rss version='2.0'><channel><title>x</title>{}</channel></rss>"
ITEM = "<item><title>{0}</title><link>https://www.northfield.example/news/{0}</link></item>"

FEEDS: Mapping[str, Maker] = {
    "laughs": lambda: _laughs("rss", RSS.format("<item><title>@</title></item>")),
    "quadratic": lambda: _quadratic("rss", RSS.format("<item><title>@</title></item>")),
    "external": lambda: b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title>',
    "items": lambda: RSS.format("".join(map(ITEM.format, range(100_000)))).encode(),
    "broken items": lambda: RSS.format("".join(map(ITEM.format, range(50_000)))).replace("<title>", "<b>&nbsp;&").encode(),
    "unclosed items": lambda: RSS.format("".join(map(ITEM.format, range(50_000)))).replace("</item>", "").encode(),
    "long items": lambda: RSS.format(f"<item><description>{'a &lt;b&gt; ' * 10_000}</description></item>" * 100).encode(),
    "one long item": lambda: RSS.format(f"<item><description>{'a &lt;b&gt; ' * 1_000_000}</description></item>").encode(),
    "deep": lambda: b"<rss version='2.0'><channel>" + b"<item>" * 100_000,
    "deep closed": lambda: b"<rss version='2.0'><channel>" + b"<item>" * 50_000 + b"</item>" * 50_000,
    "deep div": lambda: b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>" + b"<div>" * 90_000,
    "namespaces": lambda: b"<rss><channel>" + b"".join(b"<a%d:x xmlns:a%d='urn:%d'/>" % (n, n, n) for n in range(50_000)),
    "attributes": lambda: b"<rss version='2.0'><channel " + b" ".join(b"a%d='1'" % n for n in range(99_000)) + b">",
    "bare attributes": lambda: b"<rss version=2.0><channel " + b" ".join(b"a%d=1" % n for n in range(99_000)) + b">",
    "many attributes!": lambda: b"<rss>" + (b"<item " + b" ".join(b"a%d='1'" % n for n in range(480)) + b"/>") * 900,
    "bytes": lambda: random.Random(4).randbytes(2_000_000),
    "less than": lambda: b"<rss>" + b"<" * 1_000_000,
    "doctype": lambda: b"<!DOCTYPE " + b"[<!ENTITY x 'y'> " * 100_000,
    "ampersands": lambda: b"<rss><channel><title>" + b"&x" * 500_000,
    "text": lambda: b"<rss><channel><title>" + b"x" * 10_000_000,
    "cdata": lambda: b"<rss><channel><title>" + b"<![CDATA[x]]>" * 200_000,
    "comment": lambda: b"<rss><!-- " + b"<!-- " * 200_000,
    "processing": lambda: b"<?xml " + b" " * 2_000_000 + b"encoding='x'?>" * 100,
    "dates": lambda: RSS.format(f"<item><pubDate>{'1' * 5_000}</pubDate></item>" * 1_000).encode(),
    "categories": lambda: RSS.format(f"<item>{'<category>x</category>' * 50_000}</item>").encode(),
    "links": lambda: RSS.format(f"<item>{'<link>x</link>' * 50_000}</item>").encode(),
}  # fmt: skip

URLSET = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"
LOC = "<url><loc>https://www.northfield.example/news/{}</loc><lastmod>2024-05-01</lastmod></url>"

SITEMAPS: Mapping[str, Maker] = {
    "laughs": lambda: _laughs("urlset", URLSET.format("<url><loc>@</loc></url>")),
    "quadratic": lambda: _quadratic("urlset", URLSET.format("<url><loc>@</loc></url>")),
    "external": lambda: b'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
    "urls": lambda: URLSET.format("".join(map(LOC.format, range(50_000)))).encode(),
    "too many urls": lambda: URLSET.format("".join(map(LOC.format, range(300_000)))).encode(),
    "bomb": lambda: gzip.compress(URLSET.format("<url/>" * 20_000_000).encode()),
    "zeros": lambda: gzip.compress(bytes(200_000_000)),
    "nested gzip": lambda: gzip.compress(gzip.compress(bytes(200_000_000))),
    "long urls": lambda: URLSET.format("".join(LOC.format("x" * 30_000) for _ in range(1000))).encode(),
    "one long url": lambda: URLSET.format(LOC.format("x" * 30_000_000)).encode(),
    "deep": lambda: b"<urlset>" + b"<url>" * 1_000_000,
    "other": lambda: b"<urlset>" + b"<x/>" * 5_000_000,
    "other in url": lambda: b"<urlset><url>" + b"<loc>x</loc>" * 2_000_000,
    "attributes": lambda: b"<urlset " + b" ".join(b"a%d='1'" % n for n in range(200_000)) + b">",
    "text": lambda: b"<urlset>" + b"x" * 30_000_000,
}  # fmt: skip

JSON: Mapping[str, Maker] = {
    "deep": lambda: b"[" * 1_000_000,
    "deep objects": lambda: b'{"items":' * 100_000,
    "number": lambda: b'{"items":[{"link":' + b"1" * 5_000_000 + b"}]}",
    "date": lambda: b'{"items":[{"link":"x","date":' + b"9" * 4000 + b"}]}",
    "NaN": lambda: b'{"items":[{"link":NaN,"date":-Infinity}],"next":NaN}',
    "items": lambda: json.dumps({"items": [{"link": f"/news/{n}", "date": "2021-05-03"} for n in range(200_000)]}).encode(),
    "lists": lambda: b'{"items":[' + b"[]," * 5_000_000 + b"[]]}",
    "keys": lambda: json.dumps({str(n): n for n in range(200_000)}).encode(),
    "title": lambda: json.dumps({"items": [{"link": "/news/1", "title": {"rendered": "<a" * 999_999 + "&" * 999_999}}]}).encode(),
    "half characters": lambda: b'{"items":[{"link":"/news/\\ud800","title":{"rendered":"\\udfff"}}],"next":"\\ud800"}',
    "half keys": lambda: b'{"\\ud800":1}',
}  # fmt: skip

PDFS: Mapping[str, Maker] = {
    "pages": lambda: shows(TEXT, times=10_000),
    "pages!": lambda: shows(TEXT * 20, times=290),
    "heavy pages": lambda: shows(TEXT * 10_000, times=290, packed=1),
    "bomb": lambda: shows(TEXT + b" " * 200_000_000, packed=1),
    "nested bomb": lambda: shows(TEXT + b" " * 200_000_000, packed=4),
    "operators": lambda: shows(TEXT + b"0 0 m\n" * 3_000_000, packed=1),
    "operators!": lambda: shows(TEXT + b"0 0 m\n" * 90_000, packed=1),
    "numbers without end": lambda: shows(TEXT + b"1 " * 450_000, packed=1, times=290),
    "drawings": lambda: shows(TEXT + b"0 0 m\n" * 1_000_000, packed=1, times=100),
    "numbers": lambda: shows(TEXT + b"1" * 5_000_000 + b" w", packed=1),
    "arrays": lambda: shows(TEXT + b"[" * 200_000, packed=1),
    "dictionaries": lambda: shows(TEXT + b"<</A " * 200_000, packed=1),
    "strings": lambda: shows(TEXT + b"(" * 1_000_000, packed=1),
    "long text": lambda: shows(b"BT /F 12 Tf (" + b"x" * 4_000_000 + b") Tj ET", packed=1),
    "many texts!": lambda: shows(b"BT /F 12 Tf " + b"(x y) Tj 0 -9 Td " * 20_000 + b"ET", packed=1),
    "states": lambda: shows(TEXT + b"q " * 100_000, packed=1),
    "pictures": lambda: shows(TEXT + b"BI /W 1 /H 1 ID " * 20_000, packed=1),
    "forms": lambda: forms(30, each=2),
    "deep forms": lambda: forms(3_000, each=1),
    "circle": circle,
    "table": lambda: to_unicode(1_000),
    "letters in order!": lambda: shows(b"".join(b"BT /F 12 Tf %d 700 Td (x) Tj ET\n" % at for at in range(20_000)), packed=1),
    "cut off": lambda: shows(TEXT * 100)[:-500],
    "objects": lambda: b"".join(b"%d 0 obj\n<<>>\nendobj\n" % number for number in range(300_000)),
    "headers": lambda: b"%PDF-1.7\n" * 300_000,
    "startxref": lambda: b"startxref\n9\n%%EOF\n" * 100_000,
    "bytes": lambda: random.Random(5).randbytes(2_000_000),
}  # fmt: skip

OTHERS: Mapping[str, tuple[str, Maker]] = {
    "html_listing: entries!": ("html_listing", lambda: b"<li><a href=/news/1>Some title</a><time>3 May 2021</time></li>" * 16_000),
    "html_listing: other entries!": ("html_listing", lambda: "".join(f"<li><a href=/news/{n}>Some</a>{n}" for n in range(24_000)).encode()),
    "records: deep": ("records", lambda: b"[" * 1_000_000),
    "records: number": ("records", lambda: b'{"text":' + b"1" * 1_000_000 + b"}"),
    "records: half characters": ("records", lambda: json.dumps({"text": "x \udc00 y" * 50, "title": "\ud800"}).encode()),
    "records: half address": ("records", lambda: json.dumps({"text": "x", "url": "http://a.example/\ud800"}).encode()),
    "records: long": ("records", lambda: json.dumps({"text": "a b. " * 3_000_000}).encode()),
    "records: lines": ("records", lambda: b"{}\n" * 30_000),
    "text: lines of text": ("text", lambda: b"some words here and there\n" * 200_000),
    "text: lines of text!": ("text", lambda: b"some words here and there\n" * 38_000),
    "text: short lines!": ("text", lambda: b"x\n" * 490_000),
    "text: one line!": ("text", lambda: b"x" * 990_000),
    "text: wrapped!": ("text", lambda: b"some words here and there, as many as make a line of a page of\n" * 15_000),
    "text: links!": ("text", lambda: b"[" * 300_000 + b"](" * 300_000),
    "text: marks!": ("text", lambda: b"*" * 300_000 + b"\n" + b"_" * 300_000 + b"\n" + b" " * 300_000 + b"#"),
    "text: pages!": ("text", lambda: b"1\n\f" * 300_000),
    "robots: agents": ("robots", lambda: "\n".join([f"User-agent: u{n}" for n in range(15_000)] + [f"Allow: /{n}" for n in range(15_000)]).encode()),
    "robots: stars": ("robots", lambda: b"User-agent: *\nDisallow: /" + b"*a" * 200_000 + b"*b$"),
    "robots: rules": ("robots", lambda: b"User-agent: *\n" + b"Disallow: /*a*a*a*b$\n" * 300_000),
    "robots: ours": ("robots", lambda: b"User-agent: *\nUser-agent: uniaccord\n" * 10_000 + b"Disallow: /a\n" * 10_000),
    "robots: blank agents": ("robots", lambda: b" " * 500_000 + b"user agent" + b" " * 500_000),
    "header: number": ("header", lambda: b"9" * 100_000),
    "header: date": ("header", lambda: b"Mon, 01 Jan 99999 00:00:00 GMT"),
    "mhtml: parts": ("mhtml", lambda: b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000))),
    "mhtml: lines": ("mhtml", lambda: b"Content-Type: multipart/related; boundary=x\n\n" + b"--x\n\n" * 200_000),
    "mhtml: charset": ("mhtml", lambda: b"Content-Type: text/html; charset*0=\xff; charset*=x''%ff\nContent-Location: =?x?b?//?=\n\nx"),
    "zipped_warc: long record": ("zipped_warc", lambda: gzip.compress(warc(b"<p>" + bytes(400_000_000)))),
    "zipped_warc: zeros": ("zipped_warc", lambda: gzip.compress(bytes(600_000_000))),
    "zipped_warc: zeros after": ("zipped_warc", lambda: gzip.compress(warc(b"<p>x") + bytes(600_000_000))),
    "warc: packed body": ("warc", lambda: warc(gzip.compress(bytes(400_000_000)), "Content-Encoding: gzip\r\n")),
}  # fmt: skip


def warc(body: bytes, headers: str = "") -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"
