"""Files become Articles, and the bad ones say what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fpdf import FPDF

from crawler.documents import read_file
from crawler.items import Article, Problem
from crawler.reading.wrapped import Line, unwrap
from crawler.source import Source
from tests.crawler.pages import FIRST, PROSE, SECOND, THIRD, TITLE, URL, a_source, html

BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
DECLARED = {"xx_northfield": a_source(article={"body": ("article",)})}


def read(path: Path, content: str | bytes, declared: dict[str, Source] | None = None) -> list[Article | Problem]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_file(path, declared=declared))


def one(path: Path, content: str | bytes, declared: dict[str, Source] | None = None) -> Article:
    [found] = read(path, content, declared)
    assert isinstance(found, Article), found
    return found


def fault(path: Path, content: str | bytes) -> Problem:
    [found] = read(path, content)
    assert isinstance(found, Problem), found
    return found


# Saved pages


def test_a_saved_page_names_its_address(tmp_path: Path) -> None:
    found = one(tmp_path / "a.html", html(head=f'<link rel="canonical" href="{URL}">'))
    assert (found.url, found.source, found.title, found.body) == (URL, "import", TITLE, BODY)
    assert one(tmp_path / "b.htm", html(head=f'<meta property="og:url" content="{URL}">')).url == URL


def test_a_page_without_address_has_that_of_its_file(tmp_path: Path) -> None:
    first, again = one(tmp_path / "a.html", html()), one(tmp_path / "a.html", html())
    assert first.url.startswith("file:a.html#sha256=") and len(first.url) == len("file:a.html#sha256=") + 16
    assert first.url == again.url != one(tmp_path / "a.html", html() + " ").url


def test_a_page_of_a_declared_source_is_read_by_its_rules(tmp_path: Path) -> None:
    page = html(PROSE + '<p class="ad">Buy now, says the shop of the university, and be one of us for ever.</p>')
    declared = {"xx_northfield": a_source(language="ru", article={"body": ("article",), "drop": (".ad",)})}
    found = one(tmp_path / "a.html", page.replace("<title>", f'<link rel="canonical" href="{URL}"><title>'), declared)
    assert (found.source, found.body) == ("xx_northfield", BODY)


def test_mhtml_holds_a_page_and_its_address(tmp_path: Path) -> None:
    content = (
        f"From: <Saved>\r\nSnapshot-Content-Location: {URL}#top\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: image/png\r\n\r\nx\r\n--B\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + html() + "\r\n--B--\r\n"
    )
    found = one(tmp_path / "a.mhtml", content)
    assert (found.url, found.body) == (URL, BODY)
    assert fault(tmp_path / "b.mht", "From: <Saved>\r\n\r\nno page").code == "no-body"


# PDF


class Bulletin(FPDF):
    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 8, "Northfield University Bulletin", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 8, f"www.northfield.example - page {self.page_no()}", align="C")


def pdf(*paragraphs: str, title: str = TITLE, date: str = "28 July 2023", gap: float = 4, times: int = 1) -> bytes:
    document = Bulletin()
    document.add_page()
    document.set_font("helvetica", "B", 17)
    document.multi_cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
    document.set_font("helvetica", size=11)
    for text in (date, *paragraphs * times):
        document.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT", align="L")
        document.ln(gap)
    return bytes(document.output())


def plain(text: str) -> str:
    return text.translate(str.maketrans("“”’", '""\''))


def test_a_pdf_is_put_together_again(tmp_path: Path) -> None:
    found = one(tmp_path / "a.pdf", pdf(*map(plain, (FIRST, SECOND, THIRD))))
    assert (found.title, found.published, found.published_basis) == (TITLE, "2023-07-28", "dateline")
    assert found.body == plain(BODY)
    assert found.url.startswith("file:a.pdf#sha256=")


def test_what_every_page_of_a_pdf_repeats_is_left_out(tmp_path: Path) -> None:
    paragraphs = [plain(f"{n}. {text}") for n in range(12) for text in (FIRST, SECOND)]
    found = one(tmp_path / "a.pdf", pdf(*paragraphs))
    assert found.body.split("\n\n") == paragraphs


def test_paragraphs_of_a_pdf_are_found_without_gaps(tmp_path: Path) -> None:
    found = one(tmp_path / "a.pdf", pdf(*map(plain, (FIRST, SECOND, THIRD)), gap=0))
    assert found.body == plain(BODY)


def test_bad_pdfs_say_what_is_wrong(tmp_path: Path) -> None:
    blank = FPDF()
    blank.add_page()
    scan = fault(tmp_path / "a.pdf", bytes(blank.output()))
    assert scan.code == "no-text" and "a.pdf: " in scan.detail and "OCR" in scan.detail
    locked = FPDF()
    locked.add_page()
    locked.set_encryption(owner_password="a", user_password="b")
    assert fault(tmp_path / "a.pdf", bytes(locked.output())).code == "encrypted-pdf"
    whole = pdf(FIRST)
    for size in range(20, len(whole), 97):
        assert fault(tmp_path / "a.pdf", whole[:size]).code in ("broken-pdf", "no-text", "too-short")


# Lines


def lines(*texts: str) -> list[Line]:
    return [Line(text) for text in texts]


def unwrapped(*texts: str) -> list[str]:
    return [block.text for block in unwrap(lines(*texts))]


def test_words_broken_over_lines_are_made_whole() -> None:
    assert unwrapped("The rector thanked for the construc-", "tive talks.") == [
        "The rector thanked for the constructive talks."
    ]
    assert unwrapped("the sustainable goals of the UN-", "defined agenda") == [
        "the sustainable goals of the UN-defined agenda"
    ]
    assert unwrapped("a non-", "profit body") == ["a non-profit body"]
    assert unwrapped("their well-being is well-", "being") == ["their well-being is well-being"]
    assert unwrapped("Belarusian-", "Russian University") == ["Belarusian-Russian University"]
    assert unwrapped("两校签署", "合作协议") == ["两校签署合作协议"]


def test_a_line_with_room_for_the_next_word_ends_its_paragraph() -> None:
    first = ["Northfield University and the Lakeside Institute signed an agreement on", "the exchange of students."]
    second = ["Students go from autumn on, and teachers whenever they have the time for", "it, says the dean."]
    assert unwrapped(*first, *second) == [" ".join(first), " ".join(second)]


def test_a_heading_stands_alone() -> None:
    text = ["The term of the agreement that was signed on Tuesday is five years, and it", "may be prolonged."]
    assert unwrapped("Terms", *text) == ["Terms", " ".join(text)]


def test_bullets_are_items() -> None:
    assert [(block.kind, block.text) for block in unwrap(lines("They agreed:", "• on students", "• on teachers"))] == [
        ("paragraph", "They agreed:"),
        ("item", "on students"),
        ("item", "on teachers"),
    ]


# Plain text

MENU = """Northfield NU
  • For Partners
  • Contacts
    • The Board
    • History
    How to Apply
  • News and Events
