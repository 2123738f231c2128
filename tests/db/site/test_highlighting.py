"""A text cut up at the bounds of what was found in it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from db.site.highlighting import BREAK, blocks, grouped

TEXT = "Ann Smith of Oslo signed.\n\nBoth sides agreed."


def mention(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **more}


def event(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"evidence_start": start, "evidence_end": end, **more}


def test_a_mention_lies_within_the_evidence() -> None:
    name, told = mention(0, 9), event(0, 25)
    first, second = blocks(TEXT, ["paragraph", "quote"], [name], [told])
    (run,) = first.runs
    assert run.events == [told]
    assert [(piece.text, piece.mention) for piece in run.pieces] == [
        ("Ann Smith", name),
        (" of Oslo signed.", None),
    ]
    assert second.kind == "quote"
    assert second.runs[0].events == []


def test_evidence_goes_over_paragraphs_and_begins_once() -> None:
    told = event(13, 31)
    first, second = blocks(TEXT, [], [], [told])
    assert [(run.events, run.begins) for run in first.runs] == [([], []), ([told], [told])]
    assert [(run.events, run.begins) for run in second.runs] == [([told], []), ([], [])]


def test_where_evidence_overlaps_it_belongs_to_both_events() -> None:
    one, other = event(0, 17), event(10, 25)
    first, _ = blocks(TEXT, [], [], [one, other])
    assert [sorted(map(str, run.events)) for run in first.runs] == [
        [str(one)],
        sorted([str(one), str(other)]),
        [str(other)],
    ]


def test_of_nested_mentions_the_shorter_one_is_shown() -> None:
    whole, part = mention(0, 17), mention(13, 17)
    first, _ = blocks(TEXT, [], [whole, part], [])
    shown = [(piece.text, piece.mention, piece.others) for run in first.runs for piece in run.pieces]
    assert shown[:2] == [("Ann Smith of ", whole, []), ("Oslo", part, [whole])]


def test_items_in_a_row_are_one_list() -> None:
    made = blocks(BREAK.join("abcd"), ["paragraph", "item", "item", "heading"], [], [])
    assert [(kind, [block.text for block in group]) for kind, group in grouped(made)] == [
        ("paragraph", ["a"]),
        ("item", ["b", "c"]),
        ("heading", ["d"]),
    ]


def test_what_has_no_known_kind_is_a_paragraph() -> None:
    assert [block.kind for block in blocks("a\n\nb", ["<script>"], [], [])] == ["paragraph", "paragraph"]


TEXTS = st.lists(st.text(max_size=30) | st.just("\n"), max_size=6).map(BREAK.join)
PLACES = st.lists(st.tuples(st.integers(-3, 120), st.integers(-3, 120)), max_size=12)


@given(TEXTS, PLACES, PLACES)
def test_the_pieces_are_the_text(text: str, named: list[tuple[int, int]], told: list[tuple[int, int]]) -> None:
    made = blocks(text, [], [mention(*place) for place in named], [event(*place) for place in told])
    assert BREAK.join(block.text for block in made) == text
    for block in made:
        for run in block.runs:
            assert all(piece.text == text[piece.start :][: len(piece.text)] for piece in run.pieces)


@given(TEXTS, PLACES, PLACES)
def test_the_pieces_of_a_mention_are_its_words(
    text: str, named: list[tuple[int, int]], told: list[tuple[int, int]]
) -> None:
    """But for the blank lines between paragraphs, which are in no piece."""
    mentions = [mention(*place) for place in named]
    events = [event(*place) for place in told]
    between: set[int] = set()
    at = 0
    for paragraph in text.split(BREAK)[:-1]:
        at += len(paragraph)
        between |= {at, at + 1}
        at += len(BREAK)
    runs = [run for block in blocks(text, [], mentions, events) for run in block.runs]
    for row in mentions:
        pieces = [p for run in runs for p in run.pieces if any(r is row for r in [p.mention, *p.others])]
        words = [text[i] for i in range(max(row["start"], 0), min(row["end"], len(text))) if i not in between]
        assert "".join(piece.text for piece in pieces) == "".join(words)
    for row in events:
        inside = [p for run in runs if any(r is row for r in run.events) for p in run.pieces]
        first, last = row["evidence_start"], row["evidence_end"]
        words = [text[i] for i in range(max(first, 0), min(last, len(text))) if i not in between]
        assert "".join(piece.text for piece in inside) == "".join(words)
        assert sum(any(r is row for r in run.begins) for run in runs) == bool(words)
