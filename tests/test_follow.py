"""What is followed of a guide, and when it does not hold."""

import textwrap
from pathlib import Path

import pytest

from docs.follow import Addition, Command, NotSo, Page, follow, holds, read_steps, seen

GUIDE = textwrap.dedent("""\
    # A guide

    Do this:

    ```console
    $ echo one && echo two      # a remark
    one
    …
    $ true
    ```

    Then open http://127.0.0.1:8001/agreement/12: it says **An
    agreement**, and <http://127.0.0.1:8001/> says **Which universities**. Put this at the end of a file:

    ```toml notes.toml
    drop = true
    ```

    ```sh
    this is only read
    ```
    """)


def test_commands_additions_and_pages_are_read_in_order() -> None:
    assert list(read_steps(GUIDE)) == [
        Command(6, "echo one && echo two", ("one", "…")),
        Command(9, "true"),
        Page(12, "http://127.0.0.1:8001/agreement/12", ("An agreement",)),
        Page(13, "http://127.0.0.1:8001/", ("Which universities",)),
        Addition(16, "notes.toml", "drop = true\n"),
    ]


@pytest.mark.parametrize(
    ("expected", "is_so"),
    [
        (("one", "two"), True),
        (("two", "three, or more"), True),
        (("one", "three, …"), False),
        (("one", "…", "three, … more"), True),
        (("three, …",), True),
        (("two", "one"), False),
        (("on",), False),
        ((), True),
    ],
)
def test_what_is_printed_is_compared_line_by_line(expected: tuple[str, ...], is_so: bool) -> None:
    assert holds("one\ntwo\nthree, or more", expected) is is_so


def test_the_words_of_a_page_are_what_is_seen() -> None:
    assert seen("<p>An <mark>agree</mark>ment&amp;\n more<script>no</script></p><p>x") == "An agreement& more x"


def test_a_guide_is_followed_in_its_folder(tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text("```toml a.toml\nx = 1\n```\n\n```console\n$ cat a.toml\nx = 1\n```\n", encoding="utf-8")
    (tmp_path / "here").mkdir()
    assert follow(guide, tmp_path / "here", {"PATH": "/usr/bin:/bin"}) == 2


@pytest.mark.parametrize(
    ("command", "why"),
    [("$ false", "line 2: `false` ends with status 1"), ("$ echo a\nb", "should print\nb\nand prints\na")],
)
def test_a_guide_that_does_not_hold_says_where(tmp_path: Path, command: str, why: str) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text(f"```console\n{command}\n```\n", encoding="utf-8")
    with pytest.raises(NotSo, match=why):
        follow(guide, tmp_path, {"PATH": "/usr/bin:/bin"})