News
  • News
  • Calendar
News and Events News"""
FOOT = """Latest News

The choir of the university tours the northern islands and sings the songs of the fishermen there

New opening hours of the library

# exchange # lakes

11:34 News

6 June 2025 Presentation
  • For Applicants
  • Museums and Collections
© Northfield University, 2025

This page may hold archive material on people and bodies that no longer exist in the form that is described here."""


def test_the_text_is_found_among_the_site(tmp_path: Path) -> None:
    caption = "Edna Marsh, Vice-Rector for International Affairs at Northfield University"
    content = f"{MENU}\n28 July 2023 News\n\n{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{caption}\n\n{THIRD}\n\n{FOOT}"
    found = one(tmp_path / "a.txt", content)
    assert (found.title, found.published, found.published_basis) == (TITLE, "2023-07-28", "dateline")
    assert found.body.split("\n\n") == [FIRST, SECOND, caption, THIRD]
    assert (found.tags, found.language) == (("exchange", "lakes"), "en")


def test_a_print_ends_with_its_date_and_links(tmp_path: Path) -> None:
    links = "Дата публикации: 2025.10.14\n\n[>>Перейти к новости](#)\n\n[>>Перейти ко всем новостям](#)"
    linked = SECOND.replace("summer school", "[summer school](https://x.example/school)")
    found = one(tmp_path / "a.txt", f"\n\n{TITLE}\n\n{FIRST}\n\n\n\n{linked}\n\n{THIRD}\n\n{links}")
    assert (found.title, found.body) == (TITLE, BODY)
    assert (found.published, found.published_basis) == ("2025-10-14", "label")


@pytest.mark.parametrize(
    ("above", "published"),
    [
        (f"Home» News» News»\n{TITLE}\nMay 17, 2024\nfrom clipboard", "2024-05-17"),
        (f"A A A ABC ABC ABC\nRegular version of the site\n{TITLE}\nOctober 27, 2025\n{TITLE}", "2025-10-27"),
        (f"Media\nNews\n{TITLE}\n26 April 2023 International activities 494", "2023-04-26"),
        (f"Home | About\nNews\n{TITLE}\nPublisher:OFFICERelease time:2021-05-03visits:245", "2021-05-03"),
        (f"News\n{TITLE}\nBy Edna Marsh", None),
    ],
)
def test_title_and_date_are_found_above(tmp_path: Path, above: str, published: str | None) -> None:
    found = one(tmp_path / "a.txt", f"{above}\n{FIRST}\n{SECOND}\n{THIRD}\nSimilar Posts\nChoir tours the islands")
    assert (found.title, found.body, found.published) == (TITLE, BODY, published)


def test_a_chinese_page_is_read_too(tmp_path: Path) -> None:
    first = "7月26日，湖畔理工大学校长率团访问我校，双方签署了合作备忘录。双方表示将加强人才培养和科学研究领域的合作。"
    second = "两校决定于明年共同举办国际学术会议，并在学生交流、联合实验室建设等方面开展进一步的合作。"
    found = one(
        tmp_path / "a.txt",
        f"首页\n当前位置：首页 > 新闻中心 > 学校要闻\n我校与湖畔理工大学签署合作协议\n发布时间：2023-07-28 来源：国际处\n{first}\n{second}\n上一篇：没有了",
    )
    assert (found.title, found.published, found.language) == ("我校与湖畔理工大学签署合作协议", "2023-07-28", "zh")
    assert found.body == f"{first}\n\n{second}"


def test_a_hard_wrapped_text_is_put_together(tmp_path: Path) -> None:
    title = "Northfield University is a founder of the Alliance of Lakeside Universities in the"
    text = f"""
 {title}

 Alliance of Lakes.

 Northfield University is a founder of the Alliance of Lakeside Universities in the

 Alliance of Lakes. The founding was mentioned at a conference “Lakes and learning” that

 was held in Northfield on 9 - 11th of December, 2020.

 The Alliance is a partnership of universities, schools and international organisations
 which share the view that water is a matter of education.

 For information:

 One of the purposes of the Alliance is to build a community interested in the UN-

 defined goals, and ready to exchange what it has learnt with all who ask for it.
