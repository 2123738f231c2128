"""What pages of the embedded web suffer from, and how bulletins look."""

import io
import re
from dataclasses import replace
from html import unescape

import pytest
from pypdf import PdfReader

from demo.site import Block
from tests.demo.webs import PROSE, a_web_of, an_article, page_with


@pytest.mark.parametrize("like", ["pt_ribeira", "ru_neva", "ke_kilima", "cn_linjiang", "de_haldern", "int_oha"])
def test_a_page_without_a_date_tells_it_nowhere(like: str) -> None:
    said = re.compile(rb"13(th)? May 2024|May 13, 2024|13[./]05[./]2024|2024[-./]05[-./]13")
    assert said.search(page_with(like=like).body)
    assert not said.search(page_with("no-date", like=like).body)


def test_listings_and_feeds_do_not_tell_the_date_of_such_a_page_either() -> None:
    web = a_web_of(an_article(quirks=("no-date",)), like="ke_kilima")
    assert b"pubDate" not in web.reply("http://news.kilima.example/feed/").body
    assert b'"date": null' in web.reply("http://news.kilima.example/wp-json/wp/v2/posts").body


def test_soft_hyphens_stand_within_long_words() -> None:
    assert "Internatio\N{SOFT HYPHEN}nalisation".encode() in page_with("soft-hyphens").body


def test_no_break_spaces_stand_after_short_words() -> None:
    assert "discussed on\N{NO-BREAK SPACE}12\N{NO-BREAK SPACE}May".encode() in page_with("nbsp").body


def test_broken_markup_has_nested_tables_and_paragraphs_that_never_end() -> None:
    whole, broken = page_with().body, page_with("broken-markup").body
    assert whole.count(b"</table>") == whole.count(b"<table")
    assert broken.count(b"<table") == 2
    assert b"<li>second step\n" in broken


@pytest.mark.parametrize(("like", "encoding"), [("cn_linjiang", "gb18030"), ("ke_kilima", "cp1252")])
def test_a_page_in_the_wrong_charset_claims_to_be_utf_8(like: str, encoding: str) -> None:
    reply = page_with("wrong-charset", like=like)
    assert re.search(rb'charset="?utf-8', reply.body, re.IGNORECASE)
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode("utf-8")
    assert PROSE in unescape(reply.body.decode(encoding))


def test_a_bulletin_is_a_pdf_with_wrapped_lines_broken_words_and_a_header_on_each_page() -> None:
    long = replace(an_article(form="pdf"), blocks=(Block("paragraph", PROSE * 9),) * 5)
    web = a_web_of(long, like="de_haldern")
    reply = web.reply("http://www.hs-haldern.example/fileadmin/one.pdf")
    assert reply.type == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(reply.body)).pages]
    assert len(pages) > 1
    assert all("International Bulletin" in page for page in pages)
    assert "Haldern, 13 May 2024" in pages[0]
    assert re.search(r"[a-z]-\n[a-z]", pages[0])
    assert web.reply("http://www.hs-haldern.example/fileadmin/one.pdf") == reply
