"""What is different between two versions."""

from pipelines.changes import changes

BEFORE = {"title": "A", "published": "2024-05-01", "body": "One.\n\nTwo.\n\nTwo.\n\nThree."}


def test_the_same_text_has_no_changes() -> None:
    assert changes(BEFORE, dict(BEFORE)) == {}


def test_each_field_is_told_before_and_after_and_the_body_by_paragraphs() -> None:
    after = {"title": "B", "published": None, "body": "One.\n\nTwo.\n\nFour.\n\nThree."}
    assert changes(BEFORE, after) == {
        "title": ["A", "B"],
        "published": ["2024-05-01", None],
        "body": {"removed": ["Two."], "added": ["Four."]},
    }
