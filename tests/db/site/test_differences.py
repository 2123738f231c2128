"""What changed between two versions of an article, told to a person."""

import json

from hypothesis import given
from hypothesis import strategies as st

from db.site.differences import MOST, difference, words


def test_a_changed_word_is_the_only_difference() -> None:
    assert words("Kristian Parn, head", "Kristjan Pärn, head") == [
        ("removed", "Kristian"),
        ("added", "Kristjan"),
        ("same", " "),
        ("removed", "Parn"),
        ("added", "Pärn"),
        ("same", ", head"),
    ]


def test_a_changed_paragraph_is_shown_as_one_and_another_as_gone() -> None:
    told = {"body": {"removed": ["Nothing of this is left.", "They meet on Monday in Oslo."],
                     "added": ["They meet on Tuesday in Oslo.", "More soon."]}}  # fmt: skip
    found = difference(json.dumps(told))
    assert found is not None
    assert found.paragraphs[0] == [("removed", "Nothing of this is left.")]
    assert ("added", "Tuesday") in found.paragraphs[1]
    assert found.paragraphs[2] == [("added", "More soon.")]


def test_a_title_that_came_is_only_added() -> None:
    found = difference('{"title": [null, "Signed"], "published": ["2024-01-01", null]}')
    assert found is not None
    assert found.title == [("added", "Signed")]
    assert found.published == [("removed", "2024-01-01"), ("added", "")]


def test_of_many_paragraphs_some_are_shown_and_the_others_counted() -> None:
    found = difference(json.dumps({"body": {"removed": [], "added": [f"p{n}" for n in range(MOST + 5)]}}))
    assert found is not None
    assert (len(found.paragraphs), found.more) == (MOST, 5)


def test_no_changes_are_no_difference() -> None:
    assert difference(None) is None
    assert difference("{}") is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_wordings_can_be_read_off(before: str, after: str) -> None:
    found = words(before, after)
    assert "".join(text for what, text in found if what != "added") == before
    assert "".join(text for what, text in found if what != "removed") == after