"""
    found = one(tmp_path / "a.txt", text)
    assert found.title == f"{title} Alliance of Lakes."
    assert [paragraph[:35] for paragraph in found.body.split("\n\n")] == [
        "Northfield University is a founder ",
        "The Alliance is a partnership of un",
        "For information:",
        "One of the purposes of the Alliance",
    ]
    assert "the UN-defined goals" in found.body
    assert found.published is None


def test_a_text_without_sentences_is_no_article(tmp_path: Path) -> None:
    assert fault(tmp_path / "a.txt", MENU).code == "no-body"
    assert fault(tmp_path / "a.txt", "It was signed on Tuesday.").code == "too-short"


# JSON lines


def test_json_lines_are_documents(tmp_path: Path) -> None:
    lines = [
        {"id": 1, "text": BODY, "title": TITLE, "published": "2023-07-28", "language": "en", "url": URL + "#a"},
        {"id": "b", "text": "Un\u00adseen\xa0dirt.\n\nTwo\nlines.", "source": "NU"},
    ]
    first, second = read(tmp_path / "a.jsonl", "\n\n".join(map(json.dumps, lines)), DECLARED)
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.url, first.source, first.published, first.published_basis) == (
        URL,
        "xx_northfield",
        "2023-07-28",
        "file",
    )
    assert (first.body, first.kinds) == (BODY, ("paragraph",) * 3)
    assert (second.body, second.source, second.published_basis) == ("Unseen dirt.\n\nTwo lines.", "xx_northfield", None)
    assert second.url.startswith("file:a.jsonl#sha256=")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{not json", "not JSON"),
        ("[1]", "not an object"),
        ('{"id": "a"}', "`text` is missing"),
        ('{"text": 5}', "`text` is not a string"),
        ('{"text": "a", "title": ["b"]}', "`title` is not a string"),
        ('{"text": "a", "published": "last week"}', "`published` is not an ISO date: 'last week'"),
        ('{"text": "a", "url": "http://[a"}', "`url` is not an absolute http(s) address: 'http://[a'"),
        ('{"text": " "}', "`text` is empty"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_kept(tmp_path: Path, line: str, says: str) -> None:
    bad, good = read(tmp_path / "a.jsonl", f'{line}\n{{"text": "Fine."}}\n')
    assert isinstance(bad, Problem) and isinstance(good, Article)
    assert bad.detail.startswith("a.jsonl line 1: ") and says in bad.detail


# Files


def test_unknown_files_are_named(tmp_path: Path) -> None:
    found = fault(tmp_path / "a.docx", "PK")
    assert found.code == "unknown-format" and found.detail.startswith("a.docx: ") and ".pdf" in found.detail


def test_a_pdf_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert one(tmp_path / "download", pdf(FIRST, SECOND)).title == TITLE


def test_empty_and_absent_files_are_told(tmp_path: Path) -> None:
    for name in ("a.html", "a.jsonl", "a.warc.gz", "a.docx"):
        assert fault(tmp_path / name, "").code == "empty-file"
    for name in ("absent.pdf", "absent.jsonl", "absent.warc"):
        [found] = read_file(tmp_path / name)
        assert isinstance(found, Problem)
        assert (found.code, found.source) == ("unreadable", "import") and name in found.detail


def test_the_source_of_undeclared_documents_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html(), encoding="utf-8")
    [found] = read_file(tmp_path / "a.html", source="xx_northfield", declared=DECLARED)
    assert isinstance(found, Article) and found.source == "xx_northfield"
    [found] = read_file(tmp_path / "a.html", source="archive", declared=DECLARED)
    assert isinstance(found, Article) and found.source == "archive"
