"""What is searched for, and how what was found is shown."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.site.words import expression, parts, shown, terms


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"double degree" Kilima', '"double degree" "Kilima"'),
        ('one "two three', '"one" "two three"'),
        ("univers*", '"univers"*'),
        ("a* NOT OR (near", '"a*" "NOT" "OR" "(near"'),
        ("title:agreement", '"title:agreement"'),
        (" \n ?! ", ""),
        ("a\x00b", '"a" "b"'),
    ],
)
def test_a_query_is_its_words_and_phrases(query: str, expected: str) -> None:
    assert expression(query) == expected


def test_names_are_asked_for_without_accents() -> None:
    assert parts("St. Autónoma & Łódź") == ["st", "autonoma", "and", "lodz"]


@given(st.text(max_size=250))
def test_no_query_is_an_error(query: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table texts using fts5 (body)")
    db.execute("insert into texts values ('University of Oslo')")
    if wanted := expression(query):
        db.execute("select rowid from texts where texts match ?", [wanted]).fetchall()


def test_what_was_found_is_marked_and_the_rest_is_only_text() -> None:
    assert shown("<b>[x]Ann[/x]</b> & [x]Bo[/x]", "[x]", "[/x]") == (
        "&lt;b&gt;<mark>Ann</mark>&lt;/b&gt; &amp; <mark>Bo</mark>"
    )
    assert shown(None, "[x]", "[/x]") == ""


def test_a_passage_without_end_is_cut() -> None:
    assert shown("[x]" + "a" * 50 + "[/x]" + "b" * 50, "[x]", "[/x]", longest=60) == (
        f"<mark>{'a' * 50}</mark>{'b' * 10}…"
    )


@given(st.text(alphabet='<>&"ab', max_size=40))
def test_no_text_becomes_markup(text: str) -> None:
    assert "<" not in shown(text, "begin", "end").replace("<mark>", "").replace("</mark>", "")


def test_terms_are_bounded() -> None:
    assert len(terms("word " * 100)) == 12
