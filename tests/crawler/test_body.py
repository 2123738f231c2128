"""Trees become paragraphs, and paragraphs that are not the article's go."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement
from parsel import Selector

from crawler.reading.body import Block, read_blocks
from crawler.reading.datelines import DateStyle
from crawler.reading.trim import tags_of, trim
from tests.crawler.pages import FIRST, PROSE, SECOND, THIRD, TITLE

STYLE = DateStyle(("en", "ru"))


def tree(html: str) -> HtmlElement:
    root: HtmlElement = Selector(text=html, type="html").root
    return root


def texts(html: str) -> list[str]:
    return [block.text for block in read_blocks([tree(html)])]


def kinds(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_blocks([tree(html)])]


# Reading


def test_paragraphs_know_their_kind() -> None:
    assert kinds(
        "<h2>Results</h2><p>Two <em>documents</em>.</p><ul><li>One</li><li><p>Two</p></li></ul>"
        "<blockquote><p>Good.</p></blockquote><figure><img><figcaption>The signing</figcaption></figure>"
        "<dl><dt>Term</dt><dd>Five years</dd></dl>"
    ) == [
        ("heading", "Results"),
        ("paragraph", "Two documents."),
        ("item", "One"),
        ("item", "Two"),
        ("quote", "Good."),
        ("caption", "The signing"),
        ("item", "Term"),
        ("item", "Five years"),
    ]


def test_captions_are_known_by_their_place() -> None:
    below = '<p style="text-align: center"><img src="a.jpg"></p><p style="text-align: center">The signing</p>'
    beside = '<div class="photo"><img src="a.jpg"><div>The guests</div></div>'
    assert kinds(f"{PROSE}{below}{beside}")[3:] == [("caption", "The signing"), ("caption", "The guests")]
    assert kinds("<p>Photo: Edna Marsh</p>") == [("caption", "Photo: Edna Marsh")]


def test_a_line_in_bold_letters_is_a_heading_unless_it_is_a_sentence() -> None:
    assert kinds("<b>Members</b><br><br>Two have joined.<br><b>Good news.</b>") == [
        ("heading", "Members"),
        ("paragraph", "Two have joined."),
        ("paragraph", "Good news."),
    ]
    assert kinds("<p><strong>Note:</strong> the term</p>") == [("paragraph", "Note: the term")]


def test_line_breaks_part_what_is_finished_and_join_what_is_not() -> None:
    assert texts("<p>It is signed.<br>It is valid.</p>") == ["It is signed.", "It is valid."]
    assert texts("<p>Northfield<br>University</p>") == ["Northfield", "University"]
    broken = "The parties discussed the prospects of an agreement between the<br>Institute and the University."
    assert texts(f"<p>{broken}</p>") == [broken.replace("<br>", " ")]
    assert texts("<p>of the city<br>and the county</p>") == ["of the city and the county"]


def test_tables_of_data_give_a_line_a_row() -> None:
    assert texts("<table><tr><th>Partner</th><th>Since</th></tr><tr><td>Lakeside</td><td>2009</td></tr></table>") == [
        "Partner | Since",
        "Lakeside | 2009",
    ]


def test_tables_that_lay_out_a_page_are_no_data() -> None:
    assert texts(f"<table><tr><td>Menu</td><td>{PROSE}</td></tr></table>") == ["Menu", FIRST, SECOND, THIRD]


def test_words_that_style_sheets_hold_apart_stay_apart() -> None:
    assert texts('<p><a href="#">Health</a><span>MAY 2, 2022</span></p>') == ["Health MAY 2, 2022"]
    assert texts("<p><b>W</b>ater and <i>H</i><sub>2</sub>O</p>") == ["Water and H2O"]


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>Home</nav>",
        "<script>let a</script>",
        '<div class="share-buttons"><a href="#">Post</a></div>',
        '<p style="display: none">Hidden</p>',
        "<p hidden>Hidden</p>",
        '<span class="sr-only">opens in a new window</span>',
        '<aside><p>Other pages</p></aside>',
        "<button>Print</button>",
        "<!-- a comment -->",
    ],
)  # fmt: skip
def test_what_is_not_for_reading_is_passed_over(furniture: str) -> None:
    assert texts(f"<div>{PROSE}{furniture}</div>") == [FIRST, SECOND, THIRD]


def test_a_name_does_not_hide_the_text_of_a_page() -> None:
    assert texts(f'<div class="node social-work sidebar-right">{PROSE}</div>') == [FIRST, SECOND, THIRD]
    assert texts(f"<nav><a href='/'>Home</a><main>{PROSE}</main>") == ["Home", FIRST, SECOND, THIRD]


@pytest.mark.parametrize("tag", ["div", "span", "b"])
def test_markup_that_never_ends_is_read_to_its_depth(tag: str) -> None:
    assert texts(f"<{tag}>" * 900 + FIRST) == [FIRST]
    assert isinstance(texts(f"<{tag}>" * 9000 + FIRST), list)


def test_links_are_measured() -> None:
    link, half, plain = read_blocks(
        [tree('<p><a href="/">All news</a></p><p><a href="/">Half</a> this</p><p>None</p>')]
    )
    assert link.is_link and not half.is_link and (plain.linked, half.linked) == (0, 4)


def test_elements_found_twice_are_read_once() -> None:
    root = tree(f"<div><section>{PROSE}</section></div>")
    assert len(read_blocks([root.find(".//div"), root.find(".//section")])) == 3


# Trimming


def trimmed(*lines: str, title: str | None = TITLE) -> list[str]:
    return [block.text for block in trim([Block(line) for line in lines], title, STYLE)]


def test_the_head_goes() -> None:
    assert trimmed("Home » News » Campus", "28 July 2023 News", TITLE.upper(), "Views: 1,200", FIRST, SECOND) == [
        FIRST,
        SECOND,
    ]


def test_the_lead_stays() -> None:
    assert trimmed(TITLE, "Students may go from autumn", FIRST) == ["Students may go from autumn", FIRST]


def test_a_title_that_begins_the_first_sentence_stays() -> None:
    assert trimmed(f"{TITLE}. {FIRST}", SECOND) == [f"{TITLE}. {FIRST}", SECOND]


@pytest.mark.parametrize(
    "tail", ["Latest News", "Similar Posts", "Читайте также:", "上一篇", "Share this article", "Related:"]
)
def test_what_comes_after_a_tail_heading_goes(tail: str) -> None:
    assert trimmed(FIRST, SECOND, tail, "Choir tours the islands", "New opening hours") == [FIRST, SECOND]


def test_a_box_in_the_middle_does_not_end_the_article() -> None:
    box = [Block("Recommended"), Block("Choir tours the islands", linked=23)]
    blocks = [Block(FIRST), *box, Block(SECOND), Block(THIRD), Block(FIRST + " " + SECOND)]
    assert [block.text for block in trim(blocks, None, STYLE)] == [FIRST, SECOND, THIRD, FIRST + " " + SECOND]


def test_notes_on_the_author_are_the_end_even_if_they_are_sentences() -> None:
    assert trimmed(FIRST, "About the author", SECOND, THIRD) == [FIRST]


def test_furniture_between_paragraphs_goes() -> None:
    between = [
        "Facebook Twitter",
        "READ ALSO: Choir tours the islands",
        "Tags: exchange, lakes",
        "Дата публикации: 2025.10.14",
    ]
    assert trimmed(FIRST, *between, SECOND, FIRST) == [FIRST, SECOND]


def test_the_end_is_the_last_word_of_the_article() -> None:
    assert trimmed(FIRST, SECOND, "Text: International Office", "© 2026 Northfield University") == [FIRST, SECOND]


def test_tags_are_told() -> None:
    lines = ["# cooperation # online courses # goals: partnership", "Tags: lakes; exchange", "No tags here"]
    assert tags_of([Block(line) for line in lines]) == (
        "cooperation",
        "online courses",
        "goals: partnership",
        "lakes",
        "exchange",
    )
